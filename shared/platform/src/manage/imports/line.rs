//! One line of an import, read as strictly as any body.

use crate::manage::users::NewUser;
use domain::Secret;
use keys::totp;
use protocol::{
    error::{ErrorCode, Failure},
    json::{self, JsonError},
};

/// Bytes of one line.
const MAX_LINE: usize = 64 * 1024;

/// One line: a body of `POST /api/users`, whether the person is switched off where they come from, and the secret of their authenticator app.
pub(super) struct Line {
    pub(super) disabled: bool,
    pub(super) totp: Option<Secret<Vec<u8>>>,
    pub(super) user: NewUser,
}

/// A line as strictly as any body: depth, repeated and unknown members.
pub(super) fn read(text: &[u8]) -> Result<Line, Failure> {
    if text.len() > MAX_LINE {
        return Err(Failure::new(
            ErrorCode::PayloadTooLarge,
            "The line is longer than 64 KiB.",
        ));
    }
    let mut value = json::parse_value(text).map_err(said)?;
    let disabled = value.as_object_mut().and_then(|members| members.remove("disabled"));
    let disabled: Option<bool> = disabled.map(json::from_value).transpose().map_err(said)?;
    let totp = value.as_object_mut().and_then(|members| members.remove("totp_secret"));
    let totp: Option<Option<Secret<String>>> = totp.map(json::from_value).transpose().map_err(said)?;
    let totp = totp.flatten().map(|text| secret(&text)).transpose()?;
    let user: NewUser = json::from_value(value).map_err(said)?;
    if user.has_plain_password() {
        let detail = "A password cannot be imported, only its hash (password_hash).";
        return Err(Failure::new(ErrorCode::UnknownField, detail));
    }
    if user.invites() {
        let detail = "An import mails nobody: leave out send_invitation.";
        return Err(Failure::new(ErrorCode::UnknownField, detail));
    }
    Ok(Line {
        disabled: disabled.unwrap_or(false),
        totp,
        user,
    })
}

fn secret(text: &Secret<String>) -> Result<Secret<Vec<u8>>, Failure> {
    let detail = "totp_secret: This is no base32 of 16 to 64 bytes.";
    totp::read(text.expose()).ok_or_else(|| Failure::new(ErrorCode::ValidationError, detail))
}

fn said(error: JsonError) -> Failure {
    match error {
        JsonError::Malformed(why) => Failure::new(ErrorCode::MalformedBody, format!("This is no JSON object: {why}.")),
        JsonError::UnknownField(name) => Failure::new(
            ErrorCode::UnknownField,
            format!("The field {name} does not exist here."),
        ),
        JsonError::Shape(why) => Failure::new(
            ErrorCode::ValidationError,
            format!("A value is of the wrong kind: {why}."),
        ),
    }
}
