//! One operation while it is being described.

use super::{answers::Answer, failures, schemas::Schemas};
use crate::{
    edge::Context,
    endpoint::{Access, Endpoint},
    notes::{Kind, QueryParameter},
};
use http::Method;
use schemars::JsonSchema;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What an endpoint says of itself besides its types.
#[derive(Clone, Copy, Debug)]
pub struct Notes {
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    pub(super) query: &'static [QueryParameter],
    pub(super) fails: &'static [u16],
    pub(super) answers: Option<fn(&mut Draft<'_>)>,
}

impl Notes {
    /// Nothing.
    pub const NONE: Self = Self {
        id: "",
        summary: "",
        query: &[],
        fails: &[],
        answers: None,
    };

    pub(crate) const fn named(self, id: &'static str, summary: &'static str) -> Self {
        Self { id, summary, ..self }
    }

    pub(crate) const fn reading(self, query: &'static [QueryParameter]) -> Self {
        Self { query, ..self }
    }

    pub(crate) const fn answering<A: Answer>(self) -> Self {
        Self {
            answers: Some(A::describe),
            ..self
        }
    }

    pub(crate) const fn failing(self, fails: &'static [u16]) -> Self {
        Self { fails, ..self }
    }

    /// What the operation is called.
    pub const fn id(&self) -> &'static str {
        self.id
    }
}

/// How the failures of an operation are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Surface {
    /// A problem document.
    #[default]
    Problem,
    /// `error` and `error_description`.
    OAuth,
    /// A page for people.
    Page,
}

/// An operation, as far as it is known.
#[derive(Debug)]
pub struct Draft<'a> {
    schemas: &'a mut Schemas,
    parameters: Vec<Value>,
    body: Option<Value>,
    responses: BTreeMap<u16, Map<String, Value>>,
    statuses: BTreeSet<u16>,
    pub(super) surface: Surface,
    /// The names of the path's parameters, in order, whose schemas are not known yet.
    path: Vec<&'static str>,
    /// The parameters of a POST are in a form.
    form: bool,
    endpoint: &'a Endpoint,
}

impl<'a> Draft<'a> {
    pub(super) fn new(schemas: &'a mut Schemas, endpoint: &'a Endpoint) -> Self {
        let names = endpoint
            .path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        Self {
            schemas,
            parameters: Vec::new(),
            body: None,
            responses: BTreeMap::new(),
            statuses: BTreeSet::new(),
            surface: Surface::default(),
            path: names.collect(),
            form: false,
            endpoint,
        }
    }

    /// The next parameter of the path is a `T`.
    pub fn path<T: JsonSchema>(&mut self) {
        if self.path.is_empty() {
            return;
        }
        let name = self.path.remove(0);
        let schema = self.schemas.taken::<T>();
        self.parameters
            .push(json!({ "name": name, "in": "path", "required": true, "schema": schema }));
        self.fails(404);
    }

    /// A header.
    pub fn header(&mut self, name: &str, says: &str, schema: &Value) {
        self.parameters
            .push(json!({ "name": name, "in": "header", "description": says, "schema": schema }));
    }

    /// A parameter of the query.
    pub fn query(&mut self, name: &str, says: &str, schema: &Value) {
        self.parameters
            .push(json!({ "name": name, "in": "query", "description": says, "schema": schema }));
    }

    /// The header that names a sign-in, where it is no proof that the route asks for.
    pub fn names_transaction(&mut self) {
        if self.endpoint.access != Access::Transaction {
            let says = "The sign-in that is going on, if it is about one.";
            self.header("Aero2-Transaction", says, &json!({ "type": "string" }));
        }
    }

    /// The parameters that the endpoint's notes name are in a form.
    pub(super) fn takes_form(&mut self) {
        self.form = self.endpoint.method == Method::POST;
    }

    /// The parameters that the endpoint names itself.
    pub(super) fn ask(&mut self, parameters: &[QueryParameter]) {
        if self.form {
            self.ask_form(parameters);
            return;
        }
        for parameter in parameters {
            let mut written = json!({
                "name": parameter.name, "in": "query", "description": parameter.says, "schema": schema(parameter.kind),
            });
            if let Some(members) = written.as_object_mut().filter(|_| parameter.required) {
                members.insert("required".to_owned(), true.into());
            }
            self.parameters.push(written);
        }
    }

