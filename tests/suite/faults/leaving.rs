//! An account's end: asked for, taken back in the sign-in that asks, and carried out by the schedule; and what is asked of everybody.

use super::{
    consumers::answer,
    sign_in::person,
    strike::{Figures, Story, Striker},
};
use crate::harness::{Answer, Browser, World};
use functions::events::erase_accounts;
use http::Method;
use serde_json::{Value, json};

const PASSWORD: &str = "violet-harbour-tractor-91";

const ROUTES: &[&str] = &[
    "DELETE /api/users/me",
    "POST /api/users/me/export",
    "POST /account/data/delete",
    "POST /account/data/export",
    "POST /login/reactivate",
    "POST /api/auth/reactivation",
    "POST /api/users/me/deletion/cancel",
    "POST /login/profile",
    "POST /api/auth/profile",
];

struct Leaving {
    route: &'static str,
}

/// A browser, and the page whose form it sends, or the sign-in it is in and the body.
pub struct Ready<'w> {
    browser: Browser<'w>,
    page: Option<(Answer, usize)>,
    typed: Vec<(&'static str, String)>,
    tx: String,
    body: Value,
}

struct Stage<'w> {
    world: &'w World,
    leaving: Leaving,
}

impl<'w> Stage<'w> {
    /// Signs in as far as it goes; answers what follows the password.
    async fn signs_in(&self, email: &str) -> (Browser<'w>, Answer) {
        let mut browser = self.world.browser();
        let page = browser.open(&self.world.url("acme", "/login")).await;
        let answer = browser.sign_in_from(&page, email, PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let page = browser.follow(answer).await;
        (browser, page)
    }

    async fn require(&self, fields: Value) {
        let part = json!({"signup_required_fields": fields});
        let path = "/api/applications/settings";
        self.world.manage("acme", Method::PATCH, path, Some(&part)).await;
    }
}

impl<'w> Story for Stage<'w> {
    type Ready = Ready<'w>;

    fn routes(&self) -> Vec<String> {
        vec![self.leaving.route.to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> Ready<'w> {
        self.require(json!([])).await;
        let email = person(world, n, Some(PASSWORD)).await;
        let route = self.leaving.route;
        let comes_back = route.contains("react") || route.contains("cancel");
        if comes_back {
            let (mut browser, _) = self.signs_in(&email).await;
            let body = json!({"confirm": email});
            let url = world.url("acme", "/api/users/me");
            assert_eq!(browser.api(Method::DELETE, &url, "", Some(&body)).await.status, 202);
        }
        if route.contains("profile") {
            self.require(json!(["family_name"])).await;
        }
        let (mut browser, mut page) = self.signs_in(&email).await;
        let tx = page
            .url
            .split_once("tx=")
            .map(|(_, tx)| tx.to_owned())
            .unwrap_or_default();
        let mut at = 0;
        if route.contains("/account/data") {
            page = browser.open(&world.url("acme", "/account/data")).await;
            at = usize::from(route.ends_with("delete"));
        }
        let (typed, body) = match route {
            "DELETE /api/users/me" | "POST /account/data/delete" => {
                (vec![("confirm", email.clone())], json!({"confirm": email}))
            }
            "POST /login/reactivate" | "POST /api/auth/reactivation" => {
                (vec![("decision", "keep".to_owned())], json!({"decision": "keep"}))
            }
            "POST /login/profile" | "POST /api/auth/profile" => {
                (vec![("family_name", "Lee".to_owned())], json!({"family_name": "Lee"}))
            }
            _ => (Vec::new(), json!({})),
        };
        Ready {
            browser,
            page: (!route.contains("/api/")).then_some((page, at)),
            typed,
            tx,
            body,
        }
    }

    async fn act(&self, world: &World, ready: &mut Ready<'w>) -> Answer {
        if let Some((page, at)) = &ready.page {
            let typed: Vec<(&str, &str)> = ready
                .typed
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            return ready.browser.submit(page, *at, &typed).await;
        }
        let (method, path) = self.leaving.route.split_once(' ').unwrap();
        let url = world.url("acme", path);
        let method = method.parse().unwrap();
        ready.browser.api(method, &url, &ready.tx, Some(&ready.body)).await
    }

    fn told(&self) -> &[&str] {
        // What was done once is over: the session with everything else, or the step of the sign-in.
        &[
            "unauthenticated",
            "wrong_state",
            "This sign-in is complete already",
            "version_conflict",
        ]
    }

    fn loose(&self) -> &[&str] {
        match self.leaving.route {
            // Downloaded twice, noted twice.
            "POST /api/users/me/export" | "POST /account/data/export" => &["audit"],
            // A mail that SES took, and whose mark was lost, is sent again: at least once.
            "DELETE /api/users/me" => &["mails"],
            _ => &[],
        }
    }

    fn consumers(&self) -> bool {
        self.leaving.route == "DELETE /api/users/me"
    }
}

pub fn all() -> Figures {
    super::alone(|| async {
        let mut figures = Figures::default();
        for route in ROUTES {
            let (world, leaving) = (World::start().await, Leaving { route });
            figures.add(Striker::new(&world).alone(&Stage { world: &world, leaving }).await);
        }
        figures
    })
}

/// An account whose day has come.
struct Erasure;

impl Story for Erasure {
    type Ready = String;

    fn routes(&self) -> Vec<String> {
        vec!["erase-accounts".to_owned()]
    }

    /// It is no request: its calls are among those behind one.
    fn consumers(&self) -> bool {
        true
    }

    /// A visit takes those along whose second pass is due by now; `settle` looks at the end of this one.
    fn loose(&self) -> &[&str] {
        &["mails", "departure"]
    }

    async fn ready(&self, world: &World, n: usize) -> String {
        // Nobody else is left to be visited.
        world.later(3601);
        let earlier = Box::pin(erase_accounts::handle(&world.local.services)).await.unwrap();
        assert_eq!(earlier.failed, 0);
        let email = person(world, n, Some(PASSWORD)).await;
        let mut browser = world.browser();
        let page = browser.open(&world.url("acme", "/login")).await;
        browser.sign_in_from(&page, &email, PASSWORD).await;
        let body = json!({"confirm": email});
        let url = world.url("acme", "/api/users/me");
        let gone = browser.api(Method::DELETE, &url, "", Some(&body)).await;
        assert_eq!(gone.status, 202, "{}", gone.body);
        world.later(8 * 86_400);
        email
    }

    async fn act(&self, world: &World, _: &mut String) -> Answer {
        // What one account stumbles over is told in the log, and the account comes again.
        let visited = erase_accounts::handle(&world.local.services).await;
        let done = match visited {
            Ok(visited) if visited.failed > 0 => Err(protocol::error::Failure::new(
                protocol::error::ErrorCode::Unavailable,
                "comes again",
            )
            .retry_after(1)),
            other => other,
        };
        world.local.drain().await;
        answer(done)
    }

    async fn settle(&self, world: &World, email: &mut String) {
        world.later(3601);
        let last = Box::pin(erase_accounts::handle(&world.local.services)).await.unwrap();
        assert_eq!(last.failed, 0);
        world.local.drain().await;
        world.is_sound().await;
        let found = world
            .manage("acme", Method::GET, &format!("/api/users?email={email}"), None)
            .await;
        assert_eq!(found.json()["data"], json!([]));
    }
}

pub fn erasure() -> Figures {
    super::alone(|| async {
        let world = World::start().await;
        let mut striker = Striker::new(&world);
        striker.strike(&Erasure).await;
        striker.figures
    })
}
