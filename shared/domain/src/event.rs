//! Every audit and webhook event. The name is the `type` of behaviour section 9, and never changes meaning.

use crate::{Entropy, EventId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Actor {
    /// What kind of actor.
    #[serde(rename = "type")]
    pub kind: ActorKind,
    /// Its identifier, absent for `system` and `anonymous`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<String>,
}

/// The kinds of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum ActorKind {
    /// A person of this application.
    User,
    /// A secret API key.
    ApiKey,
    /// An OAuth client.
    Client,
    /// A person of the dashboard application acting from there.
    Operator,
    /// The platform itself.
    System,
    /// Nobody known yet.
    Anonymous,
}

impl Actor {
    /// An actor with an identifier.
    pub fn new(kind: ActorKind, id: impl ToString) -> Self {
        Self {
            kind,
            id: Some(id.to_string()),
        }
    }

    /// The platform.
    pub const fn system() -> Self {
        Self {
            kind: ActorKind::System,
            id: None,
        }
    }

    /// Somebody not signed in.
    pub const fn anonymous() -> Self {
        Self {
            kind: ActorKind::Anonymous,
            id: None,
        }
    }
}

/// What it was done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Target {
    /// `user`, `client`, `session` …
    #[serde(rename = "type")]
    pub kind: String,
    /// Its identifier.
    pub id: String,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum Outcome {
    /// It was done.
    Success,
    /// It was tried and did not work.
    Failure,
    /// It was refused.
    Denied,
}

/// Where a request came from, as far as events tell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// `X-Request-Id` of the request.
    #[serde(rename = "rid", skip_serializing_if = "Option::is_none", default)]
    pub request_id: Option<String>,
    /// The edge-verified address.
    #[serde(rename = "ip", skip_serializing_if = "Option::is_none", default)]
    pub ip_address: Option<String>,
    /// The `User-Agent`, cut to 256 characters.
    #[serde(rename = "ua", skip_serializing_if = "Option::is_none", default)]
    pub user_agent: Option<String>,
}

/// One thing that happened, as it travels in the changed item and ends in the audit. Never holds secrets, codes, tokens or typed passwords.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its identifier; consumers are idempotent by it.
    pub id: EventId,
    /// The type of behaviour section 9.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// When.
    pub at: Timestamp,
    /// How it ended.
    pub outcome: Outcome,
    /// Why, for failures and refusals.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// Who.
    pub actor: Actor,
    /// To what.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub target: Option<Target>,
    /// From where.
    #[serde(flatten)]
    pub origin: Origin,
    /// Further members: changed field names with old and new of non-secret fields, ≤ 8 KiB.
    #[serde(skip_serializing_if = "Map::is_empty", default)]
    pub data: Map<String, Value>,
    /// A mail or SMS to send because of this, sealed for the function that sends: nothing readable is in the stream.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mail: Option<String>,
}

/// Members of `data` that hold identifiers of ours and words of protocols, and never anything a person said.
const IMPERSONAL: &[&str] = &[
    "amr",
    "client_id",
    "count",
    "deletion_at",
    "failures",
    "device",
    "how",
    "identity",
    "idp",
    "left",
    "method",
    "new_device",
    "passkey",
    "purpose",
    "role_id",
    "scopes",
    "silent",
    "synced",
    "user_id",
    "via",
];

impl Event {
    /// A success of `kind` by `actor` at `now`.
    pub fn new(kind: EventKind, actor: Actor, now: Timestamp, entropy: &dyn Entropy) -> Self {
        Self {
            id: EventId::generate(now, entropy),
            kind,
            at: now,
            outcome: Outcome::Success,
            reason: None,
            actor,
            target: None,
            origin: Origin::default(),
            data: Map::new(),
            mail: None,
        }
    }

    /// Names what it was done to.
    #[must_use]
    pub fn on(mut self, kind: &str, id: impl ToString) -> Self {
        self.target = Some(Target {
            kind: kind.to_owned(),
            id: id.to_string(),
        });
        self
    }

