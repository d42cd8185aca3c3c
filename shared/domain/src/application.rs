//! An application: the tenant, with its own issuer, users, keys and policies (behaviour 3.1).
//!
//! Life: active ⇄ suspended; active → deleted (restorable for 30 days) → purged, its slug a tombstone for ever.

use crate::{
    ApplicationId, Email, Hostname, OrganizationId, Slug, Timestamp, branding::Branding, clock::Epoch,
    jwt_template::TemplateMarks, settings::Settings, transfer::Transfer,
};
use serde::{Deserialize, Serialize};

/// How long a deleted application can be restored.
pub const RESTORE_DAYS: i64 = 30;

/// What the application is for; fixed at creation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum Environment {
    /// Real people.
    #[default]
    Production,
    /// Banner on pages, `http://localhost` redirects for web clients, keys `pk_test_`/`sk_test_`.
    Development,
}

/// May it be used?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum ApplicationStatus {
    /// Yes.
    #[default]
    Active,
    /// No, by the operator: 403 everywhere but discovery and JWKS.
    Suspended,
    /// No; 404 as if unknown.
    Deleted,
}

/// Where private keys live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum KeyCustody {
    /// Made in the function, stored only encrypted under the KMS key.
    #[default]
    Wrapped,
    /// Inside KMS: every token is a `kms:Sign`.
    Kms,
}

/// An issuer the application had before, still served during its grace (behaviour 2.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct PreviousIssuer {
    /// The issuer URL.
    pub issuer: String,
    /// Its host.
    pub hostname: Hostname,
    /// When its OAuth endpoints stop.
    pub until: Timestamp,
}

/// The stored application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its identifier.
    pub id: ApplicationId,
    /// Its name in the host; never changes.
    pub slug: Slug,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub environment: Environment,
    /// The team that owns it; absent for the dashboard itself.
    pub owner_org_id: Option<OrganizationId>,
    /// The team it is offered to; an answer, or seven days, end that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Transfer>,
    /// May it be used?
    pub status: ApplicationStatus,
    /// Shown on pages when something goes wrong.
    pub support_email: Option<Email>,
    /// `/` on the application's host leads here.
    pub homepage_url: Option<String>,
    /// Shown on sign-up and consent.
    pub privacy_policy_url: Option<String>,
    /// Shown on sign-up and consent.
    pub terms_url: Option<String>,
    /// Behaviour 3.2.
    pub settings: Settings,
    /// Behaviour 3.3: the published look.
    #[serde(default)]
    pub branding: Branding,
    /// Where private keys live.
    pub key_custody: KeyCustody,
    /// What was born under a smaller one is dead.
    pub token_epoch: Epoch,
    /// Custom domains in state `active`, ≤ 10; kept here so that one transaction can rewrite every host view.
    #[serde(default)]
    pub active_hostnames: Vec<Hostname>,
    /// The custom domain that is the issuer, if any.
    #[serde(default)]
    pub primary_hostname: Option<Hostname>,
    /// Issuers inside their grace.
    #[serde(default)]
    pub previous_issuers: Vec<PreviousIssuer>,
    /// True for the built-in application of developers and operators: it cannot be deleted or suspended.
    #[serde(default)]
    pub is_dashboard: bool,
    /// Origins of the redirect URIs of public clients, with how many clients name each: they may read `/oauth2/*` answers (CORS).
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub client_origins: std::collections::BTreeMap<String, u32>,
    /// Which tokens have claims of JWT templates: the others cost no read.
    #[serde(default, skip_serializing_if = "TemplateMarks::is_blank")]
    pub jwt_templates: TemplateMarks,
    /// Hashes of nobody's that cost what imported ones cost, ≤ 4: addresses without an account are verified against them too (EN-01).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shadow_hashes: Vec<String>,
    /// When the operator switched it off; outlasts deleting and restoring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<Timestamp>,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// When it is gone for good.
    pub purge_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change; the `ETag`.
    pub version: u64,
}

/// Why an application cannot do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApplicationError {
    /// The dashboard cannot be deleted or suspended.
    #[error("The dashboard application cannot be deleted or suspended.")]
    Protected,
    /// The time to restore it is over, or it is not deleted.
    #[error("There is nothing to restore.")]
    NotRestorable,
}

impl Application {
    /// Soft delete: off at once, restorable for 30 days. Everything born before is dead, also after a restore.
    pub fn delete(mut self, now: Timestamp) -> Result<Self, ApplicationError> {
        if self.is_dashboard {
            return Err(ApplicationError::Protected);
        }
        self.status = ApplicationStatus::Deleted;
        self.deleted_at = Some(now);
        self.purge_at = Some(now.plus_secs(RESTORE_DAYS * 86_400));
        Ok(self.revoke_all(now))
    }

