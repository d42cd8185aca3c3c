//! People invited to an application: the link proves the mailbox, works once, and can be taken back.

use crate::harness::{Answer, Browser, Call, World};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const PASSWORD: &str = "violet-harbour-tractor-91";
const KIM: &str = "kim@example.com";

async fn invite(world: &World, body: Value) -> Answer {
    world
        .manage("acme", Method::POST, "/api/invitations", Some(&body))
        .await
}

async fn made(world: &World, path: &str, body: Value) -> Value {
    let answer = world.manage("acme", Method::POST, path, Some(&body)).await;
    answer.expect(StatusCode::CREATED).json()
}

/// The link of the newest mail to an address.
fn link(world: &World, address: &str) -> String {
    let mails = world.local.aws.outbox.list(Some(address));
    let words = mails.first().expect("a mail").text.split_whitespace();
    let mut links = words.filter(|word| word.contains("/invite?token="));
    links.next().expect("a link").to_owned()
}

async fn user(world: &World, email: &str) -> Value {
    let path = format!("/api/users?email={email}");
    world.manage("acme", Method::GET, &path, None).await.json()["data"][0].clone()
}

async fn accept(browser: &mut Browser<'_>, link: &str) -> Answer {
    let page = browser.open(link).await;
    assert!(page.body.contains("Create your account to accept"), "{}", page.body);
    browser
        .submit(&page, 0, &[("name", "Kim Lee"), ("password", PASSWORD)])
        .await
}

