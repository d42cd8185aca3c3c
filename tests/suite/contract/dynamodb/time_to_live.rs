//! Time to live: only a number of seconds in the named attribute expires an item, and until it is taken away it is there (FA-15).

use crate::contract::{
    items::{key, n, s, with},
    story::story,
    table::Table,
};
use aws_sdk_dynamodb::types::{TimeToLiveSpecification, TimeToLiveStatus};

async fn enable(table: &Table) {
    let ttl = TimeToLiveSpecification::builder()
        .enabled(true)
        .attribute_name("ttl")
        .build()
        .unwrap();
    let update = table.client.update_time_to_live().table_name(&table.name);
    update.time_to_live_specification(ttl).send().await.unwrap();
}

#[tokio::test]
async fn an_expired_item_is_read_until_it_is_swept() {
    story(async |target| {
        let table = target.table().await;
        enable(&table).await;
        let expired = with(key("a", "1"), [("ttl", n(1))]);
        table.put(expired.clone()).await;
        assert_eq!(table.get("a", "1").await, Some(expired));
        assert_eq!(table.querying("a").send().await.unwrap().count, 1);
        let put = table
            .putting(key("a", "1"))
            .condition_expression("attribute_exists(PK)");
        put.send().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn any_value_may_stand_where_the_time_is() {
    story(async |target| {
        let table = target.table().await;
        enable(&table).await;
        let text = with(key("a", "1"), [("ttl", s("tomorrow"))]);
        table.put(text.clone()).await;
        assert_eq!(table.get("a", "1").await, Some(text));
    })
    .await;
}

#[tokio::test]
async fn the_attribute_can_be_asked_for() {
    story(async |target| {
        let table = target.table().await;
        enable(&table).await;
        let told = table
            .client
            .describe_time_to_live()
            .table_name(&table.name)
            .send()
            .await
            .unwrap();
        let told = told.time_to_live_description.unwrap();
        assert_eq!(told.attribute_name.as_deref(), Some("ttl"));
        let status = told.time_to_live_status.unwrap();
        assert!(
            matches!(status, TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling),
            "{status:?}"
        );
    })
    .await;
}
