//! The ways: password, mailed code, provider; each for those who have nothing stronger.

use super::{STEP_UP, guarded, post, session, without_password};
use crate::harness::{
    World,
    upstream::{UPSTREAM, Upstream, round_trip, set_up, sign_in},
};
use http::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn ss_01_a_password_proves_it_again_under_a_new_secret_and_the_session_goes_on() {
    let world = World::start().await;
    let (mut browser, mut robbed) = (world.browser(), world.browser());
    browser.sign_in("acme", 1).await;
    robbed.jar.clone_from(&browser.jar);
    world.later(301);
    assert_eq!(guarded(&mut browser).await.error(), "step_up_required");
    let before = session(&mut browser).await;
    let proof = json!({"password": world.user("acme", 1).password});
    let answer = post(&mut browser, STEP_UP, &proof).await.expect(StatusCode::OK);
    let after = answer.json()["session"].clone();
    for member in ["id", "created_at", "expires_at"] {
        assert_eq!(after[member], before[member], "{member} stays");
    }
    assert_ne!(after["auth_time"], before["auth_time"]);
    assert_eq!(
        (&after["amr"], &after["acr"]),
        (&json!(["pwd"]), &json!("urn:aero2:acr:1fa"))
    );
    assert_eq!(session(&mut browser).await, after, "the new cookie is the session's");
    assert_eq!(guarded(&mut browser).await.status, 200, "and the call is repeated");
    let url = world.url("acme", "/api/auth/session");
    assert_eq!(robbed.get(&url).await.status, 401, "whoever took the old cookie is out");
    assert!(world.events("acme").await.contains(&"session.stepped_up".to_owned()));
    world.is_sound().await;
}

#[tokio::test]
async fn wrong_passwords_are_counted_as_at_a_sign_in() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let cookie = browser.cookie("acme", "aero2_session");
    for _ in 0..5 {
        let wrong = post(&mut browser, STEP_UP, &json!({"password": "not-it-at-all-9"})).await;
        assert_eq!((wrong.status, wrong.error().as_str()), (401, "invalid_credentials"));
    }
    let right = json!({"password": world.user("acme", 1).password});
    let locked = post(&mut browser, STEP_UP, &right).await;
    assert_eq!((locked.status, locked.error().as_str()), (429, "too_many_attempts"));
    assert_eq!(browser.cookie("acme", "aero2_session"), cookie);
    world.later(301);
    assert_eq!(post(&mut browser, STEP_UP, &right).await.status, 200);
}

#[tokio::test]
async fn exactly_one_proof_is_taken_and_only_one_of_the_persons_own() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    for (body, code) in [
        (json!({}), "validation_error"),
        (json!({"password": "x", "email_code": "123456"}), "validation_error"),
        (json!({"voice_code": "123456"}), "unknown_field"),
        (json!({"email_code": "123456"}), "method_unavailable"),
        (json!({"totp_code": "123456"}), "method_unavailable"),
        (json!({"recovery_code": "abcde-fghij"}), "method_unavailable"),
    ] {
        let refused = post(&mut browser, STEP_UP, &body).await;
        assert_eq!((refused.status, refused.error().as_str()), (422, code), "{body}");
    }
    let mails = world.mails("mia@acme.example");
    let refused = post(&mut browser, "/api/auth/step-up/email-code/send", &json!({})).await;
    assert_eq!(
        refused.error(),
        "method_unavailable",
        "who has a password is not mailed"
    );
    assert_eq!(world.mails("mia@acme.example"), mails);
    let nobody = post(&mut world.browser(), STEP_UP, &json!({"password": "x"})).await;
    assert_eq!(nobody.status, 401);
}

