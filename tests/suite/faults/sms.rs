//! Codes by SMS: a number, the factor, a code at a sign-in and at a step-up, and the end of it.
//!
//! Asking for a code counts six limits, each a write of its own, so every journey has many points. Each is struck in a world of its own: what is looked
//! at after each point is everything that is kept, and people of other journeys would be looked at again and again.

use super::{
    sign_in::person,
    strike::{Figures, Story, Striker},
};
use crate::harness::{Answer, Browser, World};
use http::Method;
use serde_json::{Value, json};

const PASSWORD: &str = "violet-harbour-tractor-91";
const PHONE: &str = "POST /api/users/me/phone";
const CONFIRM: &str = "POST /api/users/me/phone/verify";
const SETUP: &str = "POST /api/users/me/mfa/sms/setup";
const VERIFY: &str = "POST /api/users/me/mfa/sms/verify";
const REMOVE: &str = "DELETE /api/users/me/mfa/sms";
const CHALLENGE: &str = "POST /api/auth/mfa/challenge";
const STEP_UP: &str = "POST /api/auth/step-up/sms-code/send";

struct Texted<'w> {
    world: &'w World,
    route: &'static str,
}

struct Ready<'w> {
    browser: Browser<'w>,
    tx: String,
    body: Option<Value>,
}

/// Each person has a number in a block of their own, and a place of their own.
fn number(n: usize) -> String {
    format!("+49151{n:05}678")
}

impl<'w> Texted<'w> {
    /// Signs a person in by a script, from a place of their own; answers the sign-in where it waits for more.
    async fn signed_in(&self, n: usize, email: &str) -> (Browser<'w>, String) {
        let mut browser = self.world.browser();
        browser.source = Some(format!("198.18.{}.{}", n / 250, n % 250 + 1).parse().unwrap());
        let url = self.world.url("acme", "/api/auth/signin");
        let body = json!({"email": email, "password": PASSWORD});
        let answer = browser.api(Method::POST, &url, "", Some(&body)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let tx = answer.json()["transaction_id"].as_str().unwrap_or("").to_owned();
        (browser, tx)
    }

    async fn call(&self, browser: &mut Browser<'w>, route: &str, body: &Value) {
        let path = route.split_once(' ').unwrap().1;
        let url = self.world.url("acme", path);
        let answer = browser.api(Method::POST, &url, "", Some(body)).await;
        assert!(answer.status < 300, "{route}: {}", answer.body);
    }

    fn code(&self, n: usize) -> Value {
        let newest = &self.world.local.aws.sms.list(Some(&number(n)))[0];
        json!({"code": newest.text.rsplit_once('#').unwrap().1})
    }

    async fn prepared(&self, n: usize) -> Ready<'w> {
        let email = person(self.world, n, Some(PASSWORD)).await;
        let (mut browser, _) = self.signed_in(n, &email).await;
        let (mut tx, mut body) = (String::new(), json!({}));
        let phone = json!({"phone": number(n)});
        if self.route == PHONE {
            body = phone;
        } else {
            self.call(&mut browser, PHONE, &phone).await;
            if self.route == CONFIRM {
                body = self.code(n);
            } else {
                self.call(&mut browser, CONFIRM, &self.code(n)).await;
                self.world.later(31);
            }
        }
        if ![PHONE, CONFIRM, SETUP].contains(&self.route) {
            self.call(&mut browser, SETUP, &json!({})).await;
            if self.route == VERIFY {
                body = self.code(n);
            } else {
                self.call(&mut browser, VERIFY, &self.code(n)).await;
                self.world.later(31);
            }
        }
        if [CHALLENGE, STEP_UP].contains(&self.route) {
            // What was sent to enrol it counts for an hour, and whoever asks again after a failure asks twice.
            self.world.later(3600);
        }
        if self.route == CHALLENGE {
            (browser, tx) = self.signed_in(n, &email).await;
            body = json!({"method": "sms"});
        }
        Ready {
            browser,
            tx,
            body: Some(body).filter(|_| self.route != REMOVE),
        }
    }
}

impl<'w> Story for Texted<'w> {
    type Ready = Ready<'w>;

    fn routes(&self) -> Vec<String> {
        vec![self.route.to_owned()]
    }

    async fn ready(&self, _: &World, n: usize) -> Ready<'w> {
        self.prepared(n).await
    }

    async fn act(&self, world: &World, ready: &mut Ready<'w>) -> Answer {
        let (method, path) = self.route.split_once(' ').unwrap();
        let url = world.url("acme", path);
        let method = method.parse().unwrap();
        ready.browser.api(method, &url, &ready.tx, ready.body.as_ref()).await
    }

    fn told(&self) -> &[&str] {
        // What was done once is over: its code, or the session under its old epoch.
        &["code_expired", "unauthenticated", "version_conflict", "not_found"]
    }

    fn is_told_elsewhere(&self) -> bool {
        // They send as `PHONE` does.
        [SETUP, CHALLENGE, STEP_UP].contains(&self.route)
    }

    fn loose(&self) -> &[&str] {
        // A code that is asked for twice is sent twice, each by an event of its own.
        match self.route {
            CONFIRM | VERIFY | REMOVE => &[],
            _ => &["mail", "audit", "messages"],
        }
    }
}

async fn struck(routes: &[&'static str]) -> Figures {
    let mut figures = Figures::default();
    for route in routes {
        let world = World::start().await;
        let on = json!({
            "mfa_methods": {"sms": true}, "sms_allowed_countries": ["DE"], "sms_daily_limit": 100_000,
        });
        world
            .manage("acme", Method::PATCH, "/api/applications/settings", Some(&on))
            .await;
        figures.add(Striker::new(&world).alone(&Texted { world: &world, route }).await);
    }
    figures
}

pub fn numbers() -> Figures {
    super::alone(|| struck(&[PHONE, CONFIRM]))
}

pub fn factor() -> Figures {
    super::alone(|| struck(&[SETUP, VERIFY, REMOVE]))
}

pub fn proofs() -> Figures {
    super::alone(|| struck(&[CHALLENGE, STEP_UP]))
}
