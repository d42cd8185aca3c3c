//! The grants of the token endpoint, one file each. What is not here does not exist (CG-18).

pub(crate) mod authorization_code;
pub(crate) mod client_credentials;
pub(crate) mod refresh_token;

use domain::client::{Client, GrantType};
use protocol::error::{ErrorCode, Failure};

/// Each client has an explicit list of grants, enforced here for all of them (CG-18).
pub(crate) fn check(client: &Client, grant: GrantType) -> Result<(), Failure> {
    if client.may(grant) {
        Ok(())
    } else {
        Err(Failure::new(
            ErrorCode::UnauthorizedClient,
            "This client is not registered for this grant type.",
        ))
    }
}

pub(crate) fn invalid_grant() -> Failure {
    Failure::new(
        ErrorCode::InvalidGrant,
        "The grant is not valid: it is wrong, too old, used, revoked, or not of this client.",
    )
}
