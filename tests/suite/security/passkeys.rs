//! WA-01, and what else holds of passkeys: each check of Web Authentication Level 3 §7.1 and §7.2, one lie at a time (AH-01, EN-01, MT-04, SS-01).

use crate::harness::{
    Answer, World,
    authenticator::{Authenticator, BE, BS, Lie, UP, UV, b64, unb64},
    passkeys::{self, MINE, call, creation, enroll, origin, owner, request, sign_in, verify},
};
use http::Method;
use serde_json::{Value, json};

fn is_refused(answer: &Answer, lie: &str) {
    assert_eq!(answer.status, 400, "{lie}: {} {}", answer.status, answer.body);
    assert_eq!(answer.json()["code"], "passkey_invalid", "{lie}");
}

/// What lies in both ceremonies.
fn common() -> Vec<(&'static str, Lie)> {
    let lie = Lie::default;
    vec![
        (
            "the type of the other ceremony",
            Lie {
                kind: Some("payment.get"),
                ..lie()
            },
        ),
        (
            "a challenge that is none of ours",
            Lie {
                challenge: Some(b64(&[7; 64])),
                ..lie()
            },
        ),
        (
            "another origin",
            Lie {
                origin: Some("http://evil.localhost:8787"),
                ..lie()
            },
        ),
        (
            "another port",
            Lie {
                origin: Some("http://acme.localhost:9999"),
                ..lie()
            },
        ),
        (
            "another scheme",
            Lie {
                origin: Some("https://acme.localhost:8787"),
                ..lie()
            },
        ),
        (
            "a host below",
            Lie {
                origin: Some("http://x.acme.localhost:8787"),
                ..lie()
            },
        ),
        (
            "from within a stranger's page",
            Lie {
                member: Some(("crossOrigin", json!(true))),
                ..lie()
            },
        ),
        (
            "a stranger's page around it",
            Lie {
                member: Some(("topOrigin", json!("http://evil.example"))),
                ..lie()
            },
        ),
        (
            "another RP ID",
            Lie {
                rp_id: Some("evil.localhost"),
                ..lie()
            },
        ),
        (
            "nobody there",
            Lie {
                flags: Some(UV | BE | BS),
                ..lie()
            },
        ),
        (
            "nobody verified",
            Lie {
                flags: Some(UP | BE | BS),
                ..lie()
            },
        ),
        (
            "backed up, and not eligible",
            Lie {
                flags: Some(UP | UV | BS),
                ..lie()
            },
        ),
        (
            "the id of another",
            Lie {
                id: Some(vec![9; 16]),
                ..lie()
            },
        ),
        (
            "no id",
            Lie {
                id: Some(Vec::new()),
                ..lie()
            },
        ),
    ]
}

#[tokio::test]
async fn wa_01_every_check_of_a_registration_refuses() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let lie = Lie::default;
    let mut lies = common();
    lies.extend([
        (
            "an algorithm that was not offered",
            Lie {
                alg: Some(0x27),
                ..lie()
            },
        ),
        (
            "an attestation nobody knows",
            Lie {
                format: Some("my-own"),
                ..lie()
            },
        ),
        (
            "an attestation that is not there",
            Lie {
                format: Some("packed"),
                ..lie()
            },
        ),
        (
            "a longer id than there may be",
            Lie {
                length: Some(1024),
                ..lie()
            },
        ),
    ]);
    for (what, lie) in lies {
        let mut keys = Authenticator::synced(&origin(&world));
        is_refused(&enroll(&mut browser, &mut keys, &lie).await, what);
    }
    let listed = call(&mut browser, Method::GET, MINE, None).await.json();
    assert_eq!(listed["data"], json!([]), "nothing was written");
    let mut keys = Authenticator::synced(&origin(&world));
    let longest = Lie {
        length: Some(1023),
        ..lie()
    };
    assert_eq!(enroll(&mut browser, &mut keys, &longest).await.status, 201);
    world.is_sound().await;
}

#[tokio::test]
async fn wa_01_every_check_of_an_assertion_refuses() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let lie = Lie::default;
    let mut lies = common();
    lies.extend([
        ("a signature of something else", Lie { bent: true, ..lie() }),
        (
            "no longer eligible for backup",
            Lie {
                flags: Some(UP | UV),
                ..lie()
            },
        ),
        (
            "no user handle",
            Lie {
                handle: Some(None),
                ..lie()
            },
        ),
        (
            "a handle of nobody's",
            Lie {
                handle: Some(Some(b64(&[1; 45]))),
                ..lie()
            },
        ),
        (
            "a handle that is no base64url",
            Lie {
                handle: Some(Some("%%".into())),
                ..lie()
            },
        ),
    ]);
    for (what, lie) in lies {
        is_refused(&sign_in(&mut world.browser(), &mut keys, &lie).await, what);
    }
    assert_eq!(sign_in(&mut world.browser(), &mut keys, &lie()).await.status, 200);
}

