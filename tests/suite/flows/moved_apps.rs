//! People who bring their authenticator app along, and take it with them: no other one is asked of them, and its secret is never seen in between.

use super::{
    hashes::PEOPLE,
    imports::import,
    leaving::{Folder, key, lines, page},
    mfa::{App, VERIFY, tx},
};
use crate::harness::{Answer, Browser, World};
use cli::decrypt;
use http::Method;
use serde_json::{Value, json};

/// RFC 6238 appendix B, in base32.
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const EMAIL: &str = "moved@import.test";

fn line(secret: &str) -> String {
    json!({"email": EMAIL, "email_verified": true, "password_hash": PEOPLE[0].2, "totp_secret": secret}).to_string()
}

async fn signed_in(browser: &mut Browser<'_>, slug: &str) -> Answer {
    let url = browser.world.url(slug, "/api/auth/signin");
    let body = json!({"email": EMAIL, "password": PEOPLE[0].1});
    let answer = browser.api(Method::POST, &url, "", Some(&body)).await;
    assert_eq!(answer.json()["status"], "needs_second_factor", "{}", answer.body);
    answer
}

async fn given(browser: &mut Browser<'_>, slug: &str, tx: &str, code: &str) -> Answer {
    let url = browser.world.url(slug, VERIFY);
    browser
        .api(Method::POST, &url, tx, Some(&json!({"totp_code": code})))
        .await
}

#[tokio::test]
async fn ot_05_an_app_that_came_along_is_asked_for_and_its_codes_work_once() {
    let world = World::start().await;
    // The newest of all users.
    world.later(1);
    let report = import(&world, "", &[line(SECRET)]).await;
    assert_eq!(report["created"], 1, "{report}");
    let app = App::of(SECRET);
    let mut browser = world.browser();
    let id = tx(&signed_in(&mut browser, "acme").await);
    assert_eq!(
        given(&mut browser, "acme", &id, &app.wrong(&world)).await.error(),
        "code_invalid"
    );
    let code = app.code(&world);
    let done = given(&mut browser, "acme", &id, &code).await;
    assert_eq!(done.json()["status"], "complete", "{}", done.body);
    let mut other = world.browser();
    let id = tx(&signed_in(&mut other, "acme").await);
    assert_eq!(
        given(&mut other, "acme", &id, &code).await.error(),
        "code_invalid",
        "used"
    );
    let items = serde_json::to_string(&world.items().await).unwrap();
    assert!(!items.contains(SECRET) && !items.contains("12345678901234567890"));
    let created = world
        .manage("acme", Method::GET, "/api/audit?type=user.created", None)
        .await;
    assert_eq!(
        created.json()["data"][0]["data"]["factors"],
        json!(["totp"]),
        "{}",
        created.body
    );
    let figures = world
        .manage("acme", Method::GET, "/api/applications/adoption", None)
        .await;
    assert_eq!(figures.json()["totp"], 1, "{}", figures.body);
    world.is_sound().await;
}

#[tokio::test]
async fn a_secret_that_is_none_refuses_its_line_and_is_not_repeated() {
    let world = World::start().await;
    let bad = ["", "not base32!", "GEZDGNBVGY3TQOJQ", &"A".repeat(104)];
    let all: Vec<String> = bad.iter().map(|secret| line(secret)).collect();
    let mut all = all;
    all.push(json!({"email": EMAIL, "totp_secret": 7}).to_string());
    all.push(json!({"email": EMAIL, "totp_secret": null}).to_string());
    let report = import(&world, "", &all).await;
    assert_eq!(
        (&report["created"], report["refused"].as_array().unwrap().len()),
        (&json!(1), 5),
        "{report}"
    );
    let first = &report["refused"][1];
    assert_eq!(
        (&first["line"], &first["code"]),
        (&json!(2), &json!("validation_error"))
    );
    assert!(first["detail"].as_str().unwrap().starts_with("totp_secret:"), "{first}");
    assert!(!report.to_string().contains("not base32!"));
    // One by one is no way in for it.
    let body = json!({"email": "one@import.test", "totp_secret": SECRET});
    let refused = world.manage("acme", Method::POST, "/api/users", Some(&body)).await;
    assert_eq!(refused.error(), "unknown_field");
    world.is_sound().await;
}

#[tokio::test]
async fn an_app_leaves_encrypted_only_and_goes_on_elsewhere() {
    let world = World::start().await;
    import(&world, "", &[line(&SECRET.to_lowercase())]).await;
    let reader = key(&world, &["export:read"]).await;
    let plain = page(&world, &reader, &json!({})).await;
    let of = |text: &str| -> Value {
        let mut all = lines(text).into_iter();
        all.find(|user| user["email"] == EMAIL).unwrap()
    };
    let user = of(&plain.body);
    assert_eq!((&user["has_totp"], user.get("totp_secret")), (&json!(true), None));
    let folder = Folder::new("apps");
    let wish = json!({"credentials": true, "public_key": folder.keys()});
    let owner = key(&world, &["export:read", "export:credentials"]).await;
    let sealed = page(&world, &owner, &wish).await;
    assert!(sealed.status == 200 && !sealed.body.contains(SECRET));
    std::fs::write(folder.at("users.jwe"), &sealed.body).unwrap();
    let open = decrypt::Arguments {
        file: folder.at("users.jwe"),
        key: folder.at("private.pem"),
        output: folder.at("users.ndjson"),
    };
    decrypt::run(&open).unwrap();
    let user = of(&std::fs::read_to_string(&open.output).unwrap());
    assert_eq!(user["totp_secret"], SECRET);
    let moved = json!({
        "email": EMAIL, "email_verified": true, "password_hash": user["password_hash"], "totp_secret": user["totp_secret"],
    });
    let url = world.url("globex", "/api/imports/users");
    let mut call = crate::harness::Call::new(Method::POST, &url)
        .header("authorization", format!("Bearer {}", world.app("globex").secret_key))
        .header("content-type", "application/x-ndjson");
    call.body = moved.to_string().into_bytes();
    assert_eq!(world.send(call).await.json()["created"], 1);
    let mut browser = world.browser();
    let id = tx(&signed_in(&mut browser, "globex").await);
    let done = given(&mut browser, "globex", &id, &App::of(SECRET).code(&world)).await;
    assert_eq!(done.json()["status"], "complete", "{}", done.body);
    world.is_sound().await;
}
