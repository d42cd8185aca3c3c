//! Metrics as `CloudWatch`'s embedded metric format: JSON lines that the log turns into numbers. One line per application and extra dimension,
//! so one per request; a batch has one for each application in it.

use super::{epoch, text};
use domain::{ApplicationId, Timestamp};
use platform::observe::{Counted, Metric};
use std::fmt::Write;

/// Where the metrics are found.
pub(super) const NAMESPACE: &str = "Aero2";

/// What the numbers of one line have in common.
type Group<'a> = (Option<ApplicationId>, Option<(&'static str, &'a str)>);

fn group(counted: &Counted, own: Option<ApplicationId>) -> Group<'_> {
    (
        counted.application.or(own),
        counted.metric.dimension().zip(counted.by.as_deref()),
    )
}

/// Appends the lines of what was counted.
pub(super) fn write(out: &mut String, at: Timestamp, function: &str, own: Option<ApplicationId>, counted: &[Counted]) {
    for (index, first) in counted.iter().enumerate() {
        let same = group(first, own);
        let before = counted.iter().take(index);
        if before.map(|other| group(other, own)).any(|other| other == same) {
            continue;
        }
        let mut sums: Vec<(Metric, f64)> = Vec::with_capacity(4);
        for one in counted.iter().skip(index).filter(|one| group(one, own) == same) {
            match sums.iter_mut().find(|(metric, _)| *metric == one.metric) {
                Some((_, sum)) => *sum += one.value,
                None => sums.push((one.metric, one.value)),
            }
        }
        line(out, at, function, same, &sums);
    }
}

fn line(out: &mut String, at: Timestamp, function: &str, (application, extra): Group<'_>, sums: &[(Metric, f64)]) {
    let _never = write!(
        out,
        r#"{{"_aws":{{"Timestamp":{},"CloudWatchMetrics":[{{"Namespace":"{NAMESPACE}","Dimensions":[["Function"]"#,
        epoch(at)
    );
    for set in [application.map(|_| "Application"), extra.map(|(name, _)| name)]
        .into_iter()
        .flatten()
    {
        let _never = write!(out, r#",["Function","{set}"]"#);
    }
    if let Some(((name, _), _)) = extra.zip(application) {
        let _never = write!(out, r#",["Function","Application","{name}"]"#);
    }
    out.push_str(r#"],"Metrics":["#);
    for (index, (metric, _)) in sums.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let (name, unit) = (metric.name(), metric.unit().as_str());
        let _never = write!(out, r#"{comma}{{"Name":"{name}","Unit":"{unit}"}}"#);
    }
    let _never = write!(out, r#"]}}]}},"Function":"{function}""#);
    if let Some(application) = application {
        let _never = write!(out, r#","Application":"{application}""#);
    }
    if let Some((name, value)) = extra {
        let _never = write!(out, r#","{name}":"#);
        text::quoted(out, value);
    }
    for (metric, sum) in sums {
        let _never = write!(out, r#","{}":{sum}"#, metric.name());
    }
    out.push_str("}\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn counted(metric: Metric, application: u8, by: Option<&'static str>, value: f64) -> Counted {
        Counted {
            metric,
            application: Some(ApplicationId::from_bytes([application; 16])).filter(|_| application > 0),
            by: by.map(Into::into),
            value,
        }
    }

    #[test]
    fn numbers_of_one_application_and_dimension_share_a_line() {
        let mut out = String::new();
        let facts = [
            counted(Metric::SignInFailed, 1, Some("password"), 1.0),
            counted(Metric::MailSent, 1, None, 1.0),
            counted(Metric::SignInFailed, 1, Some("password"), 2.0),
            counted(Metric::KeyAgeDays, 0, None, 1.5),
        ];
        write(&mut out, Timestamp::from_millis(5), "record", None, &facts);
        let lines: Vec<Value> = out.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let show: Vec<String> = lines
            .iter()
            .map(|line| {
                let sets = line
                    .pointer("/_aws/CloudWatchMetrics/0/Dimensions")
                    .map(Value::to_string);
                let number = |name: &str| line.get(name).map(Value::to_string).unwrap_or_default();
                format!(
                    "{} {}{}{}",
                    sets.unwrap_or_default(),
                    number("SignInFailed"),
                    number("MailSent"),
                    number("KeyAgeDays")
                )
            })
            .collect();
        assert_eq!(
            show,
            [
                r#"[["Function"],["Function","Application"],["Function","Method"],["Function","Application","Method"]] 3"#,
                r#"[["Function"],["Function","Application"]] 1"#,
                r#"[["Function"]] 1.5"#,
            ]
        );
    }

    #[test]
    fn the_line_of_a_request_takes_the_application_of_its_host() {
        let (mut out, own) = (String::new(), ApplicationId::from_bytes([3; 16]));
        write(
            &mut out,
            Timestamp::from_millis(5),
            "token",
            Some(own),
            &[counted(Metric::RequestDuration, 0, None, 1.2)],
        );
        let line: Value = serde_json::from_str(&out).unwrap_or_default();
        assert_eq!(line.get("Application"), Some(&Value::from(own.to_string())));
        assert_eq!(line.get("RequestDuration"), Some(&Value::from(1.2)));
    }
}
