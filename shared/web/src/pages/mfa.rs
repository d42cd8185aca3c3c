//! Second factors: given in a sign-in, and enrolled in one or in the account.

use super::{Problem, account::Portal, page, passkey::PasskeyForm};
use crate::qr;
use platform::factors::Offered;
use protocol::error::Failure;

/// The second factor, please.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    /// The form of a passkey, where the person has one.
    pub passkey: Option<PasskeyForm>,
    /// Whether the code is one of an app, rather than a recovery code.
    pub by_app: bool,
    /// Whether there is anything to type.
    pub by_typing: bool,
    /// The way that is shown, as the form says it.
    pub method: &'static str,
    /// How many recovery codes are left, where they are few.
    pub few_left: Option<u32>,
    /// Where the other way is shown.
    pub other: Option<String>,
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

/// The enrolment that a sign-in cannot go on without.
#[derive(Clone, Debug)]
pub struct MfaSetup {
    /// How far it is.
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
    /// Whether everybody needs a factor.
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
