//! What the scanner says of figures of second factors that do not add up, and of counts that cannot be.

use super::invariants::{broken, expect, kind, lived_in};
use serde_json::{Value, json};

const ANY: fn(&Value) -> bool = |_| true;

#[tokio::test]
async fn data_17_figures_that_do_not_add_up_and_people_who_are_not_counted_are_seen() {
    let world = lived_in().await;
    let items = world.items().await;
    let sum = "figures of second factors are the sum of what was counted";
    broken(&world, &items, sum, ("adoption", ANY), |figures| {
        figures["users"] = json!({"N": "99"});
    });
    let has = "what was counted of somebody is what they have";
    broken(&world, &items, has, ("counted", ANY), |counted| {
        counted["factors"]["M"]["s"] = json!({"BOOL": true});
    });
    let mut without = items.clone();
    without.retain(|item| kind(item) != "adoption");
    expect(&world, &without, sum);
    let mut fewer = items;
    let at = fewer.iter().position(|item| kind(item) == "counted").unwrap();
    fewer.remove(at);
    expect(&world, &fewer, "everybody is counted");
}

#[tokio::test]
async fn data_17_counts_of_nothing_of_another_day_and_of_nobody_are_seen() {
    let world = lived_in().await;
    let items = world.items().await;
    let known = "what is counted is a known series and an hour, under its day";
    broken(&world, &items, known, ("day_counts", ANY), |counts| {
        counts["c"]["M"]["sp24"] = json!({"N": "1"});
    });
    broken(&world, &items, known, ("day_counts", ANY), |counts| {
        counts["day"] = json!({"N": "1"});
    });
    let told = "every sum of tokens that was told is counted";
    broken(&world, &items, told, ("token_counts", ANY), |sums| {
        let events = sums["ev"]["S"].as_str().unwrap().replace("\"ta\":", "\"ta\":9");
        sums["ev"] = json!({"S": events});
    });
    let month = "who is counted in a month is counted on a day of it";
    broken(&world, &items, month, ("day_counts", ANY), |counts| {
        counts["c"]["M"]["am00"] = json!({"N": "99"});
    });
}