#[tokio::test]
async fn ot_03_a_mailed_code_is_for_who_has_nothing_else_and_for_this_session_only() {
    let world = World::start().await;
    let email = "plain@acme.test";
    let mut browser = without_password(&world, email).await;
    world.later(301);
    let refused = guarded(&mut browser).await.json();
    assert_eq!(refused["methods"], json!(["email_code"]), "{refused}");
    let sent = post(&mut browser, "/api/auth/step-up/email-code/send", &json!({})).await;
    assert_eq!(sent.status, 202, "{}", sent.body);
    let mail = &world.local.aws.outbox.list(Some(email))[0];
    assert!(mail.subject.contains("confirms that it is you"), "{}", mail.subject);
    let code = world.code_for(email);
    let wrong = if code == "000000" { "111111" } else { "000000" };
    let refused = post(&mut browser, STEP_UP, &json!({"email_code": wrong})).await;
    assert_eq!(
        (refused.error().as_str(), refused.json()["attempts_left"].as_u64()),
        ("code_invalid", Some(4))
    );
    // The same person in another browser, signed in by the next code of the mailbox: neither code is good for the other.
    let answer = post(&mut browser, STEP_UP, &json!({"email_code": code})).await;
    assert_eq!(answer.json()["session"]["amr"], json!(["email"]), "{}", answer.body);
    let again = post(&mut browser, STEP_UP, &json!({"email_code": code})).await;
    assert_eq!(again.error(), "code_expired", "it works once");
    assert_eq!(guarded(&mut browser).await.status, 200);
    world.is_sound().await;
}

#[tokio::test]
async fn a_code_that_was_mailed_for_another_session_or_to_sign_in_proves_nothing() {
    let world = World::start().await;
    let email = "plain@acme.test";
    let mut here = without_password(&world, email).await;
    let mut there = world.browser();
    let page = there.open(&world.url("acme", "/login")).await;
    let answer = there.submit(&page, 0, &[("email", email)]).await;
    let page = there.follow(answer).await;
    let answer = there.submit(&page, 1, &[]).await;
    let page = there.follow(answer).await;
    let for_sign_in = world.code_for(email);
    let refused = post(&mut here, STEP_UP, &json!({"email_code": for_sign_in})).await;
    assert_eq!(refused.error(), "code_expired", "another purpose");
    there.submit(&page, 0, &[("code", &for_sign_in)]).await;
    post(&mut there, "/api/auth/step-up/email-code/send", &json!({})).await;
    let for_there = world.code_for(email);
    let refused = post(&mut here, STEP_UP, &json!({"email_code": for_there})).await;
    assert_eq!(refused.error(), "code_expired", "another session");
    let taken = post(&mut there, STEP_UP, &json!({"email_code": for_there})).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
}

#[tokio::test]
async fn the_page_mails_a_code_when_it_is_asked_to_and_takes_it() {
    let world = World::start().await;
    let email = "plain@acme.test";
    let mut browser = without_password(&world, email).await;
    let mails = world.mails(email);
    world.later(301);
    let page = browser.open(&world.url("acme", "/account/data")).await;
    let page = browser.open(&page.link("/step-up")).await;
    assert_eq!(world.mails(email), mails, "a GET mails nothing");
    let answer = browser.submit(&page, 0, &[]).await;
    let page = browser.follow(answer).await;
    assert!(page.body.contains("six-digit code"), "{}", page.body);
    let wrong = browser.submit(&page, 0, &[("code", "12")]).await;
    assert_eq!(
        (wrong.status, wrong.body.contains("tries left")),
        (400, true),
        "{}",
        wrong.body
    );
    let done = browser.submit(&page, 0, &[("code", &world.code_for(email))]).await;
    assert_eq!(done.location(), world.url("acme", "/account/data"), "{}", done.body);
    assert_eq!(guarded(&mut browser).await.status, 200);
}

#[tokio::test]
async fn who_came_through_a_provider_goes_there_again() {
    let world = World::here(UPSTREAM).await;
    let upstream = Upstream::start(&world).await;
    set_up(&world, "acme", &upstream.oidc()).await;
    upstream.said().person = json!({"sub": "u-9", "email": "fed@acme.test", "email_verified": true});
    let mut browser = world.browser();
    sign_in(&upstream, &mut browser, "acme", "upstream").await;
    world.later(301);
    let refused = guarded(&mut browser).await.json();
    assert_eq!(refused["methods"], json!(["provider"]), "{refused}");
    let page = browser
        .open(&world.url("acme", "/step-up?return_to=%2Faccount%2Fdata"))
        .await;
    let way = page.link("/rp/authorize?idp=upstream");
    let there = browser.get(&way).await.parameters();
    assert_eq!((there["prompt"].as_str(), there["max_age"].as_str()), ("login", "0"));
    let done = round_trip(&upstream, &mut browser, &way).await;
    assert_eq!(done.location(), world.url("acme", "/account/data"));
    assert_eq!(guarded(&mut browser).await.status, 200);
    // A provider that is gone proves nothing; the mailbox takes its place.
    world.later(301);
    let listed = world.manage("acme", Method::GET, "/api/idps", None).await.json();
    let path = format!("/api/idps/{}", listed["data"][0]["id"].as_str().unwrap());
    world
        .manage("acme", Method::PATCH, &path, Some(&json!({"enabled": false})))
        .await
        .expect(StatusCode::OK);
    let page = browser.open(&world.url("acme", "/step-up")).await;
    assert!(page.body.contains("Mail me a code"), "{}", page.body);
}

