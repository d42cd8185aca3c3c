//! How long a request took on this machine, said in its answer: `Server-Timing` with the total, the table's part and KMS's. No deployed binary has it.

use crate::aws::{capacity::Trace, faults::Service};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::time::{Duration, Instant};

#[expect(
    clippy::disallowed_methods,
    reason = "a duration to look at; nothing is decided by it"
)]
pub(crate) fn start() -> Instant {
    Instant::now()
}

/// Says where the time went, with the numbers of `GET /capacity`.
pub(crate) fn server_timing(headers: &mut HeaderMap, total: Duration, trace: &Trace) {
    let calls = |service| trace.operations.iter().filter(|one| one.service == service).count();
    let value = format!(
        r#"total;dur={:.2}, store;dur={:.2};desc="{} calls, {} rru, {} wru", kms;dur={:.2};desc="{} calls""#,
        total.as_secs_f64() * 1000.0,
        trace.store_ms,
        calls(Service::Dynamodb),
        trace.rru,
        trace.wru,
        trace.kms_ms,
        calls(Service::Kms),
    );
    if let Ok(value) = HeaderValue::from_str(&value) {
        headers.insert(HeaderName::from_static("server-timing"), value);
    }
}
