//! A table like the product's, made for one story.

use super::{
    items::{Item, key, s},
    target::{Kind, Target, fresh},
};
use aws_sdk_dynamodb::{
    Client,
    operation::{put_item::builders::PutItemFluentBuilder, query::builders::QueryFluentBuilder},
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
        ScalarAttributeType, StreamSpecification, StreamViewType, TableStatus,
    },
};

use std::time::Duration;

/// A table with keys `PK`, `SK`, the two sparse indexes and a stream of new images.
pub struct Table {
    pub client: Client,
    pub name: String,
}

fn keys(hash: &str, range: &str) -> Vec<KeySchemaElement> {
    [(hash, KeyType::Hash), (range, KeyType::Range)]
        .into_iter()
        .map(|(name, kind)| {
            KeySchemaElement::builder()
                .attribute_name(name)
                .key_type(kind)
                .build()
                .unwrap()
        })
        .collect()
}

fn text(name: &str) -> AttributeDefinition {
    AttributeDefinition::builder()
        .attribute_name(name)
        .attribute_type(ScalarAttributeType::S)
        .build()
        .unwrap()
}

fn index(name: &str, hash: &str, range: &str) -> GlobalSecondaryIndex {
    let projection = Projection::builder().projection_type(ProjectionType::KeysOnly).build();
    GlobalSecondaryIndex::builder()
        .index_name(name)
        .set_key_schema(Some(keys(hash, range)))
        .projection(projection)
        .build()
        .unwrap()
}

impl Target {
    /// A fresh table, ready for use.
    pub async fn table(&self) -> Table {
        let name = fresh("aero2-contract");
        let stream = StreamSpecification::builder()
            .stream_enabled(true)
            .stream_view_type(StreamViewType::NewImage)
            .build()
            .unwrap();
        let make = self.dynamodb.create_table().table_name(&name);
        let make = make.set_attribute_definitions(Some(["PK", "SK", "LPK", "LSK", "FPK", "FSK"].map(text).into()));
        let make = make
            .set_key_schema(Some(keys("PK", "SK")))
            .global_secondary_indexes(index("list-index", "LPK", "LSK"))
            .global_secondary_indexes(index("find-index", "FPK", "FSK"));
        let make = make
            .billing_mode(BillingMode::PayPerRequest)
            .stream_specification(stream);
        make.send().await.unwrap();
        self.tables.lock().unwrap().push(name.clone());
        let table = Table {
            client: self.dynamodb.clone(),
            name,
        };
        table.wait(self.kind).await;
        table
    }
}

impl Table {
    /// AWS makes a table in some seconds, an emulator at once or nearly so.
    async fn wait(&self, kind: Kind) {
        let pause = if kind == Kind::Aws { 1000 } else { 20 };
        for _ in 0..200 {
            let told = self.client.describe_table().table_name(&self.name).send().await;
            if told.unwrap().table.unwrap().table_status == Some(TableStatus::Active) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
        panic!("{} does not become active", self.name);
    }

    /// A put of this item, to be refined.
    pub fn putting(&self, item: Item) -> PutItemFluentBuilder {
        self.client.put_item().table_name(&self.name).set_item(Some(item))
    }

    pub async fn put(&self, item: Item) {
        self.putting(item).send().await.unwrap();
    }

    /// The item under a key, read strongly.
    pub async fn get(&self, pk: &str, sk: &str) -> Option<Item> {
        let get = self.client.get_item().table_name(&self.name).consistent_read(true);
        get.set_key(Some(key(pk, sk))).send().await.unwrap().item
    }

    /// A query of one partition of the table, strongly consistent.
    pub fn querying(&self, pk: &str) -> QueryFluentBuilder {
        let query = self.client.query().table_name(&self.name).consistent_read(true);
        query
            .key_condition_expression("PK = :p")
            .expression_attribute_values(":p", s(pk))
    }
}

/// The sort keys of a page, in order.
pub fn sort_keys(items: &[Item]) -> Vec<String> {
    items.iter().map(|item| item["SK"].as_s().unwrap().clone()).collect()
}
