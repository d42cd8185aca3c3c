//! WA-01, and what else holds of passkeys: each check of Web Authentication Level 3 §7.1 and §7.2, one lie at a time (whose they are: `passkey_owners`).

use crate::harness::{
    Answer, World,
    authenticator::{Authenticator, BE, BS, Lie, UP, UV, b64, lie, unb64},
    passkeys::{self, MINE, call, creation, enroll, origin, owner, request, sign_in, verify},
};
use http::Method;
use serde_json::{Value, json};

pub(super) fn is_refused(answer: &Answer, lie: &str) {
    assert_eq!(answer.status, 400, "{lie}: {} {}", answer.status, answer.body);
    assert_eq!(answer.json()["code"], "passkey_invalid", "{lie}");
}

/// What lies in both ceremonies.
fn common() -> Vec<(&'static str, Lie)> {
    vec![
        (
            "the type of the other ceremony",
            lie(|it| it.kind = Some("payment.get")),
        ),
        (
            "a challenge that is none of ours",
            lie(|it| it.challenge = Some(b64(&[7; 64]))),
        ),
        (
            "another origin",
            lie(|it| it.origin = Some("http://evil.localhost:8787")),
        ),
        ("another port", lie(|it| it.origin = Some("http://acme.localhost:9999"))),
        (
            "another scheme",
            lie(|it| it.origin = Some("https://acme.localhost:8787")),
        ),
        (
            "a host below",
            lie(|it| it.origin = Some("http://x.acme.localhost:8787")),
        ),
        (
            "from within a stranger's page",
            lie(|it| it.member = Some(("crossOrigin", json!(true)))),
        ),
        (
            "a stranger's page around it",
            lie(|it| it.member = Some(("topOrigin", json!("http://evil.example")))),
        ),
        ("another RP ID", lie(|it| it.rp_id = Some("evil.localhost"))),
        ("nobody there", lie(|it| it.flags = Some(UV | BE | BS))),
        ("nobody verified", lie(|it| it.flags = Some(UP | BE | BS))),
        ("backed up, and not eligible", lie(|it| it.flags = Some(UP | UV | BS))),
        ("the id of another", lie(|it| it.id = Some(vec![9; 16]))),
        ("no id", lie(|it| it.id = Some(Vec::new()))),
    ]
}

#[tokio::test]
async fn wa_01_every_check_of_a_registration_refuses() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let mut lies = common();
    lies.extend([
        ("the type of signing in", lie(|it| it.kind = Some("webauthn.get"))),
        ("an algorithm that was not offered", lie(|it| it.alg = Some(0x27))),
        ("an attestation nobody knows", lie(|it| it.format = Some("my-own"))),
        ("an attestation that is not there", lie(|it| it.format = Some("packed"))),
        ("a longer id than there may be", lie(|it| it.length = Some(1024))),
    ]);
    for (what, lie) in lies {
        let mut keys = Authenticator::synced(&origin(&world));
        is_refused(&enroll(&mut browser, &mut keys, &lie).await, what);
    }
    let listed = call(&mut browser, Method::GET, MINE, None).await.json();
    assert_eq!(listed["data"], json!([]), "nothing was written");
    let mut keys = Authenticator::synced(&origin(&world));
    let longest = lie(|it| it.length = Some(1023));
    assert_eq!(enroll(&mut browser, &mut keys, &longest).await.status, 201);
    world.is_sound().await;
}

#[tokio::test]
async fn wa_01_every_check_of_an_assertion_refuses() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let mut lies = common();
    lies.extend([
        ("the type of making", lie(|it| it.kind = Some("webauthn.create"))),
        ("a signature of something else", lie(|it| it.bent = true)),
        ("no longer eligible for backup", lie(|it| it.flags = Some(UP | UV))),
        ("no user handle", lie(|it| it.handle = Some(None))),
        ("a handle of nobody's", lie(|it| it.handle = Some(Some(b64(&[1; 45]))))),
        (
            "a handle that is no base64url",
            lie(|it| it.handle = Some(Some("%%".into()))),
        ),
    ]);
    for (what, lie) in lies {
        is_refused(&sign_in(&mut world.browser(), &mut keys, &lie).await, what);
    }
    assert_eq!(
        sign_in(&mut world.browser(), &mut keys, &Lie::default()).await.status,
        200
    );
}

#[tokio::test]
async fn wa_01_a_device_bound_key_that_becomes_eligible_is_refused() {
    let world = World::start().await;
    let (_, mut keys) = passkeys::with(&world, 1, Authenticator::bound(&origin(&world))).await;
    let moved = lie(|it| it.flags = Some(UP | UV | BE));
    is_refused(&sign_in(&mut world.browser(), &mut keys, &moved).await, "eligible now");
}

