//! How many resources the template becomes: `CloudFormation` takes 500, we stop at 400.
//!
//! SAM makes of a function: itself, a version and an alias; a deployment group where releases are gradual; a rule and a permission per schedule or event rule,
//! a mapping per stream, a configuration of asynchronous calls. `cargo xtask validate` compares with SAM.

use crate::Stack;
use serde_json::{Map, Value};

fn of_function(properties: &Value) -> usize {
    let has = |name: &str| usize::from(properties.get(name).is_some());
    let events = properties.get("Events").and_then(Value::as_object);
    let of_event = |event: &Value| match event.get("Type").and_then(Value::as_str) {
        Some("Schedule" | "EventBridgeRule") => 2,
        _ => 1,
    };
    let of_events: usize = events.into_iter().flat_map(Map::values).map(of_event).sum();
    3 + has("DeploymentPreference") + has("EventInvokeConfig") + of_events
}

/// API and stage; with a domain also its name, its mapping and its record.
fn of_api(properties: &Value) -> usize {
    let domain = properties
        .get("Domain")
        .map_or(0, |domain| 2 + usize::from(domain.get("Route53").is_some()));
    2 + domain
}

impl Stack {
    /// Resources after SAM has written them out.
    pub fn expanded_count(&self) -> usize {
        let nothing = Value::Null;
        let each = self.resources().map(|(_, resource)| {
            let properties = resource.get("Properties").unwrap_or(&nothing);
            match resource.get("Type").and_then(Value::as_str) {
                Some("AWS::Serverless::Function") => of_function(properties),
                Some("AWS::Serverless::HttpApi") => of_api(properties),
                _ => 1,
            }
        });
        let gradual = self
            .of_type("AWS::Serverless::Function")
            .any(|(_, resource)| resource.pointer("/Properties/DeploymentPreference").is_some());
        // One CodeDeploy application for all deployment groups.
        each.sum::<usize>() + usize::from(gradual)
    }
}