#[tokio::test]
async fn wa_01_a_device_bound_key_that_becomes_eligible_is_refused() {
    let world = World::start().await;
    let (_, mut keys) = passkeys::with(&world, 1, Authenticator::bound(&origin(&world))).await;
    let moved = Lie {
        flags: Some(UP | UV | BE),
        ..Lie::default()
    };
    is_refused(&sign_in(&mut world.browser(), &mut keys, &moved).await, "eligible now");
}

#[tokio::test]
async fn wa_01_a_challenge_works_once_and_is_used_up_by_a_wrong_answer() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let mut browser = world.browser();
    let options = request(&mut browser).await;
    let right = keys.get(&options, &Lie::default());
    let wrong = keys.get(
        &options,
        &Lie {
            bent: true,
            ..Lie::default()
        },
    );
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
    let options = request(&mut browser).await;
    let right = keys.get(&options, &Lie::default());
    is_refused(&verify(&mut world.browser(), &right).await, "another browser");
    // A challenge for making a passkey signs nobody in, and the other way round.
    let making = creation(&mut browser).await;
    let borrowed = Lie {
        challenge: making["challenge"].as_str().map(str::to_owned),
        ..Lie::default()
    };
    is_refused(
        &sign_in(&mut browser, &mut keys, &borrowed).await,
        "a challenge for making",
    );
    let asking = request(&mut browser).await;
    let borrowed = Lie {
        challenge: asking["challenge"].as_str().map(str::to_owned),
        ..Lie::default()
    };
    is_refused(
        &enroll(&mut browser, &mut keys, &borrowed).await,
        "a challenge for signing in",
    );
    // One session's challenge is not another's, of the same person or of somebody else.
    for index in [1, 2] {
        let mut other = world.browser();
        other.sign_in("acme", index).await;
        let body = json!({"credential": keys.create(&making, &Lie::default())});
        is_refused(
            &call(&mut other, Method::POST, MINE, Some(&body)).await,
            "another session",
        );
    }
}

#[tokio::test]
async fn mt_04_a_challenge_and_a_passkey_of_one_application_are_nothing_at_another() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let other = world
        .seeded
        .applications
        .iter()
        .find(|known| known.slug != "acme")
        .unwrap();
    let mut browser = world.browser();
    let there = |path: &str| world.url(&other.slug, path);
    let asked = browser
        .api(Method::POST, &there(passkeys::ASK), "", Some(&json!({})))
        .await
        .json();
    let here = request(&mut browser).await;

    for (options, what) in [(&here, "a foreign challenge"), (&asked, "a foreign passkey")] {
        let lie = Lie {
            origin: Some("http://globex.localhost:8787"),
            ..Lie::default()
        };
        let body = json!({"credential": keys.get(options, &lie)});
        let refused = browser
            .api(Method::POST, &there(passkeys::VERIFY), "", Some(&body))
            .await;
        is_refused(&refused, what);
    }
}

#[tokio::test]
async fn wa_01_a_passkey_is_somebodys_alone() {
    let world = World::start().await;
    let (mut mia, mut keys) = owner(&world, 1).await;
    // Somebody else presents the very same credential id.
    let mut other = world.browser();
    other.sign_in("acme", 2).await;
    let options = creation(&mut other).await;
    let taken = b64(&keys.id());
    let mut theirs = Authenticator::synced(&origin(&world));
    let made = theirs.create(&options, &Lie::default());
    let forged = with_id(&made, &theirs.id(), &keys.id());
    assert_eq!(forged["id"], json!(taken));
    let body = json!({"credential": forged});
    is_refused(&call(&mut other, Method::POST, MINE, Some(&body)).await, "taken");
    // And so does the owner: it is on the list of what is excluded.
    let options = creation(&mut mia).await;
    let mut again = Authenticator::synced(&origin(&world));
    let made = again.create(&options, &Lie::default());
    let body = json!({"credential": with_id(&made, &again.id(), &keys.id())});
    is_refused(&call(&mut mia, Method::POST, MINE, Some(&body)).await, "excluded");
    // A passkey with the handle of another: it is looked for there, and is not.
    let lie = Lie {
        handle: Some(Some(theirs.handle())),
        ..Lie::default()
    };
    is_refused(
        &sign_in(&mut world.browser(), &mut keys, &lie).await,
        "the handle of another",
    );
    assert_eq!(
        sign_in(&mut world.browser(), &mut keys, &Lie::default()).await.status,
        200
    );
    world.is_sound().await;
}

