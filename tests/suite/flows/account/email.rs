//! Moving an account to another address, and back.

use crate::harness::{
    Answer, Browser, Call, World,
    authenticator::{Authenticator, Lie},
    passkeys,
};
use http::Method;
use serde_json::{Value, json};

const NEW: &str = "ada@new.example";

async fn signed_in(world: &World) -> Browser<'_> {
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    browser
}

async fn post(browser: &mut Browser<'_>, path: &str, body: Value) -> Answer {
    let url = browser.world.url("acme", path);
    browser.api(Method::POST, &url, "", Some(&body)).await
}

/// Asks for an address and proves it.
async fn moves(browser: &mut Browser<'_>, to: &str) {
    let asked = post(browser, "/api/users/me/email", json!({"email": to})).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    let code = browser.world.code_for(to);
    let done = post(browser, "/api/users/me/email/confirm", json!({"code": code})).await;
    assert_eq!((done.status, &done.json()["email"]), (200, &json!(to)), "{}", done.body);
}

/// The token in the notice to an address.
fn undo_token(world: &World, address: &str) -> String {
    let mails = world.local.aws.outbox.list(Some(address));
    let notice = mails
        .iter()
        .find(|mail| mail.text.contains("/account/email/undo"))
        .expect("a notice");
    let (_, rest) = notice.text.split_once("token=").unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

async fn undo(world: &World, token: &str) -> Answer {
    let url = world.url("acme", "/api/users/me/email/undo");
    world
        .send(Call::new(Method::POST, &url).json(&json!({"token": token})))
        .await
}

#[tokio::test]
async fn em_07_an_account_moves_when_the_new_mailbox_is_proven() {
    let world = World::start().await;
    let old = world.user("acme", 1).email.clone();
    let mut browser = signed_in(&world).await;
    let asked = post(&mut browser, "/api/users/me/email", json!({"email": NEW})).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    let me = browser.get(&world.url("acme", "/api/users/me")).await;
    assert_eq!(me.json()["email"], json!(old), "active until the code is entered");
    assert_eq!(world.mails(&old), 1, "its owner is told");
    let right = world.code_for(NEW);
    let wrong = if right == "111111" { "222222" } else { "111111" };
    let refused = post(&mut browser, "/api/users/me/email/confirm", json!({"code": wrong})).await;
    assert_eq!(refused.json()["code"], "code_invalid");
    let done = post(&mut browser, "/api/users/me/email/confirm", json!({"code": right})).await;
    assert_eq!(
        (done.status, &done.json()["email"]),
        (200, &json!(NEW)),
        "{}",
        done.body
    );
    let again = post(&mut browser, "/api/users/me/email/confirm", json!({"code": right})).await;
    assert_eq!(again.status, 400);
    let user = world.user("acme", 1);
    for (email, status) in [(NEW, 303), (&user.email, 401)] {
        let mut other = world.browser();
        let page = other.open(&world.url("acme", "/login")).await;
        assert_eq!(
            other.sign_in_from(&page, email, &user.password).await.status,
            status,
            "{email}"
        );
    }
    world.is_sound().await;
}

#[tokio::test]
async fn en_01_a_taken_address_is_answered_like_a_free_one_and_never_moved_to() {
    let world = World::start().await;
    let taken = world.user("acme", 2).email.clone();
    let mut browser = signed_in(&world).await;
    let free = post(
        &mut browser,
        "/api/users/me/email",
        json!({"email": "free@new.example"}),
    )
    .await;
    let other = post(&mut browser, "/api/users/me/email", json!({"email": taken})).await;
    assert_eq!((free.status, &free.body), (other.status, &other.body));
    assert_eq!(world.mails(&taken), 0);
    let refused = post(&mut browser, "/api/users/me/email/confirm", json!({"code": "123456"})).await;
    assert_eq!(refused.json()["code"], "code_invalid");
}

#[tokio::test]
async fn an_address_taken_meanwhile_is_a_neutral_failure() {
    let world = World::start().await;
    let mut browser = signed_in(&world).await;
    post(&mut browser, "/api/users/me/email", json!({"email": NEW})).await;
    let code = world.code_for(NEW);
    let made = world
        .manage("acme", Method::POST, "/api/users", Some(&json!({"email": NEW})))
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let late = post(&mut browser, "/api/users/me/email/confirm", json!({"code": code})).await;
    assert_eq!(
        (late.status, late.json()["code"].clone()),
        (409, json!("email_change_failed")),
        "{}",
        late.body
    );
    world.is_sound().await;
}

#[tokio::test]
async fn em_07_the_old_mailbox_takes_it_back_and_everybody_is_out() {
    let world = World::start().await;
    let user = world.user("acme", 1).clone();
    let mut thief = signed_in(&world).await;
    moves(&mut thief, NEW).await;
    let token = undo_token(&world, &user.email);
    let mut owner = world.browser();
    let page = owner
        .open(&world.url("acme", &format!("/account/email/undo?token={token}")))
        .await;
    assert_eq!(page.status, 200);
    assert_eq!(
        thief.get(&world.url("acme", "/api/users/me")).await.status,
        200,
        "looking changes nothing"
    );
    let answer = owner.submit(&page, 0, &[]).await;
    assert!(owner.follow(answer).await.body.contains("Your address is back"));
    assert_eq!(thief.get(&world.url("acme", "/api/users/me")).await.status, 401);
    let page = owner.open(&world.url("acme", "/login")).await;
    assert_eq!(
        owner.sign_in_from(&page, &user.email, &user.password).await.status,
        401,
        "a password has to be set anew"
    );
    assert_eq!(undo(&world, &token).await.status, 400, "once");
    world.is_sound().await;
}

#[tokio::test]
async fn moving_twice_does_not_make_the_first_move_final() {
    let world = World::start().await;
    let old = world.user("acme", 1).email.clone();
    let mut thief = signed_in(&world).await;
    moves(&mut thief, "one@thief.example").await;
    let first = undo_token(&world, &old);
    world.later(31);
    moves(&mut thief, "two@thief.example").await;
    let thiefs = undo_token(&world, "one@thief.example");
    assert_eq!(undo(&world, &first).await.status, 200);
    let found = world
        .manage("acme", Method::GET, &format!("/api/users?email={old}"), None)
        .await
        .json();
    assert_eq!(found["data"].as_array().unwrap().len(), 1);
    assert_eq!(
        undo(&world, &thiefs).await.status,
        400,
        "the thief's own way back leads nowhere"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn a_way_back_ends_after_three_days() {
    let world = World::start().await;
    let old = world.user("acme", 1).email.clone();
    let mut browser = signed_in(&world).await;
    moves(&mut browser, NEW).await;
    let token = undo_token(&world, &old);
    world.later(72 * 3600 + 1);
    assert_eq!(undo(&world, &token).await.status, 400);
}

#[tokio::test]
async fn rs_03_a_reset_that_was_mailed_to_the_old_address_ends_with_the_move() {
    let world = World::start().await;
    let old = world.user("acme", 1).email.clone();
    let mut browser = signed_in(&world).await;
    let forgot = post(&mut browser, "/api/auth/password/forgot", json!({"email": old})).await;
    assert_eq!(forgot.status, 202, "{}", forgot.body);
    let mails = world.local.aws.outbox.list(Some(&old));
    let (_, rest) = mails[0].text.split_once("/reset?token=").expect("a link");
    let token = rest.split_whitespace().next().unwrap().to_owned();
    let page = world.url("acme", &format!("/reset?token={token}"));
    assert_eq!(world.get(&page).await.status, 200);
    moves(&mut browser, NEW).await;
    assert_eq!(world.get(&page).await.status, 400);
    let body = json!({"token": token, "new_password": "granite-willow-lantern-52"});
    let late = post(&mut world.browser(), "/api/auth/password/reset", body).await;
    assert_eq!((late.status, late.error().as_str()), (400, "link_invalid"));
}

#[tokio::test]
async fn taking_a_move_back_ends_passkeys_added_and_codes_made_since_and_keeps_the_others() {
    let world = World::start().await;
    let user = world.user("acme", 1);
    let (mut browser, mut own) = passkeys::owner(&world, 1).await;
    world.later(1);
    let asked = post(&mut browser, "/api/users/me/email", json!({"email": NEW})).await;
    assert_eq!(asked.status, 202, "{}", asked.body);
    let mut added = Authenticator::synced(&passkeys::origin(&world));
    let made = passkeys::enroll(&mut browser, &mut added, &Lie::default()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let codes = post(&mut browser, "/api/users/me/mfa/recovery-codes", json!({}))
        .await
        .json();
    let known = codes["recovery_codes"][0].as_str().unwrap();
    assert_eq!(undo(&world, &undo_token(&world, &user.email)).await.status, 200);
    let session = browser.get(&world.url("acme", "/api/auth/session")).await;
    assert_eq!(session.status, 401);
    let refused = passkeys::sign_in(&mut world.browser(), &mut added, &Lie::default()).await;
    assert_eq!(refused.error(), "passkey_invalid");
    let mut owner = world.browser();
    let back = passkeys::sign_in(&mut owner, &mut own, &Lie::default()).await;
    assert_eq!(back.status, 200, "{}", back.body);
    let held = owner.get(&world.url("acme", "/api/users/me/mfa")).await.json();
    assert_eq!(
        (&held["enrolled"][0]["count"], &held["recovery_codes_left"]),
        (&json!(1), &json!(0)),
        "whoever made {known} knows it"
    );
    world.is_sound().await;
}
