//! What is watched, and who does what about it.

use crate::{Stack, text_of};
use serde_json::Value;

/// One alarm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Its logical id.
    pub id: String,
    /// The whole description.
    pub description: String,
    /// The section of docs/operations.md that the description names; nothing when it names none.
    pub section: Option<String>,
    /// Whether somebody is told.
    pub tells: bool,
}

impl Stack {
    /// All alarms of the template.
    pub fn alarms(&self) -> Vec<Alarm> {
        self.of_type("AWS::CloudWatch::Alarm")
            .map(|(id, resource)| {
                let description = resource
                    .pointer("/Properties/AlarmDescription")
                    .map(text_of)
                    .unwrap_or_default();
                let section = description
                    .split_once("docs/operations.md, \"")
                    .and_then(|(_, rest)| rest.split_once('"'))
                    .map(|(section, _)| section.to_owned());
                let actions = resource.pointer("/Properties/AlarmActions").and_then(Value::as_array);
                Alarm {
                    id: id.clone(),
                    section,
                    tells: actions.is_some_and(|actions| actions.iter().any(|action| text_of(action) == "${Alarms}")),
                    description,
                }
            })
            .collect()
    }
}
