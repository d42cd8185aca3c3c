//! The log of a deployed function: one line of JSON per event, to where Lambda collects them.

use tracing_subscriber::{
    filter::{LevelFilter, Targets},
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

/// The SDKs write credentials and bodies below this level (RUSTSEC-2023-0125).
const SDK: (&str, LevelFilter) = ("aws_", LevelFilter::INFO);

/// Starts writing what `wanted` asks for, as `warn` or `warn,platform=info`.
pub(super) fn start(wanted: &str) {
    let lines = tracing_subscriber::fmt::layer().json().with_ansi(false).without_time();
    let lines = lines.with_current_span(false).with_span_list(false).flatten_event(true);
    // Only a test starts two of them.
    let _already_started = tracing_subscriber::registry()
        .with(filter(wanted))
        .with(lines)
        .try_init();
}

/// What cannot be read asks for warnings. Nobody can ask for the SDKs' details.
fn filter(wanted: &str) -> Targets {
    let read: Targets = wanted
        .parse()
        .unwrap_or_else(|_| Targets::new().with_default(LevelFilter::WARN));
    let (sdk, least) = SDK;
    let capped = |level: LevelFilter| level.min(least);
    let default = read.default_level().unwrap_or(LevelFilter::WARN);
    let named = read.iter().map(|(target, level)| {
        let level = if target.starts_with(sdk) { capped(level) } else { level };
        (target.to_owned(), level)
    });
    let named: Vec<_> = named.collect();
    let filter = Targets::new().with_default(default).with_target(sdk, capped(default));
    filter.with_targets(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn the_sdks_never_tell_their_details() {
        for wanted in [
            "trace",
            "aws_sigv4=trace",
            "trace,aws_sigv4=debug,aws_smithy_runtime=trace",
            "aws_=trace",
        ] {
            let filter = filter(wanted);
            for target in ["aws_sigv4::http_request", "aws_smithy_runtime::client", "aws_sdk_kms"] {
                assert!(!filter.would_enable(target, &Level::DEBUG), "{wanted}: {target}");
            }
        }
        assert!(filter("trace").would_enable("platform::tokens", &Level::TRACE));
    }

    #[test]
    fn what_cannot_be_read_asks_for_warnings() {
        let filter = filter("platform=loud");
        assert!(filter.would_enable("platform", &Level::WARN) && !filter.would_enable("platform", &Level::INFO));
    }
}