    fn ask_form(&mut self, parameters: &[QueryParameter]) {
        let mut properties = Map::new();
        for parameter in parameters {
            let mut schema = schema(parameter.kind);
            if let Some(members) = schema.as_object_mut() {
                members.insert("description".to_owned(), parameter.says.into());
            }
            properties.insert(parameter.name.to_owned(), schema);
        }
        let required = parameters.iter().filter(|one| one.required).map(|one| one.name);
        let form = json!({ "type": "object", "properties": properties, "required": required.collect::<Vec<_>>() });
        self.takes_schema("application/x-www-form-urlencoded", form);
    }

    /// The body is a `T`.
    pub fn takes<T: JsonSchema>(&mut self, media_type: &str) {
        let schema = self.schemas.taken::<T>();
        self.takes_schema(media_type, schema);
    }

    /// The body is this.
    pub fn takes_schema(&mut self, media_type: &str, schema: Value) {
        self.body = Some(json!({ "required": true, "content": { media_type: { "schema": schema } } }));
        for status in [400, 413, 415] {
            self.fails(status);
        }
    }

    /// It may answer with a `T`.
    pub fn gives<T: JsonSchema>(&mut self, status: u16, says: &str) {
        let schema = self.schemas.given::<T>();
        self.gives_schema(status, says, "application/json", schema);
    }

    /// It may answer with this.
    pub fn gives_schema(&mut self, status: u16, says: &str, media_type: &str, schema: Value) {
        let response = self.response(status, says);
        let content = response.entry("content").or_insert_with(|| json!({}));
        if let Some(content) = content.as_object_mut() {
            content.insert(media_type.to_owned(), json!({ "schema": schema }));
        }
    }

    /// It may answer with nothing.
    pub fn gives_nothing(&mut self, status: u16, says: &str) {
        self.response(status, says);
    }

    /// An answer has this header.
    pub fn gives_header(&mut self, status: u16, name: &str, header: Value) {
        let response = self.response(status, "");
        let headers = response.entry("headers").or_insert_with(|| json!({}));
        if let Some(headers) = headers.as_object_mut() {
            headers.insert(name.to_owned(), header);
        }
    }

    /// It may fail with this status.
    pub fn fails(&mut self, status: u16) {
        self.statuses.insert(status);
    }

    /// Failures are pages where people look.
    pub(super) fn fails_by_path(&mut self) {
        if Context::shows_pages(self.endpoint.path) {
            self.surface = Surface::Page;
        }
    }

    /// Answers of other kinds than the handler's type tells.
    pub(super) fn instead(&mut self, answers: fn(&mut Self)) {
        self.responses.clear();
        answers(self);
    }

    /// Into the operation; `used` learns which shared failures it has.
    pub(super) fn write(self, operation: &mut Map<String, Value>, used: &mut BTreeSet<(u16, Surface)>) {
        if !self.parameters.is_empty() {
            operation.insert("parameters".to_owned(), Value::Array(self.parameters));
        }
        if let Some(body) = self.body {
            operation.insert("requestBody".to_owned(), body);
        }
        let mut responses: BTreeMap<u16, Value> = BTreeMap::new();
        for status in self.statuses {
            used.insert((status, self.surface));
            responses.insert(status, failures::reference(status, self.surface));
        }
        responses.extend(
            self.responses
                .into_iter()
                .map(|(status, own)| (status, Value::Object(own))),
        );
        operation.insert("responses".to_owned(), json!(responses));
    }

    fn response(&mut self, status: u16, says: &str) -> &mut Map<String, Value> {
        let known = self.responses.entry(status).or_default();
        known.entry("description").or_insert_with(|| says.into());
        known
    }
}

fn schema(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Flag => json!({ "type": "boolean", "default": false }),
        Kind::Moment => json!({ "type": "string", "format": "date-time" }),
        Kind::OneOf(words) => json!({ "type": "string", "enum": words }),
    }
}
