//! Every request, in this order: limits → host → cross-site rules → handler → one rendering of failures → security headers.
//!
//! The same value serves a Lambda function (a few routes) and the laptop (all of them); what differs is who fills in [`Edge`].

use crate::{
    cookie::Cookies,
    cors, csrf,
    edge::{Context, Edge},
    endpoint::{self, Lambda},
    error::{self, Refusal},
    headers::{self, Cacheable, FormAction, Framed, Posture, TrustedTypes},
    language, limits, mount,
    observe::{self, Observer},
    pages,
};
use axum::{
    Router,
    body::Body,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use platform::{
    Services, observe as facts,
    tenant::{self, Site, Tenant},
};
use protocol::error::{ErrorCode, Failure};
use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};
use tower::ServiceExt;

/// The longest a request may take; then the caller is told to retry.
const DEADLINE: Duration = Duration::from_secs(8);

/// Some functions' routes behind the common layers.
#[derive(Clone)]
pub struct App {
    services: Services,
    router: Router,
    observer: Observer,
    /// Where a problem document's `type` begins.
    errors_base: Arc<str>,
    /// The only function served here, where there is one.
    function: Option<&'static str>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}

/// What is learned about a request on its way in and needed on its way out.
struct Visit {
    context: Context,
    path: String,
    method: Method,
    tenant: Option<Tenant>,
    apex: bool,
    origin: Option<HeaderValue>,
    /// `If-None-Match`: what the caller has already.
    known: Option<HeaderValue>,
    /// The cookie that keeps a language just chosen.
    language: Option<HeaderValue>,
}

impl App {
    /// The application that answers the routes of `lambdas`.
    pub fn new(services: Services, lambdas: &[Lambda]) -> Self {
        let router = endpoint::router(lambdas).with_state(services.clone());
        let function = if let [only] = lambdas { Some(only.name) } else { None };
        Self {
            errors_base: services.config.errors_base().into(),
            services,
            router,
            observer: Observer::silent(),
            function,
        }
    }

    /// The same, and `observer` tells of every request.
    #[must_use]
    pub fn observed(mut self, observer: Observer) -> Self {
        self.observer = observer;
        self
    }

    /// Answers one request; its extensions must hold an [`Edge`].
    pub async fn respond(&self, request: Request<Body>) -> Response {
        let Some(edge) = request.extensions().get::<Edge>().cloned() else {
            return StatusCode::BAD_GATEWAY.into_response();
        };
        let visit = observe::Visit::of(&request, &edge, self.function);
        // Once on the heap instead of copied from one future into the next.
        let answer = Box::pin(self.answer(request, edge));
        self.observer.request(&*self.services.clock, visit, answer).await
    }

    async fn answer(&self, request: Request<Body>, edge: Edge) -> Response {
        let path = request.uri().path().to_owned();
        let context = Context::new(&edge, request.headers(), &path, Arc::clone(&self.errors_base));
        let mut visit = Visit {
            context,
            path,
            method: request.method().clone(),
            tenant: None,
            apex: false,
            origin: None,
            known: request.headers().get(header::IF_NONE_MATCH).cloned(),
            language: None,
        };
        let work = AssertUnwindSafe(self.inside(request, &edge, &mut visit)).catch_unwind();
        let response = match tokio::time::timeout(DEADLINE, work).await {
            Ok(Ok(Ok(response))) => response,
            Ok(Ok(Err(failure))) => Refusal::by_path(failure).into_response(),
            Ok(Err(_panic)) => Refusal::by_path(Failure::new(
                ErrorCode::InternalError,
                "Something went wrong on our side.",
            ))
            .into_response(),
            Err(_late) => {
                Refusal::by_path(Failure::new(ErrorCode::Unavailable, "That took too long. Try again.").retry_after(2))
                    .into_response()
            }
        };
        self.finish(response, &visit)
    }

