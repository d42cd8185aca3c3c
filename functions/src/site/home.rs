//! `GET /`: the product page of the bare domain, the way into the dashboard, an application's home.

use crate::going;
use platform::Services;
use web::{
    Access, Endpoint, MaybeTenant, Method, PageError, Response, State, answer, get,
    pages::{Frame, site::Apex},
};

/// Where the dashboard begins; its pages are files, not ours (`frontend/dashboard`).
const APPLICATIONS: &str = "/apps";

/// `GET /`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::GET, "/", Access::Public, || get(show));

async fn show(State(services): State<Services>, MaybeTenant(tenant): MaybeTenant) -> Result<Response, PageError> {
    let config = &services.config;
    let Some(tenant) = tenant else {
        let dashboard = config
            .subdomain("dashboard")
            .map(|host| config.origin(&host))
            .unwrap_or_default();
        let page = Apex {
            dashboard,
            version: env!("CARGO_PKG_VERSION"),
        };
        return Ok(answer::page(
            page.render(&Frame::apex(&config.platform_name))?,
            None,
            &[],
            config.is_secure(),
        ));
    };
    if !tenant.application().is_dashboard {
        let home = tenant
            .application()
            .homepage_url
            .clone()
            .unwrap_or_else(|| "/account".to_owned());
        return Ok(going::to(&tenant, home, Vec::new()));
    }
    Ok(going::to(&tenant, APPLICATIONS.to_owned(), Vec::new()))
}
