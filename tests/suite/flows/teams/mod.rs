//! Teams of developers on the dashboard host: their members, and the applications that move between them.

mod audit;
mod invitations;
mod members;
mod transfer;

use crate::harness::{Answer, Browser, Call, World};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const PASSWORD: &str = "violet-harbour-tractor-91";

/// A developer who is signed in at the dashboard, with the team that was made for them.
pub struct Developer<'w> {
    pub browser: Browser<'w>,
    pub id: String,
    pub team: String,
    /// Sent as `Idempotency-Key` with every POST.
    pub key: Option<String>,
}

impl<'w> Developer<'w> {
    /// Signs up as `{name}@example.com`.
    pub async fn new(world: &'w World, name: &str) -> Self {
        let email = format!("{name}@example.com");
        let mut browser = world.browser();
        let page = browser.open(&world.url("dashboard", "/signup?return_to=/")).await;
        let answer = browser
            .submit(&page, 0, &[("email", email.as_str()), ("password", PASSWORD)])
            .await;
        let page = browser.follow(answer).await;
        browser.submit(&page, 0, &[("code", &world.code_for(&email))]).await;
        Self::of(browser).await
    }

    /// Signs in again.
    pub async fn again(world: &'w World, name: &str) -> Self {
        let mut browser = world.browser();
        let page = browser.open(&world.url("dashboard", "/login?return_to=/")).await;
        let email = format!("{name}@example.com");
        let done = browser.sign_in_from(&page, &email, PASSWORD).await;
        assert_eq!(done.status, 303, "{}", done.body);
        Self::of(browser).await
    }

    /// Whoever is signed in.
    pub async fn of(browser: Browser<'w>) -> Self {
        let mut found = Self {
            browser,
            id: String::new(),
            team: String::new(),
            key: None,
        };
        found.id = text(&found.get("/api/auth/session").await["user"]["id"]);
        found.team = text(&found.get("/api/organizations").await["data"][0]["id"]);
        found
    }

    pub async fn call(&self, method: Method, path: &str, body: Value) -> Answer {
        self.call_if(method, path, body, None).await
    }

    pub async fn call_if(&self, method: Method, path: &str, body: Value, version: Option<&str>) -> Answer {
        let world = self.browser.world;
        let url = world.url("dashboard", path);
        let cookie = self.browser.cookie("dashboard", "aero2_session").unwrap_or_default();
        let post = method == Method::POST;
        let mut call = Call::new(method, &url)
            .header("cookie", format!("aero2_session={cookie}"))
            .header("sec-fetch-site", "same-origin");
        if let Some(key) = self.key.as_ref().filter(|_| post) {
            call = call.header("idempotency-key", key.clone());
        }
        if let Some(version) = version {
            call = call.header("if-match", version);
        }
        world.send(if body.is_null() { call } else { call.json(&body) }).await
    }

    pub async fn get(&self, path: &str) -> Value {
        let answer = self.call(Method::GET, path, Value::Null).await;
        answer.expect(StatusCode::OK).json()
    }

    /// Below the own team.
    pub fn own(&self, rest: &str) -> String {
        format!("/api/organizations/{}{rest}", self.team)
    }

    pub async fn invite(&self, email: &str, role: &str) -> Answer {
        let body = json!({"email": email, "role": role});
        self.call(Method::POST, &self.own("/invitations"), body).await
    }

    /// Invites another developer, who accepts.
    pub async fn takes_in(&self, other: &Developer<'_>, email: &str, role: &str) {
        self.invite(email, role).await.expect(StatusCode::CREATED);
        let body = json!({"token": token(self.browser.world, email)});
        other
            .call(Method::POST, "/api/organizations/accept-invitation", body)
            .await
            .expect(StatusCode::OK);
    }

    /// A new application of the own team.
    pub async fn application(&self, name: &str) -> Value {
        let body = json!({"name": name, "owner_org_id": self.team});
        let made = self.call(Method::POST, "/api/applications", body).await;
        made.expect(StatusCode::CREATED).json()
    }

    pub async fn role(&self, user: &str, role: &str) -> Answer {
        let path = self.own(&format!("/members/{user}"));
        self.call(Method::PATCH, &path, json!({"role": role})).await
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// The link of the newest mail to an address.
pub fn link(world: &World, address: &str) -> String {
    let mails = world.local.aws.outbox.list(Some(address));
    let words = mails.first().expect("a mail").text.split_whitespace();
    let mut links = words.filter(|word| word.contains("/invite?token="));
    links.next().expect("a link").to_owned()
}

/// What the link carries.
pub fn token(world: &World, address: &str) -> String {
    link(world, address).split_once("token=").unwrap().1.to_owned()
}

/// What the operators' log says happened at the dashboard, the newest first.
pub async fn events(world: &World) -> Vec<String> {
    let operator = Browser::operator(world).await;
    let url = world.url("dashboard", "/api/platform/audit?limit=100");
    let answer = world.send(operator.at_dashboard(Method::GET, &url)).await;
    let all = answer.expect(StatusCode::OK).json();
    all["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["type"]))
        .collect()
}

/// Ids and times apart: what an answer says of why it was refused.
pub fn refusal(answer: &Answer) -> Value {
    let mut problem = answer.json();
    problem.as_object_mut().unwrap().remove("request_id");
    problem
}
