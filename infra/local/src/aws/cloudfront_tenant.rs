//! One distribution tenant: its versions, its certificate, its XML.

use super::cloudfront::{CONNECTION_GROUP, DISTRIBUTION};
use super::cloudfront_wire::{Asked, document, element, error, escaped};
use super::reply::Reply;
use domain::Timestamp;

/// One tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// `dt_…`
    pub id: String,
    /// Unique in the account.
    pub name: String,
    /// What it serves.
    pub domains: Vec<String>,
    /// Whether it serves.
    pub enabled: bool,
    /// Whether the edge has heard of the last change.
    pub deployed: bool,
    /// The state of its managed certificate, in CloudFront's words.
    pub certificate: Option<String>,
    /// The certificate that is used.
    pub attached: Option<String>,
    pub(super) version: u64,
    pub(super) created: Timestamp,
    pub(super) modified: Timestamp,
}

impl Tenant {
    pub(super) fn etag(&self) -> String {
        format!("E{:013X}", self.version)
    }

    pub(super) fn arn(&self) -> String {
        format!("arn:aws:cloudfront::000000000000:distribution-tenant/{}", self.id)
    }

    pub(super) fn certificate_arn(&self) -> String {
        format!("arn:aws:acm:us-east-1:000000000000:certificate/{}", self.id)
    }

    pub(super) fn is_named(&self, identifier: &str) -> bool {
        identifier == self.id || identifier == self.name || identifier == self.arn()
    }

    pub(super) fn changed(&mut self, now: Timestamp) {
        (self.version, self.modified, self.deployed) = (self.version + 1, now, false);
    }

    pub(super) fn certified(&mut self, status: &str, attach: bool) {
        self.certificate = Some(status.to_owned());
        if status == "issued" && attach {
            self.attached = Some(self.certificate_arn());
        }
        // Documented: "Your distribution tenant will be updated with the latest certificate status."
        self.version += 1;
    }

    pub(super) fn xml(&self) -> String {
        let status = if self.attached.is_some() && self.enabled {
            "active"
        } else {
            "inactive"
        };
        let domain = |name: &String| {
            let inner = element("Domain", &escaped(name)) + &element("Status", status);
            element("member", &inner)
        };
        let domains: String = self.domains.iter().map(domain).collect();
        let attached = self.attached.as_ref().map_or_else(String::new, |arn| {
            element(
                "Customizations",
                &element("Certificate", &element("Arn", &escaped(arn))),
            )
        });
        [
            element("Id", &self.id),
            element("DistributionId", DISTRIBUTION),
            element("Name", &escaped(&self.name)),
            element("Arn", &self.arn()),
            element("Domains", &domains),
            attached,
            element("ConnectionGroupId", CONNECTION_GROUP),
            element("CreatedTime", &self.created.to_string()),
            element("LastModifiedTime", &self.modified.to_string()),
            element("Enabled", if self.enabled { "true" } else { "false" }),
            element("Status", if self.deployed { "Deployed" } else { "InProgress" }),
        ]
        .concat()
    }

    pub(super) fn answer(&self, status: u16) -> Reply {
        Reply::with_etag(status, document("DistributionTenant", &self.xml()), self.etag())
    }

    pub(super) fn has(&self, hostname: &str) -> bool {
        self.domains.iter().any(|domain| domain == hostname)
    }

    /// The `If-Match` rule of updates and deletes.
    pub(super) fn precondition(&self, asked: &Asked) -> Result<(), Reply> {
        match asked.if_match.as_deref() {
            None | Some("") => Err(error(
                400,
                "InvalidIfMatchVersion",
                "The If-Match version is missing or not valid for the resource.",
            )),
            Some(tag) if tag != self.etag() => Err(error(
                412,
                "PreconditionFailed",
                "The request failed because it didn't meet the preconditions in one or more request-header fields.",
            )),
            Some(_) => Ok(()),
        }
    }
}
