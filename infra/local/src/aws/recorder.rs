//! Which function asked AWS for what: one JSON line each, in the file that `AERO2_RECORD` names. `cargo xtask validate` compares it with the template.
//!
//! An action is what IAM checks, not what the SDK calls: a transaction is its parts, a query of an index is a right on that index.

use super::faults::Service;
use serde_json::{Value, json};
use stack::Stack;
use std::{
    collections::BTreeSet,
    future::Future,
    io::Write,
    path::{Path, PathBuf},
    sync::{LazyLock, Mutex, PoisonError},
};

/// Names the file; absent, nothing is recorded.
const FILE: &str = "AERO2_RECORD";

tokio::task_local! {
    static ACTING: String;
}

struct Recorder {
    file: PathBuf,
    template: Stack,
    seen: Mutex<BTreeSet<String>>,
}

static RECORDER: LazyLock<Option<Recorder>> = LazyLock::new(|| {
    #[expect(
        clippy::disallowed_methods,
        reason = "a switch of the tests; the ban is for the product"
    )]
    let file = std::env::var_os(FILE)?;
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml");
    Some(Recorder {
        file: file.into(),
        template: Stack::read(&template).ok()?,
        seen: Mutex::default(),
    })
});

/// Runs `work` in the name of a function.
pub async fn acting<F: Future>(function: &str, work: F) -> F::Output {
    ACTING.scope(function.to_owned(), work).await
}

/// Runs `work` in the name of the function that the template's routes lead to.
pub async fn answering<F: Future>(method: &str, path: &str, work: F) -> F::Output {
    let function = RECORDER
        .as_ref()
        .and_then(|recorder| recorder.template.route(method, path));
    acting(function.unwrap_or_default(), work).await
}

/// Notes one call with the function that makes it, if that is known.
pub(super) fn note(service: Service, operation: &str, body: &[u8]) {
    let Some(recorder) = RECORDER.as_ref() else { return };
    let Ok(function) = ACTING.try_with(Clone::clone) else {
        return;
    };
    if function.is_empty() {
        return;
    }
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    for (action, on) in actions(service, operation, &body) {
        recorder.write(&json!({ "function": function, "action": action, "on": on }));
    }
}

impl Recorder {
    fn write(&self, line: &Value) {
        let line = line.to_string();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.insert(line.clone()) {
            return;
        }
        let file = std::fs::OpenOptions::new().create(true).append(true).open(&self.file);
        if let Err(error) = file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes())) {
            tracing::error!(%error, "what a function asked for was not recorded");
        }
    }
}

/// What IAM would check: actions, each on a kind of resource as `stack::Where` spells it.
fn actions(service: Service, operation: &str, body: &Value) -> Vec<(String, Value)> {
    match service {
        Service::Dynamodb => dynamodb(operation, body),
        Service::Kms => {
            let on = match operation {
                "Encrypt" | "Decrypt" => "wrapping-key",
                "CreateKey" => "any",
                _ => "signing-keys",
            };
            let tags = body["Tags"].as_array().is_some_and(|tags| !tags.is_empty());
            let tagging = tags.then(|| ("kms:TagResource".to_owned(), json!(on)));
            std::iter::once((format!("kms:{operation}"), json!(on)))
                .chain(tagging)
                .collect()
        }
        Service::Ses => vec![(format!("ses:{operation}"), json!("mail"))],
        Service::Sms => vec![(format!("sms-voice:{operation}"), json!("sms"))],
        Service::Cloudfront => vec![(format!("cloudfront:{operation}"), json!("distribution-tenants"))],
    }
}

fn dynamodb(operation: &str, body: &Value) -> Vec<(String, Value)> {
    let on = body["IndexName"]
        .as_str()
        .map_or(json!("table"), |index| json!({ "index": index }));
    let named = |action: &str| (format!("dynamodb:{action}"), on.clone());
    let parts = body["TransactItems"].as_array().into_iter().flatten();
    match operation {
        "TransactWriteItems" | "TransactGetItems" => parts
            .flat_map(|part| part.as_object().into_iter().flatten())
            .map(|(kind, _)| match kind.as_str() {
                "ConditionCheck" => named("ConditionCheckItem"),
                kind => named(&format!("{kind}Item")),
            })
            .collect(),
        other => vec![named(other)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transaction_is_its_parts_and_an_index_is_a_place_of_its_own() {
        let two = json!({ "TransactItems": [{ "Put": {} }, { "ConditionCheck": {} }] });
        let names: Vec<_> = dynamodb("TransactWriteItems", &two)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["dynamodb:PutItem", "dynamodb:ConditionCheckItem"]);
        let query = dynamodb("Query", &json!({ "IndexName": "list-index" }));
        assert_eq!(query, [("dynamodb:Query".to_owned(), json!({ "index": "list-index" }))]);
    }

    #[test]
    fn a_key_that_is_made_with_a_tag_needs_the_right_to_tag() {
        let made = actions(Service::Kms, "CreateKey", &json!({ "Tags": [{}] }));
        let names: Vec<_> = made.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["kms:CreateKey", "kms:TagResource"]);
    }
}
