//! The single-table schema: every key, on one screen. Each is made from an `ApplicationId` first; the exceptions are named `HOST#`, `PLATFORM#` and,
//! in an index only, `DUE#`.
//!
//! Parts are our identifiers or MACs, so `#` cannot be smuggled in and personal values never enter a key.

pub(crate) mod index;

use crate::{
    item::{Item, string, text},
    schema,
};
use domain::{
    ApiKeyId, ApplicationId, ClientId, CredentialId, EventId, GrantId, Hostname, IdentityId, IdentityProviderId,
    InvitationId, JobId, JwtTemplateId, OrganizationId, ParkedId, RoleId, SessionId, UserId,
    adoption::{Adoption, Counted},
    api_key::ApiKey,
    application::{Application, HostView},
    branding::{BrandingDesk, BrandingImage},
    client::Client,
    consent::Consent,
    credential::PasswordCredential,
    custom_domain::{CustomDomain, LeavingSite},
    departure::Departure,
    device::Device,
    email_change::EmailChange,
    email_template::{EmailTemplate, EmailTemplateVersions},
    factor::{RecoveryCodes, TotpCredential, TotpSetup},
    grant::Grant,
    identity::Identity,
    identity_provider::IdentityProvider,
    invitation::{Invitation, InvitedTo},
    job::{Job, JobWork},
    jwt_template::{JwtTemplate, JwtTemplateVersions},
    locale::Locale,
    lockout::{Aggregate, Attempts},
    mail_kind::MailKind,
    organization::{Member, Organization},
    parked::{Consumer, Parked},
    passkey::Passkey,
    role::Role,
    session::Session,
    sign_in::Transaction,
    signing_key::KeyRing,
    sms::SmsCredential,
    transfer::Offer,
    usage::{Day, DayCounts, Statistics},
    user::User,
};
use std::marker::PhantomData;

/// The key of a `T`: reading it yields a `T`, nothing else.
#[derive(Debug)]
pub(crate) struct Key<T> {
    pub(crate) pk: String,
    pub(crate) sk: String,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        Self {
            pk: self.pk.clone(),
            sk: self.sk.clone(),
            of: PhantomData,
        }
    }
}

impl<T> Key<T> {
    fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self {
            pk: pk.into(),
            sk: sk.into(),
            of: PhantomData,
        }
    }

    pub(crate) fn write(&self, item: &mut Item) {
        item.insert(schema::PK.into(), text(&self.pk));
        item.insert(schema::SK.into(), text(&self.sk));
    }

    pub(crate) fn attributes(&self) -> Item {
        let mut item = Item::new();
        self.write(&mut item);
        item
    }

    /// Whether an item lies under this key.
    pub(crate) fn is_of(&self, item: &Item) -> bool {
        let same = |name: &str, value: &str| item.get(name).and_then(string) == Some(value);
        same(schema::PK, &self.pk) && same(schema::SK, &self.sk)
    }
}

/// Partition of an application's rare configuration.
pub(crate) fn application_partition(app: &ApplicationId) -> String {
    format!("APP#{app}")
}

/// Partition of everything of one user.
pub(crate) fn user_partition(app: &ApplicationId, user: &UserId) -> String {
    format!("APP#{app}#USER#{user}")
}

/// Partition of an organization and what belongs to it.
pub(crate) fn organization_partition(app: &ApplicationId, org: &OrganizationId) -> String {
    format!("APP#{app}#ORG#{org}")
}

/// Partition of an application's invitations.
pub(crate) fn invitations_partition(app: &ApplicationId) -> String {
    format!("APP#{app}#INVITATIONS")
}

/// Partition of an application's audit.
pub(crate) fn audit_partition(app: &ApplicationId) -> String {
    format!("APP#{app}#AUDIT#0")
}

