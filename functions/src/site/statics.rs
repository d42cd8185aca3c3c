//! Static files under hashed names, and an application's stylesheet and images (behaviour 4.1).

use domain::branding;
use platform::brand_image;
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, ApiError, Cacheable, Endpoint, Method, Response, Tenant, answer, extract::path::Name, get, pages::assets,
};

const FOR_EVER: Cacheable = Cacheable("public, max-age=31536000, immutable");

/// `GET /assets/{id}`
pub const ASSET: Endpoint = Endpoint::new(Method::GET, "/assets/{id}", Access::Public, || get(asset));
/// `GET /_t/{id}`
pub const BRAND: Endpoint = Endpoint::new(Method::GET, "/_t/{id}", Access::Public, || get(brand));

fn missing() -> Failure {
    Failure::new(ErrorCode::NotFound, "There is no such file.")
}

fn kept(mut response: Response) -> Response {
    response.extensions_mut().insert(FOR_EVER);
    response
}

async fn asset(Name(name): Name) -> Result<Response, ApiError> {
    let found = assets::asset(&format!("/assets/{name}")).ok_or_else(missing)?;
    Ok(kept(answer::file(found)))
}

async fn brand(tenant: Tenant, Name(name): Name) -> Result<Response, ApiError> {
    if let Some(image) = branding::image_name(&format!("/_t/{name}")) {
        let found = brand_image::png(&tenant, image).await?.ok_or_else(missing)?;
        return Ok(kept(answer::bytes("image/png", found)));
    }
    let (hash, css) = assets::brand(&tenant.application().branding).ok_or_else(missing)?;
    if name != format!("brand.{hash}.css") {
        return Err(missing().into());
    }
    Ok(kept(answer::text("text/css; charset=utf-8", css)))
}
