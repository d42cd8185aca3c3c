//! Signing in with a passkey: on the page and by the API, first or in the middle of a sign-in, beside another factor; what it proves and what it costs.

use crate::harness::{
    Flow, World,
    authenticator::{Authenticator, Lie, UP, UV, lie},
    passkeys::{self, origin, owner, request, sign_in, verify},
};
use domain::sign_in::SecondFactor;
use http::Method;
use platform::{
    passkeys::second,
    tenant::{Site, Tenant, resolve},
};
use protocol::error::ErrorCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_passkey_signs_in_without_an_address_and_is_two_factors() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let mut browser = world.browser();
    let done = sign_in(&mut browser, &mut keys, &Lie::default()).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let view = done.json();
    assert_eq!(
        (&view["status"], &view["redirect_to"]),
        (&json!("complete"), &json!("/account"))
    );
    assert_eq!(view["session"]["user_id"], json!(world.user("acme", 1).id));
    assert_eq!(view["session"]["amr"], json!(["swk", "user", "mfa"]));
    let session = passkeys::call(&mut browser, Method::GET, "/api/auth/session", None).await;
    assert_eq!(session.json()["session"]["acr"], "urn:aero2:acr:phr");
    world.is_sound().await;
}

#[tokio::test]
async fn a_key_that_stays_on_its_device_says_so_and_is_counted() {
    let world = World::start().await;
    let bound = Authenticator::bound(&origin(&world));
    let (_, mut keys) = passkeys::with(&world, 1, bound).await;
    for _ in 0..2 {
        let done = sign_in(&mut world.browser(), &mut keys, &Lie::default()).await;
        assert_eq!(
            done.json()["session"]["amr"],
            json!(["hwk", "user", "mfa"]),
            "{}",
            done.body
        );
    }
    let mut rsa = Authenticator::bound(&origin(&world));
    rsa.is_rsa = true;
    let (_, mut rsa) = passkeys::with(&world, 2, rsa).await;
    assert_eq!(
        sign_in(&mut world.browser(), &mut rsa, &Lie::default()).await.status,
        200
    );
}

#[tokio::test]
async fn the_page_has_a_form_for_it_and_a_client_gets_its_code() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let flow = Flow::web(&world, "acme");
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    let form = page
        .forms()
        .into_iter()
        .find(|form| form.action.contains("/login/passkey"))
        .unwrap();
    let (_, rest) = page.body.split_once("data-options=\"").unwrap();
    let options = rest
        .split_once('"')
        .unwrap()
        .0
        .replace("&#34;", "\"")
        .replace("&quot;", "\"");
    let options: Value = serde_json::from_str(&options).unwrap();
    assert_eq!(options["allowCredentials"], json!([]));
    let credential = keys.get(&options, &Lie::default()).to_string();
    let token = form.fields["form_token"].clone();
    let fields = [("form_token", token.as_str()), ("credential", credential.as_str())];
    let done = browser.post(&form.action, &fields).await;
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(done.parameters().contains_key("code"), "{}", done.location());
    // The same form again: the challenge was used up, and the page says so.
    let again = browser.post(&form.action, &fields).await;
    assert_eq!(again.status, 400);
    assert!(again.body.contains("was done already"), "{}", again.body);
    let reloaded = browser.get(&form.action).await;
    assert_eq!(reloaded.status, 303);
    assert!(
        reloaded.location().contains("/login?request="),
        "{}",
        reloaded.location()
    );
}

#[tokio::test]
async fn it_answers_in_the_middle_of_a_sign_in_that_began_with_an_address() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let mut browser = world.browser();
    let url = world.url("acme", "/api/auth/transactions");
    let begun = browser.api(Method::POST, &url, "", Some(&json!({}))).await.json();
    let tx = begun["transaction_id"].as_str().unwrap().to_owned();
    assert!(begun["methods"].as_array().unwrap().contains(&json!("passkey")));
    let email = json!({"email": "somebody@else.example"});
    browser
        .api(
            Method::POST,
            &world.url("acme", "/api/auth/identify"),
            &tx,
            Some(&email),
        )
        .await;
    let options = request(&mut browser).await;
    let body = json!({"credential": keys.get(&options, &Lie::default())});
    let done = browser
        .api(Method::POST, &world.url("acme", passkeys::VERIFY), &tx, Some(&body))
        .await;
    assert_eq!(
        done.json()["session"]["user_id"],
        json!(world.user("acme", 1).id),
        "{}",
        done.body
    );
    let twice = browser
        .api(Method::POST, &world.url("acme", passkeys::VERIFY), &tx, Some(&body))
        .await;
    assert_eq!((twice.status, &twice.json()["status"]), (200, &json!("complete")));
}

#[tokio::test]
async fn a_disabled_person_is_told_what_everybody_is() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let path = format!("/api/users/{}/disable", world.user("acme", 1).id);
    world.manage("acme", Method::POST, &path, Some(&json!({}))).await;
    let done = sign_in(&mut world.browser(), &mut keys, &Lie::default()).await;
    assert_eq!((done.status, &done.json()["code"]), (400, &json!("passkey_invalid")));
    assert_eq!(
        done.json()["unknown_credential"],
        Value::Null,
        "it works again once they are enabled"
    );
}

