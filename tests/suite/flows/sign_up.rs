//! New people: the address is proven before there is an account.

use crate::harness::{
    Flow, World,
    upstream::{UPSTREAM, Upstream, set_up, sign_in},
};
use http::Method;
use serde_json::json;

const PASSWORD: &str = "violet-harbour-tractor-91";

#[tokio::test]
async fn a_person_signs_up_on_the_way_to_a_client() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme").with("prompt", "create");
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    assert!(
        page.body.contains("Create an account") && page.body.contains("to continue to <strong><bdi>Web</bdi></strong>"),
        "{}",
        page.body
    );
    let answer = browser
        .submit(
            &page,
            0,
            &[("email", "Zoe@Example.com"), ("name", "Zoé"), ("password", PASSWORD)],
        )
        .await;
    let page = browser.follow(answer).await;
    let users = world
        .manage("acme", Method::GET, "/api/users?email=zoe@example.com", None)
        .await
        .json();
    assert_eq!(users["data"], json!([]), "nothing reserves the address");
    let answer = browser
        .submit(&page, 0, &[("code", &world.code_for("zoe@example.com"))])
        .await;
    let tokens = flow.redeem(&answer.parameters()["code"]).await.json();
    let id = crate::harness::claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(
        (&id["email"], &id["email_verified"], &id["name"]),
        (&json!("Zoe@Example.com"), &json!(true), &json!("Zoé"))
    );
    let mut other = world.browser();
    let page = other.open(&world.url("acme", "/login")).await;
    assert_eq!(other.sign_in_from(&page, "zoe@example.com", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost_but_the_password() {
    let world = World::start().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/signup")).await;
    let answer = browser
        .submit(
            &page,
            0,
            &[
                ("email", "nobody"),
                ("name", "\u{202e}evil"),
                ("password", "password1234"),
            ],
        )
        .await;
    assert_eq!(answer.status, 422);
    for id in ["email-problem", "name-problem", "password-problem"] {
        assert!(answer.body.contains(id), "{id}: {}", answer.body);
    }
    assert!(answer.body.contains("value=\"nobody\"") && !answer.body.contains("password1234"));
}

#[tokio::test]
async fn a_closed_application_takes_nobody_new() {
    let world = World::start().await;
    world
        .manage(
            "acme",
            Method::PATCH,
            "/api/applications/settings",
            Some(&json!({"signup_mode": "invite_only"})),
        )
        .await;
    let mut browser = world.browser();
    assert!(
        !browser
            .open(&world.url("acme", "/login"))
            .await
            .body
            .contains("Create an account")
    );
    assert_eq!(browser.open(&world.url("acme", "/signup")).await.status, 403);
    world
        .manage(
            "acme",
            Method::PATCH,
            "/api/applications/settings",
            Some(&json!({"signup_mode": "restricted", "signup_allowed_domains": ["*.example.org"]})),
        )
        .await;
    let page = browser.open(&world.url("acme", "/signup")).await;
    let refused = browser
        .submit(&page, 0, &[("email", "a@example.net"), ("password", PASSWORD)])
        .await;
    assert_eq!(refused.status, 403);
    let taken = browser
        .submit(&page, 0, &[("email", "a@mail.example.org"), ("password", PASSWORD)])
        .await;
    assert_eq!(taken.status, 303);
}

#[tokio::test]
async fn two_people_cannot_race_for_one_address() {
    let world = World::start().await;
    let (mut one, mut two) = (world.browser(), world.browser());
    let mut pages = Vec::new();
    for browser in [&mut one, &mut two] {
        let page = browser.open(&world.url("acme", "/signup")).await;
        let answer = browser
            .submit(&page, 0, &[("email", "race@example.com"), ("password", PASSWORD)])
            .await;
        pages.push(browser.follow(answer).await);
    }
    let code = world.code_for("race@example.com");
    assert_eq!(
        one.submit(&pages[0], 0, &[("code", &code)]).await.status,
        400,
        "the newer mail's code belongs to the other browser"
    );
    assert_eq!(two.submit(&pages[1], 0, &[("code", &code)]).await.status, 303);
    let users = world
        .manage("acme", Method::GET, "/api/users?search=race@example.com", None)
        .await
        .json();
    assert_eq!(users["data"].as_array().unwrap().len(), 1);
}

/// What the mailboxes keep that could prove something: the MACs of digits and of a link.
async fn provable(world: &World) -> usize {
    let items = world.items().await;
    let mailboxes = items.iter().filter(|item| item["t"]["S"] == "mailbox");
    let kept: String = mailboxes.map(|item| item.to_string().replace('\\', "")).collect();
    kept.matches("\"m\":").count() + kept.matches("\"k\":").count()
}

#[tokio::test]
async fn ah_01_who_signs_up_with_the_address_of_an_account_gets_nothing_that_could_be_proven() {
    for (email, works) in [("zoe@example.com", true), ("mia@acme.example", false)] {
        let world = World::start().await;
        let before = provable(&world).await;
        let url = world.url("acme", "/api/auth/signup");
        let body = json!({"email": email, "password": PASSWORD});
        let mut browser = world.browser();
        assert_eq!(browser.api(Method::POST, &url, "", Some(&body)).await.status, 202);
        assert_eq!(provable(&world).await > before, works, "{email}");
    }
}

#[tokio::test]
async fn ah_01_neither_does_who_comes_from_a_provider_with_it_where_codes_are_off() {
    for (email, works) in [("zoe@example.com", true), ("mia@acme.example", false)] {
        let world = World::here(UPSTREAM).await;
        let upstream = Upstream::start(&world).await;
        set_up(&world, "acme", &upstream.oidc()).await;
        let off = json!({"auth_methods": {"email_code": false}});
        let path = "/api/applications/settings";
        assert_eq!(world.manage("acme", Method::PATCH, path, Some(&off)).await.status, 200);
        upstream.said().person = json!({"sub": "stranger", "email": email, "email_verified": false});
        let mut browser = world.browser();
        let answer = sign_in(&upstream, &mut browser, "acme", "upstream").await;
        let page = browser.follow(answer).await;
        let before = provable(&world).await;
        let sent = browser.submit(&page, 0, &[]).await;
        assert_eq!((sent.status, world.mails(email)), (303, 1), "{}", sent.body);
        assert_eq!(provable(&world).await > before, works, "{email}");
    }
}
