//! Partitions of the two indexes: lists, searches and what is due.

use super::{ApplicationId, ClientId, Consumer, IdentityProviderId, OrganizationId, UserId};

pub(crate) const APPLICATIONS: &str = "PLATFORM#APPS#0";
/// What the schedule of custom domains has to look at, by time.
pub(crate) const DUE_DOMAINS: &str = "DUE#DOMAINS";
/// Accounts on their way out, by the time there is something to do.
pub(crate) const DUE_USERS: &str = "DUE#USERS";
/// Jobs that are not over, the oldest first.
pub(crate) const DUE_JOBS: &str = "DUE#JOBS";

pub(crate) fn due(consumer: Consumer) -> String {
    format!("DUE#{}", consumer.as_str())
}
pub(crate) fn clients(app: &ApplicationId) -> String {
    format!("APP#{app}#CLIENTS")
}
pub(crate) fn api_keys(app: &ApplicationId) -> String {
    format!("APP#{app}#KEYS")
}
pub(crate) fn users(app: &ApplicationId) -> String {
    format!("APP#{app}#USERS#0")
}
pub(crate) fn jobs(app: &ApplicationId) -> String {
    format!("APP#{app}#JOBS")
}
pub(crate) fn passkeys(app: &ApplicationId) -> String {
    format!("APP#{app}#PASSKEYS")
}
pub(crate) fn client_users(app: &ApplicationId, client: &ClientId) -> String {
    format!("APP#{app}#CLIENT#{client}#USERS")
}
pub(crate) fn provider_identities(app: &ApplicationId, provider: &IdentityProviderId) -> String {
    format!("APP#{app}#IDP#{provider}#IDENTITIES")
}
pub(crate) fn org_invitations(app: &ApplicationId, org: &OrganizationId) -> String {
    format!("APP#{app}#ORG#{org}#INVITATIONS")
}
pub(crate) fn user_audit(app: &ApplicationId, user: &UserId) -> String {
    format!("APP#{app}#USER#{user}#AUDIT")
}
pub(crate) fn typed_audit(app: &ApplicationId, kind: &str) -> String {
    format!("APP#{app}#AUDIT#{kind}#0")
}
pub(crate) fn find(app: &ApplicationId, what: &str, text: &str) -> String {
    let letters: String = text.chars().take(2).collect();
    format!("APP#{app}#FIND#{what}#{letters}")
}