pub(crate) fn host(host: &Hostname) -> Key<HostView> {
    Key::new(format!("HOST#{host}"), "HOST")
}
/// Who may serve a host, before and while it is served.
pub(crate) fn hold(host: &Hostname) -> Key<crate::domains::Hold> {
    Key::new(format!("HOST#{host}"), "HOLD")
}
pub(crate) fn root() -> Key<crate::platform_items::WrappedRoot> {
    Key::new("PLATFORM#ROOT", "ROOT")
}
pub(crate) fn parked(id: &ParkedId) -> Key<Parked> {
    Key::new(schema::PARKED_PARTITION, id.to_string())
}
pub(crate) fn application(app: &ApplicationId) -> Key<Application> {
    Key::new(application_partition(app), "APP")
}
pub(crate) fn key_ring(app: &ApplicationId) -> Key<KeyRing> {
    Key::new(application_partition(app), "KEYS")
}
pub(crate) fn role(app: &ApplicationId, id: &RoleId) -> Key<Role> {
    Key::new(application_partition(app), format!("ROLE#{id}"))
}
pub(crate) fn role_name(app: &ApplicationId, name: &str) -> Key<crate::roles::NameMarker> {
    Key::new(application_partition(app), format!("ROLENAME#{name}"))
}
pub(crate) fn identity_provider(app: &ApplicationId, id: &IdentityProviderId) -> Key<IdentityProvider> {
    Key::new(application_partition(app), format!("IDP#{id}"))
}
pub(crate) fn identity_provider_name(app: &ApplicationId, name: &str) -> Key<crate::identity_providers::ProviderName> {
    Key::new(application_partition(app), format!("IDPNAME#{name}"))
}
pub(crate) fn email_template(app: &ApplicationId, kind: MailKind, locale: Locale) -> Key<EmailTemplate> {
    Key::new(
        application_partition(app),
        format!("TPL#{}#{}", kind.as_str(), locale.tag()),
    )
}
pub(crate) fn email_template_versions(
    app: &ApplicationId,
    kind: MailKind,
    locale: Locale,
) -> Key<EmailTemplateVersions> {
    let partition = format!("{}#TPL#{}#{}", application_partition(app), kind.as_str(), locale.tag());
    Key::new(partition, "PAST")
}
pub(crate) fn jwt_template(app: &ApplicationId, id: &JwtTemplateId) -> Key<JwtTemplate> {
    Key::new(application_partition(app), format!("JWT#{id}"))
}
pub(crate) fn jwt_template_versions(app: &ApplicationId, id: &JwtTemplateId) -> Key<JwtTemplateVersions> {
    Key::new(format!("{}#JWT#{id}", application_partition(app)), "PAST")
}
pub(crate) fn branding_desk(app: &ApplicationId) -> Key<BrandingDesk> {
    Key::new(application_partition(app), "BRANDING")
}
pub(crate) fn branding_image(app: &ApplicationId, name: &str) -> Key<BrandingImage> {
    Key::new(format!("{}#IMAGE#{name}", application_partition(app)), "IMAGE")
}
pub(crate) fn domain(app: &ApplicationId, host: &Hostname) -> Key<CustomDomain> {
    Key::new(application_partition(app), format!("DOM#{host}"))
}
pub(crate) fn leaving_site(app: &ApplicationId, name: &str) -> Key<LeavingSite> {
    Key::new(application_partition(app), format!("SITE#{name}"))
}
pub(crate) fn client(app: &ApplicationId, id: &ClientId) -> Key<Client> {
    Key::new(format!("APP#{app}#CLIENT#{id}"), "CLIENT")
}
pub(crate) fn api_key(app: &ApplicationId, id: &ApiKeyId) -> Key<ApiKey> {
    Key::new(format!("APP#{app}#KEY#{id}"), "KEY")
}
pub(crate) fn user(app: &ApplicationId, id: &UserId) -> Key<User> {
    Key::new(user_partition(app, id), "USER")
}
pub(crate) fn departure(app: &ApplicationId, id: &UserId) -> Key<Departure> {
    Key::new(user_partition(app, id), "LEAVE")
}
pub(crate) fn email_change(app: &ApplicationId, id: &UserId, undo: &str) -> Key<EmailChange> {
    Key::new(user_partition(app, id), format!("MOVE#{undo}"))
}
pub(crate) fn password(app: &ApplicationId, id: &UserId) -> Key<PasswordCredential> {
    Key::new(user_partition(app, id), "CRED#password")
}
pub(crate) fn totp(app: &ApplicationId, id: &UserId) -> Key<TotpCredential> {
    Key::new(user_partition(app, id), "CRED#totp")
}
/// A secret that waits for its first code.
pub(crate) fn totp_setup(app: &ApplicationId, id: &UserId) -> Key<TotpSetup> {
    Key::new(user_partition(app, id), "CRED#setup")
}
pub(crate) fn recovery_codes(app: &ApplicationId, id: &UserId) -> Key<RecoveryCodes> {
    Key::new(user_partition(app, id), "CRED#recovery")
}
/// A person's codes by SMS: the newest, and how often codes were tried.
pub(crate) fn sms(app: &ApplicationId, id: &UserId) -> Key<SmsCredential> {
    Key::new(user_partition(app, id), "CRED#sms")
}
pub(crate) fn passkey(app: &ApplicationId, user: &UserId, id: &CredentialId) -> Key<Passkey> {
    Key::new(user_partition(app, user), format!("CRED#passkey#{id}"))
}
pub(crate) fn passkey_marker(app: &ApplicationId, hash: &str) -> Key<crate::passkeys::PasskeyMarker> {
    Key::new(format!("APP#{app}#PKEY#{hash}"), "MARK")
}
pub(crate) fn identity(app: &ApplicationId, user: &UserId, id: &IdentityId) -> Key<Identity> {
    Key::new(user_partition(app, user), format!("IDN#{id}"))
}
pub(crate) fn identity_marker(app: &ApplicationId, hash: &str) -> Key<crate::identities::IdentityMarker> {
    Key::new(format!("APP#{app}#IDN#{hash}"), "MARK")
}
pub(crate) fn session(app: &ApplicationId, user: &UserId, id: &SessionId) -> Key<Session> {
    Key::new(user_partition(app, user), format!("SES#{id}"))
}
pub(crate) fn device(app: &ApplicationId, user: &UserId, hash: &str) -> Key<Device> {
    Key::new(user_partition(app, user), format!("DEV#{hash}"))
}
pub(crate) fn grant(app: &ApplicationId, user: &UserId, id: &GrantId) -> Key<Grant> {
    Key::new(user_partition(app, user), format!("GRT#{id}"))
}
pub(crate) fn consent(app: &ApplicationId, user: &UserId, client: &ClientId) -> Key<Consent> {
    Key::new(user_partition(app, user), format!("CNS#{client}#none"))
}
pub(crate) fn user_membership(app: &ApplicationId, user: &UserId, org: &OrganizationId) -> Key<Member> {
    Key::new(user_partition(app, user), format!("MEM#{org}"))
}
pub(crate) fn email_marker(app: &ApplicationId, hash: &str) -> Key<crate::users::EmailMarker> {
    Key::new(format!("APP#{app}#EMAIL#{hash}"), "MARK")
}
pub(crate) fn invitation(app: &ApplicationId, id: &InvitationId) -> Key<Invitation> {
    Key::new(invitations_partition(app), format!("INV#{id}"))
}
/// Partition of what says that a mailbox has invitations which are not over.
pub(crate) fn invited_partition(app: &ApplicationId, hash: &str) -> String {
    format!("APP#{app}#INVITED#{hash}")
}
/// That a mailbox has an invitation which is not over: one to the application, and one to each organization.
pub(crate) fn invited(app: &ApplicationId, hash: &str, to: InvitedTo) -> Key<crate::invitations::InvitedMarker> {
    let sort = to.team().map_or_else(|| "MARK".to_owned(), |org| format!("ORG#{org}"));
    Key::new(invited_partition(app, hash), sort)
}
pub(crate) fn mailbox(app: &ApplicationId, hash: &str) -> Key<crate::mailboxes::KeptMailbox> {
    Key::new(format!("APP#{app}#CODE#{hash}"), "CODE")
}
pub(crate) fn attempts(app: &ApplicationId, account: &str, source: &str) -> Key<Attempts> {
    Key::new(format!("APP#{app}#TRY#{account}"), format!("SRC#{source}"))
}
pub(crate) fn aggregate(app: &ApplicationId, account: &str) -> Key<Aggregate> {
    Key::new(format!("APP#{app}#TRY#{account}"), "ALL")
}
pub(crate) fn attempts_partition(app: &ApplicationId, account: &str) -> String {
    format!("APP#{app}#TRY#{account}")
}
pub(crate) fn rate(app: &ApplicationId, hash: &str) -> Key<crate::limits::Bucket> {
    Key::new(format!("APP#{app}#RATE#{hash}"), "RATE")
}
pub(crate) fn tally(app: &ApplicationId, hash: &str) -> Key<crate::tallies::Tally> {
    Key::new(format!("APP#{app}#TALLY#{hash}"), "TALLY")
}
/// How many people have which second factor.
pub(crate) fn adoption(app: &ApplicationId) -> Key<Adoption> {
    Key::new(format!("APP#{app}#ADOPTION"), "ALL")
}
/// What was counted of a person.
pub(crate) fn counted(app: &ApplicationId, user: &UserId) -> Key<Counted> {
    Key::new(format!("APP#{app}#COUNTED#{user}"), "COUNTED")
}
/// When a person was active.
pub(crate) fn statistics(app: &ApplicationId, user: &UserId) -> Key<Statistics> {
    Key::new(user_partition(app, user), "STATS")
}
/// Partition of what was counted in a month (`2026-11`).
pub(crate) fn counts_partition(app: &ApplicationId, month: &str) -> String {
    format!("APP#{app}#CNT#{month}")
}
/// What one shard counted on a day.
pub(crate) fn counts(app: &ApplicationId, day: Day, shard: u8) -> Key<DayCounts> {
    Key::new(
        counts_partition(app, &day.month()),
        format!("{}#{shard}", day.in_month()),
    )
}
/// Sums of tokens on their way to the counts.
pub(crate) fn token_counts(app: &ApplicationId, id: &EventId) -> Key<crate::token_counts::TokenCounts> {
    Key::new(format!("APP#{app}#TOKENS#{id}"), "SUMS")
}
pub(crate) fn spent(app: &ApplicationId, hash: &str) -> Key<crate::limits::Spent> {
    Key::new(format!("APP#{app}#SPENT#{hash}"), "SPENT")
}
pub(crate) fn cut(app: &ApplicationId, hash: &str) -> Key<crate::limits::Cut> {
    Key::new(format!("APP#{app}#CUT#{hash}"), "CUT")
}
pub(crate) fn transaction(app: &ApplicationId, hash: &str) -> Key<Transaction> {
    Key::new(format!("APP#{app}#TX#{hash}"), "TX")
}
pub(crate) fn pushed(app: &ApplicationId, hash: &str) -> Key<crate::transactions::Pushed> {
    Key::new(format!("APP#{app}#PAR#{hash}"), "PAR")
}
pub(crate) fn organization(app: &ApplicationId, id: &OrganizationId) -> Key<Organization> {
    Key::new(organization_partition(app, id), "ORG")
}
pub(crate) fn member(app: &ApplicationId, org: &OrganizationId, user: &UserId) -> Key<Member> {
    Key::new(organization_partition(app, org), format!("MEM#{user}"))
}
pub(crate) fn owned(
    app: &ApplicationId,
    org: &OrganizationId,
    owned: &ApplicationId,
) -> Key<crate::organizations::Owned> {
    Key::new(organization_partition(app, org), format!("OWNS#{owned}"))
}
/// An application that another team offers to this one.
pub(crate) fn offer(app: &ApplicationId, org: &OrganizationId, offered: &ApplicationId) -> Key<Offer> {
    Key::new(organization_partition(app, org), format!("OFFER#{offered}"))
}
pub(crate) fn audit(app: &ApplicationId, id: &EventId) -> Key<crate::audit::Audited> {
    Key::new(audit_partition(app), id.to_string())
}
/// Partition of what happened in an organization.
pub(crate) fn organization_audit_partition(app: &ApplicationId, org: &OrganizationId) -> String {
    format!("APP#{app}#ORG#{org}#AUDIT")
}
/// An event of the audit that is about an organization.
pub(crate) fn organization_audit(
    app: &ApplicationId,
    org: &OrganizationId,
    id: &EventId,
) -> Key<crate::audit::OrganizationEvent> {
    Key::new(organization_audit_partition(app, org), id.to_string())
}
pub(crate) fn mail_claim(app: &ApplicationId, id: &EventId) -> Key<crate::mail_claims::MailClaim> {
    Key::new(format!("APP#{app}#MAIL#{id}"), "MAIL")
}
pub(crate) fn job(app: &ApplicationId, id: &JobId) -> Key<Job> {
    Key::new(format!("APP#{app}#JOB#{id}"), "JOB")
}
/// What working on a job takes, as long as it goes on.
pub(crate) fn job_work(app: &ApplicationId, id: &JobId) -> Key<JobWork> {
    Key::new(format!("APP#{app}#JOB#{id}"), "WORK")
}
pub(crate) fn suppression(app: &ApplicationId, hash: &str) -> Key<domain::suppression::Suppression> {
    Key::new(format!("APP#{app}#MUTE#{hash}"), "MUTE")
}
pub(crate) fn idempotency(app: &ApplicationId, hash: &str) -> Key<crate::idempotency::Record> {
    Key::new(format!("APP#{app}#IDEM#{hash}"), "IDEM")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_begins_with_its_application() {
        let app = ApplicationId::from_bytes([1; 16]);
        let user = UserId::from_bytes([2; 16]);
        let prefix = format!("APP#{app}");
        let keys = [
            super::user(&app, &user).pk,
            grant(&app, &user, &GrantId::from_bytes([3; 16])).pk,
            email_marker(&app, "h").pk,
            transaction(&app, "h").pk,
            client(&app, &ClientId::from_bytes([4; 16])).pk,
            index::users(&app),
        ];
        assert!(keys.iter().all(|key| key.starts_with(&prefix)), "{keys:?}");
        assert_eq!(super::user(&app, &user).sk, "USER");
    }
}
