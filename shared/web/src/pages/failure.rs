//! The error page: what happened in words, what to do, and a reference for support. It never prints the query.

use super::{
    Frame, page,
    problem::{explained, title},
};
use crate::edge::Context;
use platform::tenant::Tenant;
use protocol::error::{ErrorCode, Failure};

struct ErrorPage {
    title: String,
    detail: String,
    code: &'static str,
    request_id: String,
    home: Option<&'static str>,
}

page!(pub(crate) ErrorPage, "error.html");

/// A failure as a page; `None` only if the template itself fails.
pub fn error_page(failure: &Failure, tenant: Option<&Tenant>, context: &Context) -> Option<String> {
    let frame = tenant.map_or_else(|| Frame::apex("Aero2"), Frame::of);
    error_page_in(&frame, failure, tenant.map(|_| "/"), context)
}

/// The same in a frame that is there already.
pub fn error_page_in(
    frame: &Frame,
    failure: &Failure,
    home: Option<&'static str>,
    context: &Context,
) -> Option<String> {
    // Without links to itself in other languages: they would repeat the query.
    let frame = frame.clone().without_choice();
    // What happened inside is for the log, where the reference leads.
    let detail = if failure.code == ErrorCode::InternalError {
        frame.t("error-our-side").to_string()
    } else {
        explained(failure, frame.locale)
    };
    let page = ErrorPage {
        title: title(frame.locale, failure.code),
        detail,
        code: failure.code.as_str(),
        request_id: context.request_id.clone(),
        home,
    };
    page.render(&frame).ok()
}