    /// Adds a member to `data`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.data.insert(name.to_owned(), value.into());
        self
    }

    /// Says from where.
    #[must_use]
    pub fn from(mut self, origin: &Origin) -> Self {
        self.origin = origin.clone();
        self
    }

    /// Whom it is about: the user that it was done to, else the person who did it.
    pub fn subject(&self) -> Option<UserId> {
        let target = self.target.as_ref().filter(|target| target.kind == "user");
        let target = target.and_then(|target| target.id.parse().ok());
        let is_person = matches!(self.actor.kind, ActorKind::User | ActorKind::Operator);
        target.or_else(|| self.actor.id.as_ref().filter(|_| is_person)?.parse().ok())
    }

    /// Marks a failure and says why.
    #[must_use]
    pub fn failed(mut self, reason: &str) -> Self {
        self.outcome = Outcome::Failure;
        self.reason = Some(reason.to_owned());
        self
    }

    /// Marks a refusal and says why.
    #[must_use]
    pub fn denied(mut self, reason: &str) -> Self {
        self.outcome = Outcome::Denied;
        self.reason = Some(reason.to_owned());
        self
    }

    /// Forgets what it says of a person who is erased: where they were, and every member that is not known to name nobody. Answers whether anything
    /// of that was there. What an admin did keeps where the admin was.
    pub fn forget(&mut self, user: &str) -> bool {
        let before = self.clone();
        if self.actor.kind == ActorKind::Anonymous || self.actor.id.as_deref() == Some(user) {
            self.origin.ip_address = None;
            self.origin.user_agent = None;
        }
        for (name, value) in &mut self.data {
            if !IMPERSONAL.contains(&name.as_str()) {
                *value = Value::from(user);
            }
        }
        *self != before
    }

    /// Adds the sealed mail or SMS that this event sends.
    #[must_use]
    pub fn mailing(mut self, sealed: String) -> Self {
        self.mail = Some(sealed);
        self
    }
}

impl EventKind {
    /// Whether it is kept in the audit. Sums are for whoever counts, and nothing that somebody did.
    pub const fn is_audited(self) -> bool {
        !matches!(self, Self::TokenCounted)
    }
}

