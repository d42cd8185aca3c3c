//! People sign in and sign up through providers: buttons, the way there and back, what the account is then.

use crate::harness::{
    Browser, Call, Flow, World, claims, tokens,
    upstream::{Key, UPSTREAM, Upstream, round_trip, set_up, sign_in},
};
use http::Method;
use serde_json::{Value, json};

async fn user_of(world: &World, browser: &Browser<'_>, slug: &str) -> Value {
    let url = world.url(slug, "/api/users/me/identities");
    let cookie = browser.cookie(slug, "aero2_session").expect("signed in");
    let answer = world
        .send(Call::new(Method::GET, &url).header("cookie", format!("aero2_session={cookie}")))
        .await;
    let identity = answer.json()["data"][0].clone();
    let path = format!("/api/users/{}", identity["user_id"].as_str().unwrap());
    world.manage(slug, Method::GET, &path, None).await.json()
}

#[tokio::test]
async fn a_newcomer_signs_up_by_a_button_and_comes_back_as_the_same_user() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    upstream.said().person =
        json!({"sub": "u-9", "email": "new@acme.test", "email_verified": true, "name": "Neue Person"});
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login?return_to=/account")).await;
    assert!(
        page.body.contains("Continue with Upstream") && page.body.contains("<svg"),
        "{}",
        page.body
    );
    let done = round_trip(&upstream, &mut browser, &page.link("/rp/authorize")).await;
    assert_eq!(done.location(), world.url("acme", "/account"), "{}", done.body);
    assert!(browser.open(&done.location()).await.body.contains("Neue Person"));
    let user = user_of(&world, &browser, "acme").await;
    assert_eq!(
        (&user["email"], &user["email_verified"], &user["status"]),
        (&json!("new@acme.test"), &json!(true), &json!("active"))
    );
    upstream.said().person["email"] = json!("moved@elsewhere.test");
    let mut other = world.browser();
    assert_eq!(sign_in(&upstream, &mut other, "acme", "upstream").await.status, 303);
    let again = user_of(&world, &other, "acme").await;
    assert_eq!(
        (&again["id"], &again["email"]),
        (&user["id"], &user["email"]),
        "the identity decides, not the address"
    );
    let events = world.events("acme").await;
    for kind in [
        "idp.created",
        "user.created",
        "identity.linked",
        "user.federated_sign_in",
    ] {
        assert!(events.contains(&kind.to_owned()), "{kind}: {events:?}");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn a_client_gets_its_code_and_the_tokens_say_how() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    let flow = Flow::web(&world, "acme").with("login_hint", "mia@acme.example");
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let there = browser.get(&page.link("/rp/authorize")).await;
    assert_eq!(there.parameters()["login_hint"], "mia@acme.example");
    let done = browser.get(&upstream.approve(&there.location())).await;
    let found = tokens(&flow.redeem(&done.parameters()["code"]).await);
    let told = claims(&found.id_token);
    assert_eq!(
        (&told["amr"], &told["acr"]),
        (&json!(["fed"]), &json!("urn:aero2:acr:1fa"))
    );
    let mut second = world.browser();
    let page = second.open(&flow.clone().with("prompt", "login").url()).await;
    let there = second.get(&page.link("/rp/authorize")).await;
    assert_eq!(
        (
            there.parameters()["prompt"].as_str(),
            there.parameters()["max_age"].as_str()
        ),
        ("login", "0")
    );
    upstream.said().claims = Box::new(|claims| claims["auth_time"] = json!(claims["iat"].as_i64().unwrap() - 900));
    let remembered = second.get(&upstream.approve(&there.location())).await;
    assert!(
        remembered.location().contains("problem=provider_failed"),
        "it did not ask again"
    );
}

