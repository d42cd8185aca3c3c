//! Transactions: a role and the marker of its name, together, and known as our own when the reply was lost.

use crate::contract::story::story;
use domain::{ApplicationId, Change, RoleId, Timestamp, role::Role};
use platform::system::SystemEntropy;
use store::StoreError;

const NOW: Timestamp = Timestamp::from_secs(1_800_000_000);

fn role(name: &str) -> Role {
    Role {
        id: RoleId::generate(NOW, &SystemEntropy),
        name: name.into(),
        description: String::new(),
        permissions: Vec::new(),
        system: false,
        created_at: NOW,
        updated_at: NOW,
        version: 1,
    }
}

fn app() -> ApplicationId {
    ApplicationId::generate(NOW, &SystemEntropy)
}

#[tokio::test]
async fn a_name_is_taken_by_one_role() {
    story(async |target| {
        let (lossy, app) = (target.store().await, app());
        let (editor, other) = (role("editor"), role("editor"));
        lossy
            .store
            .save_role(&app, Change::silent(editor.clone()), None)
            .await
            .unwrap();
        let taken = lossy.store.save_role(&app, Change::silent(other), None).await;
        assert!(matches!(taken, Err(StoreError::Conflict)), "{taken:?}");
        assert_eq!(lossy.store.roles(&app).await.unwrap(), [editor]);
        // Another application's names are its own.
        lossy
            .store
            .save_role(&self::app(), Change::silent(role("editor")), None)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_role_is_saved_though_the_reply_was_lost() {
    story(async |target| {
        let (lossy, app) = (target.store().await, app());
        let editor = role("editor");
        lossy.lose(2);
        lossy
            .store
            .save_role(&app, Change::silent(editor.clone()), None)
            .await
            .unwrap();
        assert_eq!(lossy.store.roles(&app).await.unwrap(), [editor]);
    })
    .await;
}

#[tokio::test]
async fn a_renamed_role_gives_its_old_name_back_though_the_reply_was_lost() {
    story(async |target| {
        let (lossy, app) = (target.store().await, app());
        let editor = role("editor");
        lossy
            .store
            .save_role(&app, Change::silent(editor.clone()), None)
            .await
            .unwrap();
        let mut author = editor.touched(NOW);
        author.name = "author".into();
        lossy.lose(1);
        lossy
            .store
            .save_role(&app, Change::silent(author.clone()), Some("editor"))
            .await
            .unwrap();
        assert_eq!(lossy.store.roles(&app).await.unwrap(), [author]);
        lossy
            .store
            .save_role(&app, Change::silent(role("editor")), None)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn of_two_changes_of_one_version_the_second_is_refused() {
    story(async |target| {
        let (lossy, app) = (target.store().await, app());
        let editor = role("editor");
        lossy
            .store
            .save_role(&app, Change::silent(editor.clone()), None)
            .await
            .unwrap();
        let changed = editor.touched(NOW);
        lossy
            .store
            .save_role(&app, Change::silent(changed.clone()), Some("editor"))
            .await
            .unwrap();
        let again = lossy
            .store
            .save_role(&app, Change::silent(changed), Some("editor"))
            .await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    })
    .await;
}
