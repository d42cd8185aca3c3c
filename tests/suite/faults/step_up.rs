//! Proving oneself again, by page and by script; and an admin who takes all factors of a user away.

use super::{
    sign_in::person,
    strike::{Figures, Story, Striker},
};
use crate::harness::{Answer, App, Browser, World};
use http::Method;
use serde_json::{Value, json};

const PASSWORD: &str = "violet-harbour-tractor-91";

/// The routes.
const ROUTES: &[&str] = &[
    "POST /step-up",
    "POST /step-up/code",
    "POST /api/auth/step-up",
    "POST /api/auth/step-up/email-code/send",
];

struct Again<'w> {
    world: &'w World,
    route: &'static str,
}

/// What is sent: a form, or a body.
pub enum Request {
    Form(Box<Answer>, Vec<(&'static str, String)>),
    Call(Value),
}

/// A browser, and what it sends.
pub struct Ready<'w> {
    browser: Browser<'w>,
    request: Request,
}

impl<'w> Again<'w> {
    /// Somebody who signed in by password, or, where there is none, by a mailed code.
    async fn signed_in(&self, n: usize, password: Option<&str>) -> Browser<'w> {
        let world = self.world;
        let email = person(world, n, password).await;
        let mut browser = world.browser();
        let page = browser.open(&world.url("acme", "/login")).await;
        let answer = browser.submit(&page, 0, &[("email", &email)]).await;
        let page = browser.follow(answer).await;
        let answer = if let Some(password) = password {
            browser.submit(&page, 0, &[("password", password)]).await
        } else {
            let answer = browser.submit(&page, 1, &[]).await;
            let page = browser.follow(answer).await;
            browser.submit(&page, 0, &[("code", &world.code_for(&email))]).await
        };
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser
    }
}

impl<'w> Story for Again<'w> {
    type Ready = Ready<'w>;

    fn routes(&self) -> Vec<String> {
        vec![self.route.to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> Ready<'w> {
        let mailed = self.route.contains("code");
        let mut browser = self.signed_in(n, (!mailed).then_some(PASSWORD)).await;
        let request = if self.route.contains("/api/") {
            Request::Call(if mailed {
                json!({})
            } else {
                json!({"password": PASSWORD})
            })
        } else {
            let page = browser.open(&world.url("acme", "/step-up")).await;
            let typed = if mailed {
                Vec::new()
            } else {
                vec![("password", PASSWORD.to_owned())]
            };
            Request::Form(Box::new(page), typed)
        };
        Ready { browser, request }
    }

    async fn act(&self, world: &World, ready: &mut Ready<'w>) -> Answer {
        match &ready.request {
            Request::Form(page, typed) => {
                let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
                ready.browser.submit(page, 0, &typed).await
            }
            Request::Call(body) => {
                let (_, path) = self.route.split_once(' ').unwrap();
                let url = world.url("acme", path);
                ready.browser.api(Method::POST, &url, "", Some(body)).await
            }
        }
    }

    fn told(&self) -> &[&str] {
        // The secret was replaced, and its answer lost: the person signs in.
        &["unauthenticated", "wrong_state", "rate_limited"]
    }

    fn loose(&self) -> &[&str] {
        &[
            "mails",
            "mail",
            "audit",
            "audit:session.stepped_up",
            "audit:mail.code_requested",
            "mailbox",
        ]
    }
}

/// A user with an app, whose factors are taken.
struct Reset;

impl Story for Reset {
    type Ready = String;

    fn routes(&self) -> Vec<String> {
        vec!["DELETE /api/users/{id}/mfa".to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> String {
        let again = Again { world, route: "" };
        let mut browser = again.signed_in(n, Some(PASSWORD)).await;
        App::enrolled(&mut browser).await;
        let me = browser.get(&world.url("acme", "/api/users/me")).await.json();
        me["id"].as_str().unwrap().to_owned()
    }

    async fn act(&self, world: &World, user: &mut String) -> Answer {
        let path = format!("/api/users/{user}/mfa");
        world.manage("acme", Method::DELETE, &path, None).await
    }

    fn told(&self) -> &[&str] {
        &["not_found"]
    }

    fn loose(&self) -> &[&str] {
        // At least once.
        &["mails"]
    }

    fn consumers(&self) -> bool {
        true
    }
}

pub fn all() -> Figures {
    super::alone(|| async {
        let world = World::start().await;
        let mut figures = Striker::new(&world).alone(&Reset).await;
        for route in ROUTES {
            let world = World::start().await;
            figures.add(Striker::new(&world).alone(&Again { world: &world, route }).await);
        }
        figures
    })
}
