//! The same steps by the sign-in API, and a person's own sessions.

use super::{
    sign_in::{person, third_party},
    strike::{Figures, Story, Striker},
};
use crate::harness::{Answer, Browser, Flow, World};
use http::Method;
use serde_json::{Value, json};
use std::collections::HashMap;
use url::Url;

/// A call of the sign-in API.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Api {
    Begin,
    Abandon,
    SendCode,
    Verify,
    Consent,
    SignOut,
    EndOthers,
    EndOne,
}

struct Calls<'w> {
    world: &'w World,
    call: Api,
    third: Flow<'w>,
}

pub struct Script<'w> {
    browser: Browser<'w>,
    tx: String,
    path: String,
    body: Value,
}

impl Script<'_> {
    async fn post(&mut self, path: &str, body: &Value) -> Answer {
        let url = self.browser.world.url("acme", path);
        let tx = self.tx.clone();
        let answer = self.browser.api(Method::POST, &url, &tx, Some(body)).await;
        assert!(answer.status < 300, "{path}: {}", answer.body);
        if let Some(id) = answer.json()["transaction_id"].as_str() {
            id.clone_into(&mut self.tx);
        }
        answer
    }
}

impl<'w> Story for Calls<'w> {
    type Ready = Script<'w>;

    fn routes(&self) -> Vec<String> {
        let route = match self.call {
            Api::Begin => "POST /api/auth/transactions",
            Api::Abandon => "DELETE /api/auth/transactions/current",
            Api::SendCode => "POST /api/auth/email-code",
            Api::Verify => "POST /api/auth/email-code/verify",
            Api::Consent => "POST /api/auth/consent",
            Api::SignOut => "POST /api/auth/signout",
            Api::EndOthers => "DELETE /api/sessions",
            Api::EndOne => "DELETE /api/sessions/{id}",
        };
        vec![route.to_owned()]
    }

    async fn ready(&self, _: &World, n: usize) -> Script<'w> {
        let world = self.world;
        let pairs: HashMap<String, String> = Url::parse(&self.third.url())
            .unwrap()
            .query_pairs()
            .into_owned()
            .collect();
        let (_, path) = self.routes()[0]
            .split_once(' ')
            .map(|(method, path)| (method.to_owned(), path.to_owned()))
            .unwrap();
        let mut script = Script {
            browser: world.browser(),
            tx: String::new(),
            path,
            body: Value::Null,
        };
        if matches!(self.call, Api::SignOut | Api::EndOthers | Api::EndOne) {
            let mut other = world.browser();
            other.sign_in("acme", 2).await;
            script.browser.sign_in("acme", 2).await;
            if self.call == Api::EndOne {
                let listed = script
                    .browser
                    .api(Method::GET, &world.url("acme", "/api/sessions"), "", None)
                    .await
                    .json();
                let sessions = listed["data"].as_array().unwrap();
                let another = sessions.iter().find(|session| session["is_current"] == false).unwrap();
                script.path = format!("/api/sessions/{}", another["id"].as_str().unwrap());
            }
            if self.call == Api::SignOut {
                script.body = json!({});
            }
            return script;
        }
        script.body = json!(pairs);
        if self.call == Api::Begin {
            return script;
        }
        let email = person(world, n, None).await;
        script.post("/api/auth/transactions", &json!(pairs)).await;
        script.body = json!({"email": email});
        if self.call == Api::Abandon {
            script.body = Value::Null;
            return script;
        }
        if self.call == Api::SendCode {
            return script;
        }
        script.post("/api/auth/email-code", &json!({"email": email})).await;
        script.body = json!({"code": world.code_for(&email)});
        if self.call == Api::Verify {
            return script;
        }
        let code = script.body.clone();
        script.post("/api/auth/email-code/verify", &code).await;
        script.body = json!({"decision": "allow"});
        script
    }

    async fn act(&self, world: &World, script: &mut Script<'w>) -> Answer {
        let method = if self.routes()[0].starts_with("DELETE") {
            Method::DELETE
        } else {
            Method::POST
        };
        let (url, tx) = (world.url("acme", &script.path), script.tx.clone());
        let body = (!script.body.is_null()).then(|| script.body.clone());
        script.browser.api(method, &url, &tx, body.as_ref()).await
    }

    fn told(&self) -> &[&str] {
        &[
            "wrong_state",
            "rate_limited",
            "not_found",
            "tx_expired",
            "unauthenticated",
        ]
    }

    fn loose(&self) -> &[&str] {
        match self.call {
            Api::Begin => &["transaction"],
            Api::SendCode => &[
                "mail",
                "mails",
                "audit",
                "audit:mail.code_requested",
                "transaction:state",
            ],
            _ => &["transaction:state"],
        }
    }
}

pub fn api() -> Figures {
    super::alone(|| async {
        let mut figures = Figures::default();
        for call in [
            Api::Begin,
            Api::Abandon,
            Api::SendCode,
            Api::Verify,
            Api::Consent,
            Api::SignOut,
            Api::EndOthers,
            Api::EndOne,
        ] {
            let world = World::start().await;
            let third = third_party(&world).await;
            let calls = Calls {
                world: &world,
                call,
                third,
            };
            figures.add(Striker::new(&world).alone(&calls).await);
        }
        figures
    })
}
