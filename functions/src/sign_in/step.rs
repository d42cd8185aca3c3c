//! What every step of a sign-in begins with: the transaction of this browser.

use crate::going;
use domain::Email;
use platform::{
    sessions::LiveSession,
    sign_in::{self, Loaded},
    tenant::Tenant,
};
use protocol::error::{ErrorCode, Failure};
use web::{Browser, MaybeSession, Response};

/// The transaction that the URL names, of this browser.
pub(crate) async fn load(tenant: &Tenant, browser: &Browser, tx: Option<&str>) -> Result<Loaded, Failure> {
    sign_in::load(tenant, tx.unwrap_or(""), browser.hash()).await
}

/// The address a person typed.
pub(crate) fn typed_email(text: &str) -> Result<Email, Failure> {
    Email::parse(text).map_err(|error| {
        Failure::new(ErrorCode::ValidationError, error.to_string()).field(
            "email",
            ErrorCode::ValidationError,
            error.to_string(),
        )
    })
}

/// The session in which a complete sign-in ended, when this browser still has it.
pub(crate) fn session_of<'a>(loaded: &Loaded, session: Option<&'a LiveSession>) -> Result<&'a LiveSession, Failure> {
    let done = || {
        Failure::new(
            ErrorCode::WrongState,
            "This sign-in is complete already. Go back to the application.",
        )
    };
    session
        .filter(|live| loaded.transaction.user_id == Some(live.session.user_id))
        .ok_or_else(done)
}

/// A form posted twice, or a page gone back to: the person is known, so they go on as who they are.
pub(crate) async fn already_proven(
    tenant: &Tenant,
    loaded: &Loaded,
    session: &MaybeSession,
) -> Result<Response, Failure> {
    if loaded.transaction.state.is_after_proof() {
        return Ok(going::to(tenant, going::next_step(loaded), Vec::new()));
    }
    let session = session_of(loaded, session.0.as_ref())?;
    going::after_sign_in(tenant, &loaded.transaction.target, session, Vec::new()).await
}
