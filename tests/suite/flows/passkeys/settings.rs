//! What an application decides about passkeys, and the domain they are bound to.

use crate::harness::{
    DNS, World,
    authenticator::{Lie, lie},
    passkeys::{MINE, call, owner, sign_in},
};
use http::Method;
use serde_json::{Value, json};

const SETTINGS: &str = "/api/applications/settings";

async fn set(world: &World, part: Value) -> crate::harness::Answer {
    world.manage("acme", Method::PATCH, SETTINGS, Some(&part)).await
}

#[tokio::test]
async fn the_domain_is_the_issuers_or_above_it_and_ours_alone() {
    let world = World::start().await;
    for wrong in [
        "localhost",
        "other.localhost",
        "x.acme.localhost",
        "https://acme.localhost",
        "com",
        "",
    ] {
        let refused = set(&world, json!({"webauthn_rp_id": wrong})).await;
        assert_eq!(refused.status, 422, "{wrong}: {}", refused.body);
        assert_eq!(refused.json()["errors"][0]["field"], "webauthn_rp_id", "{wrong}");
    }
    assert_eq!(
        set(&world, json!({"webauthn_rp_id": "acme.localhost"})).await.status,
        200
    );
    assert_eq!(set(&world, json!({"webauthn_rp_id": null})).await.status, 200);
}

#[tokio::test]
async fn it_is_fixed_once_somebody_has_a_passkey_and_stays_when_the_issuer_moves() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    // The same in other words is no change.
    assert_eq!(
        set(&world, json!({"webauthn_rp_id": "acme.localhost"})).await.status,
        200
    );
    assert_eq!(set(&world, json!({"webauthn_rp_id": null})).await.status, 200);
    assert_eq!(
        sign_in(&mut world.browser(), &mut keys, &Lie::default()).await.status,
        200
    );
    let related = world.get(&world.url("acme", "/.well-known/webauthn")).await;
    assert_eq!(related.status, 200);
    assert_eq!(
        related.json()["origins"],
        json!([world.url("acme", "").trim_end_matches('/')])
    );
    assert!(related.header("cache-control").contains("max-age"));
}

#[tokio::test]
async fn switched_off_it_neither_signs_in_nor_is_added_but_can_be_removed() {
    let world = World::start().await;
    let (mut browser, mut keys) = owner(&world, 1).await;
    let options = crate::harness::passkeys::request(&mut world.browser()).await;
    assert_eq!(
        set(&world, json!({"auth_methods": {"passkey": false}})).await.status,
        200
    );
    let body = json!({"credential": keys.get(&options, &Lie::default())});
    for (path, body) in [
        ("/api/auth/passkey/options", json!({})),
        ("/api/auth/passkey/verify", body),
        ("/api/users/me/passkeys/options", json!({})),
    ] {
        let refused = call(&mut browser, Method::POST, path, Some(&body)).await;
        assert_eq!(
            (refused.status, &refused.json()["code"]),
            (403, &json!("method_disabled")),
            "{path}"
        );
    }
    let listed = call(&mut browser, Method::GET, MINE, None).await.json();
    let path = format!("{MINE}/{}", listed["data"][0]["id"].as_str().unwrap());
    assert_eq!(call(&mut browser, Method::DELETE, &path, None).await.status, 200);
    // Passkeys alone let nobody in who was not in before.
    let alone = json!({"auth_methods": {"password": false, "email_code": false, "magic_link": false, "social": false, "passkey": true}});
    let refused = set(&world, alone).await;
    assert_eq!(refused.json()["code"], "no_auth_method_left", "{}", refused.body);
}

#[tokio::test]
async fn passkeys_survive_a_move_of_the_issuer_to_a_custom_domain() {
    const NEW: &str = "http://id.acme-shop.test:8787";
    let world = World::here(DNS).await;
    let (_, mut keys) = owner(&world, 1).await;
    let domains = "/api/applications/domains";
    let made = json!({"hostname": "id.acme-shop.test"});
    let made = world.manage("acme", Method::POST, domains, Some(&made)).await.json();
    let id = made["id"].as_str().unwrap();
    for step in ["verify", "primary"] {
        let path = format!("{domains}/{id}/{step}");
        assert_eq!(
            world.manage("acme", Method::POST, &path, None).await.status,
            200,
            "{step}"
        );
    }
    // The domain they are bound to says where else they may be used, and a browser looks there (§5.11).
    let related = world.get(&world.url("acme", "/.well-known/webauthn")).await;
    assert_eq!(related.status, 200, "{}", related.body);
    assert!(
        related.json()["origins"].as_array().unwrap().contains(&json!(NEW)),
        "{}",
        related.body
    );
    let mut browser = world.browser();
    let ask = format!("{NEW}/api/auth/passkey/options");
    let options = browser.api(Method::POST, &ask, "", Some(&json!({}))).await.json();
    assert_eq!(options["rpId"], "acme.localhost", "{options}");
    // The host that the person sees is the one that counts: what the old one was told is worth nothing here.
    let verify = format!("{NEW}/api/auth/passkey/verify");
    let elsewhere = json!({"credential": keys.get(&options, &Lie::default())});
    let refused = browser.api(Method::POST, &verify, "", Some(&elsewhere)).await;
    assert_eq!(refused.error(), "passkey_invalid");
    let options = browser.api(Method::POST, &ask, "", Some(&json!({}))).await.json();
    let here = json!({"credential": keys.get(&options, &lie(|it| it.origin = Some(NEW)))});
    let done = browser.api(Method::POST, &verify, "", Some(&here)).await;
    assert_eq!(
        (done.status, &done.json()["status"]),
        (200, &json!("complete")),
        "{}",
        done.body
    );
    // One more is bound to the same domain, and that cannot be changed any more.
    let more = browser
        .api(Method::POST, &format!("{NEW}{MINE}/options"), "", Some(&json!({})))
        .await;
    assert_eq!(more.json()["rp"]["id"], "acme.localhost", "{}", more.body);
    for other in ["id.acme-shop.test", "acme-shop.test"] {
        let refused = set(&world, json!({"webauthn_rp_id": other})).await;
        assert_eq!(refused.status, 422, "{other}: {}", refused.body);
        let problem = refused.json()["errors"][0].clone();
        assert_eq!(problem["field"], "webauthn_rp_id");
        assert!(
            problem["detail"]
                .as_str()
                .unwrap()
                .contains("There are passkeys already"),
            "{problem}"
        );
    }
    world.is_sound().await;
}
