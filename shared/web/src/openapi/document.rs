//! The document: every route for programs, once, in its own-host form.

use super::{
    failures,
    operation::{Draft, Surface},
    schemas::Schemas,
    security,
};
use crate::endpoint::{Access, Endpoint, Lambda};
use domain::OrganizationId;
use http::Method;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a route is in the document: those for programs are, pages for people are not.
pub fn is_described(path: &str) -> bool {
    let under = ["/api/", "/oauth2/", "/.well-known/"];
    under.iter().any(|start| path.starts_with(start)) || matches!(path, "/rp/userinfo" | "/health")
}

/// The document of these functions' routes, with `examples` by the operations' names.
pub fn document(lambdas: &[Lambda], version: &str, examples: &Value) -> Value {
    let mut schemas = Schemas::new();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    let mut used = BTreeSet::new();
    let mut tags = BTreeSet::new();
    let endpoints = lambdas.iter().flat_map(|lambda| lambda.endpoints);
    for endpoint in endpoints.filter(|endpoint| is_described(endpoint.path)) {
        let mut operation = operation(endpoint, &mut schemas, &mut used);
        if let Some(example) = examples.get(endpoint.notes.id) {
            show(&mut operation, example);
        }
        tags.insert(tag(endpoint.path));
        paths
            .entry(endpoint.path)
            .or_default()
            .insert(endpoint.method.as_str().to_lowercase(), operation);
    }
    let responses = failures::responses(&mut schemas, used.into_iter());
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Aero2", "version": version,
            "summary": "Sign-in, users and OAuth clients of an application.",
            "description": include_str!("description.md"),
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
            "contact": { "name": "Aero2", "url": "https://github.com/aero2/aero2" },
        },
        "servers": [{ "url": "/", "description": "The application's own host." }],
        "tags": tags.iter().map(|(name, says)| json!({ "name": name, "description": says })).collect::<Vec<_>>(),
        "paths": paths,
        "components": { "responses": responses, "securitySchemes": security::schemes() },
    });
    let schemas = schemas.finish(&mut document);
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut) {
        components.insert("schemas".to_owned(), Value::Object(schemas));
    }
    document
}

fn operation(endpoint: &Endpoint, schemas: &mut Schemas, used: &mut BTreeSet<(u16, Surface)>) -> Value {
    let mut draft = Draft::new(schemas, endpoint);
    (endpoint.route)().describe(&mut draft);
    if matches!(endpoint.access, Access::Inside(_)) {
        // Read where the membership is: most of the handlers do not ask for it again.
        draft.path::<OrganizationId>();
    }
    if let Some(takes) = endpoint.notes.takes {
        takes(&mut draft);
    }
    if let Some(answers) = endpoint.notes.answers {
        draft.instead(answers);
    }
    draft.ask(endpoint.notes.query);
    for status in security::refusals(endpoint.access).iter().chain(ALWAYS) {
        draft.fails(*status);
    }
    if endpoint.method != Method::GET {
        // Whether it takes a body or not, a large one is not read.
        draft.fails(413);
    }
    if endpoint.method != Method::GET && endpoint.path.starts_with("/api/") {
        // Another site's page, a state that forbids the change, and what a rule refuses.
        for status in [403, 409, 422] {
            draft.fails(status);
        }
    }
    if endpoint.path.starts_with("/api/auth/") {
        // A proof that is none.
        draft.fails(401);
    }
    if endpoint.access == Access::Transaction {
        draft.fails(409);
    }
    for status in endpoint.notes.fails {
        draft.fails(*status);
    }
    let mut operation = json!({
        "operationId": endpoint.notes.id,
        "summary": endpoint.notes.summary,
        "description": security::says(endpoint.access),
        "tags": [tag(endpoint.path).0],
        "security": security::requirements(endpoint.access),
    });
    if let Some(members) = operation.as_object_mut() {
        draft.write(members, used);
    }
    operation
}

/// A request that was sent and what it got: beside their schemas.
fn show(operation: &mut Value, example: &Value) {
    let sent = example.get("request").filter(|sent| !sent.is_null());
    if let (Some(sent), Some(body)) = (sent, operation.get_mut("requestBody")) {
        beside(body, sent);
    }
    let status = example
        .pointer("/response/status")
        .map(Value::to_string)
        .unwrap_or_default();
    let got = example.pointer("/response/body").filter(|got| !got.is_null());
    if let (Some(got), Some(response)) = (got, operation.pointer_mut(&format!("/responses/{status}"))) {
        beside(response, got);
    }
}

/// A body's first form is the one that examples are of.
fn beside(body: &mut Value, example: &Value) {
    let content = body.get_mut("content").and_then(Value::as_object_mut);
    if let Some(form) = content
        .and_then(|content| content.values_mut().next())
        .and_then(Value::as_object_mut)
    {
        form.insert("example".to_owned(), example.clone());
    }
}

/// Any request may get these.
const ALWAYS: &[u16] = &[400, 404, 429, 503];

/// What a route is about.
fn tag(path: &str) -> (&'static str, &'static str) {
    TAGS.iter()
        .find(|(start, _, _)| path == *start || path.strip_prefix(start).is_some_and(|rest| rest.starts_with('/')))
        .map_or(("other", "Everything else."), |(_, name, says)| (name, says))
}

/// The longer beginnings first.
const TAGS: &[(&str, &str, &str)] = &[
    ("/api/applications/api-keys", "api-keys", "Secret and publishable keys."),
    ("/api/applications/domains", "domains", "Custom domains."),
    ("/api/applications/settings", "settings", "How an application behaves."),
    ("/api/applications/branding", "settings", "How an application behaves."),
    (
        "/api/applications/signing-keys",
        "signing-keys",
        "The keys that tokens are signed with.",
    ),
    ("/api/applications", "applications", "Applications: the tenants."),
    ("/api/audit", "audit", "What happened."),
    (
        "/api/auth",
        "sign-in",
        "Signing in, step by step, for pages of one's own.",
    ),
    ("/api/clients", "clients", "OAuth clients."),
    (
        "/api/email-templates",
        "email-templates",
        "The mails an application sends.",
    ),
    ("/api/exports", "moving", "Users in and out."),
    ("/api/imports", "moving", "Users in and out."),
    ("/api/idps", "idps", "Identity providers that people sign in through."),
    ("/api/invitations", "invitations", "Inviting people."),
    ("/api/jwt-templates", "jwt-templates", "Own claims in tokens."),
    ("/api/jobs", "jobs", "Work that outlasts its request."),
    (
        "/api/organizations",
        "organizations",
        "Teams of developers, on the dashboard host alone.",
    ),
    ("/api/permissions", "roles", "Roles and what they permit."),
    ("/api/roles", "roles", "Roles and what they permit."),
    (
        "/api/platform",
        "platform",
        "For operators, on the dashboard host alone.",
    ),
    ("/api/sessions", "me", "A signed-in person's own things."),
    ("/api/users/me", "me", "A signed-in person's own things."),
    ("/api/users", "users", "The people of an application."),
    ("/api/openapi.json", "discovery", "What is here, for programs."),
    ("/.well-known", "discovery", "What is here, for programs."),
    ("/oauth2/jwks.json", "discovery", "What is here, for programs."),
    ("/oauth2/jwks", "discovery", "What is here, for programs."),
    ("/health", "discovery", "What is here, for programs."),
    ("/oauth2", "oauth2", "OAuth 2.0 and OpenID Connect."),
    ("/rp", "me", "A signed-in person's own things."),
];
