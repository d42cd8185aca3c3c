//! The offer of a passkey after a sign-in without one.

use crate::harness::{
    Answer, Browser, World,
    authenticator::{AT, Authenticator, BE, BS, Lie, UP, lie},
    passkeys::{MINE, call, options, origin, sign_in},
};
use http::Method;
use serde_json::{Value, json};

/// Signs in with a password, from a browser that can make passkeys if `able`.
async fn signed_in(browser: &mut Browser<'_>, able: bool) -> Answer {
    let world = browser.world;
    let user = world.user("acme", 1);
    let page = browser.open(&world.url("acme", "/login?return_to=/account/data")).await;
    let page = browser.submit(&page, 0, &[("email", &user.email)]).await;
    let page = browser.follow(page).await;
    let able = if able { "1" } else { "" };
    browser
        .submit(&page, 0, &[("password", &user.password), ("webauthn", able)])
        .await
}

#[tokio::test]
async fn whoever_signs_in_without_one_is_offered_one_and_goes_on() {
    let world = World::start().await;
    let mut browser = world.browser();
    let answer = signed_in(&mut browser, true).await;
    let page = browser.follow(answer).await;
    assert!(page.url.contains("/passkey?tx="), "{}", page.url);
    assert!(
        page.body.contains("data-by-itself"),
        "after a password it may be made without a question"
    );
    let mut keys = Authenticator::synced(&origin(&world));
    let credential = keys.create(&options(&page), &Lie::default()).to_string();
    let at = page
        .forms()
        .iter()
        .position(|form| form.fields.contains_key("credential"))
        .unwrap();
    let done = browser
        .submit(&page, at, &[("credential", &credential), ("silent", "1")])
        .await;
    assert_eq!(done.location(), world.url("acme", "/account/data"), "{}", done.body);
    let listed = call(&mut browser, Method::GET, MINE, None).await.json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    let audit = world
        .manage("acme", Method::GET, "/api/audit?type=passkey.added", None)
        .await
        .json();
    assert_eq!(audit["data"][0]["data"]["silent"], json!(true), "{audit}");
    let again = signed_in(&mut world.browser(), true).await;
    assert_eq!(again.location(), world.url("acme", "/account/data"), "they have one");
    world.is_sound().await;
}

#[tokio::test]
async fn one_that_was_chosen_is_a_second_factor_whose_codes_are_saved_before_anybody_goes_on() {
    let world = World::start().await;
    let (mut browser, mut elsewhere) = (world.browser(), world.browser());
    elsewhere.sign_in("acme", 1).await;
    let answer = signed_in(&mut browser, true).await;
    let page = browser.follow(answer).await;
    let before = browser.cookie("acme", "aero2_session");
    let mut keys = Authenticator::synced(&origin(&world));
    let credential = keys.create(&options(&page), &Lie::default()).to_string();
    let done = browser.submit(&page, 0, &[("credential", &credential)]).await;
    assert_ne!(browser.cookie("acme", "aero2_session"), before, "{}", done.body);
    let page = browser.follow(done).await;
    assert_eq!(page.body.matches("<li><code").count(), 10, "{}", page.body);
    let unsaid = browser.submit(&page, 0, &[("saved", "")]).await;
    assert_eq!(unsaid.status, 422);
    let done = browser.submit(&unsaid, 0, &[("saved", "yes")]).await;
    assert_eq!(done.location(), world.url("acme", "/account/data"), "{}", done.body);
    let again = browser.get(&page.url.clone()).await;
    assert_eq!(again.location(), world.url("acme", "/account/data"), "shown no more");
    let ended = call(&mut elsewhere, Method::GET, "/api/auth/session", None).await;
    assert_eq!(ended.status, 401);
    world.is_sound().await;
}

#[tokio::test]
async fn ss_05_one_that_the_browser_made_by_itself_ends_nothing() {
    let world = World::start().await;
    let (mut browser, mut elsewhere) = (world.browser(), world.browser());
    elsewhere.sign_in("acme", 1).await;
    let answer = signed_in(&mut browser, true).await;
    let page = browser.follow(answer).await;
    let mut keys = Authenticator::synced(&origin(&world));
    let credential = keys.create(&options(&page), &Lie::default()).to_string();
    let done = browser
        .submit(&page, 0, &[("credential", &credential), ("silent", "1")])
        .await;
    assert_eq!(done.location(), world.url("acme", "/account/data"), "{}", done.body);
    let held = call(&mut browser, Method::GET, "/api/users/me/mfa", None).await.json();
    assert_eq!(held["recovery_codes_left"], json!(0));
    for browser in [&mut browser, &mut elsewhere] {
        let live = call(browser, Method::GET, "/api/auth/session", None).await;
        assert_eq!(live.status, 200);
    }
}