#[tokio::test]
async fn wa_01_a_challenge_works_once_and_is_used_up_by_a_wrong_answer() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let mut browser = world.browser();
    let options = request(&mut browser).await;
    let right = keys.get(&options, &Lie::default());
    let wrong = keys.get(&options, &lie(|it| it.bent = true));
    is_refused(&verify(&mut browser, &wrong).await, "wrong");
    is_refused(&verify(&mut browser, &right).await, "consumed before it was verified");
    let options = request(&mut browser).await;
    let right = keys.get(&options, &Lie::default());
    assert_eq!(verify(&mut browser, &right).await.status, 200);
    is_refused(&verify(&mut browser, &right).await, "a second time");
}

#[tokio::test]
async fn wa_01_a_challenge_ends_after_five_minutes() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let mut browser = world.browser();
    for (seconds, status) in [(299, 200), (300, 400)] {
        let options = request(&mut browser).await;
        let right = keys.get(&options, &Lie::default());
        world.later(seconds);
        assert_eq!(verify(&mut browser, &right).await.status, status, "{seconds}");
    }
}

#[tokio::test]
async fn wa_01_a_challenge_belongs_to_its_browser_ceremony_and_session() {
    let world = World::start().await;
    let (mut browser, mut keys) = owner(&world, 1).await;
    let (mut elsewhere, mut somebody) = (world.browser(), world.browser());
    assert_eq!(sign_in(&mut elsewhere, &mut keys, &Lie::default()).await.status, 200);
    somebody.sign_in("acme", 2).await;
    let options = request(&mut browser).await;
    let right = keys.get(&options, &Lie::default());
    is_refused(&verify(&mut world.browser(), &right).await, "another browser");
    // A challenge for making a passkey signs nobody in, and the other way round.
    let making = creation(&mut browser).await;
    let borrowed = lie(|it| it.challenge = making["challenge"].as_str().map(str::to_owned));
    is_refused(
        &sign_in(&mut browser, &mut keys, &borrowed).await,
        "a challenge for making",
    );
    let asking = request(&mut browser).await;
    let borrowed = lie(|it| it.challenge = asking["challenge"].as_str().map(str::to_owned));
    is_refused(
        &enroll(&mut browser, &mut keys, &borrowed).await,
        "a challenge for signing in",
    );
    // One session's challenge is not another's, of the same person or of somebody else.
    for other in [&mut elsewhere, &mut somebody] {
        let body = json!({"credential": keys.create(&making, &Lie::default())});
        is_refused(&call(other, Method::POST, MINE, Some(&body)).await, "another session");
    }
}

#[tokio::test]
async fn wa_01_nonsense_is_refused_by_name_and_never_an_error_of_ours() {
    let world = World::start().await;
    let (mut browser, mut keys) = owner(&world, 1).await;
    let options = request(&mut browser).await;
    let good = keys.get(&options, &Lie::default());
    let mut bad = vec![
        json!({}),
        json!({"id": 1}),
        json!({"id": "", "rawId": "", "type": "public-key", "response": {}}),
    ];
    for member in ["id", "rawId", "type"] {
        let mut broken = good.clone();
        broken[member] = json!("%");
        bad.push(broken);
    }
    for member in ["clientDataJSON", "authenticatorData", "signature"] {
        for value in [
            json!(null),
            json!(""),
            json!("%"),
            json!(b64(b"{}")),
            json!(b64(&[0xff; 300])),
        ] {
            let mut broken = good.clone();
            broken["response"][member] = value;
            bad.push(broken);
        }
    }
    for credential in bad {
        is_refused(&verify(&mut browser, &credential).await, &credential.to_string());
    }
    let making = creation(&mut browser).await;
    let made = Authenticator::synced(&origin(&world)).create(&making, &Lie::default());
    for object in [
        vec![],
        vec![0xa3],
        vec![0xff; 64],
        vec![0x9b; 400],
        vec![0xa0],
        vec![0xd8; 4000],
    ] {
        let making = creation(&mut browser).await;
        let mut broken = made.clone();
        let data = unb64(made["response"]["clientDataJSON"].as_str().unwrap());
        let mut data: Value = serde_json::from_slice(&data).unwrap();
        data["challenge"] = making["challenge"].clone();
        broken["response"]["clientDataJSON"] = json!(b64(data.to_string().as_bytes()));
        broken["response"]["attestationObject"] = json!(b64(&object));
        let body = json!({"credential": broken});
        is_refused(
            &call(&mut browser, Method::POST, MINE, Some(&body)).await,
            "an attestation object",
        );
    }
    for body in [
        json!({}),
        json!({"credential": "text"}),
        json!({"credential": {}, "more": 1}),
    ] {
        let refused = call(&mut browser, Method::POST, passkeys::VERIFY, Some(&body)).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
    }
}
