//! Query: which sort keys of a partition, and in which order they lie.

use crate::contract::{
    items::{INVALID, code, item, key, numbered, s},
    story::story,
    table::{Table, sort_keys},
};

async fn filled(table: &Table, sort_keys: &[&str]) {
    for sk in sort_keys {
        table.put(numbered("a", sk, 1)).await;
    }
}

async fn range(table: &Table, condition: &str, values: &[(&str, &str)]) -> Vec<String> {
    let mut query = table
        .querying("a")
        .key_condition_expression(format!("PK = :p AND {condition}"));
    for (name, value) in values {
        query = query.expression_attribute_values(*name, s(value));
    }
    sort_keys(query.send().await.unwrap().items())
}

#[tokio::test]
async fn sort_keys_lie_in_the_order_of_their_bytes() {
    story(async |target| {
        let table = target.table().await;
        filled(&table, &["b", "a", "B", "ä", "10", "9", "a#1", "a"]).await;
        let all = table.querying("a").send().await.unwrap();
        assert_eq!(sort_keys(all.items()), ["10", "9", "B", "a", "a#1", "b", "ä"]);
    })
    .await;
}

#[tokio::test]
async fn begins_with_finds_a_prefix_and_nothing_else() {
    story(async |target| {
        let table = target.table().await;
        filled(&table, &["SES#1", "SES#2", "SESX", "GRT#1", "SES", "ses#3"]).await;
        assert_eq!(
            range(&table, "begins_with(SK, :s)", &[(":s", "SES#")]).await,
            ["SES#1", "SES#2"]
        );
        assert_eq!(
            range(&table, "begins_with(SK, :s)", &[(":s", "NONE#")]).await,
            Vec::<String>::new()
        );
    })
    .await;
}

#[tokio::test]
async fn a_wildcard_of_sql_is_an_ordinary_character() {
    story(async |target| {
        let table = target.table().await;
        filled(&table, &["a%b", "a_b", "axb", "a%", "a*", "a*z"]).await;
        assert_eq!(
            range(&table, "begins_with(SK, :s)", &[(":s", "a%")]).await,
            ["a%", "a%b"]
        );
        assert_eq!(range(&table, "begins_with(SK, :s)", &[(":s", "a_")]).await, ["a_b"]);
        assert_eq!(
            range(&table, "begins_with(SK, :s)", &[(":s", "a*")]).await,
            ["a*", "a*z"]
        );
    })
    .await;
}

#[tokio::test]
async fn ranges_include_or_exclude_their_ends() {
    story(async |target| {
        let table = target.table().await;
        filled(&table, &["1", "2", "3", "4"]).await;
        assert_eq!(
            range(&table, "SK BETWEEN :a AND :b", &[(":a", "2"), (":b", "3")]).await,
            ["2", "3"]
        );
        assert_eq!(range(&table, "SK < :a", &[(":a", "2")]).await, ["1"]);
        assert_eq!(range(&table, "SK <= :a", &[(":a", "2")]).await, ["1", "2"]);
        assert_eq!(range(&table, "SK > :a", &[(":a", "3")]).await, ["4"]);
        assert_eq!(range(&table, "SK >= :a", &[(":a", "3")]).await, ["3", "4"]);
        assert_eq!(range(&table, "SK = :a", &[(":a", "3")]).await, ["3"]);
    })
    .await;
}

#[tokio::test]
async fn a_range_backwards_and_a_limit_take_its_end() {
    story(async |target| {
        let table = target.table().await;
        filled(&table, &["a1", "a2", "a3", "b1"]).await;
        let newest = table
            .querying("a")
            .key_condition_expression("PK = :p AND begins_with(SK, :s)");
        let newest = newest
            .expression_attribute_values(":s", s("a"))
            .scan_index_forward(false)
            .limit(2);
        assert_eq!(sort_keys(newest.send().await.unwrap().items()), ["a3", "a2"]);
    })
    .await;
}

#[tokio::test]
async fn a_query_names_its_whole_partition_and_one_condition_of_the_sort_key() {
    story(async |target| {
        let table = target.table().await;
        let values = item([(":p", s("a")), (":s", s("1"))]);
        for wrong in [
            "PK > :p AND SK = :s",
            "begins_with(PK, :p) AND SK = :s",
            "PK = :p AND SK <> :s",
            "PK = :p OR SK = :s",
            "PK = :p AND v = :s",
            "PK = :p AND contains(SK, :s)",
            "PK = :p AND SK BETWEEN :s AND :p AND SK = :s",
        ] {
            let query = table
                .client
                .query()
                .table_name(&table.name)
                .key_condition_expression(wrong);
            let answer = query.set_expression_attribute_values(Some(values.clone())).send().await;
            assert_eq!(code(answer), INVALID, "{wrong}");
        }
        table.put(key("a", "1")).await;
        let filtered = table
            .querying("a")
            .filter_expression("SK = :s")
            .expression_attribute_values(":s", s("1"));
        assert_eq!(code(filtered.send().await), INVALID, "a filter on a key");
    })
    .await;
}

#[tokio::test]
async fn a_range_turned_round_is_refused() {
    story(async |target| {
        let table = target.table().await;
        let turned = table
            .querying("a")
            .key_condition_expression("PK = :p AND SK BETWEEN :a AND :b");
        let turned = turned
            .expression_attribute_values(":a", s("3"))
            .expression_attribute_values(":b", s("2"));
        assert_eq!(code(turned.send().await), INVALID);
    })
    .await;
}
