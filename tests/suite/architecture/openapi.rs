//! The document of the API: what is checked in is what the handlers say, and it says something of each of them.

use super::source::root;
use crate::harness::described;
use serde_json::Value;
use std::{collections::BTreeSet, env, fs};
use web::openapi;

fn examples() -> Value {
    let text = fs::read_to_string(root().join("docs/api/examples.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn made() -> Value {
    openapi::document(functions::ALL, env!("CARGO_PKG_VERSION"), &examples())
}

/// Every operation with its method and path.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let all = paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation))
    });
    all.collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a wish of whoever runs this test")]
fn the_openapi_document_is_what_the_handlers_say() {
    let made = made();
    let pretty = format!("{}\n", serde_json::to_string_pretty(&made).unwrap());
    // The one for people and their differences, and the one that functions carry and serve.
    for (name, text) in [("openapi.json", pretty), ("openapi.min.json", made.to_string())] {
        let path = root().join("docs/api").join(name);
        if env::var_os("AERO2_WRITE").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == text,
            "docs/api/{name} is stale: AERO2_WRITE=1 cargo test -p tests openapi"
        );
    }
}

#[test]
fn the_openapi_document_has_every_route_for_programs_and_no_page() {
    let document = made();
    let described: BTreeSet<String> = operations(&document).into_iter().map(|(route, _)| route).collect();
    let endpoints = functions::ALL.iter().flat_map(|lambda| lambda.endpoints);
    let routes: BTreeSet<String> = endpoints
        .filter(|endpoint| openapi::is_described(endpoint.path))
        .map(|endpoint| format!("{} {}", endpoint.method, endpoint.path))
        .collect();
    assert_eq!(described, routes);
}

#[test]
fn every_operation_has_a_name_of_its_own_a_summary_and_an_answer() {
    let document = made();
    let mut names = BTreeSet::new();
    for (route, operation) in operations(&document) {
        let text = |member: &str| operation[member].as_str().unwrap_or_default().to_owned();
        let id = text("operationId");
        let is_name = !id.is_empty()
            && id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        assert!(is_name, "{route}: give it `.says(…)`");
        assert!(
            names.insert(id.clone()),
            "{route}: {id} is the name of another operation"
        );
        let summary = text("summary");
        assert!(
            summary.len() >= 8 && !summary.ends_with('.'),
            "{route}: {summary:?} is no summary"
        );
        let answers = operation["responses"].as_object().into_iter().flatten();
        let good = answers
            .filter(|(status, _)| status.starts_with('2') || status.starts_with('3'))
            .count();
        assert!(
            good > 0,
            "{route}: its handler's type does not tell what it answers; give it `.answers::<…>()`"
        );
        let tags = operation["tags"].as_array().map_or(0, Vec::len);
        assert!(tags == 1 && operation["tags"][0] != "other", "{route} has no tag");
    }
}

/// What a body lacks, if it should have an example: those in JSON and in forms should.
fn missing(body: &Value, at: &str) -> Option<String> {
    let content = body["content"].as_object()?;
    let (media_type, form) = content.iter().next()?;
    if !matches!(
        media_type.as_str(),
        "application/json" | "application/x-www-form-urlencoded"
    ) {
        return None;
    }
    let Some(example) = form.get("example") else {
        return Some(format!("{at} has no example"));
    };
    let validator = described::validator(&described::schema_of(at, media_type));
    let error = validator.iter_errors(example).next()?;
    Some(format!(
        "{at}: its example is not one: {} {error}",
        error.instance_path()
    ))
}

#[test]
fn every_parameter_of_a_path_is_described() {
    let document = made();
    let mut wrong = Vec::new();
    for (route, operation) in operations(&document) {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let described = parameters.filter(|one| one["in"] == "path");
        let described: Vec<&str> = described.filter_map(|one| one["name"].as_str()).collect();
        let named = route
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        if named.collect::<Vec<_>>() != described {
            wrong.push(format!("{route}: {described:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// They are read more than the schemas. `AERO2_EXAMPLES=$PWD/docs/api/examples.json cargo test -p tests` writes them down anew.
#[test]
fn every_body_has_an_example_which_is_one() {
    let document = made();
    let mut wrong = Vec::new();
    for (route, operation) in operations(&document) {
        let (method, path) = route.split_once(' ').unwrap();
        if path == "/api/openapi.json" {
            continue; // It is its own.
        }
        let at = format!("/paths/{}/{}", path.replace('/', "~1"), method.to_lowercase());
        wrong.extend(missing(&operation["requestBody"], &format!("{at}/requestBody")));
        let answers = operation["responses"].as_object().into_iter().flatten();
        let good = answers.filter(|(status, response)| status.starts_with('2') && response.get("content").is_some());
        let lacks: Vec<Option<String>> = good
            .map(|(status, response)| missing(response, &format!("{at}/responses/{status}")))
            .collect();
        // One of several good answers is enough.
        if !lacks.is_empty() && lacks.iter().all(Option::is_some) {
            wrong.extend(lacks.into_iter().flatten());
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// A number at its end would say that two types have one name, and which of them got it would depend on their order.
#[test]
fn every_schema_has_a_name_of_its_own() {
    let document = made();
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    let numbered: Vec<&String> = schemas
        .map(|(name, _)| name)
        .filter(|name| name.ends_with(|last: char| last.is_ascii_digit()))
        .collect();
    assert!(numbered.is_empty(), "rename with #[schemars(rename = …)]: {numbered:?}");
}
