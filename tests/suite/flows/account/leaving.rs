//! A person leaves, and comes back in time; and takes along what is kept about them.

use crate::harness::{Answer, Browser, Call, Flow, World};
use functions::events::erase_accounts;
use http::Method;
use local::aws::recorder;
use serde_json::{Value, json};

const ME: &str = "/api/users/me";
const DAY: i64 = 86_400;

async fn signed_in(world: &World) -> Browser<'_> {
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    browser
}

async fn settings(world: &World, part: Value) {
    let path = "/api/applications/settings";
    let answer = world.manage("acme", Method::PATCH, path, Some(&part)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn leave(browser: &mut Browser<'_>) -> Answer {
    let url = browser.world.url("acme", ME);
    let email = browser.world.user("acme", 1).email.clone();
    let body = json!({"confirm": email.to_uppercase()});
    browser.api(Method::DELETE, &url, "", Some(&body)).await
}

async fn run(world: &World) {
    let running = Box::pin(erase_accounts::handle(&world.local.services));
    let done = recorder::acting("erase-accounts", running).await.unwrap();
    assert_eq!(done.failed, 0);
    world.local.drain().await;
}

async fn status(world: &World) -> Value {
    let path = format!("/api/users/{}", world.user("acme", 1).id);
    world.manage("acme", Method::GET, &path, None).await.json()["status"].clone()
}

/// Types the password of the person on the sign-in page; answers the page that follows.
async fn comes_back<'w>(world: &'w World) -> (Browser<'w>, Answer) {
    let user = world.user("acme", 1);
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.sign_in_from(&page, &user.email, &user.password).await;
    let page = browser.follow(answer).await;
    (browser, page)
}

#[tokio::test]
async fn rt_04_leaving_ends_every_session_and_token_at_once_and_says_when() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let tokens = flow.tokens().await;
    let (mut one, mut two) = (signed_in(&world).await, signed_in(&world).await);
    let wrong = json!({"confirm": "somebody@else.example"});
    let refused = one.api(Method::DELETE, &world.url("acme", ME), "", Some(&wrong)).await;
    assert_eq!((refused.status, refused.error().as_str()), (422, "validation_error"));
    let gone = leave(&mut one).await;
    assert_eq!(gone.status, 202, "{}", gone.body);
    assert!(gone.json()["deletion_at"].is_string());
    assert_eq!(one.cookie("acme", "aero2_session"), None);
    assert_eq!(two.get(&world.url("acme", ME)).await.status, 401, "ss_05: there and then");
    assert_eq!(flow.refresh(&tokens.refresh_token).await.error(), "invalid_grant");
    assert_eq!(flow.userinfo(&tokens.access_token).await.status, 401);
    let mails = world.local.aws.outbox.list(Some(&world.user("acme", 1).email));
    let day = gone.json()["deletion_at"].as_str().unwrap()[..10].to_owned();
    assert!(mails[0].subject.contains("will be deleted on") && mails[0].text.contains(&day));
    assert!(world.events("acme").await.contains(&"user.deletion_scheduled".to_owned()));
    world.is_sound().await;
}

#[tokio::test]
async fn leaving_needs_a_fresh_sign_in_and_the_form_of_ones_own_page() {
    let world = World::start().await;
    let mut browser = signed_in(&world).await;
    let page = browser.open(&world.url("acme", "/account/data")).await;
    let forms = page.forms();
    assert!(forms[0].action.ends_with("/export") && forms[1].action.ends_with("/delete"), "{}", page.body);
    let email = world.user("acme", 1).email.clone();
    let fields = [("confirm", email.as_str()), ("account", world.user("acme", 1).id.as_str())];
    let forged = browser.post(&forms[1].action, &fields).await;
    assert_eq!((forged.status, forged.body.contains("csrf_failed")), (403, true), "{}", forged.body);
    let wrong = browser.submit(&page, 1, &[("confirm", "no")]).await;
    assert!(wrong.status == 422 && wrong.body.contains("confirm-problem"), "{}", wrong.body);
    world.later(301);
    let stale = browser.submit(&page, 1, &[("confirm", &email)]).await;
    assert!(stale.location().contains("fresh=1"), "{}", stale.location());
    assert_eq!(leave(&mut browser).await.error(), "step_up_required");
    assert_eq!(status(&world).await, "active");
    let answer = browser.follow(stale).await;
    browser.sign_in_from(&answer, &email, &world.user("acme", 1).password).await;
    let page = browser.open(&world.url("acme", "/account/data")).await;
    let answer = browser.submit(&page, 1, &[("confirm", &email)]).await;
    let page = browser.follow(answer).await;
    assert!(page.body.contains("Your account will be deleted"), "{}", page.body);
    assert_eq!(status(&world).await, "deletion_scheduled");
}

