//! The error page: what happened in words, what to do, and a reference for support. It never prints the query.

use super::{Frame, page};
use crate::edge::Context;
use platform::tenant::Tenant;
use protocol::error::{ErrorCode, Failure};

struct ErrorPage {
    title: &'static str,
    detail: String,
    code: &'static str,
    request_id: String,
    home: Option<&'static str>,
}

page!(pub(crate) ErrorPage, "error.html");

/// A failure as a page; `None` only if the template itself fails.
pub fn error_page(failure: &Failure, tenant: Option<&Tenant>, context: &Context) -> Option<String> {
    let frame = tenant.map_or_else(|| Frame::apex("Aero2"), Frame::of);
    // What happened inside is for the log, where the reference leads.
    let detail = if failure.code == ErrorCode::InternalError {
        "Something failed on our side. Nothing was changed.".to_owned()
    } else {
        failure.detail.clone()
    };
    let page = ErrorPage {
        title: failure.code.title(),
        detail,
        code: failure.code.as_str(),
        request_id: context.request_id.clone(),
        home: tenant.map(|_| "/"),
    };
    page.render(&frame).ok()
}
