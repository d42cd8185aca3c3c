//! The claims of a template: JSON in which a value may be a placeholder. Checked when it is written, compiled when it is read.

use super::placeholder::{Facts, Placeholder};
use protocol::{
    error::{ErrorCode, FieldError},
    userinfo,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Map, Value};

/// Bytes of a template's claims as JSON.
pub const MAX_BYTES: usize = 4096;
/// How deep a claim may nest; the claims themselves are 1.
pub const MAX_DEPTH: usize = 5;
/// Characters of a name.
const MAX_NAME: usize = 128;
/// Problems that are told at once.
const MOST_PROBLEMS: usize = 20;

/// Claims that clients let people in by: whoever writes a template cannot say that an address was proven which was not.
const PROVEN: &[(&str, Placeholder)] = &[
    ("email", Placeholder::UserEmail),
    ("email_verified", Placeholder::UserEmailVerified),
    ("phone_number", Placeholder::UserPhoneNumber),
    ("phone_number_verified", Placeholder::UserPhoneNumberVerified),
];

/// A value that is ready to be filled.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Fixed(Value),
    Filled(Placeholder),
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    /// Of a list that was longer once.
    Unknown,
}

/// Claims by name. Kept as the text it is, so that every number comes back as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimsTemplate {
    source: Map<String, Value>,
    compiled: Vec<(String, Node)>,
}

/// What a text says.
enum Text<'a> {
    Plain,
    Known(Placeholder),
    Unknown(&'a str),
    /// Braces somewhere else.
    Mixed,
}

fn read(text: &str) -> Text<'_> {
    if !text.contains("{{") && !text.contains("}}") {
        return Text::Plain;
    }
    let inner = text.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    match inner.map(str::trim) {
        Some(name) if !name.contains(['{', '}']) => Placeholder::parse(name).map_or(Text::Unknown(name), Text::Known),
        _ => Text::Mixed,
    }
}

fn compile(value: &Value) -> Node {
    match value {
        Value::String(text) => match read(text) {
            Text::Known(placeholder) => Node::Filled(placeholder),
            Text::Plain => Node::Fixed(value.clone()),
            Text::Unknown(_) | Text::Mixed => Node::Unknown,
        },
        Value::Object(members) => Node::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), compile(value)))
                .collect(),
        ),
        Value::Array(items) => Node::Array(items.iter().map(compile).collect()),
        other => Node::Fixed(other.clone()),
    }
}

impl Node {
    fn fill(&self, facts: &Facts<'_>, left_out: &mut Vec<Placeholder>) -> Option<Value> {
        match self {
            Self::Fixed(value) => Some(value.clone()),
            Self::Filled(placeholder) => {
                let value = placeholder.value(facts);
                if value.is_none() && !left_out.contains(placeholder) {
                    left_out.push(*placeholder);
                }
                value
            }
            Self::Object(members) => Some(Value::Object(filled(members, facts, left_out))),
            Self::Array(items) => {
                let items = items.iter().filter_map(|item| item.fill(facts, left_out));
                Some(Value::Array(items.collect()))
            }
            Self::Unknown => None,
        }
    }

    fn any(&self, holds: &impl Fn(Placeholder) -> bool) -> bool {
        match self {
            Self::Filled(placeholder) => holds(*placeholder),
            Self::Object(members) => members.iter().any(|(_, node)| node.any(holds)),
            Self::Array(items) => items.iter().any(|node| node.any(holds)),
            Self::Fixed(_) | Self::Unknown => false,
        }
    }
}

fn filled(members: &[(String, Node)], facts: &Facts<'_>, left_out: &mut Vec<Placeholder>) -> Map<String, Value> {
    let value = |(name, node): &(String, Node)| Some((name.clone(), node.fill(facts, left_out)?));
    members.iter().filter_map(value).collect()
}