#[tokio::test]
async fn whoever_comes_back_in_time_is_asked_and_keeps_the_account() {
    let world = World::start().await;
    leave(&mut signed_in(&world).await).await;
    let (mut browser, page) = comes_back(&world).await;
    assert!(page.body.contains("Keep your account?"), "{}", page.body);
    assert_eq!(browser.cookie("acme", "aero2_session"), None, "nothing is issued yet");
    assert_eq!(browser.get(&world.url("acme", ME)).await.status, 401);
    let answer = browser.submit(&page, 0, &[("decision", "keep")]).await;
    assert_eq!(answer.location(), world.url("acme", "/account"), "{}", answer.body);
    assert_eq!((status(&world).await, browser.get(&world.url("acme", ME)).await.status), (json!("active"), 200));
    // The same form again acts no second time.
    let again = browser.submit(&page, 0, &[("decision", "leave")]).await;
    assert_eq!((again.status, status(&world).await), (303, json!("active")));
    assert!(world.events("acme").await.contains(&"user.deletion_cancelled".to_owned()));
    world.later(8 * DAY);
    run(&world).await;
    assert_eq!(status(&world).await, "active");
    world.is_sound().await;
}

#[tokio::test]
async fn whoever_leaves_it_gets_nothing_and_the_client_is_told() {
    let world = World::start().await;
    leave(&mut signed_in(&world).await).await;
    let flow = Flow::web(&world, "acme");
    let user = world.user("acme", 1);
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let answer = browser.sign_in_from(&page, &user.email, &user.password).await;
    let page = browser.follow(answer).await;
    let answer = browser.submit(&page, 0, &[("decision", "leave")]).await;
    assert_eq!(answer.parameters()["error"], "access_denied");
    assert_eq!((browser.cookie("acme", "aero2_session"), status(&world).await), (None, json!("deletion_scheduled")));
    let late = browser.submit(&page, 0, &[("decision", "keep")]).await;
    assert_eq!((late.status, status(&world).await), (401, json!("deletion_scheduled")));
    world.is_sound().await;
}

#[tokio::test]
async fn every_way_in_leads_past_the_question() {
    let world = World::start().await;
    settings(&world, json!({"auth_methods": {"magic_link": true}})).await;
    leave(&mut signed_in(&world).await).await;
    let user = world.user("acme", 1);
    // By code.
    let mut browser = world.browser();
    let send = world.url("acme", "/api/auth/email-code");
    let sent = browser.api(Method::POST, &send, "", Some(&json!({"email": user.email}))).await;
    let tx = sent.json()["transaction_id"].as_str().unwrap().to_owned();
    let typed = json!({"code": world.code_for(&user.email)});
    let verify = world.url("acme", "/api/auth/email-code/verify");
    let asked = browser.api(Method::POST, &verify, &tx, Some(&typed)).await;
    assert_eq!(asked.json()["status"], "needs_reactivation", "{}", asked.body);
    assert!(asked.json()["deletion_at"].is_string() && asked.json().get("session").is_none());
    // By link.
    world.later(31);
    let mut other = world.browser();
    other.api(Method::POST, &send, "", Some(&json!({"email": user.email}))).await;
    let mail = world.local.aws.outbox.list(Some(&user.email)).remove(0).text;
    let link = mail.split_whitespace().find(|word| word.contains("/login/link?token=")).unwrap().to_owned();
    let page = other.open(&link).await;
    let answer = other.submit(&page, 0, &[]).await;
    assert!(other.follow(answer).await.body.contains("Keep your account?"));
    // A new password does not sign in, and does not keep the account.
    world.later(31);
    let forgot = world.url("acme", "/api/auth/password/forgot");
    other.api(Method::POST, &forgot, "", Some(&json!({"email": user.email}))).await;
    let reset = json!({"email": user.email, "code": world.code_for(&user.email), "new_password": "copper-lantern-orchard-27"});
    let done = other.api(Method::POST, &world.url("acme", "/api/auth/password/reset"), "", Some(&reset)).await;
    assert_eq!((done.status, status(&world).await), (200, json!("deletion_scheduled")), "{}", done.body);
    // What was asked before the new password is over.
    let keep = world.url("acme", "/api/auth/reactivation");
    let late = browser.api(Method::POST, &keep, &tx, Some(&json!({"decision": "keep"}))).await;
    assert_eq!(late.error(), "tx_expired");
    world.is_sound().await;
}