#[tokio::test]
async fn not_now_holds_for_a_month_and_without_a_script_nobody_is_asked() {
    let world = World::start().await;
    assert_eq!(
        signed_in(&mut world.browser(), false).await.location(),
        world.url("acme", "/account/data")
    );
    let mut browser = world.browser();
    let answer = signed_in(&mut browser, true).await;
    let page = browser.follow(answer).await;
    let cookie = page.header("set-cookie");
    assert!(
        cookie.contains("aero2_passkey_offer=1") && cookie.contains("Max-Age=2592000"),
        "{cookie}"
    );
    let wrong = browser.submit(&page, 0, &[("credential", "nonsense")]).await;
    assert_eq!(wrong.status, 400);
    let last = page.forms().len() - 1;
    let later = browser.submit(&page, last, &[("choice", "later")]).await;
    assert_eq!(later.location(), world.url("acme", "/account/data"), "{}", later.body);
    let url = world.url("acme", "/api/auth/signout");
    browser.api(Method::POST, &url, "", Some(&json!({}))).await;
    let again = signed_in(&mut browser, true).await;
    assert_eq!(again.location(), world.url("acme", "/account/data"));
    let mut other = world.browser();
    let answer = signed_in(&mut other, true).await;
    let page = other.follow(answer).await;
    let never = other.submit(&page, last, &[("choice", "never")]).await;
    assert!(
        never.header("set-cookie").contains("Max-Age=34560000"),
        "{:?}",
        never.headers
    );
}

#[tokio::test]
async fn an_application_may_leave_it_out() {
    let world = World::start().await;
    let set = |body: Value| async move { body };
    for body in [
        json!({"passkey_prompt": false}),
        json!({"passkey_prompt": true, "auth_methods": {"passkey": false}}),
    ] {
        let body = set(body).await;
        world
            .manage("acme", Method::PATCH, "/api/applications/settings", Some(&body))
            .await;
        assert_eq!(
            signed_in(&mut world.browser(), true).await.location(),
            world.url("acme", "/account/data")
        );
    }
    let page = world.browser().open(&world.url("acme", "/login")).await;
    assert!(!page.body.contains("data-passkey"), "{}", page.body);
}

#[tokio::test]
async fn one_that_the_browser_made_by_itself_needs_nobody_there_until_it_is_used() {
    // Kept in step, and nobody present or verified: what Chromium and Safari say of a passkey that they made without a question.
    let nobody = lie(|it| it.flags = Some(BE | BS | AT));
    let world = World::start().await;
    let mut browser = world.browser();
    let answer = signed_in(&mut browser, true).await;
    let page = browser.follow(answer).await;
    let mut keys = Authenticator::synced(&origin(&world));
    let chosen = keys.create(&options(&page), &nobody).to_string();
    let refused = browser.submit(&page, 0, &[("credential", &chosen)]).await;
    assert_eq!(refused.status, 400, "a person who chose it is there: {}", refused.body);
    let silent = keys.create(&options(&refused), &nobody).to_string();
    let made = browser
        .submit(&refused, 0, &[("credential", &silent), ("silent", "1")])
        .await;
    assert_eq!(made.location(), world.url("acme", "/account/data"), "{}", made.body);
    let unverified = lie(|it| it.flags = Some(UP | BE | BS));
    let refused = sign_in(&mut world.browser(), &mut keys, &unverified).await;
    assert_eq!(refused.error(), "passkey_invalid", "its use verifies them");
    let used = sign_in(&mut world.browser(), &mut keys, &Lie::default()).await;
    assert_eq!(used.status, 200, "{}", used.body);
    // Where that is switched off, none is made.
    let world = World::start().await;
    let off = json!({"passkey_silent_create": false});
    world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&off))
        .await;
    let mut browser = world.browser();
    let answer = signed_in(&mut browser, true).await;
    let page = browser.follow(answer).await;
    let mut keys = Authenticator::synced(&origin(&world));
    let silent = keys.create(&options(&page), &nobody).to_string();
    let refused = browser
        .submit(&page, 0, &[("credential", &silent), ("silent", "1")])
        .await;
    assert_eq!(refused.status, 400, "{}", refused.body);
}
