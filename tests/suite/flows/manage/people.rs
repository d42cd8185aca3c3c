//! Finding a few among many users: by key, in at most three rounds of calls, and what no index answers is said to be filtered after the read.

use crate::harness::World;
use bench::people::{Asked, Plan, ask_all};
use domain::{IdentityProviderId, Timestamp};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const COUNT: u64 = 3000;

pub(super) async fn crowd(world: &World, count: u64) -> Plan {
    let app = world.app("acme").id.parse().unwrap();
    let roles = world.local.services.store.roles(&app).await.unwrap();
    let plan = Plan {
        app,
        count,
        since: Timestamp::from_secs(1_700_000_000),
        role: roles.last().unwrap().id,
        provider: IdentityProviderId::from_bytes([9; 16]),
    };
    let made = Box::pin(plan.make(&world.local.services, || false, |_| {}))
        .await
        .unwrap();
    assert_eq!(made, count);
    plan
}

async fn found(world: &World, query: &str) -> Value {
    let path = format!("/api/users?{query}");
    world
        .manage("acme", Method::GET, &path, None)
        .await
        .expect(StatusCode::OK)
        .json()
}

fn names(page: &Value) -> Vec<&str> {
    let data = page["data"].as_array().unwrap().iter();
    data.map(|user| user["name"].as_str().unwrap_or("")).collect()
}

/// Everything a list says, page by page, and on how many pages.
async fn walked(world: &World, query: &str) -> (Vec<String>, usize) {
    let (mut all, mut pages, mut cursor) = (Vec::new(), 0, String::new());
    loop {
        let page = found(world, &format!("{query}{cursor}")).await;
        let ids = page["data"].as_array().unwrap().iter();
        all.extend(ids.map(|user| user["id"].as_str().unwrap().to_owned()));
        pages += 1;
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (all, pages),
        }
    }
}

#[tokio::test]
async fn every_question_takes_three_rounds_at_most_and_the_units_of_its_page() {
    let world = World::here("it asks the router of this process").await;
    let plan = Box::pin(crowd(&world, COUNT)).await;
    let key = world.app("acme").secret_key.clone();
    let asked = Box::pin(ask_all(&world.local, ("acme.localhost:8787", &key), &plan))
        .await
        .unwrap();
    let of = |what: &str| -> &Asked { asked.iter().find(|asked| asked.what == what).unwrap() };
    for asked in &asked {
        let (rounds, rru, writes) = (asked.trace.rounds, asked.trace.rru, asked.trace.wru);
        assert!(rounds <= 3 && writes == 0.0, "{} {rounds} {rru}", asked.what);
        let is_scan = asked.trace.operations.iter().any(|call| call.operation == "Scan");
        assert!(!is_scan, "{}", asked.what);
        // Half a unit per user read, and the keys. Whom the first hundred did not suffice, the whole five hundred are read.
        let looked_at = asked.body["examined"].as_u64().unwrap_or(50);
        let most = if looked_at > 100 { 265.0 } else { 65.0 };
        assert!(rru <= most, "{} {rru} for {looked_at}", asked.what);
    }
    for what in [
        "list",
        "second page",
        "e-mail prefix",
        "name prefix, without its accents",
        "created before",
    ] {
        let page = of(what);
        assert!(page.body["examined"].is_null(), "{what} is answered by an index");
        assert_eq!(
            (page.trace.rounds, page.trace.operations.len() <= 3),
            (2, true),
            "{what}"
        );
        assert!(page.trace.rru <= 30.0, "{what} {}", page.trace.rru);
    }
    assert_eq!(of("list").body["data"].as_array().unwrap().len(), 50);
    assert_eq!(of("created between").body["data"].as_array().unwrap().len(), 50);
    assert_eq!(of("provider").body["data"].as_array().unwrap().len(), 3);
    assert_eq!(of("exact e-mail").body["data"].as_array().unwrap().len(), 1);
    let seldom = &of("status, seldom").body;
    assert_eq!(
        (&seldom["examined"], &seldom["filtered_after_reading"]),
        (&json!(500), &json!(["status"]))
    );
    assert!(seldom["next_cursor"].is_string(), "there are more to look at");
    let both = &of("provider and search").body;
    assert_eq!(
        (both["data"].as_array().unwrap().len(), &both["filtered_after_reading"]),
        (3, &json!(["search"]))
    );
}