#[tokio::test]
async fn github_is_believed_in_its_list_of_verified_addresses_only() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    let made = set_up(&world, "acme", &upstream.github()).await;
    assert_eq!(made["callback_url"], world.url("acme", "/rp/callback/github").as_str());
    {
        let mut said = upstream.said();
        said.iss_parameter = false;
        said.person = json!({"login": "octocat", "id": 583_231, "email": "public@acme.test", "name": null, "avatar_url": "https://github.example/o.png"});
        said.emails = json!([
            {"email": "other@acme.test", "primary": false, "verified": true, "visibility": null},
            {"email": "octo@acme.test", "primary": true, "verified": true, "visibility": "private"},
        ]);
    }
    let mut browser = world.browser();
    assert_eq!(
        sign_in(&upstream, &mut browser, "acme", "github").await.location(),
        world.url("acme", "/account")
    );
    let user = user_of(&world, &browser, "acme").await;
    assert_eq!(
        (&user["email"], &user["name"], &user["picture"]),
        (
            &json!("octo@acme.test"),
            &json!("octocat"),
            &json!("https://github.example/o.png")
        )
    );
    {
        let said = upstream.said();
        assert_eq!(
            (said.form["client_id"].as_str(), said.form["client_secret"].as_str()),
            ("aero2", "s3cret of ours")
        );
        assert!(
            said.asked.ends_with(&["/user".to_owned(), "/user/emails".to_owned()]),
            "{:?}",
            said.asked
        );
    }
    // Nothing verified: a user without an address, who is no less the same one next time.
    {
        let mut said = upstream.said();
        said.person["id"] = json!(7);
        said.emails = json!([{"email": "mia@acme.example", "primary": true, "verified": false}]);
    }
    let mut stranger = world.browser();
    sign_in(&upstream, &mut stranger, "acme", "github").await;
    let user = user_of(&world, &stranger, "acme").await;
    assert_eq!((&user["email"], &user["email_verified"]), (&Value::Null, &json!(false)));
    upstream.said().token_answer = Some((200, json!({"error": "bad_verification_code"}).to_string()));
    let refused = sign_in(&upstream, &mut world.browser(), "acme", "github").await;
    assert!(
        refused.location().contains("problem=provider_failed"),
        "an error with status 200"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn a_new_key_of_the_provider_is_fetched_when_it_is_first_seen() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    let jwks = |upstream: &Upstream| upstream.said().asked.iter().filter(|path| *path == "/jwks").count();
    for (round, fetched) in [(1, 1), (2, 1)] {
        sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
        assert_eq!(jwks(&upstream), fetched, "round {round}");
    }
    upstream.said().key = Key::new("two");
    let done = sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert_eq!((done.location(), jwks(&upstream)), (world.url("acme", "/account"), 2));
}

#[tokio::test]
async fn an_answer_by_post_becomes_a_get_of_our_own_which_has_the_cookies() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    let mut browser = world.browser();
    let url = world.url("acme", "/rp/authorize?idp=upstream&return_to=/account");
    let there = browser.get(&url).await;
    let back = upstream.approve(&there.location());
    let (path, query) = back.split_once('?').unwrap();
    let form: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap();
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    // Posted by a page of the provider's: another site, and no Lax cookie comes along.
    let call = Call::new(Method::POST, path)
        .header("origin", "https://appleid.apple.com")
        .header("sec-fetch-site", "cross-site");
    let turned = world.send(call.form(&form)).await;
    assert_eq!(
        (turned.status, turned.location().starts_with(path)),
        (303, true),
        "{}",
        turned.body
    );
    assert!(turned.headers.get_all("set-cookie").iter().next().is_none());
    assert_eq!(world.cost().operations.len(), 0, "nothing is asked or written");
    let done = browser.get(&turned.location()).await;
    assert_eq!(done.location(), world.url("acme", "/account"));
}

