//! One's own factors: seen, replaced, removed, and new recovery codes.

use super::{App, ME, VERIFY, begun, enrol, post, session, set, subjects, tx, with_app};
use crate::harness::{Browser, World};
use http::Method;
use serde_json::{Value, json};

async fn held(browser: &mut Browser<'_>) -> Value {
    let url = browser.world.url("acme", ME);
    browser.get(&url).await.json()
}

async fn remove(browser: &mut Browser<'_>) -> crate::harness::Answer {
    let url = browser.world.url("acme", &format!("{ME}/totp"));
    browser.api(Method::DELETE, &url, "", None).await
}

#[tokio::test]
async fn ss_05_enrolling_and_removing_end_every_other_session_and_renew_this_one() {
    let world = World::start().await;
    let (mut here, mut there, mut robbed) = (world.browser(), world.browser(), world.browser());
    here.sign_in("acme", 1).await;
    there.sign_in("acme", 1).await;
    robbed.jar.clone_from(&here.jar);
    let before = session(&mut here).await;
    let (_, codes) = enrol(&mut here).await;
    assert_eq!(codes.len(), 10);
    let after = session(&mut here).await;
    assert_eq!(
        (&after["id"], &after["acr"]),
        (&before["id"], &json!("urn:aero2:acr:mfa"))
    );
    for browser in [&mut there, &mut robbed] {
        let url = world.url("acme", "/api/auth/session");
        assert_eq!(browser.get(&url).await.status, 401);
    }
    let now = held(&mut here).await;
    assert_eq!(now["enrolled"][0]["method"], "totp", "{now}");
    assert_eq!(
        (&now["policy"], &now["recovery_codes_left"]),
        (&json!("optional"), &json!(10))
    );
    assert_eq!(remove(&mut here).await.status, 204);
    let now = held(&mut here).await;
    assert_eq!(
        (&now["enrolled"], &now["recovery_codes_left"]),
        (&json!([]), &json!(0)),
        "the codes went along"
    );
    let gone = remove(&mut here).await;
    assert_eq!((gone.status, gone.error().as_str()), (404, "not_found"));
    assert_eq!(begun(&mut world.browser(), 1).await.json()["status"], "complete");
    let told = subjects(&world, &world.user("acme", 1).email);
    assert!(told.iter().any(|subject| subject.contains("removed")), "{told:?}");
    world.is_sound().await;
}

#[tokio::test]
async fn what_the_policy_needs_is_not_removed_and_only_replaced_when_that_is_meant() {
    let world = World::start().await;
    let (mut browser, old, codes) = with_app(&world, 1).await;
    set(&world, &json!({"mfa_policy": "required"})).await;
    let refused = remove(&mut browser).await;
    assert_eq!((refused.status, refused.error().as_str()), (403, "mfa_required"));
    let begin = format!("{ME}/totp/setup");
    let refused = post(&mut browser, &begin, "", &json!({})).await;
    assert_eq!((refused.status, refused.error().as_str()), (409, "already_enrolled"));
    let offered = post(&mut browser, &begin, "", &json!({"replace": true})).await.json();
    let new = App::of(offered["secret"].as_str().unwrap());
    let done = post(
        &mut browser,
        &format!("{ME}/totp/verify"),
        "",
        &json!({"code": new.code(&world)}),
    )
    .await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert!(
        done.json().get("recovery_codes").is_none(),
        "the codes of before still hold"
    );
    world.later(30);
    let mut other = world.browser();
    let id = tx(&begun(&mut other, 1).await);
    let dead = post(&mut other, VERIFY, &id, &json!({"totp_code": old.code(&world)})).await;
    assert_eq!(dead.error(), "code_invalid");
    let alive = post(&mut other, VERIFY, &id, &json!({"recovery_code": codes[0]})).await;
    assert_eq!(alive.status, 200, "{}", alive.body);
    world.is_sound().await;
}

#[tokio::test]
async fn rs_03_new_recovery_codes_kill_the_old_ones() {
    let world = World::start().await;
    let mut plain = world.browser();
    plain.sign_in("acme", 2).await;
    let none = post(&mut plain, &format!("{ME}/recovery-codes"), "", &json!({})).await;
    assert_eq!((none.status, none.error().as_str()), (409, "not_enrolled"));
    let (mut browser, _, old) = with_app(&world, 1).await;
    let made = post(&mut browser, &format!("{ME}/recovery-codes"), "", &json!({}))
        .await
        .json();
    let new = made["recovery_codes"].as_array().unwrap();
    assert_eq!(new.len(), 10);
    let mut other = world.browser();
    let id = tx(&begun(&mut other, 1).await);
    let dead = post(&mut other, VERIFY, &id, &json!({"recovery_code": old[0]})).await;
    assert_eq!(dead.error(), "code_invalid");
    let alive = post(&mut other, VERIFY, &id, &json!({"recovery_code": new[0]})).await;
    assert_eq!(alive.status, 200, "{}", alive.body);
    let told = subjects(&world, &world.user("acme", 1).email);
    assert!(
        told.iter().any(|subject| subject.contains("New recovery codes")),
        "{told:?}"
    );
}

