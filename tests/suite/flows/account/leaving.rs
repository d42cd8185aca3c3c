//! A person leaves, or an admin lets them go; and people take along what is kept about them.

use super::ending::{DAY, ME, comes_back, leave, settings, signed_in, status};
use crate::harness::{Browser, Call, Flow, World};
use http::Method;
use serde_json::json;

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
    assert_eq!(
        two.get(&world.url("acme", ME)).await.status,
        401,
        "ss_05: there and then"
    );
    assert_eq!(flow.refresh(&tokens.refresh_token).await.error(), "invalid_grant");
    assert_eq!(flow.userinfo(&tokens.access_token).await.status, 401);
    let mails = world.local.aws.outbox.list(Some(&world.user("acme", 1).email));
    let at = gone.json()["deletion_at"].as_str().unwrap().to_owned();
    let day = at.split('T').next().unwrap();
    assert!(mails[0].subject.contains("will be deleted on") && mails[0].text.contains(day));
    assert!(
        world
            .events("acme")
            .await
            .contains(&"user.deletion_scheduled".to_owned())
    );
    world.is_sound().await;
}

#[tokio::test]
async fn leaving_needs_a_fresh_sign_in_and_the_form_of_ones_own_page() {
    let world = World::start().await;
    let mut browser = signed_in(&world).await;
    let page = browser.open(&world.url("acme", "/account/data")).await;
    let forms = page.forms();
    assert!(
        forms[0].action.ends_with("/export") && forms[1].action.ends_with("/delete"),
        "{}",
        page.body
    );
    let email = world.user("acme", 1).email.clone();
    let fields = [
        ("confirm", email.as_str()),
        ("account", world.user("acme", 1).id.as_str()),
    ];
    let forged = browser.post(&forms[1].action, &fields).await;
    assert_eq!(
        (forged.status, forged.body.contains("csrf_failed")),
        (403, true),
        "{}",
        forged.body
    );
    let wrong = browser.submit(&page, 1, &[("confirm", "no")]).await;
    assert!(
        wrong.status == 422 && wrong.body.contains("confirm-problem"),
        "{}",
        wrong.body
    );
    world.later(301);
    let stale = browser.submit(&page, 1, &[("confirm", &email)]).await;
    assert!(stale.location().contains("/step-up?return_to="), "{}", stale.location());
    assert_eq!(leave(&mut browser).await.error(), "step_up_required");
    assert_eq!(status(&world).await, "active");
    let page = browser.follow(stale).await;
    let answer = browser
        .submit(&page, 0, &[("password", &world.user("acme", 1).password)])
        .await;
    let page = browser.follow(answer).await;
    let answer = browser.submit(&page, 1, &[("confirm", &email)]).await;
    let page = browser.follow(answer).await;
    assert!(page.body.contains("Your account will be deleted"), "{}", page.body);
    assert_eq!(status(&world).await, "deletion_scheduled");
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
    let refused = world
        .send(operator.at_dashboard(Method::DELETE, &url).json(&body))
        .await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(
        ["last_operator", "last_admin"].contains(&refused.error().as_str()),
        "{}",
        refused.body
    );
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
    assert_eq!(
        (&shown["status"], &shown["deletion_at"]),
        (&json!("deletion_scheduled"), &gone.json()["deletion_at"])
    );
    assert!(shown.get("status_before").is_none());
    let listed = world
        .manage("acme", Method::GET, "/api/users?status=deletion_scheduled", None)
        .await
        .json();
    assert_eq!(listed["data"][0]["id"], json!(user.id));
    let disable = format!("{path}/disable");
    assert_eq!(
        world
            .manage("acme", Method::POST, &disable, Some(&json!({})))
            .await
            .status,
        200
    );
    let (_, page) = comes_back(&world).await;
    assert_eq!(page.status, 401, "a deletion is no way around being switched off");
    let back = world.manage("acme", Method::POST, &restore, None).await;
    assert_eq!((back.status, &back.json()["status"]), (200, &json!("disabled")));
    world.manage("acme", Method::DELETE, &path, None).await;
    world.later(7 * DAY);
    assert_eq!(
        world.manage("acme", Method::POST, &restore, None).await.status,
        404,
        "too late"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn what_is_kept_about_a_person_is_theirs_to_take() {
    let world = World::start().await;
    let mut browser = signed_in(&world).await;
    let page = browser.open(&world.url("acme", "/account/data")).await;
    let file = browser.submit(&page, 0, &[]).await;
    assert_eq!(
        (file.status, file.header("content-type")),
        (200, "application/json".to_owned())
    );
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"account.json\""
    );
    assert_eq!(file.header("cache-control"), "no-store");
    let url = world.url("acme", "/api/users/me/export");
    let archive = browser.api(Method::POST, &url, "", Some(&json!({}))).await.json();
    assert_eq!(archive["profile"]["email"], json!(world.user("acme", 1).email));
    assert_eq!(archive["sessions"][0]["is_current"], true);
    let noted = archive["activity"].as_array().unwrap().iter();
    let noted = noted.filter(|moment| moment["type"] == "user.exported").count();
    assert_eq!(noted, 1, "the first download was noted");
    let text = archive.to_string();
    for secret in [
        "argon2",
        "secret_hash",
        "token_epoch",
        world.user("acme", 2).id.as_str(),
    ] {
        assert!(!text.contains(secret), "{secret}");
    }
    world.later(301);
    let stale = browser.api(Method::POST, &url, "", Some(&json!({}))).await;
    assert_eq!(stale.error(), "step_up_required");
    assert_eq!(
        world.send(Call::new(Method::POST, &url).json(&json!({}))).await.status,
        401
    );
}
