//! Which mails there are.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal;)+) => {
        /// Which mail; in JSON by its `snake_case` name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
        pub enum MailKind {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+
        }

        impl MailKind {
            /// Every kind there is.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

kinds! {
    /// A code that signs in.
    SignInCode = "sign_in_code";
    /// A code by which somebody who is signed in proves that it is them.
    StepUpCode = "step_up_code";
    /// A code that completes a sign-up.
    SignUpCode = "sign_up_code";
    /// Somebody tried to sign up with an address that has an account.
    AlreadyRegistered = "already_registered";
    /// A code and a link that set a new password.
    ResetPassword = "reset_password";
    /// The password is another now.
    PasswordChanged = "password_changed";
    /// A code that proves the mailbox an account moves to.
    EmailChangeCode = "email_change_code";
    /// To the old mailbox: the account moves, and a link that stops it.
    EmailChangeNotice = "email_change_notice";
    /// The invitation of an operator.
    OperatorInvitation = "operator_invitation";
    /// The invitation to an application.
    Invitation = "invitation";
    /// The invitation to a team of developers.
    TeamInvitation = "team_invitation";
    /// To the admins of a team: an application is offered to it.
    TransferRequested = "transfer_requested";
    /// The code of an operator's set-up.
    OperatorCode = "operator_code";
    /// A custom domain lost a DNS record.
    DomainDegraded = "domain_degraded";
    /// A provider's account was linked.
    IdentityLinked = "identity_linked";
    /// A recovery code was used.
    RecoveryCodeUsed = "recovery_code_used";
    /// A second factor was added.
    MfaEnrolled = "mfa_enrolled";
    /// A second factor was removed.
    MfaRemoved = "mfa_removed";
    /// An admin removed all second factors.
    MfaReset = "mfa_reset";
    /// New recovery codes were made.
    RecoveryCodesMade = "recovery_codes_made";
    /// Somebody signed in from a browser that was not seen before.
    NewDevice = "new_device";
    /// A passkey was added to the account.
    PasskeyAdded = "passkey_added";
    /// A passkey was taken from the account.
    PasskeyRemoved = "passkey_removed";
    /// A phone number was added to the account.
    PhoneAdded = "phone_added";
    /// The phone number was taken from the account.
    PhoneRemoved = "phone_removed";
    /// The account is going to be erased.
    DeletionScheduled = "deletion_scheduled";
    /// The account was erased.
    AccountDeleted = "account_deleted";
}

impl MailKind {
    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// Whether it goes to an application's people, so that the application may word it.
    pub const fn is_for_people(self) -> bool {
        !matches!(
            self,
            Self::OperatorInvitation
                | Self::OperatorCode
                | Self::DomainDegraded
                | Self::TeamInvitation
                | Self::TransferRequested
        )
    }

    /// What a text of the application may name, besides `app`: what every mail of the kind has.
    pub const fn variables(self) -> &'static [&'static str] {
        match self {
            Self::SignInCode | Self::StepUpCode | Self::SignUpCode | Self::EmailChangeCode | Self::ResetPassword => {
                &["app", "code", "life"]
            }
            Self::EmailChangeNotice | Self::TeamInvitation => &["app", "about", "life"],
            Self::IdentityLinked
            | Self::DomainDegraded
            | Self::TransferRequested
            | Self::DeletionScheduled
            | Self::RecoveryCodeUsed
            | Self::NewDevice
            | Self::PasskeyAdded
            | Self::PasskeyRemoved
            | Self::PhoneAdded
            | Self::PhoneRemoved => &["app", "about"],
            Self::Invitation => &["app", "life"],
            _ => &["app"],
        }
    }
}

impl std::str::FromStr for MailKind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::parse(name).ok_or(())
    }
}