impl ClaimsTemplate {
    /// Ready to be filled. Whether it may be kept, [`Self::problems`] says.
    pub fn new(source: Map<String, Value>) -> Self {
        let allowed = source
            .iter()
            .filter(|(name, _)| !userinfo::RESERVED.contains(&name.as_str()));
        Self {
            compiled: allowed.map(|(name, value)| (name.clone(), compile(value))).collect(),
            source,
        }
    }

    /// As it was written.
    pub const fn source(&self) -> &Map<String, Value> {
        &self.source
    }

    /// The claims with what is known. What is not known is left out, and named.
    pub fn fill(&self, facts: &Facts<'_>, left_out: &mut Vec<Placeholder>) -> Map<String, Value> {
        filled(&self.compiled, facts, left_out)
    }

    /// Whether the person's roles have to be known for it.
    pub fn needs_roles(&self) -> bool {
        self.compiled
            .iter()
            .any(|(_, node)| node.any(&Placeholder::needs_roles))
    }

    /// Everything that is wrong with it.
    pub fn problems(&self) -> Vec<FieldError> {
        let mut found = Vec::new();
        let bytes = self.text().len();
        if bytes > MAX_BYTES {
            let detail = format!("The claims are {bytes} bytes of JSON, and {MAX_BYTES} is the most.");
            return vec![wrong("claims", detail)];
        }
        if self.source.is_empty() {
            found.push(wrong("claims", "Name at least one claim."));
        }
        for (name, value) in &self.source {
            let field = below("claims", name);
            if userinfo::RESERVED.contains(&name.as_str()) {
                found.push(wrong(&field, format!("{name} is reserved: only Aero2 says it.")));
                continue;
            }
            if let Some((_, own)) = PROVEN.iter().find(|(proven, _)| proven == name)
                && compile(value) != Node::Filled(*own)
            {
                let detail = format!("Clients trust {name}: it can only be {{{{{}}}}}.", own.as_str());
                found.push(wrong(&field, detail));
                continue;
            }
            named(&field, name, &mut found);
            judged(&field, value, 2, &mut found);
        }
        found.truncate(MOST_PROBLEMS);
        found
    }

    fn text(&self) -> String {
        serde_json::to_string(&self.source).unwrap_or_default()
    }
}

fn wrong(field: &str, detail: impl Into<String>) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code: ErrorCode::TemplateInvalid,
        detail: detail.into(),
    }
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

fn below(field: &str, name: &str) -> String {
    format!("{field}.{}", short(name))
}

fn named(field: &str, name: &str, found: &mut Vec<FieldError>) {
    let length = name.chars().count();
    if length == 0 || length > MAX_NAME || name.chars().any(char::is_control) {
        let detail = format!("A name has 1 to {MAX_NAME} characters on one line.");
        found.push(wrong(field, detail));
    } else if name.contains("{{") || name.contains("}}") {
        found.push(wrong(field, "A name is what it is: a placeholder can only be a value."));
    }
}

fn judged(field: &str, value: &Value, depth: usize, found: &mut Vec<FieldError>) {
    if depth > MAX_DEPTH && (value.is_object() || value.is_array()) {
        found.push(wrong(field, format!("Claims nest at most {MAX_DEPTH} deep.")));
        return;
    }
    match value {
        Value::String(text) => match read(text) {
            Text::Plain | Text::Known(_) => {}
            Text::Unknown(name) => {
                let known: Vec<&str> = Placeholder::ALL.iter().map(|one| one.as_str()).collect();
                let (name, known) = (short(name), known.join(", "));
                found.push(wrong(field, format!("There is no placeholder {name}. Known: {known}.")));
            }
            Text::Mixed => found.push(wrong(
                field,
                "A placeholder is a whole value, as in \"{{user.email}}\": there are no expressions, and no text around it.",
            )),
        },
        Value::Object(members) => {
            for (name, value) in members {
                let field = below(field, name);
                named(&field, name, found);
                judged(&field, value, depth + 1, found);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                judged(&format!("{field}[{at}]"), value, depth + 1, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl Serialize for ClaimsTemplate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for ClaimsTemplate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text).map(Self::new).map_err(D::Error::custom)
    }
}
