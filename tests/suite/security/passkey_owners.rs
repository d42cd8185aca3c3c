//! Whose passkeys are: one person's, of one application, as long as the account is theirs (AH-01, EN-01, MT-04, SS-01, WA-01).

use super::passkeys::is_refused;
use crate::harness::{
    Flow, World,
    authenticator::{Authenticator, Lie, b64, lie, unb64},
    passkeys::{self, MINE, call, creation, origin, owner, request, sign_in},
    tokens,
};
use http::Method;
use serde_json::{Value, json};

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
        let lie = lie(|it| it.origin = Some("http://globex.localhost:8787"));
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
    let lie = lie(|it| it.handle = Some(Some(theirs.handle())));
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
        let copied = lie(|it| it.counter = Some(counter));
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
        let counted = lie(|it| it.counter = Some(counter));
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
        (lie(|it| it.bent = true), true),
        (Lie::default(), false),
        (lie(|it| it.handle = Some(Some(b64(&[1; 45])))), false),
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
    // Without offline_access: a grant that ends with its session.
    let flow = Flow::web(&world, "acme").with("scope", "openid");
    let code = browser.get(&flow.url()).await.parameters()["code"].clone();
    let granted = tokens(&flow.redeem(&code).await).refresh_token;
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
    assert_eq!(flow.refresh(&granted).await.error(), "invalid_grant");
}

#[tokio::test]
async fn mt_04_what_one_application_asked_a_browser_to_make_is_nothing_at_another() {
    let world = World::start().await;
    let (mut here, mut there) = (world.browser(), world.browser());
    here.sign_in("acme", 1).await;
    there.sign_in("globex", 1).await;
    let ours = world.url("globex", MINE);
    let mut keys = Authenticator::synced("http://globex.localhost:8787");
    let asked = creation(&mut here).await;
    let foreign = keys.create(&asked, &lie(|it| it.rp_id = Some("globex.localhost")));
    let body = json!({ "credential": foreign });
    is_refused(
        &there.api(Method::POST, &ours, "", Some(&body)).await,
        "foreign challenge",
    );
    let asked = there
        .api(Method::POST, &format!("{ours}/options"), "", Some(&json!({})))
        .await
        .json();
    let body = json!({"credential": keys.create(&asked, &Lie::default())});
    let made = there.api(Method::POST, &ours, "", Some(&body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
}

#[tokio::test]
async fn en_01_what_a_browser_is_asked_for_tells_nothing_of_anybody() {
    let world = World::start().await;
    let mut before = request(&mut world.browser()).await;
    let (mut signed_in, _) = owner(&world, 1).await;
    let mut asked = vec![request(&mut world.browser()).await, request(&mut signed_in).await];
    let body = json!({"email": world.user("acme", 1).email});
    let mut known = world.browser();
    call(&mut known, Method::POST, "/api/auth/identify", Some(&body)).await;
    asked.push(request(&mut known).await);
    assert!(world.cost().operations.is_empty(), "nothing is looked up");
    let challenge = before.as_object_mut().unwrap().remove("challenge").unwrap();
    for mut options in asked {
        let other = options.as_object_mut().unwrap().remove("challenge").unwrap();
        assert_eq!(other.as_str().map(str::len), challenge.as_str().map(str::len));
        assert_eq!(options, before);
    }
}