#[tokio::test]
async fn what_goes_wrong_is_said_on_the_sign_in_page_which_keeps_the_request() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let there = browser.get(&page.link("/rp/authorize")).await;
    let asked = there.parameters();
    let denied = format!(
        "{}?error=access_denied&state={}&iss={}",
        asked["redirect_uri"], asked["state"], upstream.origin
    );
    let back = browser.get(&denied).await;
    let page = browser.open(&back.location()).await;
    assert_eq!(page.status, 400);
    assert!(page.body.contains("role=\"alert\"") && page.body.contains("The provider did not sign you in"));
    let user = world.user("acme", 1);
    let done = browser.sign_in_from(&page, &user.email, &user.password).await;
    assert!(
        done.parameters().contains_key("code"),
        "the client still waits at the end"
    );
    upstream.said().token_answer = Some((500, "<html>".to_owned()));
    let failed = sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    assert!(
        failed
            .location()
            .ends_with("/login?return_to=%2Faccount&problem=provider_failed"),
        "{}",
        failed.location()
    );
    let unknown = world.browser().get(&world.url("acme", "/rp/authorize?idp=none")).await;
    assert!(unknown.location().contains("problem=provider_unavailable"));
    let failures: Vec<Value> = world
        .manage("acme", Method::GET, "/api/audit?type=user.sign_in_failed", None)
        .await
        .json()["data"]
        .as_array()
        .unwrap()
        .clone();
    assert!(
        failures.iter().all(|event| event["reason"] == "provider"),
        "{failures:?}"
    );
    assert_eq!(failures.len(), 2);
}

#[tokio::test]
async fn a_provider_of_presets_asks_for_client_and_secret_only_and_pages_draw_its_mark() {
    let world = World::start().await;
    for (name, preset) in [("github", "github"), ("discord", "discord")] {
        // They stand in the order they were set up.
        world.later(1);
        set_up(
            &world,
            "acme",
            &json!({"name": name, "preset": preset, "client_id": "x", "client_secret": "y"}),
        )
        .await;
    }
    let public = world.get(&world.url("acme", "/api/idps")).await.json();
    let expected =
        json!({"name": "github", "display_name": "GitHub", "icon_url": null, "preset": "github", "type": "oauth2"});
    assert_eq!(public["data"][0], expected);
    let config = world.get(&world.url("acme", "/api/auth/config")).await.json();
    assert_eq!(config["providers"], public["data"]);
    for path in ["/login", "/signup"] {
        let page = world.browser().open(&world.url("acme", path)).await;
        assert!(
            page.body.contains("Continue with GitHub") && page.body.contains("Continue with Discord"),
            "{path}"
        );
        assert!(!page.body.contains("style="), "{path}");
    }
    let off = json!({"auth_methods": {"social": false}});
    world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&off))
        .await;
    assert!(
        !world
            .browser()
            .open(&world.url("acme", "/login"))
            .await
            .body
            .contains("GitHub")
    );
    let there = world
        .browser()
        .get(&world.url("acme", "/rp/authorize?idp=github"))
        .await;
    assert!(there.location().contains("problem=provider_unavailable"));
}

/// Operations and units of the newest request.
fn spent(world: &World) -> (Vec<String>, f64, f64) {
    let trace = world.cost();
    let mut names: Vec<String> = trace.operations.iter().map(|one| one.operation.clone()).collect();
    names.sort();
    (names, trace.rru, trace.wru)
}

#[tokio::test]
async fn going_there_touches_nothing_and_coming_back_costs_as_much_as_a_sign_in() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    upstream.said().person = json!({"sub": "u-9", "email": "new@acme.test", "email_verified": true});
    sign_in(&upstream, &mut world.browser(), "acme", "upstream").await;
    let mut browser = world.browser();
    let there = browser
        .get(&world.url("acme", "/rp/authorize?idp=upstream&return_to=/account"))
        .await;
    assert_eq!(spent(&world), (Vec::new(), 0.0, 0.0));
    assert_eq!(browser.get(&upstream.approve(&there.location())).await.status, 303);
    // Marker; user and identity; the state spent; sign-in complete with session and device; sessions counted. And for a browser that was not seen
    // before: the others, and a notice in the session's event.
    let expected: Vec<String> = [
        "BatchGetItem",
        "GetItem",
        "PutItem",
        "Query",
        "Query",
        "TransactWriteItems",
    ]
    .map(str::to_owned)
    .to_vec();
    assert_eq!(spent(&world), (expected, 5.0, 9.0));
}