    async fn inside(&self, request: Request<Body>, edge: &Edge, visit: &mut Visit) -> Result<Response, Failure> {
        let (mut parts, body) = request.into_parts();
        limits::head(&parts.uri, &parts.headers)?;
        let site = tenant::resolve(&self.services, &edge.host).await?;
        let tenant = match site {
            Site::Apex => {
                visit.apex = true;
                None
            }
            Site::Application(tenant) => {
                facts::of_application(*tenant.id());
                Some(tenant)
            }
        };
        visit.tenant.clone_from(&tenant);
        Self::cross_origin(&parts.headers, visit);
        if cors::is_preflight(&parts.method, &parts.headers) {
            return Ok(cors::preflight(&visit.path, visit.origin.take()));
        }
        let cookies = Cookies::read(&parts.headers, self.services.config.is_secure())?;
        let carries_cookie = parts.headers.contains_key(header::COOKIE);
        let own_origin = tenant.as_ref().map_or_else(
            || self.services.config.origin(&self.services.config.platform_domain),
            Tenant::origin,
        );
        csrf::check(&parts.method, &visit.path, &parts.headers, carries_cookie, &own_origin)?;
        let bytes = limits::body(parts.uri.path(), &parts.headers, body).await?;
        if let Some(tenant) = tenant {
            let tenant = self.read(tenant, &parts, &cookies, visit);
            parts.uri = Self::mounted(&tenant, &parts.uri, &mut parts.extensions);
            tenant.admits(parts.uri.path())?;
            parts.extensions.insert(tenant);
        } else if !is_apex_path(parts.uri.path()) {
            return Err(Failure::new(ErrorCode::NotFound, "There is no such page here."));
        }
        parts.extensions.insert(visit.context.clone());
        parts.extensions.insert(cookies);
        let request = Request::from_parts(parts, Body::from(bytes));
        self.router
            .clone()
            .oneshot(request)
            .await
            .map_err(|never| match never {})
    }

    /// Finds out who reads the answer.
    fn read(&self, tenant: Tenant, parts: &http::request::Parts, cookies: &Cookies, visit: &mut Visit) -> Tenant {
        let (reader, chosen) = language::reader(&tenant, parts, cookies);
        visit.language = chosen.and_then(|cookie| cookie.header(self.services.config.is_secure()));
        let tenant = tenant.read_by(reader);
        visit.tenant = Some(tenant.clone());
        tenant
    }

    /// On the dashboard host a mounted path becomes the own-host path of another application; `Mounted` tells the extractors which one.
    fn mounted(tenant: &Tenant, uri: &Uri, extensions: &mut http::Extensions) -> Uri {
        let found = if tenant.application().is_dashboard {
            mount::read(uri.path())
        } else {
            None
        };
        let Some(found) = found else { return uri.clone() };
        extensions.insert(crate::extract::tenant::Mount(found.application));
        let text = uri
            .query()
            .map_or_else(|| found.path.clone(), |query| format!("{}?{query}", found.path));
        text.parse().unwrap_or_else(|_| uri.clone())
    }

    fn cross_origin(headers: &http::HeaderMap, visit: &mut Visit) {
        let tenant = visit.tenant.as_ref().filter(|_| cors::needs_origins(&visit.path));
        visit.origin = cors::allowed_origin(&visit.path, headers, |origin| {
            tenant.is_some_and(|tenant| tenant.allows_origin(origin))
        });
    }

    fn finish(&self, response: Response, visit: &Visit) -> Response {
        let mut response = Self::named(response);
        if let Some(mut refusal) = response.extensions_mut().remove::<Refusal>() {
            facts::refused(refusal.failure.code);
            // What goes wrong before an OAuth handler is said as OAuth clients read it (RFC 6749 §5.2).
            if visit.tenant.is_some() && is_oauth(&visit.path) {
                refusal.surface = refusal.surface.or_oauth();
            }
            let mut kept = std::mem::take(response.headers_mut());
            // The router has measured the empty body that stood for the refusal.
            kept.remove(header::CONTENT_LENGTH);
            response = error::render(&refusal, &visit.context, |failure| {
                pages::error_page(failure, visit.tenant.as_ref(), &visit.context)
            });
            for (name, value) in &kept {
                response.headers_mut().append(name, value.clone());
            }
        }
        cors::write(response.headers_mut(), &visit.path, visit.origin.clone());
        self.protect(&mut response, visit);
        if is_known(&response, visit) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(header::CONTENT_LENGTH);
            *response.body_mut() = Body::empty();
        }
        if visit.method == Method::HEAD {
            *response.body_mut() = Body::empty();
        }
        response
    }

