//! The types of events, as the audit and webhooks name them (behaviour section 9).

use serde::{Deserialize, Serialize};

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
