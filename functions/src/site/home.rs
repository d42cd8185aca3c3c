//! `GET /`: the product page of the bare domain, the dashboard's first page, an application's home.

use crate::going;
use platform::{Services, manage::applications, sessions};
use web::{
    Access, Endpoint, MaybeTenant, Method, PageError, Response, Seen, State, answer, get,
    pages::{
        Frame,
        site::{Apex, ApplicationRow, DashboardHome},
    },
};

/// `GET /`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::GET, "/", Access::Public, || get(show));

async fn show(
    State(services): State<Services>,
    MaybeTenant(tenant): MaybeTenant,
    seen: Seen,
) -> Result<Response, PageError> {
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
    let user = match &seen.session.0 {
        Some(session) => sessions::user_of(&tenant, session).await?,
        None => None,
    };
    let applications = match &user {
        Some(user) => applications::list(&tenant, user, None).await?,
        None => Vec::new(),
    };
    let rows = applications.into_iter().map(|one| ApplicationRow {
        name: one.name,
        issuer: one.issuer,
        id: one.id.to_string(),
    });
    let page = DashboardHome {
        email: user.and_then(|user| user.email).map(|email| email.as_str().to_owned()),
        applications: rows.collect(),
    };
    Ok(going::page(
        &tenant,
        None,
        page.render(&Frame::of(&tenant))?,
        None,
        None,
    ))
}
