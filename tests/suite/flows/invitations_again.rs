//! Invitations that are mailed again, and those whose mail did not arrive (behaviour 5.13).

use crate::harness::{Answer, World};
use http::Method;
use serde_json::{Value, json};

const KIM: &str = "kim@example.com";
const BOUNCES: &str = "bounce@simulator.amazonses.com";
const DAY: i64 = 86_400;

/// Invites somebody; the path of the invitation.
async fn invited(world: &World, email: &str) -> String {
    let body = json!({"email": email});
    let made = world
        .manage("acme", Method::POST, "/api/invitations", Some(&body))
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    format!("/api/invitations/{}", made.json()["id"].as_str().unwrap())
}

async fn again(world: &World, path: &str) -> Answer {
    let resend = format!("{path}/resend");
    world.manage("acme", Method::POST, &resend, None).await
}

async fn shown(world: &World, path: &str) -> Value {
    world.manage("acme", Method::GET, path, None).await.json()
}

/// The link of the newest mail.
fn link(world: &World, email: &str) -> String {
    let mails = world.local.aws.outbox.list(Some(email));
    let mut words = mails.first().expect("a mail").text.split_whitespace();
    words
        .find(|word| word.contains("/invite?token="))
        .expect("a link")
        .to_owned()
}

#[tokio::test]
async fn rs_03_only_the_link_of_the_latest_mail_works_and_it_lives_anew() {
    let world = World::start().await;
    let path = invited(&world, KIM).await;
    let first = link(&world, KIM);
    world.later(6 * DAY);
    let answer = again(&world, &path).await;
    assert_eq!((answer.status, world.mails(KIM)), (200, 2), "{}", answer.body);
    assert_eq!(answer.json()["resent"], 1);
    let second = link(&world, KIM);
    assert_eq!(
        world.browser().get(&first).await.error_page(),
        "invitation_invalid",
        "a newer one kills the older"
    );
    world.later(6 * DAY);
    assert_eq!(world.browser().get(&second).await.status, 200, "its life began anew");
    let taken = json!({"email": KIM});
    let refused = world
        .manage("acme", Method::POST, "/api/invitations", Some(&taken))
        .await;
    assert_eq!(refused.error(), "already_invited", "and its mailbox is kept as long");
    let forged = second.replace(".1.", ".2.");
    assert_ne!(forged, second);
    assert_eq!(world.browser().get(&forged).await.error_page(), "invitation_invalid");
    world.is_sound().await;
}

#[tokio::test]
async fn in_01_what_is_over_is_not_mailed_again() {
    let world = World::start().await;
    let path = invited(&world, KIM).await;
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 204);
    let refused = again(&world, &path).await;
    assert_eq!((refused.status, refused.error().as_str()), (409, "not_pending"));
    let never = "/api/invitations/inv_00000000000000000000000000";
    assert_eq!(again(&world, never).await.status, 404);
    assert_eq!(world.mails(KIM), 1);
}

#[tokio::test]
async fn rl_01_mails_of_one_invitation_count_like_invitations() {
    let world = World::start().await;
    let path = invited(&world, KIM).await;
    for _ in 1..10 {
        assert_eq!(again(&world, &path).await.status, 200);
    }
    let refused = again(&world, &path).await;
    assert_eq!((refused.status, world.mails(KIM)), (429, 10));
    assert_eq!(shown(&world, &path).await["resent"], 9, "nothing was written");
}

#[tokio::test]
async fn an_invitation_whose_mail_did_not_arrive_says_so_and_is_not_lost() {
    let world = World::start().await;
    let path = invited(&world, BOUNCES).await;
    assert_eq!(world.mails(BOUNCES), 1);
    let failed = shown(&world, &path).await;
    assert!(failed["delivery_failed_at"].is_string(), "it came back: {failed}");
    assert_eq!(failed["status"], "pending", "somebody may hand the link over");
    assert_eq!(world.browser().get(&link(&world, BOUNCES)).await.status, 200);
    let answer = again(&world, &path).await.json();
    assert!(answer["delivery_failed_at"].is_null());
    assert_eq!(world.mails(BOUNCES), 1, "the mailbox is silenced");
    let failed = shown(&world, &path).await;
    assert!(failed["delivery_failed_at"].is_string(), "nothing was sent: {failed}");
    let events = world.events("acme").await;
    let told = events.iter().filter(|event| *event == "invitation.delivery_failed");
    assert_eq!(told.count(), 2);
    world.is_sound().await;
}
