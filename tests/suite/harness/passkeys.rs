//! The two ceremonies, by the API: a signed-in browser gets a passkey, a browser signs in with one.

use super::{
    Answer, Browser, World,
    authenticator::{Authenticator, Lie},
};
use http::Method;
use serde_json::{Value, json};

pub const MINE: &str = "/api/users/me/passkeys";
pub const ASK: &str = "/api/auth/passkey/options";
pub const VERIFY: &str = "/api/auth/passkey/verify";
const STEP_UP: &str = "/api/auth/step-up";
const STEP_UP_OPTIONS: &str = "/api/auth/step-up/webauthn/options";

/// Where the demo application's pages are.
pub fn origin(world: &World) -> String {
    world.url("acme", "").trim_end_matches('/').to_owned()
}

/// A call of a script of acme's.
pub async fn call(browser: &mut Browser<'_>, method: Method, path: &str, body: Option<&Value>) -> Answer {
    let url = browser.world.url("acme", path);
    browser.api(method, &url, "", body).await
}

/// What a page asks the browser for.
pub fn options(page: &Answer) -> Value {
    let (_, rest) = page.body.split_once("data-options=\"").unwrap();
    serde_json::from_str(&rest.split_once('"').unwrap().0.replace("&#34;", "\"")).unwrap()
}

/// What the browser is asked to make.
pub async fn creation(browser: &mut Browser<'_>) -> Value {
    let asked = call(browser, Method::POST, &format!("{MINE}/options"), Some(&json!({}))).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    asked.json()
}

/// What the browser is asked for.
pub async fn request(browser: &mut Browser<'_>) -> Value {
    let asked = call(browser, Method::POST, ASK, Some(&json!({}))).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    asked.json()
}

/// Gets a passkey.
pub async fn enroll(browser: &mut Browser<'_>, keys: &mut Authenticator, lie: &Lie) -> Answer {
    let options = creation(browser).await;
    let credential = keys.create(&options, lie);
    call(browser, Method::POST, MINE, Some(&json!({ "credential": credential }))).await
}

/// Signs in with the newest one.
pub async fn sign_in(browser: &mut Browser<'_>, keys: &mut Authenticator, lie: &Lie) -> Answer {
    let options = request(browser).await;
    let credential = keys.get(&options, lie);
    verify(browser, &credential).await
}

/// Sends what the authenticator answered.
pub async fn verify(browser: &mut Browser<'_>, credential: &Value) -> Answer {
    call(
        browser,
        Method::POST,
        VERIFY,
        Some(&json!({ "credential": credential })),
    )
    .await
}

/// Proves again with the newest one, so that the session is as good as what its person has enrolled.
pub async fn step_up(browser: &mut Browser<'_>, keys: &mut Authenticator) {
    let asked = call(browser, Method::POST, STEP_UP_OPTIONS, Some(&json!({}))).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    let credential = keys.get(&asked.json(), &Lie::default());
    let body = json!({ "webauthn_assertion": credential });
    let proven = call(browser, Method::POST, STEP_UP, Some(&body)).await;
    assert_eq!(proven.status, 200, "{}", proven.body);
}

/// A demo user of acme, signed in, with a passkey.
pub async fn owner(world: &World, index: usize) -> (Browser<'_>, Authenticator) {
    with(world, index, Authenticator::synced(&origin(world))).await
}

/// The same, with keys of their own.
pub async fn with(world: &World, index: usize, mut keys: Authenticator) -> (Browser<'_>, Authenticator) {
    let mut browser = world.browser();
    browser.sign_in("acme", index).await;
    let made = enroll(&mut browser, &mut keys, &Lie::default()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    step_up(&mut browser, &mut keys).await;
    (browser, keys)
}
