//! A forgotten password, the sign-in API's password steps, and everything a person changes of their own account, by page and by API.

use super::{
    sign_in::person,
    strike::{Figures, Story, Striker},
};
use crate::harness::{Answer, Browser, World};
use http::Method;
use serde_json::{Value, json};

const PASSWORD: &str = "violet-harbour-tractor-91";
const NEW: &str = "copper-lantern-orchard-27";

/// The routes; a page's request is its form, a call's is its body.
const PAGES: &[&str] = &[
    "POST /reset",
    "POST /reset/code",
    "POST /account",
    "POST /account/password",
    "POST /account/email",
    "POST /account/email/confirm",
    "POST /account/sessions",
    "POST /account/email/undo",
    "POST /login/link",
];
const CALLS: &[&str] = &[
    "POST /api/auth/identify",
    "POST /api/auth/signin",
    "POST /api/auth/signup",
    "POST /api/auth/verify",
    "POST /api/auth/verify/resend",
    "POST /api/auth/magic-link",
    "POST /api/auth/magic-link/verify",
    "POST /api/auth/password/forgot",
    "POST /api/auth/password/reset",
    "PATCH /api/users/me",
    "POST /api/users/me/password",
    "POST /api/users/me/email",
    "POST /api/users/me/email/confirm",
    "POST /api/users/me/email/undo",
];

struct Own<'w> {
    world: &'w World,
    route: &'static str,
}

/// What is sent.
pub enum Request {
    Form(Box<Answer>, usize, Vec<(&'static str, String)>),
    Call(String, Value),
}

/// A browser, and what it sends.
pub struct Ready<'w> {
    browser: Browser<'w>,
    request: Request,
}

impl<'w> Own<'w> {
    async fn signed_in(&self, n: usize) -> (Browser<'w>, String) {
        let email = person(self.world, n, Some(PASSWORD)).await;
        let mut browser = self.world.browser();
        let page = browser.open(&self.world.url("acme", "/login")).await;
        let answer = browser.sign_in_from(&page, &email, PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        (browser, email)
    }

    async fn call(&self, browser: &mut Browser<'w>, path: &str, tx: &str, body: Value) -> Value {
        let url = self.world.url("acme", path);
        let answer = browser.api(Method::POST, &url, tx, Some(&body)).await;
        assert!(answer.status < 300, "{path}: {}", answer.body);
        answer.json()
    }

    /// The token of the newest link to `path` that was mailed to an address.
    fn token(&self, email: &str, path: &str) -> String {
        let mails = self.world.local.aws.outbox.list(Some(email));
        let mail = mails
            .iter()
            .find(|mail| mail.text.contains(path))
            .expect("a mail with a link");
        let (_, rest) = mail.text.split_once("token=").unwrap();
        rest.split_whitespace().next().unwrap().to_owned()
    }

    /// The form of this route on a page of ours.
    async fn form(&self, mut browser: Browser<'w>, page: &str, typed: Vec<(&'static str, String)>) -> Ready<'w> {
        let page = browser.open(&self.world.url("acme", page)).await;
        let path = self.route.split_once(' ').unwrap().1;
        let is_ours = |action: &str| action.split('?').next().is_some_and(|action| action.ends_with(path));
        let at = page.forms().iter().position(|form| is_ours(&form.action));
        let at = at.unwrap_or_else(|| panic!("no form for {path}: {}", page.body));
        Ready {
            browser,
            request: Request::Form(Box::new(page), at, typed),
        }
    }

    /// A change of address that waits for its code.
    async fn moving(&self, n: usize) -> (Browser<'w>, String, String) {
        let (mut browser, email) = self.signed_in(n).await;
        let new = format!("moved{n}@acme.test");
        self.call(&mut browser, "/api/users/me/email", "", json!({"email": new}))
            .await;
        (browser, email, self.world.code_for(&new))
    }