macro_rules! events {
    ($($name:ident = $text:literal,)+) => {
        /// The event types, in the order of behaviour section 9.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "each variant is documented by its text, the type of behaviour section 9")]
        #[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
        pub enum EventKind { $(#[serde(rename = $text)] $name,)+ }

        impl EventKind {
            /// The `type`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
        }
    };
}

events! {
    PlatformOperatorAdded = "platform.operator_added",
    PlatformOperatorRemoved = "platform.operator_removed",
    PlatformOperatorInvited = "platform.operator_invited",
    PlatformRecordReplayed = "platform.record_replayed",
    PlatformRecordDiscarded = "platform.record_discarded",
    ApplicationCreated = "application.created",
    ApplicationUpdated = "application.updated",
    ApplicationDeleted = "application.deleted",
    ApplicationRestored = "application.restored",
    ApplicationTransferRequested = "application.transfer_requested",
    ApplicationTransferDeclined = "application.transfer_declined",
    ApplicationTransferred = "application.transferred",
    ApplicationSuspended = "application.suspended",
    ApplicationResumed = "application.resumed",
    ApplicationRevokedAll = "application.revoked_all",
    SettingsUpdated = "settings.updated",
    BrandingUpdated = "branding.updated",
    BrandingDrafted = "branding.drafted",
    BrandingDraftDiscarded = "branding.draft_discarded",
    BrandingImageUploaded = "branding.image_uploaded",
    DomainAdded = "domain.added",
    DomainVerified = "domain.verified",
    DomainFailed = "domain.failed",
    DomainRemoved = "domain.removed",
    DomainPrimaryChanged = "domain.primary_changed",
    DomainDegraded = "domain.degraded",
    ApiKeyCreated = "api_key.created",
    ApiKeyUpdated = "api_key.updated",
    ApiKeyRotated = "api_key.rotated",
    ApiKeyRevoked = "api_key.revoked",
    ApiKeyRefusedInBrowser = "api_key.refused_in_browser",
    SigningKeyRotated = "signing_key.rotated",
    SigningKeyRevoked = "signing_key.revoked",
    UserSignUpStarted = "user.sign_up_started",
    UserCreated = "user.created",
    UserUpdated = "user.updated",
    UserDisabled = "user.disabled",
    UserEnabled = "user.enabled",
    UserDeletionScheduled = "user.deletion_scheduled",
    UserDeletionCancelled = "user.deletion_cancelled",
    UserDeleted = "user.deleted",
    UserExported = "user.exported",
    UserSignedIn = "user.signed_in",
    UserFederatedSignIn = "user.federated_sign_in",
    UserSignInFailed = "user.sign_in_failed",
    UserLocked = "user.locked",
    UserLockEnded = "user.lock_ended",
    UserUnlocked = "user.unlocked",
    UserPasswordChanged = "user.password_changed",
    UserPasswordRemoved = "user.password_removed",
    UserPasswordResetRequested = "user.password_reset_requested",
    UserPasswordReset = "user.password_reset",
    UserEmailChangeRequested = "user.email_change_requested",
    UserEmailChanged = "user.email_changed",
    UserEmailChangeUndone = "user.email_change_undone",
    UserPhoneChanged = "user.phone_changed",
    UserRoleAdded = "user.role_added",
    UserRoleRemoved = "user.role_removed",
    IdentityLinked = "identity.linked",
    IdentityUnlinked = "identity.unlinked",
    IdentityTokenIssued = "identity.token_issued",
    IdentityTokenRejected = "identity.token_rejected",
    MfaEnrolled = "mfa.enrolled",
    MfaRemoved = "mfa.removed",
    MfaRecoveryCodesMade = "mfa.recovery_codes_made",
    MfaRecoveryCodeUsed = "mfa.recovery_code_used",
    MfaResetByAdmin = "mfa.reset_by_admin",
    MfaChallenged = "mfa.challenged",
    MfaSucceeded = "mfa.succeeded",
    MfaFailed = "mfa.failed",
    DeviceTrusted = "device.trusted",
    DeviceForgotten = "device.forgotten",
    PasskeyAdded = "passkey.added",
    PasskeyRenamed = "passkey.renamed",
    PasskeyRemoved = "passkey.removed",
    PasskeyCloneSuspected = "passkey.clone_suspected",
    SessionEnded = "session.ended",
    SessionSteppedUp = "session.stepped_up",
    SessionRevoked = "session.revoked",
    SessionRevokedAll = "session.revoked_all",
    GrantCreated = "grant.created",
    GrantRevoked = "grant.revoked",
    GrantRevokedAll = "grant.revoked_all",
    ConsentGranted = "consent.granted",
    ConsentDenied = "consent.denied",
    ConsentWithdrawn = "consent.withdrawn",
    AuthorizeDenied = "authorize.denied",
    TokenIntrospectionDenied = "token.introspection_denied",
    ClientAuthenticationFailed = "client.authentication_failed",
    RateLimitExceeded = "rate_limit.exceeded",
    TenantMismatch = "tenant.mismatch",
    TokenRevoked = "token.revoked",
    TokenReuseDetected = "token.reuse_detected",
    TokenTooLarge = "token.too_large",
    TokenCounted = "token.counted",
    ClientCreated = "client.created",
    ClientUpdated = "client.updated",
    ClientDeleted = "client.deleted",
    ClientSecretRotated = "client.secret_rotated",
    RoleCreated = "role.created",
    RoleUpdated = "role.updated",
    RoleDeleted = "role.deleted",
    IdpCreated = "idp.created",
    IdpUpdated = "idp.updated",
    IdpDeleted = "idp.deleted",
    IdpTested = "idp.tested",
    EmailTemplateChanged = "email_template.changed",
    EmailTemplateTested = "email_template.tested",
    JwtTemplateChanged = "jwt_template.changed",
    OrgCreated = "org.created",
    OrgUpdated = "org.updated",
    MemberAdded = "member.added",
    MemberRoleChanged = "member.role_changed",
    MemberRemoved = "member.removed",
    InvitationSent = "invitation.sent",
    InvitationRevoked = "invitation.revoked",
    InvitationDeliveryFailed = "invitation.delivery_failed",
    InvitationAccepted = "invitation.accepted",
    InvitationDeclined = "invitation.declined",
    ImportStarted = "import.started",
    ImportFinished = "import.finished",
    ExportStarted = "export.started",
    ExportFinished = "export.finished",
    JobStarted = "job.started",
    JobFinished = "job.finished",
    JobCancelled = "job.cancelled",
    MailCodeRequested = "mail.code_requested",
    MailBounced = "mail.bounced",
    MailComplained = "mail.complained",
    SmsSent = "sms.sent",
    SmsHalfSpent = "sms.half_spent",
}