#[tokio::test]
async fn what_is_not_there_is_told_to_whoever_keeps_it() {
    let world = World::start().await;
    let (mut browser, mut keys) = owner(&world, 1).await;
    let listed = passkeys::call(&mut browser, Method::GET, passkeys::MINE, None)
        .await
        .json();
    let path = format!("{}/{}", passkeys::MINE, listed["data"][0]["id"].as_str().unwrap());
    let removed = passkeys::call(&mut browser, Method::DELETE, &path, None).await;
    assert_eq!(removed.status, 200, "{}", removed.body);
    let done = sign_in(&mut world.browser(), &mut keys, &Lie::default()).await;
    assert_eq!(done.status, 400);
    let unknown = &done.json()["unknown_credential"];
    let id = crate::harness::authenticator::b64(&keys.id());
    assert_eq!(unknown, &json!({"rpId": "acme.localhost", "credentialId": id}));
}

#[tokio::test]
async fn it_costs_what_the_design_says() {
    let world = World::start().await;
    let (_, mut keys) = owner(&world, 1).await;
    let mut browser = world.browser();
    assert_eq!(sign_in(&mut browser, &mut keys, &Lie::default()).await.status, 200);
    let mut fresh = world.browser();
    let options = request(&mut fresh).await;
    assert_eq!(world.cost().operations.len(), 0, "options are sealed, not kept");
    let credential = keys.get(&options, &Lie::default());
    assert_eq!(verify(&mut fresh, &credential).await.status, 200);
    let trace = world.cost();
    let operations: Vec<_> = trace.operations.iter().map(|done| done.operation.as_str()).collect();
    assert_eq!(
        operations,
        ["PutItem", "BatchGetItem", "Query", "TransactWriteItems", "Query"]
    );
    // User, passkey, devices (a new browser is told of), sessions; the challenge, then transaction, session with the notice, device and passkey together,
    // which counts twice.
    assert_eq!((trace.rru, trace.wru, trace.kms_calls), (4.0, 11.0, 0));
}

fn nowhere() -> platform::source::Source {
    platform::source::Source::new(std::net::Ipv4Addr::LOCALHOST.into(), true)
}

async fn tenant(world: &World) -> Tenant {
    match resolve(&world.local.services, "acme.localhost:8787").await.unwrap() {
        Site::Application(tenant) => tenant,
        Site::Apex => unreachable!("acme is an application"),
    }
}

#[tokio::test]
async fn as_a_second_factor_only_ones_own_will_do_and_only_where_it_was_asked_for() {
    let world = World::here("the function is called directly").await;
    let (_, mut keys) = owner(&world, 1).await;
    let tenant = tenant(&world).await;
    let user = async |index: usize| {
        let id = world.user("acme", index).id.parse().unwrap();
        tenant.store().user(tenant.id(), &id).await.unwrap().unwrap()
    };
    let (mia, other) = (user(1).await, user(2).await);
    let none = second::options(&tenant, &other, "tx 1").await.unwrap_err();
    assert_eq!(none.code, ErrorCode::MethodUnavailable);
    let ask = async || serde_json::to_value(second::options(&tenant, &mia, "tx 1").await.unwrap()).unwrap();
    let options = ask().await;
    assert_eq!(options["allowCredentials"].as_array().unwrap().len(), 1);
    assert_eq!(
        options["allowCredentials"][0]["transports"],
        json!(["internal", "hybrid"])
    );
    let credential = keys.get(&options, &Lie::default()).to_string();
    for (who, binding) in [(&other, "tx 1"), (&mia, "tx 2")] {
        let refused = second::verify(&tenant, who, binding, &credential, &nowhere())
            .await
            .unwrap_err();
        assert_eq!(refused.code, ErrorCode::PasskeyInvalid);
    }
    let given = second::verify(&tenant, &mia, "tx 1", &credential, &nowhere())
        .await
        .unwrap();
    assert_eq!(given, SecondFactor::SyncedPasskey);
    let again = second::verify(&tenant, &mia, "tx 1", &credential, &nowhere())
        .await
        .unwrap_err();
    assert_eq!(again.code, ErrorCode::PasskeyInvalid);
    let unverified = lie(|it| it.flags = Some(UP));
    let lies = [
        unverified,
        lie(|it| it.handle = Some(Some("bm9ib2R5".into()))),
        lie(|it| it.flags = Some(UP | UV)),
        lie(|it| it.bent = true),
    ];
    for lie in lies {
        let credential = keys.get(&ask().await, &lie).to_string();
        assert!(
            second::verify(&tenant, &mia, "tx 1", &credential, &nowhere())
                .await
                .is_err()
        );
    }
    // A security key need not tell the handle where it was asked for by its id.
    let silent = lie(|it| it.handle = Some(None));
    let credential = keys.get(&ask().await, &silent).to_string();
    assert!(
        second::verify(&tenant, &mia, "tx 1", &credential, &nowhere())
            .await
            .is_ok()
    );
}
