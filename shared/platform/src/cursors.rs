//! Where a list goes on, sealed: it opens only for the same application and the same list, for a day (behaviour 4.0).

use crate::tenant::Tenant;
use domain::Timestamp;
use keys::Purpose;
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use store::Cursor;

const LIFE_SECS: i64 = 86_400;

#[derive(Serialize, Deserialize)]
struct Sealed {
    #[serde(rename = "o")]
    of: String,
    #[serde(rename = "t")]
    made_at: Timestamp,
    #[serde(rename = "c")]
    cursor: Cursor,
}

/// Seals where the list `of` goes on.
pub async fn seal(tenant: &Tenant, of: &str, cursor: Cursor) -> Result<String, Failure> {
    let sealed = Sealed {
        of: of.to_owned(),
        made_at: tenant.now(),
        cursor,
    };
    Ok(tenant.vault().await?.seal_json(tenant.id(), Purpose::Cursor, &sealed))
}

/// Opens it again, for the same list.
pub async fn open(tenant: &Tenant, of: &str, text: &str) -> Result<Cursor, Failure> {
    let invalid = || {
        let detail = "This cursor was changed, is of another list, or is older than a day. Begin again without it.";
        Failure::new(ErrorCode::CursorInvalid, detail)
    };
    let sealed: Option<Sealed> = tenant.vault().await?.open_json(tenant.id(), Purpose::Cursor, text);
    let sealed = sealed.ok_or_else(invalid)?;
    if sealed.of != of || sealed.made_at.plus_secs(LIFE_SECS).is_past(tenant.now()) {
        return Err(invalid());
    }
    Ok(sealed.cursor)
}
