//! Accounts at providers meet users who exist: linked by themselves, after a proof, or by the person; taken away as long as another way in is left.

use crate::harness::{
    Answer, Browser, Call, World,
    upstream::{UPSTREAM, Upstream, round_trip, set_up, sign_in},
};
use http::Method;
use serde_json::{Value, json};

const MINE: &str = "/api/users/me/identities";

async fn api(browser: &Browser<'_>, method: Method, path: &str, body: Option<&Value>) -> Answer {
    let url = browser.world.url("acme", path);
    let cookie = browser.cookie("acme", "aero2_session").expect("signed in");
    let call = Call::new(method, &url)
        .header("cookie", format!("aero2_session={cookie}"))
        .header("sec-fetch-site", "same-origin");
    browser
        .world
        .send(match body {
            Some(body) => call.json(body),
            None => call,
        })
        .await
}

async fn identities(world: &World, user: &str) -> Vec<Value> {
    let path = format!("/api/users/{user}/identities");
    let listed = world.manage("acme", Method::GET, &path, None).await.json();
    listed["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_proven_address_on_both_sides_links_by_itself_and_the_owner_is_told() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    let mia = world.user("acme", 1).id.clone();
    let done = sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert_eq!(done.location(), world.url("acme", "/account"));
    let linked = identities(&world, &mia).await;
    assert_eq!(
        (linked.len(), &linked[0]["idp"], &linked[0]["subject"]),
        (1, &json!("upstream"), &json!("u-1"))
    );
    let mail = &world.local.aws.outbox.list(Some("mia@acme.example"))[0];
    assert!(mail.subject.contains("Upstream"), "{}", mail.subject);
    let user = world
        .manage("acme", Method::GET, &format!("/api/users/{mia}"), None)
        .await
        .json();
    assert_eq!(user["name"], "Mia Sommer", "what is there stays");
    world.is_sound().await;
}

#[tokio::test]
async fn with_the_setting_explicit_the_existing_account_is_signed_in_to_and_then_linked() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    let explicit = json!({"account_linking": "explicit"});
    world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&explicit))
        .await;
    let mia = world.user("acme", 1);
    let mut browser = world.browser();
    let answer = sign_in(&upstream, &mut browser, "acme", "upstream").await;
    let page = browser.follow(answer).await;
    assert!(
        page.url.contains("/login/connect?tx=") && page.body.contains("m•••@acme.example"),
        "{}",
        page.body
    );
    assert!(
        !page.body.contains("/rp/authorize"),
        "where they come from proves nothing"
    );
    assert_eq!(identities(&world, &mia.id).await.len(), 0);
    let password = browser.open(&page.link("/login/password")).await;
    let done = browser.submit(&password, 0, &[("password", &mia.password)]).await;
    assert_eq!(done.location(), world.url("acme", "/account"));
    let linked = identities(&world, &mia.id).await;
    assert_eq!(linked.len(), 1);
    let sessions = world
        .manage("acme", Method::GET, &format!("/api/users/{}/sessions", mia.id), None)
        .await
        .json();
    assert_eq!(
        (&sessions["data"][0]["amr"], &sessions["data"][0]["idp_id"]),
        (&json!(["pwd", "fed"]), &linked[0]["idp_id"])
    );
    let again = sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert_eq!(
        again.location(),
        world.url("acme", "/account"),
        "from now on it signs in"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn an_unproven_address_is_proven_by_a_code_before_there_is_an_account() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    upstream.said().person =
        json!({"sub": "u-2", "email": "fresh@acme.test", "email_verified": false, "given_name": "Fresh"});
    let mut browser = world.browser();
    let answer = sign_in(&upstream, &mut browser, "acme", "upstream").await;
    let page = browser.follow(answer).await;
    assert_eq!(
        world.mails("fresh@acme.test"),
        0,
        "nobody is written to for somebody else's click"
    );
    let sent = browser.submit(&page, 0, &[]).await;
    let code = browser.follow(sent).await;
    let done = browser
        .submit(&code, 0, &[("code", &world.code_for("fresh@acme.test"))])
        .await;
    assert_eq!(done.location(), world.url("acme", "/account"), "{}", done.body);
    let user = &world
        .manage("acme", Method::GET, "/api/users?email=fresh@acme.test", None)
        .await
        .json()["data"][0];
    assert_eq!(
        (&user["email_verified"], &user["given_name"]),
        (&json!(true), &json!("Fresh"))
    );
    assert_eq!(identities(&world, user["id"].as_str().unwrap()).await.len(), 1);
    world.is_sound().await;
}

