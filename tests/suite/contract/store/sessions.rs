//! A session goes on under another secret once, and not when it ended: a writer who read it earlier must not bring it back.

use crate::contract::story::story;
use domain::{
    ApplicationId, Change, Event, SessionId, Timestamp, UserId,
    clock::Epoch,
    event::{Actor, EventKind},
    session::{Session, SessionEpochs},
    sign_in::{Method, Target, Transaction},
    step_up::Again,
    user::User,
};
use platform::system::SystemEntropy;
use protocol::acr::Acr;
use store::{Completion, FactorWrites, NewFactors, NewPerson, Renewal, Store, StoreError};

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

fn session() -> Session {
    let born = Epoch::born(NOW);
    Session {
        id: SessionId::generate(NOW, &SystemEntropy),
        user_id: UserId::generate(NOW, &SystemEntropy),
        secret_hash: "first".into(),
        created_at: NOW,
        expires_at: NOW.plus_secs(86_400),
        auth_time: NOW,
        amr: vec!["pwd".into()],
        acr: Acr::OneFactor,
        epochs: SessionEpochs {
            application: born,
            user: born,
        },
        device_id: None,
        idp_id: None,
        ip_address: None,
        user_agent: None,
        ended_at: None,
    }
}

fn because(session: Session, kind: EventKind) -> Change<Session> {
    Change::because(session, Event::new(kind, Actor::system(), NOW, &SystemEntropy))
}

/// What the one who read `before` writes.
async fn step_up(store: &Store, app: &ApplicationId, before: &Session, secret: &str) -> Result<(), StoreError> {
    let after = before
        .clone()
        .step_up(secret.to_owned(), Again::First(Method::Password), NOW.plus_secs(60));
    let change = because(after, EventKind::SessionSteppedUp);
    store.step_up(app, change, &before.secret_hash, None, NOW).await
}

/// A session as the end of a sign-in makes it.
async fn made(store: &Store) -> (ApplicationId, Session) {
    let (app, session) = (ApplicationId::generate(NOW, &SystemEntropy), session());
    let begun = Transaction::begin("browser".into(), Target::ReturnTo("/account".into()), NOW);
    let completion = Completion {
        transaction: ("transaction".into(), begun),
        user_id: session.user_id,
        session: Some(because(session.clone(), EventKind::UserSignedIn)),
        device: None,
        mailbox: None,
        person: None,
        user: None,
        is_kept: false,
        password: None,
        invitation: None,
        identities: Vec::new(),
        ended_identities: Vec::new(),
        passkey: None,
        new_passkey: None,
        ended_passkeys: Vec::new(),
        factors: FactorWrites::default(),
        events: Vec::new(),
    };
    store.complete_sign_in(&app, completion, NOW).await.unwrap();
    (app, session)
}

async fn found(store: &Store, app: &ApplicationId, session: &Session) -> Session {
    let found = store.session(app, &session.user_id, &session.id, NOW).await;
    found.unwrap().unwrap()
}

#[tokio::test]
async fn ss_01_of_two_who_replace_one_secret_the_second_is_refused() {
    story(async |target| {
        let lossy = target.store().await;
        let (app, before) = made(&lossy.store).await;
        lossy.lose(1);
        step_up(&lossy.store, &app, &before, "second").await.unwrap();
        let late = step_up(&lossy.store, &app, &before, "third").await;
        assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
        assert_eq!(found(&lossy.store, &app, &before).await.secret_hash, "second");
    })
    .await;
}

#[tokio::test]
async fn a_session_that_ended_is_not_brought_back() {
    story(async |target| {
        let lossy = target.store().await;
        let (app, before) = made(&lossy.store).await;
        let over = because(before.clone().end(NOW), EventKind::SessionRevoked);
        lossy.store.end_session(&app, over).await.unwrap();
        let late = step_up(&lossy.store, &app, &before, "second").await;
        assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
        assert!(found(&lossy.store, &app, &before).await.ended_at.is_some());
    })
    .await;
}

/// Somebody new, with a session.
async fn signed_in(store: &Store) -> (ApplicationId, User, Session) {
    let (app, session) = made(store).await;
    let user: User = serde_json::from_value(serde_json::json!({
        "id": session.user_id, "email": "ada@example.com", "email_verified": true, "status": "active", "roles": [],
        "has_password": true, "token_epoch": session.epochs.user, "created_at": NOW, "updated_at": NOW, "version": 1,
    }))
    .unwrap();
    let person = NewPerson {
        user: Change::silent(user.clone()),
        email_hash: "ada".into(),
        password: None,
        totp: None,
    };
    store.create_user(&app, &person).await.unwrap();
    (app, user, session)
}

/// What whoever changes their factors writes, with the session they have.
async fn change_factors(store: &Store, app: &ApplicationId, user: &User, before: &Session) -> Result<(), StoreError> {
    let user = user.clone().revoke_all(NOW);
    let renewal = Renewal {
        session: Session {
            secret_hash: "renewed".into(),
            ..before.clone()
        },
        replaces: before.secret_hash.clone(),
    };
    let new = NewFactors {
        user: Change::silent(user),
        factors: FactorWrites::default(),
        session: Some(renewal),
    };
    store.change_factors(app, new).await
}

#[tokio::test]
async fn a_session_that_ended_does_not_go_on_with_new_credentials_and_nothing_is_written() {
    story(async |target| {
        let lossy = target.store().await;
        let (app, user, before) = signed_in(&lossy.store).await;
        let over = because(before.clone().end(NOW), EventKind::SessionRevoked);
        lossy.store.end_session(&app, over).await.unwrap();
        let late = change_factors(&lossy.store, &app, &user, &before).await;
        assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
        assert!(found(&lossy.store, &app, &before).await.ended_at.is_some());
        let kept = lossy.store.user(&app, &user.id).await.unwrap().unwrap();
        assert_eq!(kept.version, 1);
    })
    .await;
}

#[tokio::test]
async fn a_session_goes_on_with_new_credentials_though_the_reply_was_lost() {
    story(async |target| {
        let lossy = target.store().await;
        let (app, user, before) = signed_in(&lossy.store).await;
        lossy.lose(1);
        change_factors(&lossy.store, &app, &user, &before).await.unwrap();
        assert_eq!(found(&lossy.store, &app, &before).await.secret_hash, "renewed");
    })
    .await;
}
