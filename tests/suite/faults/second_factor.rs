//! Second factors given and enrolled, and what a person changes of theirs: each with a fresh person in a fresh browser.

use super::{
    sign_in::person,
    strike::{Figures, Story, Striker},
};
use crate::{
    flows::mfa::App,
    harness::{
        Answer, Browser, World,
        authenticator::{Authenticator, Lie},
        passkeys::{enroll, options, origin},
    },
};
use http::Method;
use serde_json::{Value, json};

const PASSWORD: &str = "violet-harbour-tractor-91";

/// Which step is struck.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Step {
    Page,
    Verify,
    Challenge,
    Setup,
    SetupCode,
    Saved,
    SetupPasskey,
    Begin,
    Enrol,
    Remove,
    Codes,
    Forget,
    Portal,
}

use Step::{
    Begin, Challenge, Codes, Enrol, Forget, Page, Portal, Remove, Saved, Setup, SetupCode, SetupPasskey, Verify,
};

const ALL: [Step; 13] = [
    Page,
    Verify,
    Challenge,
    Setup,
    SetupCode,
    Saved,
    SetupPasskey,
    Begin,
    Enrol,
    Remove,
    Codes,
    Forget,
    Portal,
];

struct Steps<'w> {
    world: &'w World,
    step: Step,
}

pub struct At<'w> {
    browser: Browser<'w>,
    page: Option<Answer>,
    form: Vec<(&'static str, String)>,
    app: Option<App>,
    method: Method,
    path: String,
    tx: String,
    body: Value,
}

impl At<'_> {
    async fn post(&mut self, path: &str, body: &Value) -> Answer {
        let url = self.browser.world.url("acme", path);
        let tx = self.tx.clone();
        let answer = self.browser.api(Method::POST, &url, &tx, Some(body)).await;
        assert!(answer.status < 300, "{path}: {}", answer.body);
        answer
    }

    async fn enrol(&mut self) {
        let world = self.browser.world;
        let offered = self.post("/api/users/me/mfa/totp/setup", &json!({})).await.json();
        let app = App::of(offered["secret"].as_str().unwrap());
        let body = json!({"code": app.code(world)});
        self.post("/api/users/me/mfa/totp/verify", &body).await;
        self.app = Some(app);
    }

    fn at(&mut self, method: Method, path: &str, body: Value) {
        (self.method, self.path, self.body) = (method, path.to_owned(), body);
    }

    /// Sends the form of the page that does `step`, and goes on.
    async fn go(&mut self, step: &str, typed: &[(&str, &str)]) {
        let page = self.page.take().unwrap();
        let answer = self.browser.step(&page, step, typed).await;
        self.page = Some(self.browser.follow(answer).await);
    }
}

async fn signed_in<'w>(world: &'w World, email: &str, script: bool) -> At<'w> {
    let mut at = At {
        browser: world.browser(),
        page: None,
        form: Vec::new(),
        app: None,
        method: Method::POST,
        path: String::new(),
        tx: String::new(),
        body: Value::Null,
    };
    if script {
        let answer = at
            .post("/api/auth/signin", &json!({"email": email, "password": PASSWORD}))
            .await;
        if answer.json()["status"] != "complete" {
            answer.json()["transaction_id"].as_str().unwrap().clone_into(&mut at.tx);
        }
        return at;
    }
    let page = at.browser.open(&world.url("acme", "/login")).await;
    let answer = at.browser.sign_in_from(&page, email, PASSWORD).await;
    at.page = Some(at.browser.follow(answer).await);
    at
}

async fn require(world: &World, policy: &str) {
    let body = json!({"mfa_policy": policy});
    let answer = world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&body))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

impl<'w> Story for Steps<'w> {
    type Ready = At<'w>;

    fn routes(&self) -> Vec<String> {
        let route = match self.step {
            Page => "POST /mfa",
            Verify => "POST /api/auth/mfa/verify",
            Challenge => "POST /api/auth/mfa/challenge",
            Setup | SetupCode | Saved | SetupPasskey => "POST /mfa-setup",
            Begin => "POST /api/users/me/mfa/totp/setup",
            Enrol => "POST /api/users/me/mfa/totp/verify",
            Remove => "DELETE /api/users/me/mfa/totp",
            Codes => "POST /api/users/me/mfa/recovery-codes",
            Forget => "DELETE /api/users/me/devices/{id}",
            Portal => "POST /account/mfa",
        };
        vec![route.to_owned()]
    }