#[tokio::test]
async fn another_provider_that_the_account_has_proves_it_too() {
    let world = World::here(UPSTREAM).await;
    let (first, second) = (Upstream::start(&world).await, Upstream::start(&world).await);
    set_up(&world, "acme", &first.oidc()).await;
    let mut other = second.oidc();
    other["name"] = json!("second");
    other["trust_email_verified"] = json!(false);
    set_up(&world, "acme", &other).await;
    sign_in(&first, &mut world.browser(), "acme", "upstream").await;
    let mut browser = world.browser();
    let answer = sign_in(&second, &mut browser, "acme", "second").await;
    let page = browser.follow(answer).await;
    let way = page.link("/rp/authorize?idp=upstream");
    assert!(way.contains("tx="), "{way}");
    let done = round_trip(&first, &mut browser, &way).await;
    assert_eq!(done.location(), world.url("acme", "/account"));
    assert_eq!(identities(&world, &world.user("acme", 1).id).await.len(), 2);
    world.is_sound().await;
}

#[tokio::test]
async fn a_signed_in_person_links_an_account_with_any_address_and_takes_it_away_again() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    upstream.said().person = json!({"sub": "u-3", "email": "private@elsewhere.test", "email_verified": true});
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let wish = json!({"idp": "upstream", "return_to": "/account"});
    let way = api(&browser, Method::POST, MINE, Some(&wish)).await;
    assert_eq!(way.status, 200, "{}", way.body);
    let way = way.json()["redirect_to"].as_str().unwrap().to_owned();
    let done = round_trip(&upstream, &mut browser, &way).await;
    assert_eq!(
        done.location(),
        world.url("acme", "/account"),
        "linked, and no new session"
    );
    assert!(done.header("set-cookie").is_empty());
    let mine = api(&browser, Method::GET, MINE, None).await.json();
    let id = mine["data"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(mine["data"][0]["email"], "private@elsewhere.test");
    // Another user of the same account gets nothing, and nothing moves.
    let mut otto = world.browser();
    otto.sign_in("acme", 2).await;
    let way = api(&otto, Method::POST, MINE, Some(&wish)).await.json()["redirect_to"]
        .as_str()
        .unwrap()
        .to_owned();
    let refused = round_trip(&upstream, &mut otto, &way).await;
    assert_eq!(
        refused.location(),
        world.url("acme", "/account?problem=identity_in_use")
    );
    assert_eq!(identities(&world, &world.user("acme", 1).id).await.len(), 1);
    // The link is for the browser of the person who asked.
    let stolen = api(&browser, Method::POST, MINE, Some(&wish)).await.json()["redirect_to"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(otto.get(&stolen).await.location().contains("problem=provider_expired"));
    world.later(301);
    let stale = api(&browser, Method::DELETE, &format!("{MINE}/{id}"), None).await;
    assert_eq!(stale.error(), "step_up_required");
    assert_eq!(
        api(&browser, Method::POST, MINE, Some(&wish)).await.error(),
        "step_up_required"
    );
    let page = browser
        .open(&world.url("acme", "/login?fresh=1&return_to=/account"))
        .await;
    let mia = world.user("acme", 1);
    browser.sign_in_from(&page, &mia.email, &mia.password).await;
    assert_eq!(
        api(&browser, Method::DELETE, &format!("{MINE}/{id}"), None)
            .await
            .status,
        204
    );
    assert_eq!(
        api(&browser, Method::DELETE, &format!("{MINE}/{id}"), None)
            .await
            .status,
        404
    );
    let events = world.events("acme").await;
    assert!(events.contains(&"identity.unlinked".to_owned()));
    world.is_sound().await;
}

#[tokio::test]
async fn who_linked_two_accounts_at_a_provider_is_listed_once_for_it() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    let provider = set_up(&world, "acme", &upstream.oidc()).await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let wish = json!({"idp": "upstream", "return_to": "/account"});
    for account in ["u-1", "u-2"] {
        upstream.said().person = json!({"sub": account, "email": "private@elsewhere.test", "email_verified": true});
        let way = api(&browser, Method::POST, MINE, Some(&wish)).await.json();
        round_trip(&upstream, &mut browser, way["redirect_to"].as_str().unwrap()).await;
    }
    let mia = world.user("acme", 1).id.clone();
    assert_eq!(identities(&world, &mia).await.len(), 2);
    let path = format!("/api/users?provider={}", provider["id"].as_str().unwrap());
    let found = world.manage("acme", Method::GET, &path, None).await.json();
    let ids: Vec<_> = found["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| &user["id"])
        .collect();
    assert_eq!(ids, [&json!(mia)]);
}

#[tokio::test]
async fn the_last_way_in_stays_and_an_account_goes_with_its_user() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    let made = set_up(&world, "acme", &upstream.github()).await;
    upstream.said().person = json!({"id": 1, "login": "octocat"});
    upstream.said().iss_parameter = false;
    let mut browser = world.browser();
    sign_in(&upstream, &mut browser, "acme", "github").await;
    let mine = api(&browser, Method::GET, MINE, None).await.json()["data"][0].clone();
    let (id, user) = (mine["id"].as_str().unwrap(), mine["user_id"].as_str().unwrap());
    for answer in [
        api(&browser, Method::DELETE, &format!("{MINE}/{id}"), None).await,
        world
            .manage(
                "acme",
                Method::DELETE,
                &format!("/api/users/{user}/identities/{id}"),
                None,
            )
            .await,
    ] {
        assert_eq!((answer.status, answer.error().as_str()), (409, "last_sign_in_method"));
    }
    let provider = format!("/api/idps/{}", made["id"].as_str().unwrap());
    let used = world.manage("acme", Method::DELETE, &provider, None).await;
    assert_eq!(
        (used.status, used.error().as_str(), &used.json()["count"]),
        (409, "idp_in_use", &json!(1))
    );
    assert_eq!(
        world
            .manage(
                "acme",
                Method::DELETE,
                &format!("/api/users/{user}?immediately=true"),
                None
            )
            .await
            .status,
        204
    );
    world.is_sound().await;
    // Whoever comes back is new, and the provider is nobody's any more.
    let mut again = world.browser();
    assert_eq!(
        sign_in(&upstream, &mut again, "acme", "github").await.location(),
        world.url("acme", "/account")
    );
    let other = api(&again, Method::GET, MINE, None).await.json()["data"][0]["user_id"].clone();
    assert_ne!(other, user);
    assert_eq!(
        world
            .manage("acme", Method::DELETE, &format!("{provider}?force=true"), None)
            .await
            .status,
        204
    );
    assert_eq!(identities(&world, other.as_str().unwrap()).await.len(), 0);
    world.is_sound().await;
}

