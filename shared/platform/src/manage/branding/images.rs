//! Images of a look: drawn again before they are kept, and named by what they are, so that the same one twice is one.

use super::both;
use crate::{
    limits,
    manage::{By, TRIES, retry},
    tenant::Tenant,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    Change,
    branding::{BrandingImage, image_path},
    event::EventKind,
    rate::Limit,
};
use images::Picture;
use keys::digest::{base64url, sha256};
use protocol::error::{ErrorCode, Failure};
use serde::Serialize;

/// Images that an application may take in an hour.
const UPLOADS: Limit = Limit::per(60, 3600);

/// An image that a look may name.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "BrandingImage")
)]
pub struct Uploaded {
    /// For `logo_url`, `logo_dark_url` or `favicon_url`: an address on every host of the application.
    url: String,
    /// Pixels.
    width: u32,
    /// Pixels.
    height: u32,
    /// Bytes.
    size: usize,
}

/// Takes an image. Nobody sees it before a look names it.
pub async fn upload(tenant: &Tenant, by: &By<'_>, bytes: &[u8]) -> Result<Uploaded, Failure> {
    limits::count_always(tenant, "branding_image", "", UPLOADS).await?;
    let picture = images::redraw(bytes).map_err(|error| Failure::new(ErrorCode::ImageInvalid, error.to_string()))?;
    let name = base64url(&sha256(&picture.png));
    let image = BrandingImage {
        png: STANDARD.encode(&picture.png),
        created_at: tenant.now(),
        name: name.clone(),
    };
    for attempt in 0..TRIES {
        let (application, desk) = both(tenant).await?;
        if desk.images.first() == Some(&name) {
            return Ok(told(&name, &picture));
        }
        let (after, leaves) = desk.with_image(name.clone(), &application.branding);
        let event = by
            .event(tenant, EventKind::BrandingImageUploaded)
            .on("application", *tenant.id())
            .with("url", image_path(&name))
            .with("size", picture.png.len());
        let saved = tenant
            .store()
            .save_branding_image(tenant.id(), Change::because(after, event), &image, leaves.as_deref())
            .await;
        match saved {
            Ok(()) => return Ok(told(&name, &picture)),
            Err(error) => retry(error, None, attempt)?,
        }
    }
    Err(store::StoreError::Conflict.into())
}

fn told(name: &str, picture: &Picture) -> Uploaded {
    Uploaded {
        url: image_path(name),
        width: picture.width,
        height: picture.height,
        size: picture.png.len(),
    }
}
