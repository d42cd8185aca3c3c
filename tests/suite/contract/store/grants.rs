//! Updates: a refresh token is rotated once, and our own rotation is known again when its reply was lost (rules 3.6).

use crate::contract::{lossy::LossyStore, story::story};
use domain::{
    ApplicationId, ClientId, GrantId, SessionId, Timestamp, UserId,
    clock::Epoch,
    grant::{Epochs, Grant, RevokedReason},
};
use platform::system::SystemEntropy;
use protocol::{acr::Acr, scope::ScopeSet};
use store::{Created, Rotated, Rotation};

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

fn grant() -> Grant {
    let born = Epoch::born(NOW);
    Grant {
        id: GrantId::generate(NOW, &SystemEntropy),
        user_id: UserId::generate(NOW, &SystemEntropy),
        client_id: ClientId::generate(NOW, &SystemEntropy),
        issuer: "https://acme.example".into(),
        scope: ScopeSet::parse("openid offline_access").unwrap(),
        resource: Vec::new(),
        userinfo_claims: Vec::new(),
        id_token_claims: Vec::new(),
        auth_time: NOW,
        amr: vec!["pwd".into()],
        acr: Acr::OneFactor,
        session_id: SessionId::generate(NOW, &SystemEntropy),
        offline: true,
        current: Some("first".into()),
        previous: None,
        rotated_at: None,
        generation: 0,
        expires_at: NOW.plus_secs(86_400),
        idle_expires_at: Some(NOW.plus_secs(3600)),
        epochs: Epochs {
            application: born,
            client: born,
            user: born,
        },
        revoked: None,
        created_at: NOW,
    }
}

async fn rotate(lossy: &LossyStore, app: &ApplicationId, grant: &Grant, presented: &str, successor: &str) -> Rotated {
    let turn = Rotation {
        user: &grant.user_id,
        grant: &grant.id,
        client: &grant.client_id,
        issuer: &grant.issuer,
        presented,
        successor,
        idle_until: NOW.plus_secs(7200),
        now: NOW,
    };
    lossy.store.rotate_grant(app, &turn).await.unwrap()
}

async fn made(lossy: &LossyStore) -> (ApplicationId, Grant) {
    let (app, grant) = (ApplicationId::generate(NOW, &SystemEntropy), grant());
    assert!(matches!(
        lossy.store.create_grant(&app, &grant, &[]).await.unwrap(),
        Created::New
    ));
    (app, grant)
}

#[tokio::test]
async fn a_code_makes_one_grant_though_the_reply_was_lost() {
    story(async |target| {
        let lossy = target.store().await;
        lossy.lose(1);
        let (app, grant) = made(&lossy).await;
        match lossy.store.create_grant(&app, &grant, &[]).await.unwrap() {
            Created::Before(old) => assert_eq!(*old, grant),
            Created::New => panic!("the code was redeemed twice"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_is_rotated_once_though_the_reply_was_lost() {
    story(async |target| {
        let lossy = target.store().await;
        let (app, grant) = made(&lossy).await;
        lossy.lose(2);
        match rotate(&lossy, &app, &grant, "first", "second").await {
            Rotated::Done(grant) => {
                assert_eq!((grant.current.as_deref(), grant.generation), (Some("second"), 1));
            }
            Rotated::Refused(old) => panic!("our own rotation was not known again: {old:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_who_present_one_token_the_second_sees_what_the_first_did() {
    story(async |target| {
        let lossy = target.store().await;
        let (app, grant) = made(&lossy).await;
        assert!(matches!(
            rotate(&lossy, &app, &grant, "first", "second").await,
            Rotated::Done(_)
        ));
        match rotate(&lossy, &app, &grant, "first", "second").await {
            Rotated::Refused(Some(old)) => {
                assert_eq!(
                    (old.current.as_deref(), old.previous.as_deref()),
                    (Some("second"), Some("first"))
                );
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_revoked_grant_does_not_rotate() {
    story(async |target| {
        let lossy = target.store().await;
        let (app, grant) = made(&lossy).await;
        let of = (&grant.user_id, &grant.id);
        lossy.lose(1);
        assert!(
            lossy
                .store
                .revoke_grant(&app, of, None, RevokedReason::Client, &[])
                .await
                .unwrap()
        );
        let refused = rotate(&lossy, &app, &grant, "first", "second").await;
        assert!(matches!(refused, Rotated::Refused(Some(old)) if old.revoked == Some(RevokedReason::Client)));
    })
    .await;
}