#[tokio::test]
async fn a_form_of_ones_own_keeps_the_account_or_leaves_it() {
    let world = World::start().await;
    let user = world.user("acme", 1);
    leave(&mut signed_in(&world).await).await;
    let credentials = json!({"email": user.email, "password": user.password});
    let mut browser = world.browser();
    let cancel = world.url("acme", "/api/users/me/deletion/cancel");
    let nobody = browser.api(Method::POST, &cancel, "", Some(&json!({}))).await;
    assert_eq!(nobody.error(), "tx_expired");
    let signin = world.url("acme", "/api/auth/signin");
    let asked = browser.api(Method::POST, &signin, "", Some(&credentials)).await;
    let tx = asked.json()["transaction_id"].as_str().unwrap().to_owned();
    let current = browser.api(Method::GET, &world.url("acme", "/api/auth/transactions/current"), &tx, None).await;
    assert_eq!((&current.json()["status"], &current.json()["methods"]), (&json!("needs_reactivation"), &json!([])));
    // Nobody else's browser, and no other step.
    let mut stranger = world.browser();
    assert_eq!(stranger.api(Method::POST, &cancel, &tx, Some(&json!({}))).await.error(), "tx_expired");
    let elsewhere = browser.api(Method::POST, &world.url("acme", "/api/auth/profile"), &tx, Some(&json!({}))).await;
    assert_eq!(elsewhere.error(), "wrong_state");
    let left = json!({"decision": "leave"});
    let gone = browser.api(Method::POST, &world.url("acme", "/api/auth/reactivation"), &tx, Some(&left)).await;
    assert_eq!((gone.status, status(&world).await), (204, json!("deletion_scheduled")));
    let asked = browser.api(Method::POST, &signin, "", Some(&credentials)).await;
    let tx = asked.json()["transaction_id"].as_str().unwrap().to_owned();
    let kept = browser.api(Method::POST, &cancel, &tx, Some(&json!({}))).await;
    assert_eq!((kept.status, &kept.json()["status"]), (200, &json!("complete")), "{}", kept.body);
    assert_eq!(status(&world).await, "active");
    let nothing = browser.api(Method::POST, &cancel, "", Some(&json!({}))).await;
    assert_eq!((nothing.status, nothing.error().as_str()), (404, "not_found"));
}

#[tokio::test]
async fn the_question_stands_for_a_quarter_of_an_hour() {
    let world = World::start().await;
    leave(&mut signed_in(&world).await).await;
    let (mut browser, page) = comes_back(&world).await;
    world.later(901);
    let late = browser.submit(&page, 0, &[("decision", "keep")]).await;
    assert_eq!((late.status, status(&world).await), (401, json!("deletion_scheduled")));
}

#[tokio::test]
async fn en_01_an_account_that_is_scheduled_over_due_or_erased_answers_like_none() {
    let world = World::start().await;
    settings(&world, json!({"signup_mode": "invite_only"})).await;
    let user = world.user("acme", 1).clone();
    leave(&mut signed_in(&world).await).await;
    let mut answers = Vec::new();
    let mut ask = async |email: &str| {
        let mut browser = world.browser();
        let page = browser.open(&world.url("acme", "/login")).await;
        let answer = browser.sign_in_from(&page, email, "wrong-horse-battery").await;
        let mut forgot = world.browser();
        let url = world.url("acme", "/api/auth/password/forgot");
        let asked = forgot.api(Method::POST, &url, "", Some(&json!({"email": email}))).await;
        answers.push((answer.status, asked.status, asked.body));
    };
    ask("nobody@acme.example").await;
    ask(&user.email).await;
    world.later(7 * DAY);
    let mails = world.mails(&user.email);
    ask(&user.email).await;
    assert_eq!(world.mails(&user.email), mails, "its day has come, though nobody was there yet");
    // The right password does not help any more.
    let (browser, page) = comes_back(&world).await;
    assert_eq!((page.status, browser.cookie("acme", "aero2_session")), (401, None));
    run(&world).await;
    ask(&user.email).await;
    assert!(answers.windows(2).all(|two| two[0] == two[1]), "{answers:?}");
}