#[tokio::test]
async fn changing_factors_needs_a_fresh_sign_in() {
    let world = World::start().await;
    let (mut browser, _, _) = with_app(&world, 1).await;
    world.later(301);
    for path in ["/totp/setup", "/recovery-codes"] {
        let refused = post(&mut browser, &format!("{ME}{path}"), "", &json!({})).await;
        assert_eq!(
            (refused.status, refused.error().as_str()),
            (403, "step_up_required"),
            "{path}"
        );
    }
    assert_eq!(remove(&mut browser).await.error(), "step_up_required");
    assert_eq!(
        held(&mut browser).await["recovery_codes_left"],
        json!(10),
        "looking does not"
    );
    let nobody = post(&mut world.browser(), &format!("{ME}/totp/setup"), "", &json!({})).await;
    assert_eq!(nobody.status, 401);
}

#[tokio::test]
async fn the_portal_sets_an_app_up_moves_it_and_removes_it() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let page = browser.open(&world.url("acme", "/account/security")).await;
    let page = browser.open(&page.link("/account/mfa")).await;
    let answer = browser.submit(&page, 0, &[]).await;
    let page = browser.follow(answer).await;
    let (_, rest) = page.body.split_once("<code dir=\"ltr\">").unwrap();
    let app = App::of(rest.split_once("</code>").unwrap().0);
    let answer = browser.submit(&page, 0, &[("code", &app.code(&world))]).await;
    let page = browser.follow(answer).await;
    assert_eq!(page.body.matches("<li><code").count(), 10, "{}", page.body);
    assert!(page.body.contains("Your authenticator app is set up"));
    let answer = browser.submit(&page, 0, &[("saved", "yes")]).await;
    let page = browser.follow(answer).await;
    assert_eq!(page.body.matches("<li><code").count(), 0);
    assert!(page.body.contains("10 recovery codes are left"), "{}", page.body);
    let by = |page: &crate::harness::Answer, step: &str| {
        let forms = page.forms();
        let found = forms
            .iter()
            .position(|form| form.fields.get("step").is_some_and(|value| value == step));
        found.unwrap_or_else(|| panic!("{step}: {}", page.body))
    };
    let answer = browser.submit(&page, by(&page, "codes"), &[]).await;
    let page = browser.follow(answer).await;
    assert_eq!(page.body.matches("<li><code").count(), 10, "new ones");
    let answer = browser.submit(&page, by(&page, "saved"), &[("saved", "yes")]).await;
    let page = browser.follow(answer).await;
    let answer = browser.submit(&page, by(&page, "remove"), &[]).await;
    let page = browser.follow(answer).await;
    assert!(page.body.contains("The app is removed"), "{}", page.body);
    let foreign = browser
        .post(
            &page.url.clone(),
            &[("form_token", "x"), ("step", "begin"), ("account", "usr_1")],
        )
        .await;
    assert_eq!(foreign.status, 403, "{}", foreign.body);
    world.is_sound().await;
}

#[tokio::test]
async fn an_app_is_part_of_what_is_taken_along_and_goes_with_the_account() {
    let world = World::start().await;
    set(&world, &json!({"deletion_grace_days": 0})).await;
    let (mut browser, _, _) = with_app(&world, 1).await;
    let archive = post(&mut browser, "/api/users/me/export", "", &json!({})).await;
    assert_eq!(archive.status, 200, "{}", archive.body);
    let factors = archive.json()["second_factors"].clone();
    assert_eq!(factors["recovery_codes_left"], json!(10), "{factors}");
    assert!(!archive.body.contains("sealed"), "{}", archive.body);
    let email = &world.user("acme", 1).email;
    let url = world.url("acme", "/api/users/me");
    let gone = browser
        .api(Method::DELETE, &url, "", Some(&json!({"confirm": email})))
        .await;
    assert_eq!(gone.status, 202, "{}", gone.body);
    let left = world.items().await;
    let of_factors = ["totp", "totp_setup", "recovery_codes"];
    let rest: Vec<_> = left
        .iter()
        .filter(|item| of_factors.contains(&item["t"]["S"].as_str().unwrap_or("")))
        .collect();
    assert!(rest.is_empty(), "{rest:?}");
    world.is_sound().await;
}
