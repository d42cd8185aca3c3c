//! A person leaves: they typed their own address, and everything of theirs ends at once (behaviour 5.14).

use super::Person;
use crate::{
    departures::{self, Ending},
    tenant::Tenant,
};
use domain::Email;
use protocol::error::{ErrorCode, Failure};

/// Schedules the end of one's account. `confirm` is the person's own address; who has none says their id.
pub async fn leave(tenant: &Tenant, by: &Person, confirm: &str) -> Result<Ending, Failure> {
    let meant = match &by.user.email {
        Some(own) => Email::parse(confirm).is_ok_and(|typed| typed.canonical() == own.canonical()),
        None => confirm.trim() == by.user.id.to_string(),
    };
    if !meant {
        let detail = "Type the address of this account to delete it.";
        return Err(Failure::new(ErrorCode::ValidationError, detail).field(
            "confirm",
            ErrorCode::ValidationError,
            detail,
        ));
    }
    departures::leave(tenant, by.user.clone(), &|kind| by.did(tenant, kind)).await
}
