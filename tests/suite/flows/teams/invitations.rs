//! Inviting to a team: by the mechanism of all invitations; a developer accepts with their account, a new one makes theirs.

use super::{Developer, PASSWORD, link, token};
use crate::harness::World;
use http::Method;
use serde_json::{Value, json};

const KIM: &str = "kim@example.com";
const ACCEPT: &str = "/api/organizations/accept-invitation";
const DECLINE: &str = "/api/organizations/decline-invitation";

#[tokio::test]
async fn in_01_somebody_new_comes_in_by_the_link_once_with_the_role_of_the_invitation() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let invited = ada.invite("Kim@Example.com", "support").await;
    assert_eq!(invited.status, 201, "{}", invited.body);
    let body = invited.json();
    assert_eq!(
        (&body["role"], &body["org_id"], &body["status"]),
        (&json!("support"), &json!(ada.team), &json!("pending"))
    );
    let link = link(&world, "Kim@Example.com");
    let secret = token(&world, "Kim@Example.com");
    assert!(!invited.body.contains(&secret), "the link is in the mail only");
    let mail = &world.local.aws.outbox.list(Some("Kim@Example.com"))[0];
    assert!(mail.subject.contains("ada’s team"), "{}", mail.subject);
    let mut scanner = world.browser();
    for _ in 0..2 {
        assert_eq!(scanner.get(&link).await.status, 200, "looking changes nothing");
    }
    let mut browser = world.browser();
    let page = browser.open(&link).await;
    let done = browser
        .submit(&page, 0, &[("name", "Kim Lee"), ("password", PASSWORD)])
        .await;
    assert_eq!(done.status, 303, "{}", done.body);
    let kim = Developer::of(browser).await;
    assert_eq!(kim.team, ada.team, "no team of their own was asked for");
    assert_eq!(kim.get(&ada.own("")).await["role"], "support");
    assert_eq!(scanner.get(&link).await.error_page(), "invitation_invalid");
    let listed = ada.get(&ada.own("/invitations?status=accepted")).await;
    assert_eq!(listed["data"][0]["accepted_by"], kim.id.as_str());
    // The application's own invitations are others.
    let own = format!("{}?limit=10", "/api/invitations");
    let operators = crate::harness::Browser::operator(&world).await;
    let url = world.url("dashboard", &own);
    let listed = world.send(operators.at_dashboard(Method::GET, &url)).await.json();
    assert_eq!(listed["data"], json!([]), "{listed}");
    world.is_sound().await;
}

#[tokio::test]
async fn in_01_only_the_owner_of_the_mailbox_accepts() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    let eve = Developer::new(&world, "eve").await;
    ada.invite("bob@example.com", "developer").await;
    let body = json!({"token": token(&world, "bob@example.com")});
    let refused = eve.call(Method::POST, ACCEPT, body.clone()).await;
    assert_eq!(
        (refused.status, refused.error().as_str()),
        (403, "invitation_wrong_email")
    );
    let accepted = bob.call(Method::POST, ACCEPT, body.clone()).await;
    assert_eq!(accepted.status, 200, "{}", accepted.body);
    assert_eq!(accepted.json(), json!({"org_id": ada.team, "role": "developer"}));
    let again = bob.call(Method::POST, ACCEPT, body).await;
    assert_eq!((again.status, again.error().as_str()), (400, "invitation_invalid"));
    for wrong in ["", "x", "inv_00000000000000000000000000.x"] {
        let refused = bob.call(Method::POST, ACCEPT, json!({"token": wrong})).await;
        assert_eq!((refused.status, refused.error().as_str()), (400, "invitation_invalid"));
    }
    let member = ada.invite("BOB@example.com", "admin").await;
    assert_eq!((member.status, member.error().as_str()), (409, "already_member"));
    assert_eq!(bob.get("/api/organizations").await["data"].as_array().unwrap().len(), 2);
    world.is_sound().await;
}

#[tokio::test]
async fn in_01_rs_03_an_invitation_is_one_at_a_time_and_ends_when_revoked_declined_sent_again_or_old() {
    let world = World::start().await;
    let ada = Developer::new(&world, "ada").await;
    let bob = Developer::new(&world, "bob").await;
    let eve = Developer::new(&world, "eve").await;
    let first = ada.invite(KIM, "member").await.json();
    let again = ada.invite("KIM@example.com", "admin").await;
    assert_eq!((again.status, again.error().as_str()), (409, "already_invited"));
    assert_eq!(eve.invite(KIM, "member").await.status, 201, "of another team");
    let path = |rest: &str| ada.own(&format!("/invitations/{}{rest}", first["id"].as_str().unwrap()));
    // Sent again, the former link is dead.
    world.later(1);
    ada.call(Method::DELETE, &path(""), Value::Null).await;
    world.later(1);
    let second = ada.invite("bob@example.com", "member").await.json();
    let dead = token(&world, "bob@example.com");
    let resent = ada
        .call(
            Method::POST,
            &ada.own(&format!("/invitations/{}/resend", second["id"].as_str().unwrap())),
            Value::Null,
        )
        .await;
    assert_eq!(
        (resent.status, &resent.json()["resent"]),
        (200, &json!(1)),
        "{}",
        resent.body
    );
    let live = token(&world, "bob@example.com");
    assert_ne!(dead, live);
    let accept = |token: &str| bob.call(Method::POST, ACCEPT, json!({"token": token}));
    assert_eq!(accept(&dead).await.error(), "invitation_invalid");
    // Declined.
    let url = world.url("dashboard", DECLINE);
    let declined = world
        .send(crate::harness::Call::new(Method::POST, &url).json(&json!({"token": live})))
        .await;
    assert_eq!(declined.status, 204, "{}", declined.body);
    assert_eq!(accept(&live).await.error(), "invitation_invalid");
    let gone = ada.call(Method::DELETE, &path(""), Value::Null).await;
    assert_eq!((gone.status, gone.error().as_str()), (409, "not_pending"));
    let statuses = |listed: Value| -> Vec<String> {
        let all = listed["data"].as_array().unwrap().clone();
        all.iter().map(|one| super::text(&one["status"])).collect()
    };
    assert_eq!(
        statuses(ada.get(&ada.own("/invitations")).await),
        ["declined", "revoked"]
    );
    // Old.
    world.later(1);
    ada.invite("bob@example.com", "member").await;
    let late = token(&world, "bob@example.com");
    world.later(7 * 86_400);
    let mut browser = world.browser();
    assert_eq!(
        browser
            .get(&world.url("dashboard", &format!("/invite?token={late}")))
            .await
            .status,
        400
    );
    world.is_sound().await;
}
