//! What every step of a sign-in begins with: the transaction of this browser.

use crate::going;
use platform::{
    sign_in::{self, Loaded},
    tenant::Tenant,
};
use protocol::error::{ErrorCode, Failure};
use web::{Browser, MaybeSession, Response};

/// The transaction that the URL names, of this browser.
pub(crate) async fn load(tenant: &Tenant, browser: &Browser, tx: Option<&str>) -> Result<Loaded, Failure> {
    sign_in::load(tenant, tx.unwrap_or(""), browser.hash()).await
}

/// A form posted twice, or a page gone back to: the sign-in is complete, so the person goes on as who they are.
pub(crate) async fn already_complete(
    tenant: &Tenant,
    loaded: &Loaded,
    session: &MaybeSession,
) -> Result<Response, Failure> {
    let done = || {
        Failure::new(
            ErrorCode::WrongState,
            "This sign-in is complete already. Go back to the application.",
        )
    };
    let session = session
        .0
        .as_ref()
        .filter(|live| loaded.transaction.user_id == Some(live.session.user_id))
        .ok_or_else(done)?;
    going::after_sign_in(tenant, &loaded.transaction.target, session, Vec::new()).await
}