async fn set(world: &World, settings: Value) {
    let path = "/api/applications/settings";
    let answer = world.manage("acme", Method::PATCH, path, Some(&settings)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn in_01_an_invited_person_comes_in_once_with_the_roles_of_the_invitation() {
    let world = World::start().await;
    set(&world, json!({"signup_mode": "invite_only"})).await;
    let role = made(&world, "/api/roles", json!({"name": "helper", "permissions": []})).await["id"].clone();
    let invited = invite(&world, json!({"email": "Kim@Example.com", "roles": [role]})).await;
    assert_eq!(invited.status, 201, "{}", invited.body);
    assert_eq!(invited.json()["status"], "pending");
    let link = link(&world, "Kim@Example.com");
    let secret = link.split_once('.').unwrap().1.rsplit_once('.').map_or("", |(_, s)| s);
    assert!(!invited.body.contains(secret), "the link is in the mail only");
    let mut scanner = world.browser();
    for _ in 0..3 {
        assert_eq!(scanner.get(&link).await.status, 200, "looking changes nothing");
    }
    assert!(world.mails("Kim@Example.com") == 1 && user(&world, KIM).await.is_null());
    let mut browser = world.browser();
    let answer = accept(&mut browser, &link).await;
    assert_eq!(
        (answer.status, answer.location().ends_with('/')),
        (303, true),
        "{}",
        answer.body
    );
    let portal = browser.open(&world.url("acme", "/account")).await;
    assert!(portal.body.contains("Kim Lee"), "signed in: {}", portal.body);
    let kim = user(&world, KIM).await;
    assert_eq!(
        (&kim["status"], &kim["email_verified"], &kim["roles"]),
        (&json!("active"), &json!(true), &json!([role]))
    );
    assert_eq!(world.mails("Kim@Example.com"), 1, "the link was the proof: no code");
    assert_eq!(scanner.get(&link).await.error_page(), "invitation_invalid");
    let mut other = world.browser();
    let page = other.open(&world.url("acme", "/login")).await;
    assert_eq!(other.sign_in_from(&page, KIM, PASSWORD).await.status, 303);
    let events = world.events("acme").await;
    for kind in ["invitation.sent", "invitation.accepted", "user.created"] {
        assert!(events.iter().any(|event| event == kind), "{kind}: {events:?}");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn in_01_of_two_who_follow_the_link_one_comes_in() {
    let world = World::start().await;
    invite(&world, json!({"email": KIM})).await;
    let link = link(&world, KIM);
    let (mut one, mut two) = (world.browser(), world.browser());
    let (first, second) = (one.open(&link).await, two.open(&link).await);
    let typed = [("name", "Kim"), ("password", PASSWORD)];
    assert_eq!(one.submit(&first, 0, &typed).await.status, 303);
    let late = two.submit(&second, 0, &typed).await;
    assert_eq!((late.status, late.error_page().as_str()), (400, "invitation_invalid"));
    assert_eq!(
        user(&world, KIM).await["roles"].as_array().unwrap().len(),
        1,
        "the usual role"
    );
}

#[tokio::test]
async fn in_01_an_invitation_is_revoked_expires_and_is_one_at_a_time() {
    let world = World::start().await;
    let first = invite(&world, json!({"email": KIM})).await.json();
    let again = invite(&world, json!({"email": "KIM@example.com"})).await;
    assert_eq!((again.status, again.error().as_str()), (409, "already_invited"));
    let dead = link(&world, KIM);
    let path = format!("/api/invitations/{}", first["id"].as_str().unwrap());
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 204);
    assert_eq!(
        world.manage("acme", Method::DELETE, &path, None).await.error(),
        "not_pending"
    );
    assert_eq!(
        world.manage("acme", Method::GET, &path, None).await.json()["status"],
        "revoked"
    );
    assert_eq!(world.browser().get(&dead).await.status, 400);
    world.later(1);
    assert_eq!(
        invite(&world, json!({"email": KIM})).await.status,
        201,
        "the mailbox is free again"
    );
    assert_eq!(
        world.browser().get(&dead).await.status,
        400,
        "and the old link stays dead"
    );
    let listed = |query: &'static str| world.manage("acme", Method::GET, query, None);
    let all = listed("/api/invitations").await.json();
    assert_eq!(
        (&all["data"][0]["status"], &all["data"][1]["status"]),
        (&json!("pending"), &json!("revoked"))
    );
    let pending = listed("/api/invitations?status=pending").await.json();
    assert_eq!(pending["data"].as_array().unwrap().len(), 1);
    let live = link(&world, KIM);
    world.later(7 * 86_400);
    assert_eq!(
        world.browser().get(&live).await.error_page(),
        "invitation_invalid",
        "too old"
    );
    assert_eq!(invite(&world, json!({"email": KIM})).await.status, 201);
    let mia = &world.user("acme", 1).email;
    assert_eq!(invite(&world, json!({"email": mia})).await.error(), "already_exists");
    assert_eq!(invite(&world, json!({"email": "nobody"})).await.status, 422);
    let events = world.events("acme").await;
    assert!(events.iter().any(|event| event == "invitation.revoked"));
    world.is_sound().await;
}

#[tokio::test]
async fn in_01_a_link_is_of_one_application_and_of_one_kind() {
    let world = World::start().await;
    invite(&world, json!({"email": KIM})).await;
    let link = link(&world, KIM);
    let (_, token) = link.split_once("?token=").unwrap();
    for elsewhere in [
        world.url("globex", &format!("/invite?token={token}")),
        world.url("acme", &format!("/operator-setup?token={token}")),
        world.url("acme", &format!("/invite?token={token}x")),
        world.url("acme", "/invite"),
    ] {
        assert_eq!(
            world.browser().get(&elsewhere).await.error_page(),
            "invitation_invalid",
            "{elsewhere}"
        );
    }
    let bare = World::bare().await;
    let setup = bare.local.operator_setup_url.clone().unwrap();
    let opened = setup.replace("/operator-setup", "/invite");
    assert_eq!(
        bare.browser().get(&opened).await.error_page(),
        "invitation_invalid",
        "an operator's link, which is printed too, is no proof of a mailbox"
    );
}

#[tokio::test]
async fn an_inviter_gives_no_role_with_what_they_lack() {
    let world = World::start().await;
    let admin = world.manage("acme", Method::GET, "/api/roles", None).await.json()["data"][0]["id"].clone();
    for (permissions, code) in [
        (json!(["users:write", "roles:assign"]), "permission_escalation"),
        (json!(["users:write"]), "forbidden"),
    ] {
        let body = json!({"kind": "secret", "permissions": permissions});
        let key = made(&world, "/api/applications/api-keys", body).await;
        let url = world.url("acme", "/api/invitations");
        let call = Call::new(Method::POST, &url)
            .header("authorization", format!("Bearer {}", key["key"].as_str().unwrap()))
            .json(&json!({"email": KIM, "roles": [admin]}));
        let refused = world.send(call).await;
        assert_eq!((refused.status, refused.error().as_str()), (403, code));
    }
    assert_eq!(world.mails(KIM), 0);
}

#[tokio::test]
async fn who_has_an_account_by_then_signs_in_and_accepts() {
    let world = World::start().await;
    let role = made(&world, "/api/roles", json!({"name": "helper", "permissions": []})).await["id"].clone();
    invite(&world, json!({"email": KIM, "roles": [role]})).await;
    let link = link(&world, KIM);
    let body = json!({"email": KIM, "email_verified": true, "password": PASSWORD});
    let kim = made(&world, "/api/users", body).await;
    let mut other = world.browser();
    other.sign_in("acme", 1).await;
    let refused = other.get(&link).await;
    assert_eq!(refused.status, 403);
    assert!(
        refused.body.contains("for another address") && refused.body.contains("/logout"),
        "{}",
        refused.body
    );
    let mut browser = world.browser();
    let page = browser.open(&link).await;
    assert!(page.body.contains("You have an account already"), "{}", page.body);
    let answer = browser.submit(&page, 0, &[]).await;
    let page = browser.follow(answer).await;
    let answer = browser.submit(&page, 0, &[("password", PASSWORD)]).await;
    assert!(answer.location().contains("/invite?id=inv_"), "{}", answer.location());
    let page = browser.follow(answer).await;
    assert_eq!(
        user(&world, KIM).await["roles"],
        kim["roles"],
        "signing in accepts nothing"
    );
    assert_eq!(browser.submit(&page, 0, &[]).await.status, 303);
    let roles = user(&world, KIM).await["roles"].clone();
    assert!(roles.as_array().unwrap().contains(&role), "{roles}");
    assert_eq!(browser.get(&link).await.status, 400, "used");
    world.is_sound().await;
}

#[tokio::test]
async fn a_user_made_with_an_invitation_waits_for_their_owner() {
    let world = World::start().await;
    let settled = json!({"email": KIM, "send_invitation": true, "password": PASSWORD});
    let refused = world.manage("acme", Method::POST, "/api/users", Some(&settled)).await;
    assert_eq!((refused.status, refused.error().as_str()), (422, "validation_error"));
    let body = json!({"email": KIM, "name": "K.", "send_invitation": true});
    let kim = made(&world, "/api/users", body.clone()).await;
    assert_eq!(kim["status"], "pending");
    let first = link(&world, KIM);
    let mut browser = world.browser();
    assert_eq!(accept(&mut browser, &first).await.status, 303);
    let after = user(&world, KIM).await;
    assert_eq!(
        (
            &after["id"],
            &after["status"],
            &after["name"],
            &after["roles"],
            &after["has_password"]
        ),
        (
            &kim["id"],
            &json!("active"),
            &json!("Kim Lee"),
            &kim["roles"],
            &json!(true)
        )
    );
    let body = json!({"email": "lou@example.com", "send_invitation": true});
    let lou = made(&world, "/api/users", body).await;
    let dead = link(&world, "lou@example.com");
    let path = format!("/api/users/{}", lou["id"].as_str().unwrap());
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 202);
    assert_eq!(
        world.browser().get(&dead).await.status,
        400,
        "the invitation ends with the account"
    );
    let at_once = format!("{path}?immediately=true");
    assert_eq!(world.manage("acme", Method::DELETE, &at_once, None).await.status, 204);
    let list = world.manage("acme", Method::GET, "/api/invitations", None).await;
    assert!(
        !list.body.contains("lou@example.com"),
        "and its address with it: {}",
        list.body
    );
    world.is_sound().await;
}

#[tokio::test]
async fn a_program_accepts_with_the_token() {
    let world = World::start().await;
    invite(&world, json!({"email": KIM})).await;
    let link = link(&world, KIM);
    let (_, token) = link.split_once("?token=").unwrap();
    let mut browser = world.browser();
    let url = world.url("acme", "/api/auth/signup");
    let body = |email: &str| json!({"email": email, "password": PASSWORD, "invitation_token": token});
    let wrong = browser
        .api(Method::POST, &url, "", Some(&body("lou@example.com")))
        .await;
    assert_eq!((wrong.status, wrong.error().as_str()), (403, "invitation_wrong_email"));
    let done = browser.api(Method::POST, &url, "", Some(&body(KIM))).await;
    assert_eq!(
        (done.status, &done.json()["status"]),
        (200, &json!("complete")),
        "{}",
        done.body
    );
    assert_eq!(
        browser.api(Method::POST, &url, "", Some(&body(KIM))).await.error(),
        "invitation_invalid"
    );
}

#[tokio::test]
async fn a_blocked_domain_is_not_invited() {
    let world = World::start().await;
    invite(&world, json!({"email": KIM})).await;
    set(&world, json!({"signup_blocked_domains": ["example.com"]})).await;
    let refused = invite(&world, json!({"email": "lou@example.com"})).await;
    assert_eq!(refused.error(), "signup_domain_not_allowed");
    let late = accept(&mut world.browser(), &link(&world, KIM)).await;
    assert_eq!(late.status, 403, "blocked since it was sent");
}

#[tokio::test]
async fn an_admin_has_a_password_set_anew() {
    let world = World::start().await;
    let mia = world.user("acme", 1);
    let path = format!("/api/users/{}/password-reset", mia.id);
    let asked = async |body: Value| world.manage("acme", Method::POST, &path, Some(&body)).await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    assert_eq!(asked(json!({})).await.status, 202);
    assert_eq!(world.mails(&mia.email), 1);
    assert!(
        browser
            .open(&world.url("acme", "/account"))
            .await
            .body
            .contains(&mia.email),
        "nothing ended"
    );
    let done = asked(json!({"require_change": true})).await;
    assert_eq!((done.status, &done.json()["has_password"]), (202, &json!(false)));
    let mut stranger = world.browser();
    let page = stranger.open(&world.url("acme", "/login")).await;
    let password = mia.password.clone();
    assert_eq!(stranger.sign_in_from(&page, &mia.email, &password).await.status, 401);
    let gone = browser.get(&world.url("acme", "/account")).await;
    assert_eq!(gone.status, 303, "signed out");
    let mails = world.local.aws.outbox.list(Some(&mia.email));
    let mut words = mails.first().unwrap().text.split_whitespace();
    let link = words.rfind(|word| word.contains("/reset?token=")).unwrap().to_owned();
    let page = stranger.open(&link).await;
    assert_eq!(stranger.submit(&page, 0, &[("password", PASSWORD)]).await.status, 303);
    let mut fresh = world.browser();
    let page = fresh.open(&world.url("acme", "/login")).await;
    assert_eq!(fresh.sign_in_from(&page, &mia.email, PASSWORD).await.status, 303);
    let disabled = format!("/api/users/{}/disable", mia.id);
    world.manage("acme", Method::POST, &disabled, Some(&json!({}))).await;
    assert_eq!(asked(json!({})).await.error(), "method_unavailable");
    let events = world.events("acme").await;
    for kind in ["user.password_reset_requested", "user.password_removed"] {
        assert!(events.iter().any(|event| event == kind), "{kind}: {events:?}");
    }
    world.is_sound().await;
}
