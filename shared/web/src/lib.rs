//! How HTTP says it: extractors (the preconditions), the one error writer, cookies, cross-site rules, security headers, pages.
//!
//! A handler takes what it needs as typed arguments, calls one use case, and returns one answer. Rules live in `platform`, routes in `functions`.

/// Of every program that answers requests: a request allocates a thousand times, and glibc takes half as long again for each. It also gives memory back,
/// where glibc would keep what each thread once hashed a password in.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub mod answer;
pub mod app;
pub mod cookie;
mod cors;
mod csrf;
pub mod edge;
pub mod endpoint;
pub mod error;
pub mod extract;
pub mod headers;
pub mod idempotency;
pub mod lambda;
mod language;
pub mod limits;
pub mod mount;
pub mod notes;
pub mod observe;
#[cfg(feature = "openapi")]
pub mod openapi;
#[cfg(not(feature = "openapi"))]
#[path = "undescribed.rs"]
pub mod openapi;
pub mod pages;
pub mod paging;
pub mod qr;

pub use answer::{Accepted, Created, Empty, Entity, NoContent, NoStore, Redirect, Revoked};
pub use app::App;
pub use axum::{
    extract::{FromRequestParts, State},
    response::{IntoResponse, Response},
};
pub use cookie::{CookieName, Cookies, SetCookie};
pub use edge::{Context, Edge};
pub use endpoint::{Access, Endpoint, Lambda, Route, delete, get, patch, post, put};
pub use error::{ApiError, Challenge, EitherError, OAuthError, PageError};
pub use extract::{
    access_token::AccessToken,
    authorization::QueryOrForm,
    browser::Browser,
    caller::{ApiCaller, MaybeCaller},
    client::ClientRequest,
    if_match::IfMatch,
    json::{Json, Nothing},
    lines::Lines,
    page_form::PageForm,
    path::{Id, Ids},
    picture::Picture,
    query::Query,
    seen::Seen,
    session::{MaybeSession, SignedIn},
    tenant::{MaybeTenant, Tenant},
    transaction::Named,
};
pub use headers::{Cacheable, FormAction, Framed, TrustedTypes};
pub use http::{Method, StatusCode, request::Parts};
pub use idempotency::{Begun, Made, Once};
pub use notes::QueryParameter;
pub use observe::Observer;
pub use paging::Paging;
