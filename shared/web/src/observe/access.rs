//! The line about a request, at most 300 bytes, and the line about a batch. Written by hand: their parts are plain, and it is on every request's way.

use domain::Timestamp;
use http::Method;
use platform::observe::{Facts, Work};
use std::fmt::Write;

/// What both lines have.
pub(super) struct Line<'a> {
    pub(super) at: Timestamp,
    pub(super) work: &'a Work,
    pub(super) function: &'a str,
    pub(super) micros: u64,
    pub(super) facts: &'a Facts,
}

impl Line<'_> {
    fn begin(&self, out: &mut String, level: &str) {
        let _never = write!(out, r#"{{"time":"{}"{level},"id":"{}""#, self.at, self.work.id);
        if let Some(trace) = &self.work.trace {
            let _never = write!(out, r#","trace":"{trace}""#);
        }
        let _never = write!(out, r#","fn":"{}""#, self.function);
    }

    fn end(&self, out: &mut String) {
        let (whole, tenth) = (self.micros / 1000, self.micros % 1000 / 100);
        let _never = write!(out, r#","ms":{whole}.{tenth}"#);
        for (name, calls) in [("store", self.facts.store_calls), ("kms", self.facts.kms_calls)] {
            if calls > 0 {
                let _never = write!(out, r#","{name}":{calls}"#);
            }
        }
        out.push_str("}\n");
    }

    /// A request that was answered.
    pub(super) fn request(&self, out: &mut String, method: &Method, status: u16) {
        // The status says how bad it was.
        self.begin(out, "");
        // A method of somebody's own invention is not ours to repeat.
        let method = if self.facts.route.is_some() {
            method.as_str()
        } else {
            "?"
        };
        let route = self.facts.route.unwrap_or("none");
        let _never = write!(out, r#","route":"{method} {route}""#);
        if let Some(application) = self.facts.application {
            let _never = write!(out, r#","app":"{application}""#);
        }
        let _never = write!(out, r#","status":{status}"#);
        if let Some(error) = self.facts.error {
            let _never = write!(out, r#","error":"{}""#, error.as_str());
        }
        self.end(out);
    }

    /// A batch that was handled, or not wholly.
    pub(super) fn batch(&self, out: &mut String) {
        let facts = self.facts;
        let level = if facts.retried > 0 { "WARN" } else { "INFO" };
        self.begin(out, &format!(r#","level":"{level}""#));
        let _never = write!(out, r#","records":{}"#, facts.records);
        for (name, number) in [("retried", facts.retried), ("waiting", facts.waiting)] {
            if number > 0 {
                let _never = write!(out, r#","{name}":{number}"#);
            }
        }
        self.end(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ApplicationId;
    use protocol::error::ErrorCode;

    #[test]
    fn the_longest_line_of_a_request_has_at_most_300_bytes() {
        // The longest route with the error that a 503 has.
        let error = Some(ErrorCode::Unavailable);
        let facts = Facts {
            function: Some("platform"),
            route: Some("/api/platform/applications/{id}/suspend"),
            application: Some(ApplicationId::from_bytes([7; 16])),
            error,
            store_calls: 99,
            kms_calls: 9,
            ..Facts::default()
        };
        let trace = Some("1-5759e988-bd862e3fe1be46a994272793".to_owned());
        let work = Work::new("JKJaXmPLvHcESHA=".to_owned(), trace);
        let line = Line {
            at: Timestamp::from_millis(1_795_521_600_005),
            work: &work,
            function: "platform",
            micros: 8_000_123,
            facts: &facts,
        };
        let mut out = String::new();
        line.request(&mut out, &Method::POST, 503);
        assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{out}");
        assert!(out.len() <= 300, "{} bytes: {out}", out.len());
    }
}
