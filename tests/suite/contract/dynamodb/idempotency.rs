//! `ClientRequestToken`: a transaction repeated under its token is done once; another under the same token is refused.

use crate::contract::{
    items::{code, numbered},
    story::story,
    target::fresh,
};

#[tokio::test]
async fn a_transaction_repeated_under_its_token_is_done_once() {
    story(async |target| {
        let table = target.table().await;
        let token = fresh("token");
        for _ in 0..3 {
            let count = table
                .transacting([table.t_count("a", "1")])
                .client_request_token(&token);
            count.send().await.unwrap();
        }
        assert_eq!(table.get("a", "1").await, Some(numbered("a", "1", 1)));
        // Under another token it is another transaction.
        table
            .transacting([table.t_count("a", "1")])
            .client_request_token(fresh("token"))
            .send()
            .await
            .unwrap();
        assert_eq!(table.get("a", "1").await, Some(numbered("a", "1", 2)));
    })
    .await;
}

#[tokio::test]
async fn a_first_put_repeated_under_its_token_is_a_success() {
    story(async |target| {
        let table = target.table().await;
        let token = fresh("token");
        let put = || {
            table
                .transacting([table.t_first(numbered("a", "1", 1))])
                .client_request_token(&token)
                .send()
        };
        put().await.unwrap();
        put().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn another_transaction_under_the_same_token_is_refused() {
    story(async |target| {
        let table = target.table().await;
        let token = fresh("token");
        let put = |v| {
            table
                .transacting([table.t_put(numbered("a", "1", v))])
                .client_request_token(&token)
                .send()
        };
        put(1).await.unwrap();
        assert_eq!(code(put(2).await), "IdempotentParameterMismatchException");
        assert_eq!(table.get("a", "1").await, Some(numbered("a", "1", 1)));
    })
    .await;
}

#[tokio::test]
async fn a_token_has_at_most_36_characters() {
    story(async |target| {
        let table = target.table().await;
        let put = table
            .transacting([table.t_put(numbered("a", "1", 1))])
            .client_request_token("x".repeat(37));
        assert_eq!(code(put.send().await), "ValidationException");
    })
    .await;
}
