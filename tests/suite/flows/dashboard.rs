//! The dashboard's own pages: a client like any other, by the code flow of the dashboard application.

use crate::harness::{Browser, Call, Flow, World, claims, tokens};
use functions::events::bootstrap;
use http::Method;

/// As `frontend/dashboard/src/auth/client.ts` has it.
const CLIENT_ID: &str = "cli_31cns6ych0chgq6t32dxgq4s00";

fn flow(world: &World) -> Flow<'_> {
    Flow {
        slug: "dashboard".to_owned(),
        client_id: CLIENT_ID.to_owned(),
        client_secret: None,
        redirect_uri: world.url("dashboard", "/callback"),
        scope: "openid profile email".to_owned(),
        ..Flow::web(world, "acme")
    }
}

/// From the authorization endpoint over the sign-in back to the client.
async fn code(flow: &Flow<'_>, browser: &mut Browser<'_>) -> String {
    let page = browser.open(&flow.url()).await;
    let operator = &flow.world.seeded.operator;
    let password = operator.password.clone().unwrap();
    let answer = browser.sign_in_from(&page, &operator.email, &password).await;
    assert!(
        answer.location().starts_with(&flow.redirect_uri),
        "{}",
        answer.location()
    );
    answer.parameters()["code"].clone()
}

async fn api(browser: &Browser<'_>, method: Method, path: &str) -> crate::harness::Answer {
    let url = browser.world.url("dashboard", path);
    let cookie = browser.cookie("dashboard", "aero2_session").unwrap_or_default();
    let call = Call::new(method, &url)
        .header("cookie", format!("aero2_session={cookie}"))
        .header("sec-fetch-site", "same-origin");
    browser.world.send(call).await
}

#[tokio::test]
async fn developers_sign_in_to_the_dashboard_by_its_own_code_flow() {
    let world = World::start().await;
    let flow = flow(&world);
    let mut browser = world.browser();
    let code = code(&flow, &mut browser).await;
    let found = claims(&tokens(&flow.redeem(&code).await).id_token);
    assert_eq!(found["aud"], CLIENT_ID);
    assert_eq!(found["nonce"], "the-nonce");
    let applications = api(&browser, Method::GET, "/api/applications").await;
    assert_eq!(applications.status, 200, "{}", applications.body);
    let home = browser.get(&world.url("dashboard", "/")).await;
    assert_eq!((home.status, home.location()), (303, world.url("dashboard", "/apps")));
}

#[tokio::test]
async fn the_command_signs_developers_in_on_any_loopback_port_and_acts_as_them() {
    let world = World::start().await;
    let command = Flow {
        client_id: "cli_31cns6ych0cdqptvb1dsj00000".to_owned(),
        redirect_uri: "http://127.0.0.1:49152/callback".to_owned(),
        scope: "openid offline_access account".to_owned(),
        ..flow(&world)
    };
    let mut browser = world.browser();
    let code = code(&command, &mut browser).await;
    let found = tokens(&command.redeem(&code).await);
    let url = world.url("dashboard", "/api/applications");
    let call = Call::new(Method::GET, &url).header("authorization", format!("Bearer {}", found.access_token));
    let listed = world.send(call).await;
    assert_eq!(listed.status, 200, "{}", listed.body);
    assert_eq!(command.refresh(&found.refresh_token).await.status, 200);
}

#[tokio::test]
async fn a_start_makes_the_client_of_the_dashboard_once_and_again_when_it_was_deleted() {
    let world = World::start().await;
    let flow = flow(&world);
    let mut browser = world.browser();
    let _code = code(&flow, &mut browser).await;
    let path = format!("/api/clients/{CLIENT_ID}");
    let first = api(&browser, Method::GET, &path).await.json();
    bootstrap::handle(&world.local.services).await.unwrap();
    assert_eq!(
        api(&browser, Method::GET, &path).await.json(),
        first,
        "a second start changes nothing"
    );
    assert_eq!(api(&browser, Method::DELETE, &path).await.status, 204);
    assert_eq!(api(&browser, Method::GET, &path).await.status, 404);
    bootstrap::handle(&world.local.services).await.unwrap();
    let again = api(&browser, Method::GET, &path).await.json();
    assert_eq!(again["redirect_uris"], first["redirect_uris"]);
    assert_eq!(again["enabled"], true);
}