    async fn page(&self, n: usize) -> Ready<'w> {
        match self.route {
            "POST /reset" => {
                let email = person(self.world, n, Some(PASSWORD)).await;
                self.form(self.world.browser(), "/reset", vec![("email", email)]).await
            }
            "POST /reset/code" => {
                let email = person(self.world, n, Some(PASSWORD)).await;
                let mut browser = self.world.browser();
                let page = browser.open(&self.world.url("acme", "/reset")).await;
                let answer = browser.submit(&page, 0, &[("email", &email)]).await;
                let page = browser.follow(answer).await;
                let typed = vec![("code", self.world.code_for(&email)), ("password", NEW.to_owned())];
                Ready {
                    browser,
                    request: Request::Form(Box::new(page), 0, typed),
                }
            }
            "POST /account" => {
                let (browser, _) = self.signed_in(n).await;
                self.form(browser, "/account", vec![("name", format!("Person {n}"))])
                    .await
            }
            "POST /account/password" => {
                let (browser, _) = self.signed_in(n).await;
                self.form(browser, "/account/security", vec![("password", NEW.to_owned())])
                    .await
            }
            "POST /account/email" => {
                let (browser, _) = self.signed_in(n).await;
                self.form(
                    browser,
                    "/account/security",
                    vec![("email", format!("moved{n}@acme.test"))],
                )
                .await
            }
            "POST /account/email/confirm" => {
                let (browser, _, code) = self.moving(n).await;
                self.form(browser, "/account/security", vec![("code", code)]).await
            }
            "POST /account/sessions" => {
                let (browser, email) = self.signed_in(n).await;
                let mut other = self.world.browser();
                let page = other.open(&self.world.url("acme", "/login")).await;
                other.sign_in_from(&page, &email, PASSWORD).await;
                self.form(browser, "/account/sessions", Vec::new()).await
            }
            "POST /login/link" => {
                let email = person(self.world, n, None).await;
                let mut browser = self.world.browser();
                self.call(&mut browser, "/api/auth/magic-link", "", json!({"email": email}))
                    .await;
                let page = format!("/login/link?token={}", self.token(&email, "/login/link"));
                self.form(browser, &page, Vec::new()).await
            }
            _ => {
                let (_, email, _) = self.moving(n).await;
                let page = format!(
                    "/account/email/undo?token={}",
                    self.token(&email, "/account/email/undo")
                );
                self.form(self.world.browser(), &page, Vec::new()).await
            }
        }
    }

    async fn api(&self, n: usize) -> Ready<'w> {
        let world = self.world;
        let mut browser = world.browser();
        let begun = |email: &str| json!({"email": email});
        let (mut tx, body) = (
            String::new(),
            match self.route {
                "POST /api/auth/identify" | "POST /api/auth/signin" => {
                    let email = person(world, n, Some(PASSWORD)).await;
                    json!({"email": email, "password": PASSWORD})
                }
                "POST /api/auth/signup" => json!({"email": format!("new{n}@acme.test"), "password": PASSWORD}),
                "POST /api/auth/magic-link" => begun(&person(world, n, None).await),
                "POST /api/auth/magic-link/verify" => {
                    let email = person(world, n, None).await;
                    self.call(&mut browser, "/api/auth/magic-link", "", begun(&email)).await;
                    json!({"token": self.token(&email, "/login/link")})
                }
                "POST /api/auth/password/forgot" => begun(&person(world, n, Some(PASSWORD)).await),
                "POST /api/auth/password/reset" => {
                    let email = person(world, n, Some(PASSWORD)).await;
                    self.call(&mut browser, "/api/auth/password/forgot", "", begun(&email))
                        .await;
                    json!({"token": self.token(&email, "/reset"), "new_password": NEW})
                }
                _ => Value::Null,
            },
        );
        let body = match self.route {
            "POST /api/auth/identify" => {
                let view = self.call(&mut browser, "/api/auth/transactions", "", json!({})).await;
                view["transaction_id"].as_str().unwrap().clone_into(&mut tx);
                begun(body["email"].as_str().unwrap())
            }
            "POST /api/auth/verify" | "POST /api/auth/verify/resend" => {
                let email = format!("new{n}@acme.test");
                let view = self
                    .call(
                        &mut browser,
                        "/api/auth/signup",
                        "",
                        json!({"email": email, "password": PASSWORD}),
                    )
                    .await;
                view["transaction_id"].as_str().unwrap().clone_into(&mut tx);
                if self.route.ends_with("resend") {
                    world.later(31);
                    json!({})
                } else {
                    json!({"code": world.code_for(&email)})
                }
            }
            "PATCH /api/users/me" => {
                browser = self.signed_in(n).await.0;
                json!({"name": format!("Person {n}")})
            }
            "POST /api/users/me/password" => {
                browser = self.signed_in(n).await.0;
                json!({"new_password": NEW})
            }
            "POST /api/users/me/email" => {
                browser = self.signed_in(n).await.0;
                begun(&format!("moved{n}@acme.test"))
            }
            "POST /api/users/me/email/confirm" => {
                let (signed_in, _, code) = self.moving(n).await;
                browser = signed_in;
                json!({"code": code})
            }
            "POST /api/users/me/email/undo" => {
                let (_, email, _) = self.moving(n).await;
                json!({"token": self.token(&email, "/account/email/undo")})
            }
            _ => body,
        };
        Ready {
            browser,
            request: Request::Call(tx, body),
        }
    }
}

impl<'w> Story for Own<'w> {
    type Ready = Ready<'w>;

    fn routes(&self) -> Vec<String> {
        vec![self.route.to_owned()]
    }

    async fn ready(&self, _: &World, n: usize) -> Ready<'w> {
        if PAGES.contains(&self.route) {
            self.page(n).await
        } else {
            self.api(n).await
        }
    }

    async fn act(&self, world: &World, ready: &mut Ready<'w>) -> Answer {
        match &ready.request {
            Request::Form(page, at, typed) => {
                let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
                ready.browser.submit(page, *at, &typed).await
            }
            Request::Call(tx, body) => {
                let (method, path) = self.route.split_once(' ').unwrap();
                let url = world.url("acme", path);
                ready.browser.api(method.parse().unwrap(), &url, tx, Some(body)).await
            }
        }
    }

    fn told(&self) -> &[&str] {
        // What was done once is over: its code, link, session or transaction is used up.
        &[
            "wrong_state",
            "rate_limited",
            "code_expired",
            "link_invalid",
            "unauthenticated",
            "version_conflict",
            "email_change_failed",
            "no longer works",
            "This link was used",
        ]
    }

    fn loose(&self) -> &[&str] {
        // Asked for twice, mailed twice; begun twice, one transaction is nobody's. A password set twice is one password, and says so twice.
        let twice = &[
            "mails",
            "mail",
            "audit",
            "transaction",
            "email_change",
            "session:ended_at",
            "device",
            "session",
        ];
        match self.route {
            // Without a transaction to name, each call is a sign-in of its own.
            "POST /api/auth/signin" => twice,
            _ => &twice[..7],
        }
    }
}

fn struck(routes: &'static [&'static str]) -> Figures {
    super::alone(|| async {
        let links = json!({"auth_methods": {"magic_link": true}});
        let mut figures = Figures::default();
        for route in routes {
            let world = World::start().await;
            world
                .manage("acme", Method::PATCH, "/api/applications/settings", Some(&links))
                .await;
            figures.add(Striker::new(&world).alone(&Own { world: &world, route }).await);
        }
        figures
    })
}

pub fn pages() -> Figures {
    struck(PAGES)
}

pub fn calls() -> Figures {
    struck(CALLS)
}
