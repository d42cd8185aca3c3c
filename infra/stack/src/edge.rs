//! What `CloudFront` is told: which paths it may keep, what tells two answers apart, what it adds and takes away.

use crate::{Stack, text_of};
use serde_json::Value;

/// The behaviour of one distribution for one pattern of paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// The distribution's logical id.
    pub distribution: String,
    /// `*` for the default.
    pub pattern: String,
    /// `api`, `static` or `files`.
    pub origin: String,
    /// The cache policy: a managed one's id, or `${LogicalId}`.
    pub cache_policy: String,
    /// The origin request policy, likewise.
    pub origin_request_policy: String,
    /// What it adds to answers: `${LogicalId}` of a response headers policy.
    pub response_headers_policy: Option<String>,
    /// The function that sees every request first.
    pub viewer_request: Option<String>,
}

/// `CachingDisabled` of AWS.
pub const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

impl Stack {
    /// Every behaviour of every distribution.
    pub fn behaviours(&self) -> Vec<Behaviour> {
        let mut all = Vec::new();
        for (id, resource) in self.of_type("AWS::CloudFront::Distribution") {
            let config = resource
                .pointer("/Properties/DistributionConfig")
                .unwrap_or(&Value::Null);
            let default = config.get("DefaultCacheBehavior");
            let others = config.get("CacheBehaviors").and_then(Value::as_array);
            let both = default.into_iter().chain(others.into_iter().flatten());
            all.extend(both.map(|one| behaviour(id, one)));
        }
        all
    }

    /// The JavaScript that runs at the edge, of a platform at `domain`.
    pub fn edge_script(&self, domain: &str) -> Option<String> {
        self.at("/Resources/EdgeFunction/Properties/FunctionCode")
            .map(|code| text_of(code).replace("${PlatformDomain}", domain))
    }
}

fn behaviour(distribution: &str, one: &Value) -> Behaviour {
    let text = |name: &str| one.get(name).map(text_of);
    let first = |association: &&Value| association.get("EventType").and_then(Value::as_str) == Some("viewer-request");
    let associations = one.get("FunctionAssociations").and_then(Value::as_array);
    Behaviour {
        distribution: distribution.to_owned(),
        pattern: text("PathPattern").unwrap_or_else(|| "*".to_owned()),
        origin: text("TargetOriginId").unwrap_or_default(),
        cache_policy: text("CachePolicyId").unwrap_or_default(),
        origin_request_policy: text("OriginRequestPolicyId").unwrap_or_default(),
        response_headers_policy: text("ResponseHeadersPolicyId"),
        viewer_request: associations
            .and_then(|all| all.iter().find(first))
            .and_then(|association| association.get("FunctionARN"))
            .map(text_of),
    }
}
