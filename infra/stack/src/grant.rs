//! What a function's role lets it do: one row per action and kind of resource.

use crate::{Stack, text_of};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What an action may be done to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// The table itself.
    Table,
    /// One of its indexes.
    Index(String),
    /// Its stream.
    Stream,
    /// The key that wraps.
    WrappingKey,
    /// Keys that only sign.
    SigningKeys,
    /// Addresses to send from, and the configuration set to send with.
    Mail,
    /// What SMS come from.
    Sms,
    /// Distribution tenants, and what they hang on.
    DistributionTenants,
    /// The queue of what could not be handled.
    Failures,
    /// Its own log.
    Log,
    /// Everything: only for what AWS cannot narrow.
    Any,
}

/// One right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// `dynamodb:GetItem`.
    pub action: String,
    /// On what.
    pub on: Where,
}

/// `None`: a resource that no function of ours has business with.
fn place(resource: &str) -> Option<Where> {
    let tail = resource.rsplit(':').next().unwrap_or_default();
    if let Some((_, index)) = tail.split_once("/index/") {
        return Some(Where::Index(index.to_owned()));
    }
    let known = [
        ("table/${TableName}", Where::Table),
        ("${Table.StreamArn}", Where::Stream),
        ("${WrappingKey.Arn}", Where::WrappingKey),
        ("key/*", Where::SigningKeys),
        ("identity/${Identity}", Where::Mail),
        ("configuration-set/${MailSet}", Where::Mail),
        ("${SmsOrigination}", Where::Sms),
        ("distribution/${TenantDistribution}", Where::DistributionTenants),
        ("distribution-tenant/*", Where::DistributionTenants),
        ("${ConnectionGroup.Arn}", Where::DistributionTenants),
        ("${Failures.Arn}", Where::Failures),
        ("*", Where::Any),
    ];
    let found = known
        .into_iter()
        .find(|(text, _)| *text == tail)
        .map(|(_, place)| place);
    found.or_else(|| tail.ends_with("Log.Arn}").then_some(Where::Log))
}

fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(parts)) => parts.iter().map(text_of).collect(),
        Some(one) => vec![text_of(one)],
        None => Vec::new(),
    }
}

impl Stack {
    /// Everything a function may do, sorted, each once. The error names what this reader does not know: unknown is never "fine".
    pub fn grants(&self, function: &str) -> Result<Vec<Grant>, String> {
        let role = self.function(function).and_then(|properties| properties.get("Role"));
        let role = role.map(text_of).unwrap_or_default();
        let id = role.trim_start_matches("${").trim_end_matches(".Arn}");
        let properties = self
            .at(&format!("/Resources/{id}/Properties"))
            .ok_or_else(|| format!("{function} has no role of its own"))?;
        if properties.get("ManagedPolicyArns").is_some() {
            return Err(format!(
                "{id} has managed policies, which grant more than is written here"
            ));
        }
        let policies = properties
            .get("Policies")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let mut grants = Vec::new();
        for policy in policies {
            let statements = policy.pointer("/PolicyDocument/Statement").and_then(Value::as_array);
            for statement in statements.into_iter().flatten() {
                grants.extend(rows(id, statement)?);
            }
        }
        grants.sort();
        grants.dedup();
        Ok(grants)
    }
}

fn rows(id: &str, statement: &Value) -> Result<Vec<Grant>, String> {
    let known = ["Sid", "Effect", "Action", "Resource", "Condition"];
    let strange = statement
        .as_object()
        .and_then(|all| all.keys().find(|key| !known.contains(&key.as_str())));
    if let Some(key) = strange {
        return Err(format!("{id}: a statement with {key} is not read here"));
    }
    if statement.get("Effect").and_then(Value::as_str) != Some("Allow") {
        return Err(format!("{id}: only Allow is read here"));
    }
    let mut rows = Vec::new();
    for resource in texts(statement.get("Resource")) {
        let on = place(&resource).ok_or_else(|| format!("{id}: what is {resource}?"))?;
        for action in texts(statement.get("Action")) {
            if action.contains('*') {
                return Err(format!("{id}: {action} names no action"));
            }
            rows.push(Grant { action, on: on.clone() });
        }
    }
    Ok(rows)
}
