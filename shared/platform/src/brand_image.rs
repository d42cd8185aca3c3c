//! An image of an application's look, as a browser gets it. It never changes: its name is what it is.

use crate::tenant::Tenant;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use protocol::error::{ErrorCode, Failure};

/// The bytes of an image of this application.
pub async fn png(tenant: &Tenant, name: &str) -> Result<Option<Vec<u8>>, Failure> {
    let Some(image) = tenant.store().branding_image(tenant.id(), name).await? else {
        return Ok(None);
    };
    let unreadable = |error: base64::DecodeError| Failure::new(ErrorCode::InternalError, error.to_string());
    STANDARD.decode(&image.png).map(Some).map_err(unreadable)
}
