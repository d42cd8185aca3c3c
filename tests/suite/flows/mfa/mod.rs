//! Second factors: given in a sign-in, enrolled in one or in the account, and what ends with them.

mod account;
mod challenge;
mod costs;
mod guessing;
mod setup;
mod setup_ways;
mod spared;
mod trust;

use crate::harness::{Answer, Browser, World};
use http::Method;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

pub const ME: &str = "/api/users/me/mfa";
pub const VERIFY: &str = "/api/auth/mfa/verify";

/// An authenticator app that got a secret.
pub struct App(Totp);

impl App {
    pub fn of(secret: &str) -> Self {
        let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    /// The code it shows now.
    pub fn code(&self, world: &World) -> String {
        self.shifted(world, 0)
    }

    /// The code it shows when its clock is off by so many seconds.
    pub fn shifted(&self, world: &World, seconds: i64) -> String {
        let at = world.local.services.now().secs() + seconds;
        self.0.generate(u64::try_from(at).unwrap()).to_string()
    }

    /// Six digits that it does not show in these minutes.
    pub fn wrong(&self, world: &World) -> String {
        let near: Vec<_> = (-2..=2).map(|step| self.shifted(world, step * 30)).collect();
        let mut all = (0..9).map(|digit| digit.to_string().repeat(6));
        all.find(|code| !near.contains(code)).unwrap()
    }
}

/// What a script of the own origin posts, about the sign-in `tx`.
pub async fn post(browser: &mut Browser<'_>, path: &str, tx: &str, body: &Value) -> Answer {
    let url = browser.world.url("acme", path);
    browser.api(Method::POST, &url, tx, Some(body)).await
}

/// Sets an app up in the account that is signed in; answers it with the recovery codes.
pub async fn enrol(browser: &mut Browser<'_>) -> (App, Vec<String>) {
    let world = browser.world;
    let offered = post(browser, &format!("{ME}/totp/setup"), "", &json!({})).await;
    assert_eq!(offered.status, 200, "{}", offered.body);
    let app = App::of(offered.json()["secret"].as_str().unwrap());
    let done = post(
        browser,
        &format!("{ME}/totp/verify"),
        "",
        &json!({"code": app.code(world)}),
    )
    .await;
    assert_eq!(done.status, 200, "{}", done.body);
    let codes = done.json()["recovery_codes"].as_array().cloned().unwrap_or_default();
    // The next code is another one.
    world.later(30);
    (
        app,
        codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect(),
    )
}

/// A user of the demo with an app, in the browser in which it was set up.
pub async fn with_app(world: &World, user: usize) -> (Browser<'_>, App, Vec<String>) {
    let mut browser = world.browser();
    browser.sign_in("acme", user).await;
    let (app, codes) = enrol(&mut browser).await;
    (browser, app, codes)
}

/// As far as the password goes: the page that follows.
pub async fn as_far_as_password(browser: &mut Browser<'_>, user: usize) -> Answer {
    let world = browser.world;
    let person = world.user("acme", user);
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.sign_in_from(&page, &person.email, &person.password).await;
    browser.follow(answer).await
}

/// The same by script: the transaction.
pub async fn begun(browser: &mut Browser<'_>, user: usize) -> Answer {
    let person = browser.world.user("acme", user);
    let body = json!({"email": person.email, "password": person.password});
    let answer = post(browser, "/api/auth/signin", "", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer
}

pub fn tx(answer: &Answer) -> String {
    answer.json()["transaction_id"].as_str().unwrap().to_owned()
}

/// The session as its browser sees it.
pub async fn session(browser: &mut Browser<'_>) -> Value {
    let url = browser.world.url("acme", "/api/auth/session");
    browser.get(&url).await.json()["session"].clone()
}

/// Changes the demo application's settings.
pub async fn set(world: &World, settings: &Value) {
    let answer = world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(settings))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// The subjects of the mails to an address, the newest first.
pub fn subjects(world: &World, address: &str) -> Vec<String> {
    let mails = world.local.aws.outbox.list(Some(address));
    mails.into_iter().map(|mail| mail.subject).collect()
}
