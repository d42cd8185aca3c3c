//! What functions may do against what the suite saw them do: neither more nor less.

use crate::{Grant, Stack, Where};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Rights that Lambda, or a service that was asked, uses on a function's behalf, so that no call of ours is ever seen.
const OF_LAMBDA: &[(&str, Where)] = &[
    ("logs:CreateLogStream", Where::Log),
    ("logs:PutLogEvents", Where::Log),
    ("xray:PutTraceSegments", Where::Any),
    ("xray:PutTelemetryRecords", Where::Any),
    ("dynamodb:DescribeStream", Where::Stream),
    ("dynamodb:GetRecords", Where::Stream),
    ("dynamodb:GetShardIterator", Where::Stream),
    ("dynamodb:ListStreams", Where::Stream),
    ("sqs:SendMessage", Where::Failures),
    // CloudFront asks ACM in the name of whoever makes a distribution tenant.
    ("acm:RequestCertificate", Where::Any),
    ("acm:DescribeCertificate", Where::Any),
];

/// One process shares the root and the rings that a first request has unwrapped; in Lambda every function unwraps its own.
const OF_ITS_OWN_PROCESS: (&str, Where) = ("kms:Decrypt", Where::WrappingKey);

fn of_its_own_process(grant: &Grant) -> bool {
    grant.action == OF_ITS_OWN_PROCESS.0 && grant.on == OF_ITS_OWN_PROCESS.1
}

/// One line of what the suite recorded.
#[derive(Debug, Deserialize)]
struct Line {
    function: String,
    action: String,
    on: Where,
}

/// What differs, in words; nothing is what it should be. `recorded` is JSON, a line each.
pub(crate) fn differences(stack: &Stack, recorded: &str) -> Result<Vec<String>, String> {
    let mut seen = BTreeSet::new();
    for line in recorded.lines().filter(|line| !line.is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))?;
        seen.insert((
            line.function,
            Grant {
                action: line.action,
                on: line.on,
            },
        ));
    }
    let mut found = Vec::new();
    for function in stack.functions() {
        let granted: BTreeSet<_> = stack.grants(&function)?.into_iter().collect();
        let of_lambda = |grant: &Grant| {
            OF_LAMBDA
                .iter()
                .any(|(action, on)| *action == grant.action && *on == grant.on)
        };
        let asked: BTreeSet<_> = seen
            .iter()
            .filter(|(name, _)| *name == function)
            .map(|(_, grant)| grant.clone())
            .collect();
        if asked.is_empty() {
            found.push(format!("{function}: the suite never ran it"));
        }
        let more = granted
            .iter()
            .filter(|grant| !asked.contains(grant) && !of_lambda(grant) && !of_its_own_process(grant));
        found.extend(more.map(|grant| {
            format!(
                "{function}: may {} on {:?}, and was never seen to",
                grant.action, grant.on
            )
        }));
        let less = asked.iter().filter(|grant| !granted.contains(grant));
        found.extend(less.map(|grant| format!("{function}: does {} on {:?}, and may not", grant.action, grant.on)));
    }
    let known = stack.functions();
    let strangers: BTreeSet<_> = seen
        .iter()
        .map(|(name, _)| name)
        .filter(|name| !known.contains(name))
        .collect();
    found.extend(strangers.into_iter().map(|name| format!("{name}: not in the template")));
    Ok(found)
}

impl Stack {
    /// Where rights and recorded actions differ; see `AERO2_RECORD` of the suite.
    pub fn differences(&self, recorded: &str) -> Result<Vec<String>, String> {
        differences(self, recorded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"
Resources:
  OneFunction:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: ../target/lambda/one, Role: !GetAtt OneRole.Arn}
  OneRole:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument:
            Statement:
              - {Effect: Allow, Action: ["logs:PutLogEvents"], Resource: !GetAtt OneLog.Arn}
              - Effect: Allow
                Action: ["dynamodb:GetItem", "dynamodb:PutItem"]
                Resource: !Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${TableName}"
"#;

    #[test]
    fn more_and_less_are_both_named() {
        let stack = Stack::parse(TEMPLATE).unwrap_or_else(|error| unreachable!("{error}"));
        let line = |action: &str, on: &str| format!(r#"{{"function":"one","action":"dynamodb:{action}","on":{on}}}"#);
        let exact = [line("GetItem", "\"table\""), line("PutItem", "\"table\"")].join("\n");
        assert_eq!(stack.differences(&exact), Ok(Vec::new()));
        let other = [line("GetItem", "\"table\""), line("Query", r#"{"index":"list-index"}"#)].join("\n");
        let found = stack.differences(&other).unwrap_or_default();
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(stack.differences("").map(|found| found.len()), Ok(3));
    }
}