#[tokio::test]
async fn a_walk_meets_everybody_once_whatever_it_is_filtered_by() {
    let world = World::start().await;
    let plan = Box::pin(crowd(&world, 1200)).await;
    let (all, pages) = walked(&world, "limit=100").await;
    assert_eq!((all.len(), pages), (1203, 13));
    let mut sorted = all.clone();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    sorted.dedup();
    assert_eq!(all, sorted, "newest first, and nobody twice");
    let half = plan.since.plus_secs(600);
    for (query, wanted) in [
        ("status=disabled".to_owned(), 2),
        ("factor=totp&limit=7".to_owned(), 300),
        (format!("created_before={half}&limit=100"), 600),
        (format!("created_after={half}"), 603),
        (format!("provider={}", plan.provider), 2),
        ("search=zoe&limit=10".to_owned(), 75),
        ("search=person11&limit=30".to_owned(), 111),
        ("external_id=ext-77".to_owned(), 1),
    ] {
        let (some, _) = walked(&world, &query).await;
        let mut once = some.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!((some.len(), once.len()), (wanted, wanted), "{query}");
    }
}

#[tokio::test]
async fn a_name_is_found_without_accents_and_follows_its_user() {
    let world = World::start().await;
    let body = json!({"email": "zoe@name.test", "name": "Zoë Žižek"});
    let made = world.manage("acme", Method::POST, "/api/users", Some(&body)).await;
    let id = made.expect(StatusCode::CREATED).json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/api/users/{id}");
    let begun: String = id.chars().take(20).collect();
    for typed in ["zoe%20ziz", "ZO%C3%8B", "zo%C3%AB%20%C5%BE", &id, &begun] {
        assert!(
            names(&found(&world, &format!("search={typed}")).await).contains(&"Zoë Žižek"),
            "{typed}"
        );
    }
    // By address and by name: once.
    assert_eq!(names(&found(&world, "search=zo").await), ["Zoë Žižek"]);
    let renamed = json!({"name": null, "given_name": "Ána", "family_name": "Öz"});
    world
        .manage("acme", Method::PATCH, &path, Some(&renamed))
        .await
        .expect(StatusCode::OK);
    assert_eq!(found(&world, "search=zoe%20z").await["data"], json!([]));
    assert_eq!(found(&world, "search=ana%20oz").await["data"][0]["id"], id.as_str());
    world.is_sound().await;
    let at_once = format!("{path}?immediately=true");
    assert_eq!(world.manage("acme", Method::DELETE, &at_once, None).await.status, 204);
    for typed in ["ana", "zoe", &id] {
        assert_eq!(
            found(&world, &format!("search={typed}")).await["data"],
            json!([]),
            "{typed}"
        );
    }
    world.is_sound().await;
}

#[tokio::test]
async fn a_name_of_letters_that_unfold_fits_into_its_key() {
    let world = World::start().await;
    let body = json!({"email": "long@name.test", "name": "\u{fdfa}".repeat(200)});
    let made = world.manage("acme", Method::POST, "/api/users", Some(&body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let typed = "%EF%B7%BA";
    assert_eq!(
        found(&world, &format!("search={typed}{typed}")).await["data"][0]["email"],
        "long@name.test"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn what_is_no_filter_is_refused_by_its_name() {
    let world = World::start().await;
    for query in [
        "status=away",
        "factor=fax",
        "role=admin",
        "provider=google",
        "created_after=yesterday",
        "created_after=2026-01-02T00:00:00Z&created_before=2026-01-01T00:00:00Z",
        "search=x",
        "email=nobody",
    ] {
        let answer = world
            .manage("acme", Method::GET, &format!("/api/users?{query}"), None)
            .await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (400, "invalid_parameter"),
            "{query}: {}",
            answer.body
        );
    }
}
