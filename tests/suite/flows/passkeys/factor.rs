//! A passkey as a second factor of an account: what ends when one comes or goes, and the codes for the day it is lost.

use crate::{
    flows::mfa::{VERIFY as SECOND, begun, post, session, set, tx, with_app},
    harness::{
        Answer, Browser, Flow, World,
        authenticator::{Authenticator, Lie, lie},
        passkeys::{MINE, call, creation, enroll, origin, sign_in},
        tokens,
    },
};
use http::Method;
use serde_json::{Value, json};

async fn is_live(browser: &mut Browser<'_>) -> bool {
    let answer = call(browser, Method::GET, "/api/auth/session", None).await;
    answer.status == 200
}

async fn codes_left(browser: &mut Browser<'_>) -> Value {
    let answer = call(browser, Method::GET, "/api/users/me/mfa", None).await;
    answer.json()["recovery_codes_left"].clone()
}

async fn remove(browser: &mut Browser<'_>) -> Answer {
    let listed = call(browser, Method::GET, MINE, None).await.json();
    let path = format!("{MINE}/{}", listed["data"][0]["id"].as_str().unwrap());
    call(browser, Method::DELETE, &path, None).await
}

fn codes(made: &Answer) -> Vec<String> {
    let all = made.json()["recovery_codes"].as_array().cloned().unwrap_or_default();
    all.iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn ss_05_a_passkey_that_comes_or_goes_ends_every_other_session_and_renews_this_one() {
    let world = World::start().await;
    let mut keys = Authenticator::synced(&origin(&world));
    let (mut here, mut there, mut robbed) = (world.browser(), world.browser(), world.browser());
    here.sign_in("acme", 1).await;
    there.sign_in("acme", 1).await;
    let flow = Flow::web(&world, "acme").with("scope", "openid offline_access");
    let code = there.get(&flow.url()).await.parameters()["code"].clone();
    let granted = tokens(&flow.redeem(&code).await).refresh_token;
    robbed.jar.clone_from(&here.jar);
    let before = session(&mut here).await;
    let made = enroll(&mut here, &mut keys, &Lie::default()).await;
    assert_eq!((made.status, codes(&made).len()), (201, 10), "{}", made.body);
    let after = session(&mut here).await;
    assert_eq!(
        (&after["id"], &after["acr"], &after["amr"]),
        (
            &before["id"],
            &json!("urn:aero2:acr:phr"),
            &json!(["pwd", "swk", "user", "mfa"])
        )
    );
    assert!(!is_live(&mut there).await && !is_live(&mut robbed).await);
    assert_eq!(flow.refresh(&granted).await.error(), "invalid_grant");
    // And whoever has it may have signed in with it.
    assert_eq!(sign_in(&mut there, &mut keys, &Lie::default()).await.status, 200);
    robbed.jar.clone_from(&here.jar);
    let gone = remove(&mut here).await;
    assert_eq!(gone.status, 200, "{}", gone.body);
    assert_eq!(session(&mut here).await["id"], before["id"]);
    assert_eq!(codes_left(&mut here).await, json!(0), "the codes went along");
    assert!(!is_live(&mut there).await && !is_live(&mut robbed).await);
    world.is_sound().await;
}

#[tokio::test]
async fn ss_05_an_admin_who_takes_a_passkey_ends_what_was_signed_in() {
    let world = World::start().await;
    let mut keys = Authenticator::synced(&origin(&world));
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    enroll(&mut browser, &mut keys, &Lie::default()).await;
    let listed = call(&mut browser, Method::GET, MINE, None).await.json();
    let id = listed["data"][0]["id"].as_str().unwrap();
    let path = format!("/api/users/{}/passkeys/{id}", world.user("acme", 1).id);
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 204);
    assert!(!is_live(&mut browser).await);
    world.is_sound().await;
}

