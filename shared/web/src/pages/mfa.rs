//! Second factors: given in a sign-in, and enrolled in one or in the account.

use super::{Problem, account::Portal, page, passkey::PasskeyForm};
use crate::qr;
use platform::factors::{Kind, Offered};
use protocol::error::Failure;

/// What a person types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A code of the app.
    Totp,
    /// Nothing yet: a code by SMS has to be asked for.
    Text,
    /// The code that was sent.
    TextedCode,
    /// A recovery code.
    RecoveryCode,
}

impl Typed {
    /// By a way; a code by SMS is asked for before it is typed.
    pub const fn of(kind: Kind, sent: bool) -> Self {
        match kind {
            Kind::Sms if sent => Self::TextedCode,
            Kind::Sms => Self::Text,
            Kind::RecoveryCode => Self::RecoveryCode,
            Kind::Totp | Kind::Passkey => Self::Totp,
        }
    }

    /// The text of the link to a way.
    pub const fn label(kind: Kind) -> &'static str {
        match kind {
            Kind::Sms => "mfa-use-sms",
            Kind::RecoveryCode => "mfa-use-recovery",
            Kind::Totp | Kind::Passkey => "mfa-use-app",
        }
    }
}

/// The second factor, please.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    /// The form of a passkey, where the person has one.
    pub passkey: Option<PasskeyForm>,
    /// What is typed.
    pub typed: Typed,
    /// The person's number, masked.
    pub phone: String,
    /// Whether there is anything to type.
    pub by_typing: bool,
    /// The way that is shown, as the form says it.
    pub method: &'static str,
    /// How many recovery codes are left, where they are few.
    pub few_left: Option<u32>,
    /// Other ways that are typed: their texts, and where they are shown.
    pub others: Vec<(&'static str, String)>,
    /// Days for which this browser can be remembered; 0 = there is no such box.
    pub remember_days: u32,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

page!(SecondFactor, "mfa.html");

/// How far the enrolment of an app is.
#[derive(Clone, Debug)]
pub enum Enrolling {
    /// Not begun.
    Choice,
    /// The app gets its secret.
    Secret {
        /// The QR code.
        qr: String,
        /// The secret in letters.
        key: String,
    },
    /// Enrolled: the codes to save; none where they are no longer shown.
    Codes(Vec<String>),
}

impl Enrolling {
    /// The secret as it is shown.
    pub fn secret(offered: &Offered) -> Result<Self, Failure> {
        Ok(Self::Secret {
            qr: qr::svg(offered.uri.expose())?,
            key: offered.secret.expose().clone(),
        })
    }
}

/// What can be enrolled besides a passkey.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// Whether an app can.
    pub app: bool,
    /// Whether codes by SMS can.
    pub sms: bool,
    /// The number that a code is on its way to.
    pub awaited: Option<String>,
}

/// The enrolment that a sign-in cannot go on without.
#[derive(Clone, Debug)]
pub struct MfaSetup {
    /// The form that makes a passkey, where that is possible.
    pub passkey: Option<PasskeyForm>,
    /// What else is.
    pub ways: Ways,
    /// How far an app is, or which codes are to be saved.
    pub enrolling: Enrolling,
    /// Where the forms post to.
    pub action: String,
    /// The forms' token.
    pub form_token: String,
    /// Whose account the forms are about, where somebody is signed in.
    pub account: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

page!(MfaSetup, "mfa_setup.html");

/// What the account says of its second factors.
#[derive(Clone, Debug)]
pub struct Factors {
    /// The day on which the app was enrolled.
    pub app_since: Option<String>,
    /// Recovery codes left, where there is a factor that they stand in for.
    pub codes_left: Option<u32>,
    /// Whether an app can be enrolled here.
    pub is_possible: bool,
    /// Whether everybody needs a factor, and this is the only one.
    pub is_required: bool,
    /// The number, and codes by SMS.
    pub sms: Texted,
}

/// What the account says of codes by SMS.
#[derive(Clone, Debug)]
pub struct Texted {
    /// Whether there can be such codes here.
    pub is_possible: bool,
    /// The number, masked, where one was proven.
    pub phone: Option<String>,
    /// The day since which they are a second factor.
    pub since: Option<String>,
    /// The number that a code is on its way to.
    pub awaited: Option<String>,
    /// Whether everybody needs a factor, and this is the only one.
    pub is_required: bool,
}

/// The app and the recovery codes of an account.
#[derive(Clone, Debug)]
pub struct AccountMfa {
    /// The portal.
    pub portal: Portal,
    /// Whether the last sign-in is recent enough to change anything here.
    pub fresh: bool,
    /// Where to prove oneself again.
    pub prove: String,
    /// What there is.
    pub factors: Factors,
    /// How far an enrolment is, or which codes are to be saved.
    pub enrolling: Enrolling,
    /// Where the forms post to.
    pub action: String,
    /// The forms' token.
    pub form_token: String,
    /// Whose account the forms are about.
    pub account: String,
}

page!(AccountMfa, "account_mfa.html");