    async fn ready(&self, _: &World, n: usize) -> At<'w> {
        let world = self.world;
        let email = person(world, n, Some(PASSWORD)).await;
        let mut at = if matches!(self.step, Setup | SetupCode | Saved | SetupPasskey) {
            require(world, "required").await;
            let mut at = signed_in(world, &email, false).await;
            require(world, "optional").await;
            at.form = vec![("step", "begin".to_owned())];
            if self.step == SetupPasskey {
                at.form = vec![("step", "passkey".to_owned())];
                return at;
            }
            if self.step != Setup {
                at.go("begin", &[]).await;
                let page = at.page.clone().unwrap();
                let (_, rest) = page.body.split_once("<code dir=\"ltr\">").unwrap();
                at.app = Some(App::of(rest.split_once("</code>").unwrap().0));
                at.form = vec![("step", "code".to_owned())];
            }
            if self.step == Saved {
                let code = at.app.take().unwrap().code(world);
                at.go("code", &[("code", &code)]).await;
                at.form = vec![("step", "saved".to_owned()), ("saved", "yes".to_owned())];
            }
            return at;
        } else {
            signed_in(world, &email, true).await
        };
        if matches!(self.step, Page | Verify | Remove | Codes) {
            at.enrol().await;
            world.later(30);
        }
        match self.step {
            Challenge => {
                let mut keys = Authenticator::synced(&origin(world));
                enroll(&mut at.browser, &mut keys, &Lie::default()).await;
                let mut other = signed_in(world, &email, true).await;
                other.at(Method::POST, "/api/auth/mfa/challenge", json!({"method": "passkey"}));
                return other;
            }
            Page | Verify => {
                let mut other = signed_in(world, &email, self.step == Verify).await;
                other.app = at.app.take();
                other.at(Method::POST, "/api/auth/mfa/verify", Value::Null);
                return other;
            }
            Begin => at.at(Method::POST, "/api/users/me/mfa/totp/setup", json!({})),
            Enrol => {
                let offered = at.post("/api/users/me/mfa/totp/setup", &json!({})).await.json();
                at.app = Some(App::of(offered["secret"].as_str().unwrap()));
                at.at(Method::POST, "/api/users/me/mfa/totp/verify", Value::Null);
            }
            Remove => {
                at.app = None;
                at.at(Method::DELETE, "/api/users/me/mfa/totp", Value::Null);
            }
            Codes => {
                at.app = None;
                at.at(Method::POST, "/api/users/me/mfa/recovery-codes", json!({}));
            }
            Forget => {
                let url = world.url("acme", "/api/users/me/devices");
                let all = at.browser.get(&url).await.json();
                let path = format!("/api/users/me/devices/{}", all["data"][0]["id"].as_str().unwrap());
                at.at(Method::DELETE, &path, Value::Null);
            }
            _ => {
                at.page = Some(at.browser.open(&world.url("acme", "/account/mfa")).await);
                at.form = vec![("step", "begin".to_owned())];
            }
        }
        at
    }

    async fn act(&self, world: &World, at: &mut At<'w>) -> Answer {
        // Whoever tries again types what the app shows then.
        let code = at.app.as_ref().map(|app| {
            world.later(30);
            app.code(world)
        });
        if let Some(page) = &at.page {
            // The page says whether the first try did it.
            if matches!(self.step, SetupCode | SetupPasskey) {
                let now = at.browser.open(&page.url.clone()).await;
                if now.body.contains("Save your recovery codes") {
                    return Answer { status: 303, ..now };
                }
            }
            let mut typed: Vec<(&str, &str)> = at.form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            typed.extend(code.as_deref().map(|code| ("code", code)));
            // A challenge is used up by a try: whoever tries again asks for another.
            let (mut page, mut credential) = (page.clone(), String::new());
            if self.step == SetupPasskey {
                page = at.browser.open(&page.url.clone()).await;
                // Struck before there was a page: asked again, like any other page.
                if page.status != 200 {
                    return page;
                }
                credential = Authenticator::synced(&origin(world))
                    .create(&options(&page), &Lie::default())
                    .to_string();
            }
            typed.extend((!credential.is_empty()).then_some(("credential", credential.as_str())));
            return match at.form.first() {
                Some(("step", step)) => at.browser.step(&page, step, &typed).await,
                _ => at.browser.submit(&page, 0, &typed).await,
            };
        }
        let (url, tx) = (world.url("acme", &at.path), at.tx.clone());
        let body = match (self.step, code) {
            (Verify, Some(code)) => Some(json!({"totp_code": code})),
            (_, Some(code)) => Some(json!({"code": code})),
            (_, None) => (!at.body.is_null()).then(|| at.body.clone()),
        };
        at.browser.api(at.method.clone(), &url, &tx, body.as_ref()).await
    }

    fn told(&self) -> &[&str] {
        &[
            "wrong_state",
            "tx_expired",
            "unauthenticated",
            "not_found",
            "already_enrolled",
            "code_expired",
            "not_enrolled",
            "version_conflict",
        ]
    }

    fn loose(&self) -> &[&str] {
        match self.step {
            // Made twice, the second set kills the first.
            Codes => &["audit", "audit:mfa.recovery_codes_made", "mail", "mails"],
            Challenge => &["audit", "audit:mfa.challenged"],
            _ => &["transaction:state"],
        }
    }
}

pub fn all() -> Figures {
    super::alone(|| async {
        let mut figures = Figures::default();
        for step in ALL {
            let world = World::start().await;
            figures.add(Striker::new(&world).alone(&Steps { world: &world, step }).await);
        }
        figures
    })
}
