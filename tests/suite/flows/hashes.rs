//! Users with the hashes that other systems made: they sign in as before, and have a hash of ours afterwards.

use super::imports::{import, sign_in};
use crate::harness::World;
use http::Method;
use serde_json::{Value, json};

/// Address, password, and a hash of each kind.
pub(super) const PEOPLE: &[(&str, &str, &str)] = &[
    (
        "bcrypt",
        "correctbatteryhorsestapler",
        "$2b$04$EGdrhbKUv8Oc9vGiXX0HQOxSg445d458Muh7DAHskb6QbtCvdxcie",
    ),
    (
        "scrypt",
        "hashcat",
        "$scrypt$ln=10,r=1,p=1$MDIwMzMwNTQwNDQyNQ$5FW+zWivLxgCWj7qLiQbeC8zaNQ+qdO0NUinvqyFcfo",
    ),
    (
        "firebase",
        "user1password",
        "$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
    ),
    (
        "django",
        "hashcat",
        "pbkdf2_sha256$20000$H0dPx8NeajVu$GiC4k5kqbbR9qWBlsRgDywNqC2vd9kqfk7zdorEnNas=",
    ),
    (
        "keycloak",
        "alice-password",
        "$pbkdf2-sha256$i=27500$EPgscX9CQz7UnuZDNZxtMw==$KqABIiReBuRWbP4pBct3W067pNvYzeN7ILBV+8vT8nuF5cgYs2fdl2QikJT/7bGTW/PBXg6CYLwJQFYrBK9MWg==",
    ),
    (
        "asp-net",
        "my password",
        "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==",
    ),
    ("wordpress", "hashcat", "$P$984478476IagS59wHZvyQMArzfx58u."),
    (
        "unix",
        "Hello world!",
        "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1",
    ),
    (
        "argon2",
        "password",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA",
    ),
];
const OURS: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

fn line(who: &str, hash: &str) -> String {
    json!({"email": format!("{who}@import.test"), "email_verified": true, "password_hash": hash}).to_string()
}

/// Hash and version of somebody's password, as they lie in the table.
async fn kept(world: &World, email: &str) -> (String, String) {
    let found = world
        .manage("acme", Method::GET, &format!("/api/users?email={email}"), None)
        .await;
    let id = found.json()["data"][0]["id"].as_str().unwrap().to_owned();
    let items = world.items().await;
    let is_it = |item: &&Value| item["t"]["S"] == "password" && item["PK"]["S"].as_str().unwrap().ends_with(&id);
    let item = items.iter().find(is_it).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&item["phc"]["S"]), text(&item["v"]["N"]))
}

