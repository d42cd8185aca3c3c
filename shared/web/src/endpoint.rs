//! One row of the route table: where a request goes, who may send it, and the handler that is a sentence.
//!
//! The same rows feed the router, the permission check, `GET /routes` and the tests, so none of them can disagree.

use crate::{
    notes::QueryParameter,
    observe,
    openapi::{Answer, Argument, Described, Notes},
};
use axum::{
    Router,
    body::Body,
    handler::Handler,
    routing::{self, MethodRouter},
};
use domain::permission::{OrgPermission, Permission};
use http::{Method, Request};
use platform::Services;
use std::task::{Context, Poll};
use tower::{Layer, Service};

/// Who may call a route; checked by the extractor that the handler names (behaviour 4.0, column *Who*).
#[expect(clippy::enum_variant_names, reason = "an access token is what it is called")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// The browser that began the transaction.
    Transaction,
    /// A signed-in user.
    Session,
    /// The same, who authenticated recently.
    FreshSession,
    /// A bearer access token.
    AccessToken,
    /// An OAuth client that authenticates.
    Client,
    /// Anybody; who has this permission sees all of it.
    Open(Permission),
    /// A management credential with this permission.
    Management(Permission),
    /// The same; a person must also have authenticated recently.
    Fresh(Permission),
    /// A developer, signed in at the dashboard.
    Developer,
    /// A member of the organization in the path, at the dashboard, with this permission in it.
    Inside(OrgPermission),
    /// An admin of a team that an offered application concerns.
    Party,
    /// A platform operator at the dashboard, with fresh authentication for changes.
    Operator,
    /// The same, with fresh authentication.
    FreshOperator,
}

impl Access {
    /// As `GET /routes` and the documents write it.
    pub fn describe(self) -> String {
        match self {
            Self::Public => "none".to_owned(),
            Self::Transaction => "tx".to_owned(),
            Self::Session => "ses".to_owned(),
            Self::FreshSession => "ses!".to_owned(),
            Self::AccessToken => "at".to_owned(),
            Self::Client => "client".to_owned(),
            Self::Open(permission) => format!("none, {}", permission.as_str()),
            Self::Management(permission) => permission.as_str().to_owned(),
            Self::Fresh(permission) => format!("{}!", permission.as_str()),
            Self::Developer => "developer".to_owned(),
            Self::Inside(permission) => permission.as_str().to_owned(),
            Self::Party => "team admin".to_owned(),
            Self::Operator => "op".to_owned(),
            Self::FreshOperator => "op!".to_owned(),
        }
    }
}

/// A handler behind its method, and what its type says of it where the document is made.
#[derive(Clone, Debug)]
pub struct Route {
    router: MethodRouter<Services>,
    #[cfg(feature = "openapi")]
    describe: fn(&mut crate::openapi::Draft<'_>),
}

impl Route {
    fn new<H: Described<T>, T>(router: MethodRouter<Services>, _handler: std::marker::PhantomData<(H, T)>) -> Self {
        Self {
            router,
            #[cfg(feature = "openapi")]
            describe: H::describe,
        }
    }

    /// Writes down what the handler's type says.
    #[cfg(feature = "openapi")]
    pub(crate) fn describe(&self, draft: &mut crate::openapi::Draft<'_>) {
        (self.describe)(draft);
    }
}

macro_rules! routes {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        pub fn $name<H: Handler<T, Services> + Described<T>, T: 'static>(handler: H) -> Route {
            Route::new(routing::$name(handler), std::marker::PhantomData::<(H, T)>)
        }
    )+};
}

routes! {
    /// A handler of GET, which answers HEAD too.
    get;
    /// A handler of POST.
    post;
    /// A handler of PUT.
    put;
    /// A handler of PATCH.
    patch;
    /// A handler of DELETE.
    delete;
}

/// One method and path.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// The HTTP method; a GET route answers HEAD too.
    pub method: Method,
    /// The path as axum writes it, `{id}` for parameters; own-host form.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Makes the handler.
    pub route: fn() -> Route,
    /// What it says of itself.
    pub notes: Notes,
}

impl Endpoint {
    /// A row of the table.
    pub const fn new(method: Method, path: &'static str, access: Access, route: fn() -> Route) -> Self {
        Self {
            method,
            path,
            access,
            route,
            notes: Notes::NONE,
        }
    }

    /// What the document calls it, for ever, and what it does in a few words.
    #[must_use]
    pub const fn says(mut self, id: &'static str, summary: &'static str) -> Self {
        self.notes = self.notes.named(id, summary);
        self
    }

    /// The parameters of its query, or of its form.
    #[must_use]
    pub const fn reads(mut self, query: &'static [QueryParameter]) -> Self {
        self.notes = self.notes.reading(query);
        self
    }

    /// What it takes, where the handler's type does not tell.
    #[must_use]
    pub const fn takes<T: Argument>(mut self) -> Self {
        self.notes = self.notes.taking::<T>();
        self
    }

    /// What it answers, where the handler's type does not tell.
    #[must_use]
    pub const fn answers<A: Answer>(mut self) -> Self {
        self.notes = self.notes.answering::<A>();
        self
    }

    /// Statuses of failures that only it has.
    #[must_use]
    pub const fn fails(mut self, statuses: &'static [u16]) -> Self {
        self.notes = self.notes.failing(statuses);
        self
    }
}

/// One Lambda function and the routes it answers: one row of the least-privilege table.
#[derive(Clone, Copy, Debug)]
pub struct Lambda {
    /// Its name in the template.
    pub name: &'static str,
    /// Its routes.
    pub endpoints: &'static [Endpoint],
}

impl Lambda {
    /// A function of the deployment.
    pub const fn new(name: &'static str, endpoints: &'static [Endpoint]) -> Self {
        Self { name, endpoints }
    }
}

/// What the matched route tells the extractors.
#[derive(Clone, Copy, Debug)]
pub struct Matched {
    /// The path template, for logs and capacity: never the path itself, which may hold ids.
    pub path: &'static str,
    /// Who may call.
    pub access: Access,
    /// The Lambda function that answers it.
    pub function: &'static str,
}

/// Tells a request which route it matched: the extractors, and the observer.
impl<S> Layer<S> for Matched {
    type Service = Told<S>;

    fn layer(&self, inner: S) -> Told<S> {
        Told { inner, matched: *self }
    }
}

/// A route that tells.
#[derive(Clone, Debug)]
pub struct Told<S> {
    inner: S,
    matched: Matched,
}

impl<S: Service<Request<Body>>> Service<Request<Body>> for Told<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<Body>) -> S::Future {
        observe::routed(self.matched);
        request.extensions_mut().insert(self.matched);
        self.inner.call(request)
    }
}

/// One router over the routes of some functions.
pub(crate) fn router(lambdas: &[Lambda]) -> Router<Services> {
    lambdas
        .iter()
        .flat_map(|lambda| lambda.endpoints.iter().map(|endpoint| (lambda.name, endpoint)))
        .fold(Router::new(), |router, (function, endpoint)| {
            let matched = Matched {
                path: endpoint.path,
                access: endpoint.access,
                function,
            };
            router.route(endpoint.path, (endpoint.route)().router.layer(matched))
        })
}
