//! Somebody who is signed in proves that it is them.

use super::{Problem, page, passkey::PasskeyForm, providers::ProviderLink};
use domain::step_up::Way;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The password.
    Password,
    /// A code of the app.
    Totp,
    /// A recovery code.
    RecoveryCode,
    /// A passkey.
    Passkey,
    /// To be sent a code.
    Mail,
    /// The code that was sent.
    MailedCode,
    /// To be sent a code by SMS.
    Text,
    /// The code that was sent to the phone.
    TextedCode,
    /// To go to the provider.
    Provider,
}

impl Ask {
    /// What is asked by a way; a code by mail is asked for before it is asked.
    pub const fn of(way: Way, sent: bool) -> Self {
        match way {
            Way::Password => Self::Password,
            Way::Totp => Self::Totp,
            Way::RecoveryCode => Self::RecoveryCode,
            Way::Passkey => Self::Passkey,
            Way::Provider => Self::Provider,
            Way::Sms if sent => Self::TextedCode,
            Way::Sms => Self::Text,
            Way::EmailCode if sent => Self::MailedCode,
            Way::EmailCode => Self::Mail,
        }
    }

    /// The text of the link to a way.
    pub const fn label(way: Way) -> &'static str {
        match way {
            Way::Password => "step-up-by-password",
            Way::Totp => "step-up-by-totp",
            Way::Sms => "mfa-use-sms",
            Way::RecoveryCode => "step-up-by-recovery-code",
            Way::Passkey => "step-up-by-passkey",
            Way::Provider => "step-up-by-provider",
            Way::EmailCode => "connect-mail-code",
        }
    }
}

/// The page.
#[derive(Clone, Debug)]
pub struct StepUp {
    /// What is asked.
    pub ask: Ask,
    /// Whose account the forms are about.
    pub account: String,
    /// Their address.
    pub email: String,
    /// The same, masked.
    pub masked: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
    /// Where to ask for a code by mail.
    pub send_action: String,
    /// That form's token.
    pub send_token: String,
    /// Asks the browser for a passkey.
    pub passkey: Option<PasskeyForm>,
    /// The provider to go to.
    pub providers: Vec<ProviderLink>,
    /// Other ways: their texts and addresses.
    pub others: Vec<(&'static str, String)>,
    /// Where to sign in anew, as somebody else.
    pub anew: String,
    /// Who waits for the person.
    pub client_name: Option<String>,
}

page!(StepUp, "step_up.html");
