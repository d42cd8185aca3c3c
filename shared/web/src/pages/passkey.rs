//! What a page needs to ask for a passkey: a form that the script fills with the browser's answer. Without a script it stays hidden.

use super::{Problem, page};
use protocol::{
    error::{ErrorCode, Failure},
    webauthn::{CreationOptions, RequestOptions},
};
use serde::Serialize;

/// A form whose button asks the browser for a passkey.
#[derive(Clone, Debug)]
pub struct PasskeyForm {
    /// Where it posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What the browser is asked, as JSON.
    pub options: String,
    /// Whether a passkey is made, rather than used.
    pub is_new: bool,
    /// Whether it is what the page is there for.
    pub is_main: bool,
    /// Whether the script asks by itself as well, where that shows nothing: in the browser's list of what to fill in, or made without a question.
    pub by_itself: bool,
    /// The text of the button.
    pub label: &'static str,
    /// What is sent along.
    pub fields: Vec<(&'static str, String)>,
}

fn json(options: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(options).map_err(|error| Failure::new(ErrorCode::InternalError, error.to_string()))
}

impl PasskeyForm {
    /// One that proves who the person is.
    pub fn proving(options: &RequestOptions, action: String, form_token: String) -> Result<Self, Failure> {
        Ok(Self {
            action,
            form_token,
            options: json(options)?,
            is_new: false,
            is_main: false,
            by_itself: false,
            label: "passkey-use",
            fields: Vec::new(),
        })
    }

    /// One that makes a passkey.
    pub fn making(options: &CreationOptions, action: String, form_token: String) -> Result<Self, Failure> {
        Ok(Self {
            action,
            form_token,
            options: json(options)?,
            is_new: true,
            is_main: false,
            by_itself: false,
            label: "passkey-create",
            fields: Vec::new(),
        })
    }

    pub(crate) const fn ceremony(&self) -> &'static str {
        if self.is_new { "create" } else { "get" }
    }

    pub(crate) const fn look(&self) -> &'static str {
        if self.is_main { "primary" } else { "quiet" }
    }
}

/// What a passkey provider is told, as JSON for the script; `None` where there is nothing to tell.
pub fn signal(told: &impl Serialize) -> Result<String, Failure> {
    json(told)
}

/// The credential that a failure says nobody knows, for the script to tell.
pub fn unknown(failure: Option<&Failure>) -> Option<String> {
    failure?.members.get("unknown_credential").map(ToString::to_string)
}

/// A passkey is offered to whoever signed in without one.
#[derive(Clone, Debug)]
pub struct PasskeyOffer {
    /// Makes it.
    pub passkey: Option<PasskeyForm>,
    /// Where the other answers are posted to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
    /// What went wrong.
    pub problem: Option<Problem>,
}

page!(PasskeyOffer, "passkey_offer.html");