    /// The router's own 404, 405, 415 and the like have no words: give them ours.
    fn named(response: Response) -> Response {
        let bare =
            response.extensions().get::<Refusal>().is_none() && !response.headers().contains_key(header::CONTENT_TYPE);
        let code = match response.status() {
            StatusCode::NOT_FOUND => ErrorCode::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => ErrorCode::MethodNotAllowed,
            status if status.is_server_error() => ErrorCode::InternalError,
            status if status.is_client_error() => ErrorCode::MalformedBody,
            _ => return response,
        };
        if !bare {
            return response;
        }
        let text = match code {
            ErrorCode::NotFound => "There is nothing at this address.",
            ErrorCode::MethodNotAllowed => "This address does not take that method; see Allow.",
            ErrorCode::InternalError => "Something went wrong on our side.",
            _ => "The request could not be read.",
        };
        let mut named = Refusal::by_path(Failure::new(code, text)).into_response();
        *named.headers_mut() = response.headers().clone();
        named.headers_mut().remove(header::CONTENT_LENGTH);
        named
    }

    fn protect(&self, response: &mut Response, visit: &Visit) {
        let page = response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let form_action = response.extensions().get::<FormAction>().map(|action| action.0.clone());
        let framed_by = response.extensions().get::<Framed>().map(|framed| framed.0.clone());
        let cache = response
            .extensions()
            .get::<Cacheable>()
            .map(|cache| cache.0)
            .filter(|_| response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED);
        let trusted_types = response
            .extensions()
            .get::<TrustedTypes>()
            .map_or(headers::OURS, |policy| policy.0);
        let dashboard = visit
            .tenant
            .as_ref()
            .is_some_and(|tenant| tenant.application().is_dashboard);
        let hosted = pages::is_hosted(&visit.path);
        let under_platform = visit.apex
            || visit
                .tenant
                .as_ref()
                .is_some_and(|tenant| tenant.view().hostname.is_within(&self.services.config.platform_domain));
        let posture = Posture {
            secure: self.services.config.is_secure(),
            under_platform,
            isolated: (dashboard && !hosted) || visit.path.starts_with("/account"),
            formless: dashboard && !hosted,
            page,
            form_action: form_action.as_deref(),
            framed_by: framed_by.as_deref(),
            trusted_types,
            cache,
        };
        headers::secure(response.headers_mut(), &posture);
        if let Some(cookie) = &visit.language {
            response.headers_mut().append(header::SET_COOKIE, cookie.clone());
        }
        if let Ok(id) = HeaderValue::from_str(&visit.context.request_id) {
            response
                .headers_mut()
                .insert(HeaderName::from_static("x-request-id"), id);
        }
    }
}

/// The caller has this very version (RFC 9110 §13.1.2); tags are compared weakly, as they must be there.
fn is_known(response: &Response, visit: &Visit) -> bool {
    let reading = matches!(visit.method, Method::GET | Method::HEAD) && response.status() == StatusCode::OK;
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let known = visit.known.as_ref().and_then(|known| known.to_str().ok());
    let same = |tag: &str, known: &str| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag);
    reading && tag.zip(known).is_some_and(|(tag, known)| same(tag, known))
}

/// Endpoints whose errors are `{error, error_description}`: those of clients, not of browsers.
fn is_oauth(path: &str) -> bool {
    matches!(
        path,
        "/oauth2/token" | "/oauth2/userinfo" | "/oauth2/revoke" | "/oauth2/introspect"
    )
}

/// What the bare platform domain serves: the product page, health, security.txt, static files.
fn is_apex_path(path: &str) -> bool {
    path == "/" || path == "/health" || path == "/.well-known/security.txt" || path.starts_with("/assets/")
}