#[tokio::test]
async fn without_a_grace_the_account_is_gone_at_once() {
    let world = World::start().await;
    settings(&world, json!({"deletion_grace_days": 0})).await;
    let user = world.user("acme", 1).clone();
    let gone = leave(&mut signed_in(&world).await).await;
    assert_eq!(gone.status, 202, "{}", gone.body);
    let path = format!("/api/users/{}", user.id);
    assert_eq!(world.manage("acme", Method::GET, &path, None).await.status, 404);
    let mails = world.local.aws.outbox.list(Some(&user.email));
    assert!(mails[0].subject.contains("was deleted"), "{}", mails[0].subject);
    world.is_sound().await;
}

#[tokio::test]
async fn the_last_admin_of_a_team_hands_over_first() {
    let world = World::start().await;
    let operator = Browser::operator(&world).await;
    let url = world.url("dashboard", ME);
    let body = json!({"confirm": world.seeded.operator.email});
    let refused = world.send(operator.at_dashboard(Method::DELETE, &url).json(&body)).await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(["last_operator", "last_admin"].contains(&refused.error().as_str()), "{}", refused.body);
}

#[tokio::test]
async fn an_admin_schedules_restores_and_does_not_let_the_switched_off_back_in() {
    let world = World::start().await;
    let user = world.user("acme", 1).clone();
    let path = format!("/api/users/{}", user.id);
    let restore = format!("{path}/restore");
    assert_eq!(world.manage("acme", Method::POST, &restore, None).await.status, 404);
    let gone = world.manage("acme", Method::DELETE, &path, None).await;
    assert_eq!(gone.status, 202, "{}", gone.body);
    world.later(60);
    let again = world.manage("acme", Method::DELETE, &path, None).await;
    assert_eq!(again.json(), gone.json(), "the day stays");
    let shown = world.manage("acme", Method::GET, &path, None).await.json();
    assert_eq!((&shown["status"], &shown["deletion_at"]), (&json!("deletion_scheduled"), &gone.json()["deletion_at"]));
    assert!(shown.get("status_before").is_none());
    let listed = world.manage("acme", Method::GET, "/api/users?status=deletion_scheduled", None).await.json();
    assert_eq!(listed["data"][0]["id"], json!(user.id));
    let disable = format!("{path}/disable");
    assert_eq!(world.manage("acme", Method::POST, &disable, Some(&json!({}))).await.status, 200);
    let (_, page) = comes_back(&world).await;
    assert_eq!(page.status, 401, "a deletion is no way around being switched off");
    let back = world.manage("acme", Method::POST, &restore, None).await;
    assert_eq!((back.status, &back.json()["status"]), (200, &json!("disabled")));
    world.manage("acme", Method::DELETE, &path, None).await;
    world.later(7 * DAY);
    assert_eq!(world.manage("acme", Method::POST, &restore, None).await.status, 404, "too late");
    world.is_sound().await;
}

#[tokio::test]
async fn what_is_kept_about_a_person_is_theirs_to_take() {
    let world = World::start().await;
    let mut browser = signed_in(&world).await;
    let page = browser.open(&world.url("acme", "/account/data")).await;
    let file = browser.submit(&page, 0, &[]).await;
    assert_eq!((file.status, file.header("content-type")), (200, "application/json".to_owned()));
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"account.json\"");
    assert_eq!(file.header("cache-control"), "no-store");
    let url = world.url("acme", "/api/users/me/export");
    let archive = browser.api(Method::POST, &url, "", Some(&json!({}))).await.json();
    assert_eq!(archive["profile"]["email"], json!(world.user("acme", 1).email));
    assert_eq!(archive["sessions"][0]["is_current"], true);
    assert_eq!(archive["activity"][0]["type"], "user.exported", "the first was noted");
    let text = archive.to_string();
    for secret in ["argon2", "secret_hash", "token_epoch", world.user("acme", 2).id.as_str()] {
        assert!(!text.contains(secret), "{secret}");
    }
    world.later(301);
    let stale = browser.api(Method::POST, &url, "", Some(&json!({}))).await;
    assert_eq!(stale.error(), "step_up_required");
    assert_eq!(world.send(Call::new(Method::POST, &url).json(&json!({}))).await.status, 401);
}
