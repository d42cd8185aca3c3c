//! Identity providers and the accounts there: what is set up, proven and taken away. The callback is struck too, though it is a GET: it writes.

use super::{
    prepared::made,
    strike::{Figures, Story, Striker},
};
use crate::harness::{
    Answer, Browser, Call, World,
    upstream::{UPSTREAM, Upstream, sign_in},
};
use http::Method;
use serde_json::{Value, json};

/// Which request is struck.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Step {
    Create,
    Update,
    Delete,
    Test,
    Unlink,
    Token,
    UnlinkOwn,
    Disconnect,
    Connect,
}

struct Federated<'w> {
    world: &'w World,
    upstream: &'w Upstream,
    /// Of a backend that gets tokens.
    key: &'w str,
    step: Step,
}

pub struct Ready<'w> {
    method: Method,
    path: String,
    body: Option<Value>,
    key: String,
    browser: Browser<'w>,
    page: Option<Answer>,
}

async fn without_providers(world: &World) {
    let listed = world.manage("acme", Method::GET, "/api/idps", None).await.json();
    for provider in listed["data"].as_array().unwrap() {
        let path = format!("/api/idps/{}?force=true", provider["id"].as_str().unwrap());
        world.manage("acme", Method::DELETE, &path, None).await;
    }
}

/// An account with a password and an identity, or one whose address the provider has not proven.
async fn account<'w>(world: &'w World, upstream: &Upstream, n: usize, proven: bool) -> (Browser<'w>, Answer) {
    let email = format!("fed{n}@acme.test");
    let body = json!({"email": email, "email_verified": true, "password": "violet-harbour-tractor-91"});
    made(world, "/api/users", &body).await;
    upstream.said().person = json!({"sub": format!("u{n}"), "email": email, "email_verified": proven});
    let mut browser = world.browser();
    let answer = sign_in(upstream, &mut browser, "acme", "upstream").await;
    (browser, answer)
}

impl<'w> Story for Federated<'w> {
    type Ready = Ready<'w>;

    fn routes(&self) -> Vec<String> {
        let route = match self.step {
            Step::Create => "POST /api/idps",
            Step::Update => "PATCH /api/idps/{id}",
            Step::Delete => "DELETE /api/idps/{id}",
            Step::Test => "POST /api/idps/{id}/test",
            Step::Unlink => "DELETE /api/users/{id}/identities/{sub}",
            Step::Token => "POST /api/users/{id}/identities/{sub}/token",
            Step::UnlinkOwn => "DELETE /api/users/me/identities/{id}",
            Step::Disconnect => "POST /account/connections",
            Step::Connect => "POST /login/connect",
        };
        vec![route.to_owned()]
    }

    async fn ready(&self, _: &World, n: usize) -> Ready<'w> {
        let world = self.world;
        without_providers(world).await;
        let body = if self.step == Step::Token {
            self.upstream.offline()
        } else {
            self.upstream.oidc()
        };
        let mut ready = Ready {
            method: Method::POST,
            path: "/api/idps".to_owned(),
            body: Some(body.clone()),
            key: format!("key-{n}"),
            browser: world.browser(),
            page: None,
        };
        if self.step == Step::Create {
            return ready;
        }
        let provider = made(world, "/api/idps", &body).await["id"].as_str().unwrap().to_owned();
        ready.path = format!("/api/idps/{provider}");
        match self.step {
            Step::Create => {}
            Step::Update => {
                (ready.method, ready.body) = (Method::PATCH, Some(json!({"display_name": format!("Name {n}")})));
            }
            Step::Delete => (ready.method, ready.body) = (Method::DELETE, None),
            Step::Test => {
                (ready.method, ready.body) = (Method::POST, None);
                ready.path.push_str("/test");
            }
            Step::Unlink | Step::UnlinkOwn | Step::Token => {
                let (browser, _) = account(world, self.upstream, n, true).await;
                let path = format!("/api/users?email=fed{n}@acme.test");
                let user = world.manage("acme", Method::GET, &path, None).await.json()["data"][0]["id"].clone();
                let user = user.as_str().unwrap();
                let listed = world
                    .manage("acme", Method::GET, &format!("/api/users/{user}/identities"), None)
                    .await
                    .json();
                let whose = if self.step == Step::UnlinkOwn { "me" } else { user };
                ready.path = format!(
                    "/api/users/{whose}/identities/{}",
                    listed["data"][0]["id"].as_str().unwrap()
                );
                (ready.method, ready.body, ready.browser) = (Method::DELETE, None, browser);
                if self.step == Step::Token {
                    ready.method = Method::POST;
                    ready.path.push_str("/token");
                }
            }
            Step::Disconnect => {
                let (mut browser, _) = account(world, self.upstream, n, true).await;
                ready.page = Some(browser.open(&world.url("acme", "/account/connections")).await);
                ready.browser = browser;
            }
            Step::Connect => {
                let (mut browser, answer) = account(world, self.upstream, n, false).await;
                ready.page = Some(browser.follow(answer).await);
                ready.browser = browser;
            }
        }
        ready
    }

    async fn act(&self, world: &World, ready: &mut Ready<'w>) -> Answer {
        if let Some(page) = &ready.page {
            return ready.browser.submit(page, 0, &[]).await;
        }
        let url = world.url("acme", &ready.path);
        let call = Call::new(ready.method.clone(), &url);
        let call = if self.step == Step::UnlinkOwn {
            let cookie = ready.browser.cookie("acme", "aero2_session").unwrap();
            call.header("cookie", format!("aero2_session={cookie}"))
                .header("sec-fetch-site", "same-origin")
        } else {
            let own = world.app("acme").secret_key.as_str();
            let key = if self.step == Step::Token { self.key } else { own };
            call.header("authorization", format!("Bearer {key}"))
                .header("idempotency-key", ready.key.clone())
        };
        world
            .send(match &ready.body {
                Some(body) => call.json(body),
                None => call,
            })
            .await
    }

    fn told(&self) -> &[&str] {
        &["not_found", "wrong_state", "rate_limited"]
    }

    fn loose(&self) -> &[&str] {
        match self.step {
            // Asked for twice, mailed twice: only the newest code works.
            Step::Connect => &[
                "mail",
                "mails",
                "audit",
                "audit:mail.code_requested",
                "transaction:state",
            ],
            // Each time it is asked, the provider gives one; and the limit counts.
            Step::Token => &["audit", "audit:identity.token_issued"],
            // Each time there is a link.
            Step::Test => &["audit", "audit:idp.tested"],
            _ => &[],
        }
    }
}