#[tokio::test]
async fn ss_05_a_remembered_browser_is_asked_again_after_a_passkey_was_added() {
    let world = World::start().await;
    let (mut owner, app, _) = with_app(&world, 1).await;
    let mut browser = world.browser();
    let id = tx(&begun(&mut browser, 1).await);
    let body = json!({"totp_code": app.code(&world), "remember_device": true});
    assert_eq!(post(&mut browser, SECOND, &id, &body).await.status, 200);
    assert_eq!(begun(&mut browser, 1).await.json()["status"], "complete");
    let mut keys = Authenticator::synced(&origin(&world));
    let made = enroll(&mut owner, &mut keys, &Lie::default()).await;
    assert_eq!((made.status, codes(&made).len()), (201, 0), "there are codes already");
    assert_eq!(codes_left(&mut owner).await, json!(10));
    let asked = begun(&mut browser, 1).await.json();
    assert_eq!(asked["status"], "needs_second_factor", "{asked}");
    assert_eq!(asked["methods"], json!(["passkey", "totp", "recovery_code"]));
}

#[tokio::test]
async fn who_lost_their_only_passkey_comes_in_with_a_recovery_code_and_with_nothing_less() {
    let world = World::start().await;
    let mut keys = Authenticator::synced(&origin(&world));
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let saved = codes(&enroll(&mut browser, &mut keys, &Lie::default()).await);
    let mut other = world.browser();
    let asked = begun(&mut other, 1).await;
    assert_eq!(asked.json()["methods"], json!(["passkey", "recovery_code"]));
    let id = tx(&asked);
    let wrong = post(&mut other, SECOND, &id, &json!({"recovery_code": "00000-00000"})).await;
    assert_eq!(wrong.error(), "code_invalid");
    let proven = post(&mut other, SECOND, &id, &json!({"recovery_code": saved[0]})).await;
    assert_eq!(proven.status, 200, "{}", proven.body);
    // The lost one is removed, and another one comes with new codes.
    assert_eq!(remove(&mut other).await.status, 200);
    let mut new = Authenticator::synced(&origin(&world));
    let made = enroll(&mut other, &mut new, &Lie::default()).await;
    assert_eq!((made.status, codes(&made).len()), (201, 10), "{}", made.body);
    assert_ne!(codes(&made), saved);
    world.is_sound().await;
}

#[tokio::test]
async fn where_passkeys_are_no_second_factor_one_more_ends_nothing() {
    for settings in [json!({"mfa_policy": "off"}), json!({"mfa_methods": {"passkey": false}})] {
        let world = World::start().await;
        set(&world, &settings).await;
        let mut keys = Authenticator::synced(&origin(&world));
        let (mut here, mut there) = (world.browser(), world.browser());
        here.sign_in("acme", 1).await;
        there.sign_in("acme", 1).await;
        let made = enroll(&mut here, &mut keys, &Lie::default()).await;
        assert_eq!((made.status, codes(&made).len()), (201, 0), "{}", made.body);
        assert!(is_live(&mut there).await && is_live(&mut here).await, "{settings}");
        assert_eq!(remove(&mut here).await.status, 200);
        assert!(!is_live(&mut there).await && is_live(&mut here).await, "{settings}");
        world.is_sound().await;
    }
}

#[tokio::test]
async fn what_was_refused_ends_nothing() {
    let world = World::start().await;
    let mut keys = Authenticator::synced(&origin(&world));
    let (mut here, mut there) = (world.browser(), world.browser());
    here.sign_in("acme", 1).await;
    there.sign_in("acme", 1).await;
    let options = creation(&mut here).await;
    let credential = keys.create(&options, &lie(|it| it.flags = Some(0x41)));
    let refused = call(
        &mut here,
        Method::POST,
        MINE,
        Some(&json!({ "credential": credential })),
    )
    .await;
    assert_eq!(refused.error(), "passkey_invalid");
    assert!(is_live(&mut there).await && is_live(&mut here).await);
}
