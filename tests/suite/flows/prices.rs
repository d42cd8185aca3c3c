//! What the flows cost in dollars: the units that the table reports for whole flows, priced, and held below the bars of the design.
//!
//! The counted units are written to `target/counted.json`, from which `cargo xtask bench cost` prints its table.

use crate::harness::{Flow, World, tokens};
use bench::cost::{self, Counted, Units};
use std::path::Path;

/// The units of everything since the last look: requests, and what the stream's consumers wrote after them.
fn spent(world: &World) -> Units {
    let capacity = &world.local.aws.capacity;
    let requests = capacity.recent();
    let behind = capacity.recent_behind();
    let units = Units {
        rru: requests.iter().map(|trace| trace.rru).sum(),
        wru: requests.iter().map(|trace| trace.wru).sum(),
        later: behind.iter().map(|trace| trace.wru).sum(),
    };
    capacity.clear();
    units
}

const fn units(rru: f64, wru: f64, later: f64) -> Units {
    Units { rru, wru, later }
}

/// The flows of people, each warm.
async fn of_people(world: &World, flow: &Flow<'_>, address: &str, counted: &mut Counted) {
    let mut keep = |name: &str, found: Units| counted.insert(name.to_owned(), found);
    let mut browser = world.browser();
    flow.authorize(&mut browser, 1).await;
    spent(world);
    let code = browser.get(&flow.url()).await.parameters()["code"].clone();
    let found = tokens(&flow.redeem(&code).await);
    keep("code + token, live session", spent(world));
    let found = tokens(&flow.refresh(&found.refresh_token).await);
    keep("refresh, rotated", spent(world));
    assert_eq!(flow.userinfo(&found.access_token).await.status, 200);
    keep("userinfo", spent(world));
    assert!(flow.is_active(&found.access_token).await);
    keep("introspection", spent(world));
    assert_eq!(
        flow.post("/oauth2/revoke", &[("token", &found.refresh_token)])
            .await
            .status,
        200
    );
    keep("revocation", spent(world));
    // In a browser that the person used before: a new one is told of by mail, besides.
    for jar in browser.jar.values_mut() {
        jar.remove("aero2_session");
    }
    let code = flow.authorize(&mut browser, 1).await.parameters()["code"].clone();
    assert_eq!(flow.redeem(&code).await.status, 200);
    keep("password sign-in + code", spent(world));
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let answer = browser.submit(&page, 0, &[("email", address)]).await;
    let page = browser.follow(answer).await;
    let answer = browser.submit(&page, 1, &[]).await;
    let page = browser.follow(answer).await;
    let typed = world.code_for(address);
    let answer = browser.submit(&page, 0, &[("code", &typed)]).await;
    assert_eq!(flow.redeem(&answer.parameters()["code"]).await.status, 200);
    keep("e-mail code sign-in + code", spent(world));
}

async fn of_machines_and_newcomers(world: &World, flow: &Flow<'_>, address: &str, counted: &mut Counted) {
    let machine = world.client("acme", "machine");
    let machine = Flow {
        client_id: machine.client_id.clone(),
        client_secret: machine.client_secret.clone(),
        ..Flow::web(world, "acme")
    };
    for _ in 0..2 {
        spent(world);
        let answer = machine
            .post("/oauth2/token", &[("grant_type", "client_credentials")])
            .await;
        assert_eq!(answer.status, 200);
    }
    counted.insert("client_credentials".to_owned(), spent(world));
    let newcomer = flow.clone().with("prompt", "create");
    let mut browser = world.browser();
    let page = browser.open(&newcomer.url()).await;
    let typed = [
        ("email", address),
        ("name", "Zoe"),
        ("password", "violet-harbour-tractor-91"),
    ];
    let answer = browser.submit(&page, 0, &typed).await;
    let page = browser.follow(answer).await;
    let code = world.code_for(address);
    let answer = browser.submit(&page, 0, &[("code", &code)]).await;
    assert!(answer.parameters().contains_key("code"));
    counted.insert("sign-up + verified e-mail".to_owned(), spent(world));
}

#[tokio::test]
async fn every_flow_stays_below_its_price() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    flow.tokens().await;
    let mut counted = Counted::new();
    // Counted the second time: by then every function, a process of its own when deployed, knows its configuration.
    for (person, newcomer) in [
        (world.user("acme", 2).email.as_str(), "yan@example.com"),
        (world.user("acme", 1).email.as_str(), "zoe@example.com"),
    ] {
        Box::pin(of_people(&world, &flow, person, &mut counted)).await;
        spent(&world);
        Box::pin(of_machines_and_newcomers(&world, &flow, newcomer, &mut counted)).await;
        spent(&world);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/counted.json");
    std::fs::write(path, serde_json::to_vec_pretty(&counted).unwrap()).unwrap();
    let over = cost::over(&counted);
    assert!(over.is_empty(), "{over:#?}\n{}", cost::table(&counted).unwrap());
    // The levers of the model, exactly: fewer is a change of the design's table, more is a failure.
    let exact = [
        ("client_credentials", units(0.0, 0.0, 0.0)),
        ("code + token, live session", units(2.0, 1.0, 0.0)),
        ("refresh, rotated", units(1.0, 1.0, 0.0)),
        ("userinfo", units(2.0, 0.0, 0.0)),
        ("introspection", units(2.0, 0.0, 0.0)),
    ];
    for (name, expected) in exact {
        assert_eq!(counted[name], expected, "{name}");
    }
}