/// The callback: struck at each of its writes, it leaves one user with one identity, however often the person tries again.
async fn callback(world: &World, upstream: &Upstream, figures: &mut Figures) {
    without_providers(world).await;
    made(world, "/api/idps", &upstream.oidc()).await;
    let mut points = 0;
    for operation in ["PutItem", "TransactWriteItems"] {
        for mode in ["fail_before", "fail_after", "throttle"] {
            for count in [1, 3] {
                points += 1;
                let email = format!("struck{points}@acme.test");
                upstream.said().person =
                    json!({"sub": format!("struck{points}"), "email": email, "email_verified": true});
                upstream.said().now = world.local.services.now().secs();
                let mut browser = world.browser();
                let there = browser
                    .get(&world.url("acme", "/rp/authorize?idp=upstream&return_to=/account"))
                    .await;
                let back = upstream.approve(&there.location());
                world.fault(json!({"service": "dynamodb", "operation": operation, "mode": mode, "count": count}));
                let first = browser.get(&back).await;
                world.local.aws.faults.clear();
                assert!(
                    [303, 503].contains(&first.status),
                    "{operation} {mode}×{count}: {}",
                    first.body
                );
                let last = sign_in(upstream, &mut browser, "acme", "upstream").await;
                assert_eq!(
                    last.location(),
                    world.url("acme", "/account"),
                    "{operation} {mode}×{count}"
                );
                let path = format!("/api/users?email={email}");
                let users = world.manage("acme", Method::GET, &path, None).await.json();
                assert_eq!(users["data"].as_array().unwrap().len(), 1, "{operation} {mode}×{count}");
                world.is_sound().await;
            }
        }
    }
    figures.struck_elsewhere(points);
}

/// A provider that takes the refresh token before, too: what it gave may be lost on the way to the table.
async fn upstream(world: &World) -> Upstream {
    let upstream = Upstream::start(world).await;
    {
        let mut said = upstream.said();
        (said.refresh_tokens, said.rotates) = (vec!["upstream-refresh-token".to_owned()], true);
    }
    upstream
}

async fn struck(step: Step) -> Figures {
    let world = World::here(UPSTREAM).await;
    let upstream = upstream(&world).await;
    let body = json!({"kind": "secret", "permissions": ["identities:tokens"]});
    let key = made(&world, "/api/applications/api-keys", &body).await["key"].clone();
    let story = Federated {
        world: &world,
        upstream: &upstream,
        key: key.as_str().unwrap(),
        step,
    };
    Striker::new(&world).alone(&story).await
}

pub fn all() -> Figures {
    super::alone(|| async {
        let mut figures = Figures::default();
        for step in [
            Step::Create,
            Step::Update,
            Step::Delete,
            Step::Test,
            Step::Unlink,
            Step::Token,
            Step::UnlinkOwn,
            Step::Disconnect,
            Step::Connect,
        ] {
            figures.add(struck(step).await);
        }
        let world = World::here(UPSTREAM).await;
        let upstream = upstream(&world).await;
        callback(&world, &upstream, &mut figures).await;
        figures
    })
}
