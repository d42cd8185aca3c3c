//! What `infra/template.yaml` says: which route leads to which function, what each function may do, what is watched, what the edge does.
//!
//! Read by tests, by `cargo xtask validate` and by the runtime host. Nothing here is deployed, and nothing here knows AWS.

mod alarm;
mod count;
mod document;
pub mod edge;
mod grant;
mod rights;
mod route;

pub use alarm::Alarm;
pub use grant::{Grant, Where};
pub use route::Route;

use serde_json::{Map, Value};
use std::path::Path;

/// Why the template cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum StackError {
    /// The file is not there.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, std::io::Error),
    /// The file is not YAML as `CloudFormation` writes it.
    #[error("the template is not what it should be: {0}")]
    Malformed(String),
}

/// The template, its tags written out (`!Ref x` is `{"Ref": "x"}`).
#[derive(Debug)]
pub struct Stack {
    document: Value,
    routes: Vec<Route>,
}

impl Stack {
    /// Reads a template's file.
    pub fn read(path: &Path) -> Result<Self, StackError> {
        let text =
            std::fs::read_to_string(path).map_err(|error| StackError::Unreadable(path.display().to_string(), error))?;
        Self::parse(&text)
    }

    /// Reads a template's text.
    pub fn parse(text: &str) -> Result<Self, StackError> {
        let document = document::parse(text)?;
        if !document.get("Resources").is_some_and(Value::is_object) {
            return Err(StackError::Malformed("it has no resources".to_owned()));
        }
        let mut stack = Self {
            document,
            routes: Vec::new(),
        };
        stack.routes = route::all(&stack)?;
        Ok(stack)
    }

    /// The function that API Gateway sends a request to, by its name in `functions`; `None` is API Gateway's own 404.
    pub fn route(&self, method: &str, path: &str) -> Option<&str> {
        route::select(&self.routes, method, path).map(|route| route.function.as_str())
    }

    /// The route that is selected, for whoever wants to know why.
    pub fn selected(&self, method: &str, path: &str) -> Option<&Route> {
        route::select(&self.routes, method, path)
    }

    /// Every route.
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The names of all functions, in the template's order.
    pub fn functions(&self) -> Vec<String> {
        self.of_type("AWS::Serverless::Function")
            .map(|(_, resource)| name_of(resource))
            .collect()
    }

    /// The properties of a function, those of `Globals` not included.
    pub fn function(&self, name: &str) -> Option<&Value> {
        self.of_type("AWS::Serverless::Function")
            .find(|(_, resource)| name_of(resource) == name)
            .and_then(|(_, resource)| resource.get("Properties"))
    }

    /// A value by its place: `/Globals/Function/Timeout` (RFC 6901).
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.document.pointer(pointer)
    }

    /// All resources, by logical id.
    pub fn resources(&self) -> impl Iterator<Item = (&String, &Value)> {
        let all = self.document.get("Resources").and_then(Value::as_object);
        all.into_iter().flat_map(Map::iter)
    }

    fn of_type(&self, kind: &str) -> impl Iterator<Item = (&String, &Value)> {
        self.resources()
            .filter(move |(_, resource)| resource.get("Type").and_then(Value::as_str) == Some(kind))
    }
}

/// `token`, from the folder that its code is in.
fn name_of(function: &Value) -> String {
    let code = function.pointer("/Properties/CodeUri").and_then(Value::as_str);
    code.and_then(|path| path.rsplit('/').next())
        .unwrap_or_default()
        .to_owned()
}

/// A text with its references left as they are: `{"Fn::Sub": "a${B}"}` is `a${B}`, `{"Ref": "B"}` is `${B}`.
pub fn text_of(value: &Value) -> String {
    let single = value.as_object().and_then(|object| object.iter().next());
    match (value, single) {
        (Value::String(text), _) => text.clone(),
        (_, Some((kind, Value::String(text)))) if kind == "Fn::Sub" => text.clone(),
        (_, Some((kind, Value::Array(parts)))) if kind == "Fn::Sub" => parts.first().map(text_of).unwrap_or_default(),
        (_, Some((kind, Value::String(name)))) if kind == "Ref" => format!("${{{name}}}"),
        (_, Some((kind, Value::Array(parts)))) if kind == "Fn::GetAtt" => {
            let parts: Vec<_> = parts.iter().filter_map(Value::as_str).collect();
            format!("${{{}}}", parts.join("."))
        }
        // A condition of the deployment: both ways lead to the same kind of thing, the second is the usual one.
        (_, Some((kind, Value::Array(parts)))) if kind == "Fn::If" => parts.get(2).map(text_of).unwrap_or_default(),
        (other, _) => other.to_string(),
    }
}
