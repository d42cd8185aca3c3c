//! Every answer that a program of a story gets is held against docs/api/openapi.json: its status, its media type, and each member of its JSON.
//!
//! The document leaves objects open, as an API that grows must; here they are closed, so that no answer has a member that nobody described.

use super::Answer;
use domain::ApplicationId;
use http::Method;
use jsonschema::Validator;
use serde_json::{Map, Value};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
};
use url::Url;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = serde_json::from_str(include_str!("../../../docs/api/openapi.json")).unwrap();
    close(&mut document);
    document
});

/// By where in the document the schema is.
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// Statuses that any server may answer with, whatever was asked; they are not told of each operation.
const OF_EVERY_SERVER: &[u16] = &[304, 405, 414, 421, 431, 500];

/// Objects that name their members have no others.
fn close(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(close);
            let is_object = members.get("type").is_some_and(|kind| kind == "object");
            let says = members.contains_key("additionalProperties") || members.contains_key("unevaluatedProperties");
            if is_object && members.contains_key("properties") && !says {
                // An alternative beside the members brings members of its own.
                let parts = ["oneOf", "anyOf", "allOf", "$ref"];
                let composed = parts.iter().any(|part| members.contains_key(*part));
                let word = if composed {
                    "unevaluatedProperties"
                } else {
                    "additionalProperties"
                };
                members.insert(word.to_owned(), false.into());
                for part in parts {
                    members.get_mut(part).into_iter().for_each(open);
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(close),
        _ => {}
    }
}

/// A part of an object does not know the members of the others.
fn open(value: &mut Value) {
    for part in value.as_array_mut().into_iter().flatten() {
        if let Some(members) = part.as_object_mut() {
            members.remove("additionalProperties");
        }
    }
}

fn matches(template: &str, path: &str) -> bool {
    let (mut wanted, mut found) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(part), Some(text)) if part == text || (part.starts_with('{') && !text.is_empty()) => {}
            _ => return false,
        }
    }
}

/// The own-host form of a path that may be mounted.
fn own(path: &str) -> String {
    let mounted = path
        .strip_prefix("/api/applications/")
        .map(|rest| rest.split_once('/').unwrap_or((rest, "")));
    let Some((Ok(id), rest)) = mounted.map(|(id, rest)| (id.parse::<ApplicationId>(), rest)) else {
        return path.to_owned();
    };
    let candidates = [
        "/api/applications/current".to_owned(),
        format!("/api/applications/{rest}"),
        format!("/api/{rest}"),
    ];
    let path = path.trim_end_matches('/');
    let is_it = |own: &&String| web::mount::address(&id, own).as_deref() == Some(path);
    candidates
        .iter()
        .find(is_it)
        .cloned()
        .unwrap_or_else(|| path.to_owned())
}

/// Where in the document an operation is: the template that says most of the path by letters.
fn operation(method: &Method, path: &str) -> Option<(String, &'static Map<String, Value>)> {
    let paths = DOCUMENT["paths"].as_object()?;
    let fitting = paths.iter().filter(|(template, _)| matches(template, path));
    let (template, methods) = fitting.min_by_key(|(template, _)| template.matches('{').count())?;
    let verb = method.as_str().to_lowercase();
    let operation = methods.get(&verb)?.as_object()?;
    Some((format!("/paths/{}/{verb}", template.replace('/', "~1")), operation))
}

/// The schema at this place of the document, closed.
pub fn validator(pointer: &str) -> Arc<Validator> {
    let mut all = VALIDATORS.lock().unwrap();
    let made = all.entry(pointer.to_owned()).or_insert_with(|| {
        let mut root = DOCUMENT.clone();
        root.as_object_mut()
            .unwrap()
            .insert("$ref".to_owned(), format!("#{pointer}").into());
        Arc::new(jsonschema::draft202012::new(&root).unwrap())
    });
    Arc::clone(made)
}

/// Where the schema of a body is.
pub fn schema_of(at: &str, media_type: &str) -> String {
    // A pointer in a URI has no braces (RFC 6901 §6).
    let schema = format!("{at}/content/{}/schema", media_type.replace('/', "~1"));
    schema.replace('{', "%7B").replace('}', "%7D")
}

/// The name of the operation that was asked.
pub(super) fn operation_id(method: &Method, url: &str) -> Option<String> {
    let path = Url::parse(url).ok()?.path().to_owned();
    let (_, operation) = operation(method, &own(&path))?;
    operation["operationId"].as_str().map(str::to_owned)
}

/// What is wrong with an answer, if anything is.
fn fault(method: &Method, answer: &Answer) -> Option<String> {
    let path = Url::parse(&answer.url).unwrap().path().to_owned();
    let (pointer, operation) = operation(method, &own(&path))?;
    let status = answer.status.to_string();
    if OF_EVERY_SERVER.contains(&answer.status) {
        return None;
    }
    let Some(mut response) = operation["responses"].get(&status) else {
        return Some(format!("{status} is not described"));
    };
    let mut at = format!("{pointer}/responses/{status}");
    if let Some(shared) = response.get("$ref").and_then(Value::as_str) {
        at = shared.trim_start_matches('#').to_owned();
        response = DOCUMENT.pointer(&at)?;
    }
    if answer.body.is_empty() {
        return response.get("content").map(|_| format!("{status} has no body"));
    }
    let kind = answer.header("content-type");
    let media_type = kind.split(';').next().unwrap_or("").trim();
    if response
        .get("content")
        .and_then(|content| content.get(media_type))
        .is_none()
    {
        return Some(format!("{status} is not described as {media_type}"));
    }
    if !matches!(media_type, "application/json" | "application/problem+json") {
        return None;
    }
    let body = answer.json();
    let validator = validator(&schema_of(&at, media_type));
    let error = validator.iter_errors(&body).next()?;
    Some(format!("{status} at {}: {error}", error.instance_path()))
}

/// An answer is as the document says.
pub(super) fn check(method: &Method, answer: &Answer) {
    if let Some(fault) = fault(method, answer) {
        panic!(
            "docs/api/openapi.json: {method} {}: {fault}\n{}",
            answer.url, answer.body
        );
    }
}

#[test]
fn what_nobody_described_is_found() {
    let answer = |status, content_type: &str, body: &str| Answer {
        url: "http://acme.localhost:8787/health".to_owned(),
        status,
        headers: [(http::header::CONTENT_TYPE, content_type.parse().unwrap())]
            .into_iter()
            .collect(),
        body: body.to_owned(),
    };
    let good = r#"{"status":"ok","version":"1"}"#;
    let found = |status, content_type, body| fault(&Method::GET, &answer(status, content_type, body));
    assert_eq!(found(200, "application/json", good), None);
    for (status, content_type, body) in [
        (202, "application/json", good),
        (200, "text/plain", good),
        (200, "application/json", ""),
        (200, "application/json", r#"{"status":"ok"}"#),
        (200, "application/json", r#"{"status":"ok","version":1}"#),
        (200, "application/json", r#"{"status":"ok","version":"1","more":true}"#),
    ] {
        assert!(
            found(status, content_type, body).is_some(),
            "{status} {content_type} {body}"
        );
    }
    let mounted = "/api/applications/app_01k9z3w8e2m4n6p8q0r2s4t6v8/users/usr_01k9z3w8e2m4n6p8q0r2s4t6v8/roles";
    let (pointer, _) = operation(&Method::GET, &own(mounted)).unwrap();
    assert_eq!(pointer, "/paths/~1api~1users~1{id}~1roles/get");
}