#[tokio::test]
async fn every_kind_of_hash_signs_in_and_is_replaced_once() {
    let world = World::start().await;
    let lines: Vec<String> = PEOPLE.iter().map(|(who, _, hash)| line(who, hash)).collect();
    assert_eq!(import(&world, "", &lines).await["created"], PEOPLE.len());
    for (who, password, _) in PEOPLE {
        let email = format!("{who}@import.test");
        let mut browser = world.browser();
        let wrong = sign_in(&mut browser, &email, "wrong").await;
        assert_eq!(wrong.status, 401, "{who}");
        let (before, version) = kept(&world, &email).await;
        assert!(
            !before.starts_with(OURS) && version == "1",
            "{who}: a wrong password changes nothing"
        );
        let done = sign_in(&mut browser, &email, password).await;
        assert_eq!(done.status, 303, "{who}: {}", done.body);
        let (first, version) = kept(&world, &email).await;
        assert!(first.starts_with(OURS) && version == "2", "{who}: {first} {version}");
        let again = sign_in(&mut world.browser(), &email, password).await;
        assert_eq!(again.status, 303, "{who}");
        assert_eq!(kept(&world, &email).await, (first, version), "{who}: once");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn who_cannot_be_hashed_anew_is_signed_in_all_the_same_and_hashed_the_next_time() {
    let world = World::start().await;
    let (who, password, hash) = PEOPLE[0];
    import(&world, "", &[line(who, hash)]).await;
    let email = format!("{who}@import.test");
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.submit(&page, 0, &[("email", &email)]).await;
    let page = browser.follow(answer).await;
    // The guess is counted by the first put of this request, the hash replaced by the second.
    world.fault(json!({"service": "dynamodb", "operation": "PutItem", "mode": "fail_before", "count": 3, "at": 2}));
    let done = browser.submit(&page, 0, &[("password", password)]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(world.local.aws.faults.list().is_empty(), "it was struck");
    assert_eq!(kept(&world, &email).await, (hash.to_owned(), "1".to_owned()));
    assert_eq!(sign_in(&mut world.browser(), &email, password).await.status, 303);
    assert!(kept(&world, &email).await.0.starts_with(OURS));
}

#[tokio::test]
async fn a_user_is_made_with_a_hash_or_a_reason_why_not() {
    let world = World::start().await;
    let (_, password, hash) = PEOPLE[3];
    let body = json!({"email": "kim@import.test", "email_verified": true, "password_hash": hash});
    let made = world.manage("acme", Method::POST, "/api/users", Some(&body)).await;
    assert_eq!(
        (made.status, &made.json()["has_password"]),
        (201, &json!(true)),
        "{}",
        made.body
    );
    assert!(!made.body.contains("pbkdf2"));
    assert_eq!(
        sign_in(&mut world.browser(), "kim@import.test", password).await.status,
        303
    );
    for (body, why) in [
        (
            json!({"email": "x@import.test", "password_hash": "$2b$31$EGdrhbKUv8Oc9vGiXX0HQOxSg445d458Muh7DAHskb6QbtCvdxcie"}),
            "14 is the most",
        ),
        (
            json!({"email": "x@import.test", "password_hash": "$2b$10$short"}),
            "begins like bcrypt",
        ),
        (
            json!({"email": "x@import.test", "password_hash": hash, "password": "violet-harbour-tractor-91"}),
            "not both",
        ),
    ] {
        let answer = world.manage("acme", Method::POST, "/api/users", Some(&body)).await;
        let first = &answer.json()["errors"][0];
        assert_eq!(
            (answer.status, &first["field"]),
            (422, &json!("password_hash")),
            "{}",
            answer.body
        );
        assert!(first["detail"].as_str().unwrap().contains(why), "{}", answer.body);
    }
}

#[tokio::test]
async fn en_01_an_address_of_nobody_costs_what_one_with_an_imported_hash_costs() {
    let world = World::start().await;
    let lines: Vec<String> = PEOPLE.iter().map(|(who, _, hash)| line(who, hash)).collect();
    import(&world, "", &lines).await;
    let items = world.items().await;
    let app = items
        .iter()
        .find(|item| item["t"]["S"] == "application" && item["slug"]["S"] == "acme")
        .unwrap();
    let kinds = app["shadow_hashes"]["L"].as_array().unwrap();
    assert_eq!(kinds.len(), 4, "the kinds that are remembered are bounded");
    assert!(
        kinds
            .iter()
            .all(|kind| !app.to_string().contains("jxspr8Ki") && kind["S"].is_string())
    );
    let mut seen = Vec::new();
    for email in [
        "bcrypt@import.test",
        "unix@import.test",
        "nobody@import.test",
        "none@import.test",
        "nemo@import.test",
    ] {
        let answer = sign_in(&mut world.browser(), email, "wrong").await;
        assert_eq!(answer.status, 401, "{email}");
        let names: Vec<String> = world
            .cost()
            .operations
            .iter()
            .map(|one| one.operation.clone())
            .collect();
        seen.push((names, answer.body.replace(email, "somebody")));
    }
    let (names, _) = &seen[0];
    assert!(seen.iter().all(|(other, _)| other == names), "{seen:#?}");
}