    /// Brings a deleted application back within its 30 days.
    pub fn restore(mut self, now: Timestamp) -> Result<Self, ApplicationError> {
        let in_time = self.purge_at.is_some_and(|purge| !purge.is_past(now));
        if self.status != ApplicationStatus::Deleted || !in_time {
            return Err(ApplicationError::NotRestorable);
        }
        self.status = if self.suspended_at.is_some() {
            ApplicationStatus::Suspended
        } else {
            ApplicationStatus::Active
        };
        self.deleted_at = None;
        self.purge_at = None;
        Ok(self.touched(now))
    }

    /// Switches it off, by the operator.
    pub fn suspend(mut self, now: Timestamp) -> Result<Self, ApplicationError> {
        if self.is_dashboard {
            return Err(ApplicationError::Protected);
        }
        self.status = ApplicationStatus::Suspended;
        self.suspended_at = Some(now);
        Ok(self.touched(now))
    }

    /// Switches it on again.
    #[must_use]
    pub fn resume(mut self, now: Timestamp) -> Self {
        self.status = ApplicationStatus::Active;
        self.suspended_at = None;
        self.touched(now)
    }

    /// Ends every session and grant: the epoch is raised.
    #[must_use]
    pub fn revoke_all(mut self, now: Timestamp) -> Self {
        self.token_epoch = self.token_epoch.next(now);
        self.touched(now)
    }

    /// Notes a change: version + 1.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}

/// What a host item says about its host: enough of the application for every flow, so that resolving costs one read cold and none warm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostView {
    /// The host this view was read for.
    pub hostname: Hostname,
    /// What the host is to the application.
    pub role: HostRole,
    /// The issuer that answers on this host. Not stored: scheme and port are those of the deployment that reads it.
    #[serde(skip)]
    pub issuer: String,
    /// The application, whole: ≤ 4 KB in the common case.
    pub application: Application,
}

/// What a host is to its application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "until")]
pub enum HostRole {
    /// The issuer's host.
    Issuer,
    /// A former issuer's host: its OAuth endpoints work under the former issuer until then.
    FormerIssuer(Timestamp),
    /// Belongs to the application, but issues nothing: `/api/*` works.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_is_answered_once_and_in_time() {
        let (now, team) = (Timestamp::from_secs(1000), OrganizationId::from_bytes([9; 16]));
        let offered = sample().offer(team, now);
        let late = now.plus_secs(crate::transfer::LIFE_SECS);
        assert!(offered.clone().hand_over(late).is_err() && offered.clone().keep(late).is_err());
        let moved = offered.clone().hand_over(now).unwrap_or_else(|_| unreachable!());
        assert_eq!((moved.owner_org_id, &moved.transfer), (Some(team), &None));
        assert!(moved.hand_over(now).is_err());
        let kept = offered.keep(now).unwrap_or_else(|_| unreachable!());
        assert_eq!((kept.owner_org_id, kept.version), (None, 3));
    }

    fn sample() -> Application {
        let now = Timestamp::from_secs(1000);
        Application {
            id: ApplicationId::from_bytes([1; 16]),
            slug: Slug::parse("quiet-harbor").unwrap_or_else(|_| unreachable!()),
            name: "Acme".into(),
            environment: Environment::Production,
            owner_org_id: None,
            transfer: None,
            status: ApplicationStatus::Active,
            suspended_at: None,
            support_email: None,
            homepage_url: None,
            privacy_policy_url: None,
            terms_url: None,
            settings: Settings::default(),
            branding: Branding::default(),
            key_custody: KeyCustody::Wrapped,
            token_epoch: Epoch::born(now),
            active_hostnames: Vec::new(),
            primary_hostname: None,
            previous_issuers: Vec::new(),
            is_dashboard: false,
            client_origins: std::collections::BTreeMap::new(),
            jwt_templates: TemplateMarks::default(),
            shadow_hashes: Vec::new(),
            deleted_at: None,
            purge_at: None,
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }

    #[test]
    fn a_deleted_application_is_restored_within_thirty_days_only() {
        let deleted = sample()
            .delete(Timestamp::from_secs(2000))
            .unwrap_or_else(|_| unreachable!());
        let purge = deleted.purge_at.unwrap_or_default();
        assert!(deleted.clone().restore(purge.minus_secs(1)).is_ok());
        assert_eq!(deleted.restore(purge), Err(ApplicationError::NotRestorable));
    }

    #[test]
    fn what_was_issued_before_a_delete_stays_dead_after_the_restore() {
        let before = sample();
        let after = before
            .clone()
            .delete(Timestamp::from_secs(1))
            .and_then(|a| a.restore(Timestamp::from_secs(2)));
        assert!(after.is_ok_and(|a| a.token_epoch > before.token_epoch));
    }

    #[test]
    fn the_dashboard_is_protected() {
        let dashboard = Application {
            is_dashboard: true,
            ..sample()
        };
        assert_eq!(
            dashboard.delete(Timestamp::from_secs(1)),
            Err(ApplicationError::Protected)
        );
    }
}
