//! What is guarded, and how a refusal says what is wanted: over the whole route table, for cookies and for tokens.

use super::{ME, guarded};
use crate::harness::{Browser, Call, Flow, World};
use http::{Method, StatusCode};
use serde_json::json;
use std::collections::BTreeSet;

/// The routes with a `!` in the specification (behaviour 4.6-4.13), and those of ours beyond it, as far as they exist.
const GUARDED: &[(&str, &str)] = &[
    ("DELETE /api/users/me", "ses!"),
    ("POST /api/users/me/password", "ses!"),
    ("POST /api/users/me/email", "ses!"),
    ("POST /api/users/me/identities", "ses!"),
    ("DELETE /api/users/me/identities/{id}", "ses!"),
    ("POST /api/users/me/mfa/totp/setup", "ses!"),
    ("DELETE /api/users/me/mfa/totp", "ses!"),
    ("POST /api/users/me/phone", "ses!"),
    ("POST /api/users/me/phone/verify", "ses!"),
    ("POST /api/users/me/mfa/sms/setup", "ses!"),
    ("POST /api/users/me/mfa/sms/verify", "ses!"),
    ("DELETE /api/users/me/mfa/sms", "ses!"),
    ("POST /api/users/me/mfa/recovery-codes", "ses!"),
    ("POST /api/users/me/passkeys/options", "ses!"),
    ("DELETE /api/users/me/passkeys/{id}", "ses!"),
    ("POST /api/users/me/export", "ses!"),
    ("POST /api/applications/revoke-all", "apps:write!"),
    ("DELETE /api/applications/current", "apps:delete!"),
    ("POST /api/applications/restore", "apps:delete!"),
    ("POST /api/applications/transfer", "apps:delete!"),
    ("POST /api/applications/domains/{id}/primary", "domains:write!"),
    ("DELETE /api/applications/domains/primary", "domains:write!"),
    ("DELETE /api/applications/domains/{id}", "domains:write!"),
    ("POST /api/applications/api-keys", "keys:write!"),
    ("POST /api/applications/api-keys/{id}/rotate", "keys:write!"),
    ("DELETE /api/applications/api-keys/{id}", "keys:write!"),
    ("POST /api/applications/signing-keys/rotate", "signing_keys:write!"),
    ("DELETE /api/users/{id}", "users:delete!"),
    ("POST /api/users/bulk", "users:write!"),
    ("DELETE /api/users/{id}/mfa", "users:write!"),
    ("DELETE /api/users/{id}/passkeys/{sub}", "users:write!"),
    ("POST /api/clients/{id}/rotate-secret", "clients:write!"),
    ("POST /api/users/{id}/identities/{sub}/token", "identities:tokens!"),
    ("POST /api/imports/users", "import:write!"),
    ("POST /api/exports/users", "export:read!"),
    ("POST /api/platform/applications/{id}/suspend", "op!"),
    ("POST /api/platform/applications/{id}/resume", "op!"),
    ("POST /api/platform/operators", "op!"),
    ("DELETE /api/platform/operators/{id}", "op!"),
    ("POST /api/platform/parked/{id}/replay", "op!"),
    ("POST /api/platform/parked/{id}/discard", "op!"),
];

/// Those that exist: method, path with an id in it, and who may call.
fn existing() -> Vec<(Method, String, String)> {
    let routes = functions::routes().into_iter();
    let guarded = routes.filter(|route| route.caller.ends_with('!'));
    let filled = |path: &str| {
        path.replace("{id}", "usr_00000000000000000000000000")
            .replace("{sub}", "idn_00000000000000000000000000")
    };
    guarded
        .map(|route| (route.method.parse().unwrap(), filled(route.path), route.caller))
        .collect()
}

