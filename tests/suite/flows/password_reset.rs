//! A forgotten password: asked for, proven by code or link, set; and everything older is over.

use crate::harness::{
    Answer, Browser, Call, World,
    upstream::{UPSTREAM, Upstream, set_up, sign_in},
};
use http::Method;
use serde_json::json;

const MIA: &str = "mia@acme.example";
const NEW: &str = "copper-lantern-orchard-27";

/// The token in the link of the newest mail to an address.
fn token(world: &World, address: &str) -> String {
    let mails = world.local.aws.outbox.list(Some(address));
    let text = &mails.first().expect("a mail").text;
    let (_, rest) = text.split_once("token=").expect("a link");
    rest.split_whitespace().next().unwrap().to_owned()
}

/// From the sign-in page to the page that asks for the code.
async fn asked<'w>(world: &'w World, email: &str) -> (Browser<'w>, Answer) {
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.submit(&page, 0, &[("email", email)]).await;
    let page = browser.follow(answer).await;
    let (_, rest) = page
        .body
        .split_once("href=\"/reset?tx=")
        .expect("a way for the forgetful");
    let tx = rest.split('"').next().unwrap().to_owned();
    let page = browser.open(&world.url("acme", &format!("/reset?tx={tx}"))).await;
    assert!(
        page.body.contains(&format!("value=\"{email}\"")),
        "typed once: {}",
        page.body
    );
    let answer = browser.submit(&page, 0, &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = browser.follow(answer).await;
    (browser, page)
}

async fn signs_in(world: &World, email: &str, password: &str) -> u16 {
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    browser.sign_in_from(&page, email, password).await.status
}

#[tokio::test]
async fn rs_01_a_code_sets_a_new_password_and_ends_everything_older() {
    let world = World::start().await;
    let mut earlier = world.browser();
    earlier.sign_in("acme", 1).await;
    let email = world.user("acme", 1).email.clone();
    let old = world.user("acme", 1).password.clone();
    let (mut browser, page) = asked(&world, &email).await;
    let code = world.code_for(&email);
    let answer = browser.submit(&page, 0, &[("code", &code), ("password", NEW)]).await;
    let page = browser.follow(answer).await;
    assert!(page.body.contains("Your new password is set"), "{}", page.body);
    assert!(
        browser.cookie("acme", "aero2_session").is_none(),
        "a reset never signs in"
    );
    assert_eq!(earlier.get(&world.url("acme", "/api/sessions")).await.status, 401);
    assert_eq!(signs_in(&world, &email, &old).await, 401);
    assert_eq!(signs_in(&world, &email, NEW).await, 303);
    let newest = world.local.aws.outbox.list(Some(&email));
    // The newest are of the new browser that signed in with it.
    assert!(newest.iter().take(3).any(|mail| mail.subject.contains("was changed")));
    let events = world.events("acme").await;
    assert!(
        events.contains(&"user.password_reset".to_owned())
            && events.contains(&"user.password_reset_requested".to_owned())
    );
    world.is_sound().await;
}

#[tokio::test]
async fn rs_03_the_link_works_anywhere_once_and_looking_changes_nothing() {
    let world = World::start().await;
    let (_, _) = asked(&world, MIA).await;
    let url = world.url("acme", &format!("/reset?token={}", token(&world, MIA)));
    let before = world.items().await;
    let mut other = world.browser();
    let page = other.open(&url).await;
    assert_eq!((page.status, other.open(&url).await.status), (200, 200));
    assert_eq!(world.items().await, before, "a mail scanner follows links");
    assert!(page.body.contains("Set a new password") && !page.body.contains(MIA));
    let weak = other.submit(&page, 0, &[("password", "password1234")]).await;
    assert_eq!(weak.status, 422, "{}", weak.body);
    assert!(weak.body.contains("password-problem"));
    let done = other.submit(&page, 0, &[("password", NEW)]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let again = other.open(&url).await;
    assert_eq!(again.status, 400);
    assert!(
        again.body.contains("Ask for a new one") && again.body.contains("action=\"/reset\""),
        "{}",
        again.body
    );
    assert_eq!(signs_in(&world, MIA, NEW).await, 303);
}

#[tokio::test]
async fn rs_03_a_link_dies_by_time_by_a_newer_mail_and_at_another_application() {
    let world = World::start().await;
    let (_, _) = asked(&world, MIA).await;
    let first = token(&world, MIA);
    world.later(31);
    let (_, _) = asked(&world, MIA).await;
    let second = token(&world, MIA);
    let open = async |slug: &str, token: &str| {
        world
            .get(&world.url(slug, &format!("/reset?token={token}")))
            .await
            .status
    };
    assert_eq!(open("acme", &first).await, 400, "the newer mail replaced it");
    assert_eq!(open("globex", &second).await, 400);
    assert_eq!(open("acme", &second).await, 200);
    world.later(1801);
    assert_eq!(open("acme", &second).await, 400);
}

#[tokio::test]
async fn rs_03_a_password_that_was_changed_since_ends_what_was_mailed_before() {
    let world = World::start().await;
    let mut owner = world.browser();
    owner.sign_in("acme", 1).await;
    let (_, _) = asked(&world, MIA).await;
    let (early, code) = (token(&world, MIA), world.code_for(MIA));
    world.later(1);
    let url = world.url("acme", "/api/users/me/password");
    let body = json!({"new_password": NEW});
    assert_eq!(owner.api(Method::POST, &url, "", Some(&body)).await.status, 200);
    let page = world.get(&world.url("acme", &format!("/reset?token={early}"))).await;
    assert_eq!(page.status, 400, "{}", page.body);
    let mut other = world.browser();
    let url = world.url("acme", "/api/auth/password/reset");
    for proof in [json!({"token": early}), json!({"email": MIA, "code": code})] {
        let mut body = proof;
        body["new_password"] = "granite-willow-lantern-52".into();
        let refused = other.api(Method::POST, &url, "", Some(&body)).await;
        assert_eq!(refused.status, 400, "{}", refused.body);
    }
    assert_eq!(signs_in(&world, MIA, NEW).await, 303);
    world.later(61);
    let (_, _) = asked(&world, MIA).await;
    let late = world.url("acme", &format!("/reset?token={}", token(&world, MIA)));
    assert_eq!(world.get(&late).await.status, 200, "a newer mail's works");
}

#[tokio::test]
async fn ah_02_a_reset_that_is_the_first_proof_of_a_mailbox_ends_what_was_linked_before() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    let path = format!("/api/users/{}", world.user("acme", 1).id);
    let linked = async || {
        let path = format!("{path}/identities");
        let listed = world.manage("acme", Method::GET, &path, None).await;
        listed.json()["data"].as_array().unwrap().len()
    };
    // The account is given another address, which nobody has proven.
    let moved = json!({"email": "next@acme.test"});
    world.manage("acme", Method::PATCH, &path, Some(&moved)).await;
    assert_eq!(linked().await, 1);
    let mut browser = world.browser();
    let forgot = json!({"email": "next@acme.test"});
    let url = world.url("acme", "/api/auth/password/forgot");
    assert_eq!(browser.api(Method::POST, &url, "", Some(&forgot)).await.status, 202);
    let body = json!({"email": "next@acme.test", "code": world.code_for("next@acme.test"), "new_password": NEW});
    let url = world.url("acme", "/api/auth/password/reset");
    let done = browser.api(Method::POST, &url, "", Some(&body)).await;
    assert_eq!((done.status, linked().await), (200, 0), "{}", done.body);
    world.is_sound().await;
}

#[tokio::test]
async fn en_01_asking_tells_nothing_about_an_address() {
    let world = World::start().await;
    world.get(&world.url("acme", "/reset")).await;
    let mut seen = Vec::new();
    // The first of all makes what counts them.
    for email in ["first@acme.example", MIA, "nobody@acme.example"] {
        let call = Call::new(Method::POST, "http://acme.localhost:8787/api/auth/password/forgot")
            .json(&json!({"email": email}));
        let answer = world.send(call).await;
        let cost = world.cost();
        let calls: Vec<String> = cost.operations.iter().map(|call| call.operation.clone()).collect();
        let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        names.sort();
        seen.push((answer.status, answer.body, names, calls));
    }
    assert_eq!(seen[1], seen[2]);
    assert_eq!(seen[1].0, 202);
    assert_eq!((world.mails(MIA), world.mails("nobody@acme.example")), (1, 0));
}

#[tokio::test]
async fn ot_03_a_resets_code_is_tried_five_times() {
    let world = World::start().await;
    let (mut browser, page) = asked(&world, MIA).await;
    let right = world.code_for(MIA);
    let wrong = if right == "111111" { "222222" } else { "111111" };
    for _ in 0..5 {
        let answer = browser.submit(&page, 0, &[("code", wrong), ("password", NEW)]).await;
        assert_eq!(answer.status, 400, "{}", answer.body);
    }
    let late = browser.submit(&page, 0, &[("code", &right), ("password", NEW)]).await;
    assert_eq!(late.status, 400, "the right code after five wrong ones: {}", late.body);
    assert_eq!(signs_in(&world, MIA, NEW).await, 401);
}

#[tokio::test]
async fn the_api_resets_by_code_or_by_token() {
    let world = World::start().await;
    let post = async |path: &str, body: serde_json::Value| {
        let url = world.url("acme", path);
        world.send(Call::new(Method::POST, &url).json(&body)).await
    };
    assert_eq!(
        post("/api/auth/password/forgot", json!({"email": MIA})).await.status,
        202
    );
    let both = post(
        "/api/auth/password/reset",
        json!({"token": "x", "code": "1", "new_password": NEW}),
    )
    .await;
    assert_eq!(
        (both.status, both.json()["code"].clone()),
        (422, json!("validation_error"))
    );
    let weak = json!({"email": MIA, "code": world.code_for(MIA), "new_password": "short"});
    assert_eq!(post("/api/auth/password/reset", weak).await.status, 422);
    let good = json!({"email": MIA, "code": world.code_for(MIA), "new_password": NEW});
    assert_eq!(post("/api/auth/password/reset", good.clone()).await.status, 200);
    assert_eq!(post("/api/auth/password/reset", good).await.status, 400);
    world.later(31);
    post("/api/auth/password/forgot", json!({"email": MIA})).await;
    let linked = json!({"token": token(&world, MIA), "new_password": "granite-teapot-sunrise-63"});
    assert_eq!(post("/api/auth/password/reset", linked).await.status, 200);
    assert_eq!(signs_in(&world, MIA, "granite-teapot-sunrise-63").await, 303);
}