#[tokio::test]
async fn a_form_of_somebody_else_is_not_taken_and_nobody_is_sent_to_another_site() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let page = browser
        .open(&world.url("acme", "/step-up?return_to=https%3A%2F%2Fevil.example"))
        .await;
    let mut other = world.browser();
    other.sign_in("acme", 2).await;
    let mine = browser.jar["acme.localhost"]["aero2_session"].clone();
    let theirs = other.jar["acme.localhost"]["aero2_session"].clone();
    let jar = browser.jar.get_mut("acme.localhost").unwrap();
    jar.insert("aero2_session".into(), theirs);
    let password = world.user("acme", 1).password.clone();
    let refused = browser.submit(&page, 0, &[("password", &password)]).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    let jar = browser.jar.get_mut("acme.localhost").unwrap();
    jar.insert("aero2_session".into(), mine);
    let done = browser.submit(&page, 0, &[("password", &password)]).await;
    assert_eq!(done.location(), world.url("acme", "/account"));
    let signed_out = world
        .browser()
        .get(&world.url("acme", "/step-up?return_to=%2Faccount"))
        .await;
    assert_eq!(
        signed_out.location(),
        world.url("acme", "/login?return_to=%2Faccount"),
        "nobody is signed in"
    );
}

#[tokio::test]
async fn what_was_typed_into_a_guarded_form_is_there_when_its_person_comes_back() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let page = browser.open(&world.url("acme", "/account/security")).await;
    let at = page
        .forms()
        .iter()
        .position(|form| form.action.ends_with("/account/email"));
    world.later(301);
    let stale = browser
        .submit(&page, at.unwrap(), &[("email", "moved@acme.test")])
        .await;
    let there = stale.location();
    assert!(
        there.contains("/step-up?return_to=") && !there.contains("moved"),
        "no address in an address: {there}"
    );
    let page = browser.follow(stale).await;
    let password = &world.user("acme", 1).password;
    let answer = browser.submit(&page, 0, &[("password", password)]).await;
    let (back, page) = (answer.location(), browser.follow(answer).await);
    let form = page.forms().into_iter().nth(at.unwrap()).unwrap();
    assert_eq!(form.fields["email"], "moved@acme.test", "{}", page.body);
    let mut otto = world.browser();
    otto.sign_in("acme", 2).await;
    let page = otto.open(&back).await;
    assert!(!page.body.contains("moved@acme.test"), "it is hers");
    let (_, kept) = back.split_once("kept=").unwrap();
    let elsewhere = world.url("acme", &format!("/account/data?kept={kept}"));
    let page = browser.open(&elsewhere).await;
    assert!(
        page.status == 200 && !page.body.contains("moved@acme.test"),
        "of another page"
    );
    world.later(1_800);
    let page = browser.open(&back).await;
    assert!(
        page.status == 200 && !page.body.contains("moved@acme.test"),
        "half an hour ago"
    );
}

#[tokio::test]
async fn mt_04_a_session_of_one_application_proves_nothing_at_another() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let cookie = browser.cookie("acme", "aero2_session").unwrap();
    let url = world.url("globex", STEP_UP);
    let call = crate::harness::Call::new(Method::POST, &url)
        .header("cookie", format!("aero2_session={cookie}"))
        .header("sec-fetch-site", "same-origin");
    let body = json!({"password": world.user("acme", 1).password});
    assert_eq!(world.send(call.json(&body)).await.status, 401);
}