#[test]
fn what_the_specification_guards_is_guarded_and_nothing_is_by_oversight() {
    let listed: BTreeSet<(String, String)> = GUARDED
        .iter()
        .map(|(route, who)| ((*route).to_owned(), (*who).to_owned()))
        .collect();
    let names: BTreeSet<&String> = listed.iter().map(|(route, _)| route).collect();
    let mut wrong = Vec::new();
    for route in functions::routes() {
        let name = format!("{} {}", route.method, route.path);
        let is_listed = names.contains(&name);
        if (is_listed || route.caller.ends_with('!')) && !listed.contains(&(name.clone(), route.caller.clone())) {
            wrong.push(format!("{name}: {}", route.caller));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn ss_01_every_guarded_route_asks_a_person_whose_sign_in_is_old() {
    let world = World::start().await;
    let operator = Browser::operator(&world).await;
    let mut admin = world.browser();
    admin.sign_in("acme", 0).await;
    world.later(301);
    let (mut own, mut platform) = (0, 0);
    for (method, path, who) in existing() {
        let slug = if who == "op!" { "dashboard" } else { "acme" };
        let browser = if who == "op!" { &operator } else { &admin };
        let url = world.url(slug, &path);
        let cookie = browser.cookie(slug, "aero2_session").unwrap();
        let call = Call::new(method.clone(), &url)
            .header("cookie", format!("aero2_session={cookie}"))
            .header("sec-fetch-site", "same-origin")
            .json(&json!({}));
        let answer = world.send(call).await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (403, "step_up_required"),
            "{method} {path}: {}",
            answer.body
        );
        assert!(
            answer.header("www-authenticate").is_empty(),
            "{path}: no token was sent"
        );
        *(if who == "op!" { &mut platform } else { &mut own }) += 1;
    }
    assert!(own >= 21 && platform >= 6, "{own} and {platform} routes were asked");
}

#[tokio::test]
async fn machines_are_not_asked() {
    let world = World::start().await;
    world.later(86_400);
    for (method, path, who) in existing() {
        // What ends the application comes last by not coming at all.
        if who == "op!" || who == "ses!" || path.ends_with("/current") || path.ends_with("/revoke-all") {
            continue;
        }
        let answer = world.manage("acme", method.clone(), &path, Some(&json!({}))).await;
        assert!(
            !answer.body.contains("step_up_required"),
            "{method} {path}: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn a_refusal_says_what_is_wanted() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    assert_eq!(guarded(&mut browser).await.status, 200);
    world.later(301);
    let refused = guarded(&mut browser).await.json();
    assert_eq!(
        (&refused["max_age"], &refused["acr_values"], &refused["methods"]),
        (&json!(300), &json!("urn:aero2:acr:1fa"), &json!(["password"]))
    );
    assert_eq!(refused["step_up_url"], world.url("acme", "/step-up"));
    let now = world.local.services.now().to_string();
    assert_eq!(refused["server_time"], now);
    // The setting decides.
    let wide = json!({"step_up_max_age": 3600});
    world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&wide))
        .await
        .expect(StatusCode::OK);
    assert_eq!(guarded(&mut browser).await.status, 200);
}

/// A token for the account API, of a first-party client.
pub(super) async fn account_flow(world: &World) -> Flow<'_> {
    let flow = Flow::web(world, "acme");
    let path = format!("/api/clients/{}", flow.client_id);
    let scope = json!({"scope": "openid account offline_access"});
    world
        .manage("acme", Method::PATCH, &path, Some(&scope))
        .await
        .expect(StatusCode::OK);
    world.later(31);
    Flow {
        scope: "openid account offline_access".into(),
        ..flow
    }
}

#[tokio::test]
async fn rfc9470_a_token_is_challenged_and_the_client_comes_back_with_a_better_one() {
    let world = World::start().await;
    let flow = account_flow(&world).await;
    let mut browser = world.browser();
    let landed = flow.authorize(&mut browser, 1).await;
    let token = async |code: &str| {
        flow.redeem(code).await.json()["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let old = token(&landed.parameters()["code"]).await;
    let url = world.url("acme", "/api/users/me/export");
    let export = async |token: &str| {
        let call = Call::new(Method::POST, &url).header("authorization", format!("Bearer {token}"));
        world.send(call.json(&json!({}))).await
    };
    assert_eq!(export(&old).await.status, 200);
    world.later(301);
    let refused = export(&old).await;
    assert_eq!((refused.status, refused.error().as_str()), (403, "step_up_required"));
    assert_eq!(
        refused.header("www-authenticate"),
        "Bearer error=\"insufficient_user_authentication\", \
         error_description=\"Confirm that it is you to do this: your last sign-in is too long ago.\", \
         acr_values=\"urn:aero2:acr:1fa\", max_age=\"300\""
    );
    let me = world.url("acme", ME);
    let call = Call::new(Method::GET, &me).header("authorization", format!("Bearer {old}"));
    assert_eq!(world.send(call).await.status, 200, "what is not guarded goes on");
    // The client takes what it was told to the authorization endpoint.
    let again = flow
        .clone()
        .with("max_age", "300")
        .with("acr_values", "urn:aero2:acr:1fa");
    let page = browser.open(&again.url()).await;
    assert!(page.url.contains("/step-up?request="), "{}", page.url);
    let password = &world.user("acme", 1).password;
    let landed = browser.submit(&page, 0, &[("password", password)]).await;
    let new = token(&landed.parameters()["code"]).await;
    assert_eq!(export(&new).await.status, 200);
    assert_eq!(export(&old).await.status, 403, "the old token is what it was");
}
