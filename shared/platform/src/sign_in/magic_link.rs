//! Signing in, or completing a sign-up, by the link in the mail: it works once, and only in the browser that asked for it (OT-01, behaviour 5.3).
//!
//! Elsewhere the page leads back to where it was begun and nothing is consumed, so that no stranger can have somebody else finish what they began.

use super::{Loaded, Passed, Visitor, email_code, wrong_state};
use crate::{
    mailed::{self, Proven},
    tenant::Tenant,
};
use domain::mailbox::CodePurpose;
use protocol::error::{ErrorCode, Failure};

/// The page that a sign-in's link opens.
pub const PAGE: &str = "/login/link";
/// The page that a sign-up's link opens.
pub const CONFIRM: &str = "/verify/link";

/// A link that was followed in the browser that asked for it.
#[derive(Debug)]
pub struct Followed {
    /// The sign-in that waits for it.
    pub loaded: Loaded,
    proven: Proven,
}

/// What a link stands for, without using it up. `wrong_browser`: it was asked for in another one.
pub async fn look(tenant: &Tenant, token: &str, browser: &str) -> Result<Followed, Failure> {
    let proven = match mailed::follow(tenant, token, CodePurpose::SignIn).await {
        Err(failure) if failure.code == ErrorCode::LinkInvalid => {
            mailed::follow(tenant, token, CodePurpose::SignUp).await?
        }
        found => found?,
    };
    let hash = proven.code.bound_to.clone();
    let found = tenant.store().transaction(tenant.id(), &hash, tenant.now()).await?;
    let transaction = found.ok_or_else(mailed::dead_link)?;
    if transaction.browser != browser {
        return Err(Failure::new(
            ErrorCode::WrongBrowser,
            "This link works only in the browser where it was asked for. Go back there, and type the code from the mail or follow the link again.",
        ));
    }
    let loaded = Loaded {
        id: proven.tx.clone().unwrap_or_default(),
        hash,
        transaction,
    };
    Ok(Followed { loaded, proven })
}

/// Uses the link up, and ends what waits for it.
pub async fn complete(tenant: &Tenant, followed: Followed, visitor: &Visitor) -> Result<Passed, Failure> {
    let Followed { loaded, proven } = followed;
    let (_, purpose) = loaded.transaction.expects_code().map_err(|_| wrong_state())?;
    if purpose != proven.code.purpose {
        return Err(wrong_state());
    }
    let user_id = tenant.store().user_id_by_email(tenant.id(), &proven.mailbox.0).await?;
    // On the heap: every ending there is lies behind it.
    Box::pin(email_code::proven(tenant, &loaded, proven, user_id, visitor)).await
}