#[tokio::test]
async fn an_admin_takes_an_account_away_while_a_password_is_left() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    let mia = world.user("acme", 1).id.clone();
    let id = identities(&world, &mia).await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/users/{mia}/identities/{id}");
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 204);
    assert_eq!(identities(&world, &mia).await.len(), 0);
    world.is_sound().await;
}

#[tokio::test]
async fn a_form_of_ones_own_confirms_by_the_sign_in_api() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    upstream.said().person["email_verified"] = json!(false);
    let mut browser = world.browser();
    let answer = sign_in(&upstream, &mut browser, "acme", "upstream").await;
    let tx = answer.parameters()["tx"].clone();
    let current = world.url("acme", "/api/auth/transactions/current");
    let view = browser.api(Method::GET, &current, &tx, None).await.json();
    assert_eq!(
        (&view["status"], &view["identifier"]),
        (&json!("needs_link_confirmation"), &json!("mia@acme.example"))
    );
    let send = world.url("acme", "/api/auth/email-code");
    let address = json!({"email": "MIA@acme.example"});
    let sent = browser.api(Method::POST, &send, &tx, Some(&address)).await;
    assert_eq!(sent.status, 202, "{}", sent.body);
    let verify = world.url("acme", "/api/auth/email-code/verify");
    let typed = json!({"code": world.code_for("mia@acme.example")});
    let done = browser.api(Method::POST, &verify, &tx, Some(&typed)).await.json();
    assert_eq!(
        (&done["status"], &done["session"]["amr"]),
        (&json!("complete"), &json!(["email", "fed"]))
    );
    assert_eq!(identities(&world, &world.user("acme", 1).id).await.len(), 1);
    // Another address is another person: what the provider said is no part of it.
    upstream.said().person = json!({"sub": "u-8", "email": "eight@acme.test", "email_verified": false});
    let mut other = world.browser();
    let tx = sign_in(&upstream, &mut other, "acme", "upstream").await.parameters()["tx"].clone();
    let address = json!({"email": "mia@acme.example"});
    other.api(Method::POST, &send, &tx, Some(&address)).await;
    let typed = json!({"code": world.code_for("mia@acme.example")});
    other.api(Method::POST, &verify, &tx, Some(&typed)).await;
    assert_eq!(identities(&world, &world.user("acme", 1).id).await.len(), 1);
    world.is_sound().await;
}
