//! Puts: what only one may do, done once although the reply was lost and the SDK asked again.

use crate::contract::{lossy::LossyStore, story::story};
use domain::{ApplicationId, EventId, Timestamp};
use platform::system::SystemEntropy;
use store::{Claim, Claimed, MailTurn, StoreError};

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

fn app() -> ApplicationId {
    ApplicationId::generate(NOW, &SystemEntropy)
}

async fn spend(lossy: &LossyStore, app: &ApplicationId, value: &str) -> bool {
    lossy.store.spend(app, value, NOW.plus_secs(60), NOW).await.unwrap()
}

#[tokio::test]
async fn a_value_is_spent_by_one_and_only_one() {
    story(async |target| {
        let (lossy, app) = (target.store().await, app());
        assert!(spend(&lossy, &app, "one").await);
        assert!(!spend(&lossy, &app, "one").await);
        lossy.lose(1);
        assert!(spend(&lossy, &app, "two").await, "our own write is known again");
        assert!(!spend(&lossy, &app, "two").await);
        lossy.lose(1);
        assert!(
            !spend(&lossy, &app, "one").await,
            "a refusal stays one when its reply is lost"
        );
    })
    .await;
}

#[tokio::test]
async fn a_value_spent_until_it_is_over_may_be_spent_again() {
    story(async |target| {
        let (lossy, app) = (target.store().await, app());
        assert!(spend(&lossy, &app, "one").await);
        let later = NOW.plus_secs(61);
        assert!(
            lossy
                .store
                .spend(&app, "one", later.plus_secs(60), later)
                .await
                .unwrap()
        );
    })
    .await;
}

#[tokio::test]
async fn a_claim_is_mine_though_its_reply_was_lost() {
    story(async |target| {
        let (lossy, app) = (target.store().await, app());
        lossy.lose(2);
        let claim = async |body, nonce: &str| {
            let claimed = lossy.store.claim_request(&app, "hash", body, nonce.to_owned(), NOW);
            claimed.await.unwrap()
        };
        let mine = Claimed {
            born: NOW,
            nonce: "one".to_owned(),
            again: false,
        };
        assert_eq!(claim("body", "one").await, Claim::Mine(mine));
        assert!(matches!(claim("body", "two").await, Claim::Running(_)));
        assert_eq!(claim("other", "three").await, Claim::OtherBody);
    })
    .await;
}

#[tokio::test]
async fn a_mail_is_claimed_by_one_until_its_lease_is_over() {
    story(async |target| {
        let (lossy, app) = (target.store().await, app());
        let event = EventId::generate(NOW, &SystemEntropy);
        lossy.lose(1);
        assert_eq!(lossy.store.claim_mail(&app, &event, NOW).await.unwrap(), MailTurn::Ours);
        assert_eq!(
            lossy.store.claim_mail(&app, &event, NOW).await.unwrap(),
            MailTurn::Theirs
        );
        let later = NOW.plus_secs(3600);
        assert_eq!(
            lossy.store.claim_mail(&app, &event, later).await.unwrap(),
            MailTurn::Ours
        );
        lossy.store.mail_sent(&app, &event, later).await.unwrap();
        assert_eq!(
            lossy
                .store
                .claim_mail(&app, &event, later.plus_secs(3600))
                .await
                .unwrap(),
            MailTurn::Sent
        );
    })
    .await;
}

#[tokio::test]
async fn the_first_root_stays() {
    story(async |target| {
        let lossy = target.store().await;
        lossy.lose(1);
        assert_eq!(lossy.store.create_root("first".into()).await.unwrap(), "first");
        assert_eq!(lossy.store.create_root("second".into()).await.unwrap(), "first");
        assert_eq!(lossy.store.root().await.unwrap().as_deref(), Some("first"));
    })
    .await;
}

#[tokio::test]
async fn what_stays_unanswered_is_said_and_was_done_all_the_same() {
    story(async |target| {
        let (lossy, app) = (target.store().await, app());
        lossy.lose(3);
        let unanswered = lossy.store.spend(&app, "one", NOW.plus_secs(60), NOW).await;
        assert!(matches!(unanswered, Err(StoreError::Unavailable(_))), "{unanswered:?}");
        assert!(!spend(&lossy, &app, "one").await);
    })
    .await;
}
