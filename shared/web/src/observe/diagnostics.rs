//! Diagnostic lines: what the code says through `tracing`, with the id and the trace of the request it ran in, and scrubbed.
//!
//! A subscriber of our own, because it is small: no spans, no colours. Other people's crates never speak below INFO: at TRACE the AWS SDK
//! writes credentials (RUSTSEC-2023-0125) and an HTTP client writes headers.

use super::text;
use domain::Clock;
use platform::observe;
use std::{fmt, sync::Arc};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
    span,
    subscriber::Interest,
};

/// The longest diagnostic line.
const LONGEST: usize = 1024;
/// The crates that may be asked for everything.
const OURS: [&str; 9] = [
    "protocol",
    "domain",
    "store",
    "keys",
    "mail",
    "platform",
    "web",
    "functions",
    "local",
];

/// Which lines are wanted: `warn`, or `warn,platform=debug`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    usual: LevelFilter,
    of: Vec<(String, LevelFilter)>,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            usual: LevelFilter::WARN,
            of: Vec::new(),
        }
    }
}

impl Filter {
    /// Reads a filter; what cannot be read is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut filter = Self::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some((target, level)) => filter.of.push((target.to_owned(), level.parse().ok()?)),
                None => filter.usual = part.parse().ok()?,
            }
        }
        Some(filter)
    }

    fn most(&self) -> LevelFilter {
        self.of.iter().map(|(_, level)| *level).fold(self.usual, Ord::max)
    }

    fn allows(&self, metadata: &Metadata<'_>) -> bool {
        let target = metadata.target();
        let under = |name: &str| {
            target
                .strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        let asked = self
            .of
            .iter()
            .filter(|(name, _)| under(name))
            .max_by_key(|(name, _)| name.len());
        let level = asked.map_or(self.usual, |(_, level)| *level);
        let permitted = OURS.iter().any(|name| under(name)) || *metadata.level() <= Level::INFO;
        metadata.is_event() && permitted && *metadata.level() <= level
    }
}

struct Diagnostics<S> {
    filter: Filter,
    clock: Arc<dyn Clock>,
    sink: S,
}

/// A subscriber that writes what `filter` wants to `sink`, line by line.
pub fn subscriber(
    filter: Filter,
    clock: Arc<dyn Clock>,
    sink: impl Fn(Level, &str) + Send + Sync + 'static,
) -> impl Subscriber + Send + Sync {
    Diagnostics { filter, clock, sink }
}

/// The same, for the whole process, to where Lambda collects a function's log. The first one stays.
pub fn install(filter: Filter, clock: Arc<dyn Clock>) {
    let to_stdout = |_: Level, line: &str| super::stdout(line);
    let _there_is_one = tracing::subscriber::set_global_default(subscriber(filter, clock, to_stdout));
}

impl<S: Fn(Level, &str) + Send + Sync + 'static> Subscriber for Diagnostics<S> {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.filter.allows(metadata) {
            Interest::always()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        self.filter.allows(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.filter.most())
    }

    fn event(&self, event: &Event<'_>) {
        let (level, target) = (*event.metadata().level(), event.metadata().target());
        let mut line = Line(format!(r#"{{"time":"{}","level":"{level}""#, self.clock.now()));
        observe::current(|work| {
            line.member("id", &work.id);
            if let Some(trace) = &work.trace {
                line.member("trace", trace);
            }
        });
        line.member("target", target);
        event.record(&mut line);
        line.0.push_str("}\n");
        (self.sink)(level, &line.0);
    }

    // Spans are not kept: the request's id comes from the running work.
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

struct Line(String);

impl Line {
    /// One more member, if the line stays short enough.
    fn member(&mut self, name: &str, value: &str) {
        let before = self.0.len();
        self.0.push(',');
        text::quoted(&mut self.0, name);
        self.0.push(':');
        text::quoted(&mut self.0, value);
        if self.0.len() + 2 > LONGEST {
            self.0.truncate(before);
        }
    }
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.member(field.name(), &text::scrubbed(&format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.member(field.name(), &text::scrubbed(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use std::sync::{Mutex, PoisonError};

    struct Noon;
    impl Clock for Noon {
        fn now(&self) -> Timestamp {
            Timestamp::from_millis(1_795_521_600_005)
        }
    }

    fn said(filter: &str, say: impl FnOnce()) -> String {
        let lines = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&lines);
        let sink = move |_: Level, line: &str| kept.lock().unwrap_or_else(PoisonError::into_inner).push_str(line);
        let filter = Filter::parse(filter).unwrap_or_default();
        tracing::subscriber::with_default(subscriber(filter, Arc::new(Noon), sink), say);
        lines.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    #[test]
    fn what_is_said_is_one_json_line_without_what_it_quotes() {
        let line = said("warn", || {
            tracing::warn!(error = "bad \"alice\"", "it broke for bob@example.com");
        });
        let json: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        assert_eq!(
            json,
            serde_json::json!({
                "time": "2026-11-24T12:00:00.005Z", "level": "WARN", "target": "web::observe::diagnostics::tests",
                "error": "bad …", "message": "it broke for …",
            })
        );
        let long = said(
            "warn",
            || tracing::warn!(a = %"a ".repeat(300), b = %"b ".repeat(300), c = %"c ".repeat(300), "m"),
        );
        assert!(
            long.len() <= LONGEST + 1 && serde_json::from_str::<serde_json::Value>(&long).is_ok(),
            "{long}"
        );
    }

    #[test]
    fn what_is_said_of_a_request_has_its_id_and_trace() {
        let work = observe::Work::new("req-1".to_owned(), Some("1-a-b".to_owned()));
        let line = said("warn", || {
            let saying = work.run(async { tracing::warn!("it broke") });
            futures_util::FutureExt::now_or_never(saying);
        });
        assert!(line.contains(r#""id":"req-1","trace":"1-a-b""#), "{line}");
    }

    #[test]
    fn others_never_speak_below_info() {
        let everything = "trace,aws_sigv4=trace,hyper=trace";
        let line = said(everything, || {
            tracing::trace!(target: "aws_sigv4::sign", "credentials");
            tracing::debug!(target: "hyper::proto", "headers");
            tracing::info!(target: "aws_config", "fine");
            tracing::trace!(target: "platform::tenant", "ours");
        });
        let targets: Vec<_> = line
            .lines()
            .filter_map(|line| line.split(r#""target":""#).nth(1))
            .collect();
        assert!(
            targets.len() == 2 && targets.concat().starts_with("aws_config") && line.contains("platform::tenant"),
            "{line}"
        );
        assert_eq!(said("off", || tracing::error!("x")), "");
        assert_eq!(Filter::parse("loud"), None);
    }
}
