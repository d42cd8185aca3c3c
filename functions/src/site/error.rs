//! `GET /error?code=`: a code of ours in words, for links that carry one. Nothing of the query is printed (behaviour 4.4).

use crate::going;
use protocol::error::{ErrorCode, Failure};
use web::{Access, Context, Endpoint, Method, PageError, Query, Response, Tenant, get, pages};

/// `GET /error`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::GET, "/error", Access::Public, || get(show));

/// Answers 200: the page is about a failure, it is none.
async fn show(tenant: Tenant, context: Context, query: Query) -> Result<Response, PageError> {
    let unknown = || Failure::new(ErrorCode::NotFound, "There is nothing at this address.");
    let asked = query.lenient("code").unwrap_or("");
    let code = ErrorCode::ALL.iter().copied().find(|code| code.as_str() == asked);
    let failure = Failure::new(
        code.ok_or_else(unknown)?,
        "Go back to the application and try again. If it happens again, tell its support what you see here.",
    );
    let html = pages::error_page(&failure, Some(&tenant), &context).ok_or_else(unknown)?;
    Ok(going::page(&tenant, None, html, None, None))
}
