//! What a mail will say, sealed into the event that asks for it: nothing readable is in the stream (architecture 7).

use crate::tenant::Tenant;
use keys::Purpose;
use protocol::error::Failure;
use serde::{Deserialize, Serialize};

/// The mails of this phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// A code that signs in.
    SignInCode,
    /// A code that completes a sign-up.
    SignUpCode,
    /// Somebody tried to sign up with an address that has an account.
    AlreadyRegistered,
    /// The invitation of an operator.
    OperatorInvitation,
    /// The code of an operator's set-up.
    OperatorCode,
}

/// A mail to be sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailRequest {
    /// Which.
    pub kind: MailKind,
    /// To whom.
    pub to: String,
    /// The code in it.
    pub code: Option<String>,
    /// The link in it; made from configuration, never from a request (RS-01).
    pub link: Option<String>,
    /// How long it works.
    pub minutes: u32,
}

/// Seals a request for the function that sends mail.
pub(crate) async fn seal(tenant: &Tenant, request: &MailRequest) -> Result<String, Failure> {
    Ok(tenant.vault().await?.seal_json(tenant.id(), Purpose::Mail, request))
}

/// Opens it there.
pub(crate) async fn open(tenant: &Tenant, sealed: &str) -> Result<Option<MailRequest>, Failure> {
    Ok(tenant.vault().await?.open_json(tenant.id(), Purpose::Mail, sealed))
}