/// The same credential under another id of the same length, in the authenticator data as well: nobody signs an attestation of format "none".
fn with_id(made: &Value, own: &[u8], other: &[u8]) -> Value {
    let object = unb64(made["response"]["attestationObject"].as_str().unwrap());
    let at = object.windows(own.len()).position(|window| window == own).unwrap();
    let mut object = object.clone();
    object[at..at + own.len()].copy_from_slice(other);
    let mut forged = made.clone();
    forged["response"]["attestationObject"] = json!(b64(&object));
    forged["id"] = json!(b64(other));
    forged["rawId"] = json!(b64(other));
    forged
}

#[tokio::test]
async fn wa_01_a_count_that_goes_back_is_refused_and_told_unless_the_key_is_in_several_places() {
    let world = World::start().await;
    let (_, mut bound) = passkeys::with(&world, 1, Authenticator::bound(&origin(&world))).await;
    bound.counter = 10;
    assert_eq!(
        sign_in(&mut world.browser(), &mut bound, &Lie::default()).await.status,
        200
    );
    for counter in [5, 11, 0] {
        let copied = Lie {
            counter: Some(counter),
            ..Lie::default()
        };
        is_refused(
            &sign_in(&mut world.browser(), &mut bound, &copied).await,
            "a count that goes back",
        );
    }
    let path = "/api/audit?type=passkey.clone_suspected";
    let audit = world.manage("acme", Method::GET, path, None).await.json();
    assert_eq!(audit["data"].as_array().unwrap().len(), 3, "{audit}");
    assert_eq!(
        sign_in(&mut world.browser(), &mut bound, &Lie::default()).await.status,
        200
    );
    let (_, mut synced) = owner(&world, 2).await;
    for counter in [0, 7, 3, 0] {
        let counted = Lie {
            counter: Some(counter),
            ..Lie::default()
        };
        assert_eq!(
            sign_in(&mut world.browser(), &mut synced, &counted).await.status,
            200,
            "{counter}"
        );
    }
}

#[tokio::test]
async fn en_01_a_passkey_costs_and_says_the_same_whether_or_not_anybody_has_it() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let mut stranger = Authenticator::synced(&origin(&world));
    let mut browser = world.browser();
    browser.sign_in("acme", 2).await;
    stranger.create(&creation(&mut browser).await, &Lie::default());
    let lies = [
        (
            Lie {
                bent: true,
                ..Lie::default()
            },
            true,
        ),
        (Lie::default(), false),
        (
            Lie {
                handle: Some(Some(b64(&[1; 45]))),
                ..Lie::default()
            },
            false,
        ),
    ];
    let mut seen = Vec::new();
    for (lie, known) in lies {
        let keys = if known { &mut keys } else { &mut stranger };
        let mut answer = sign_in(&mut world.browser(), keys, &lie).await.json();
        let trace = world.cost();
        let calls: Vec<String> = trace.operations.iter().map(|done| done.operation.clone()).collect();
        answer.as_object_mut().unwrap().remove("request_id");
        answer.as_object_mut().unwrap().remove("unknown_credential");
        seen.push((calls, answer));
    }
    assert_eq!(seen[0].0, ["PutItem", "BatchGetItem", "PutItem"]);
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
}

#[tokio::test]
async fn ah_01_a_passkey_of_an_unproven_account_dies_when_the_mailbox_is_proven() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let user = world.user("acme", 1);
    let path = format!("/api/users/{}", user.id);
    let unproven = json!({"email_verified": false});
    let changed = world.manage("acme", Method::PATCH, &path, Some(&unproven)).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let page = browser.submit(&page, 0, &[("email", &user.email)]).await;
    let page = browser.follow(page).await;
    let by_code = page
        .forms()
        .iter()
        .position(|form| form.action.contains("/login/code"))
        .unwrap();
    let page = browser.submit(&page, by_code, &[]).await;
    let page = browser.follow(page).await;
    let done = browser
        .submit(&page, 0, &[("code", &world.code_for(&user.email))])
        .await;
    assert_eq!(done.status, 303, "{}", done.body);
    let listed = call(&mut browser, Method::GET, MINE, None).await.json();
    assert_eq!(listed["data"], json!([]));
    is_refused(
        &sign_in(&mut world.browser(), &mut keys, &Lie::default()).await,
        "a stranger's",
    );
    world.is_sound().await;
}

#[tokio::test]
async fn ss_01_a_passkey_makes_a_new_session_and_ends_the_one_before() {
    let world = World::start().await;
    let (mut browser, mut keys) = owner(&world, 1).await;
    let before = browser.cookie("acme", "aero2_session").unwrap();
    assert_eq!(sign_in(&mut browser, &mut keys, &Lie::default()).await.status, 200);
    let after = browser.cookie("acme", "aero2_session").unwrap();
    assert_ne!(before, after);
    browser
        .jar
        .get_mut("acme.localhost")
        .unwrap()
        .insert("aero2_session".into(), before);
    let dead = call(&mut browser, Method::GET, "/api/auth/session", None).await;
    assert_eq!(dead.status, 401);
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
