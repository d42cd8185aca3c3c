//! What developers and operators do at the dashboard, and how an operator comes to be.

use super::strike::{Figures, Story, Striker};
use crate::harness::{Answer, Browser, World};
use http::Method;
use serde_json::{Value, json};

#[derive(Clone, Copy, PartialEq, Debug)]
enum Deed {
    Create,
    Delete,
    Restore,
    Suspend,
    Resume,
    Invite,
    Accept,
    Prove,
    Remove,
    Replay,
    Discard,
    Try,
    Word,
    Unword,
}

struct Console<'w> {
    world: &'w World,
    deed: Deed,
}

pub struct Desk<'w> {
    browser: Browser<'w>,
    page: Option<Answer>,
    typed: Vec<(&'static str, String)>,
    path: String,
    method: Method,
    body: Value,
    key: String,
}

const PASSWORD: &str = "quiet-harbour-lantern-42";

impl<'w> Desk<'w> {
    async fn open(world: &'w World, n: usize) -> Self {
        let mut browser = world.browser();
        let page = browser.open(&world.url("dashboard", "/login?return_to=/")).await;
        let operator = &world.seeded.operator;
        let done = browser.sign_in_from(&page, &operator.email, PASSWORD).await;
        assert_eq!(done.status, 303, "{}", done.body);
        Self {
            browser,
            page: None,
            typed: Vec::new(),
            path: String::new(),
            method: Method::POST,
            body: Value::Null,
            key: format!("key-{n}"),
        }
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> Answer {
        let url = self.browser.world.url("dashboard", path);
        let cookie = self.browser.cookie("dashboard", "aero2_session").unwrap_or_default();
        let mut call = crate::harness::Call::new(method.clone(), &url)
            .header("cookie", format!("aero2_session={cookie}"))
            .header("sec-fetch-site", "same-origin");
        if method == Method::POST {
            call = call.header("idempotency-key", self.key.clone());
        }
        let call = if body.is_null() { call } else { call.json(body) };
        self.browser.world.send(call).await
    }

    fn to(mut self, method: Method, path: String, body: Value) -> Self {
        (self.method, self.path, self.body) = (method, path, body);
        self
    }

    /// An invited operator in front of the set-up page.
    async fn invited(mut self, n: usize) -> Self {
        let email = format!("operator{n}@example.com");
        let invited = self
            .call(Method::POST, "/api/platform/operators", &json!({"email": email}))
            .await;
        assert_eq!(invited.status, 201, "{}", invited.body);
        let mails = self.browser.world.local.aws.outbox.list(Some(&email));
        let text = &mails.first().expect("an invitation").text;
        let link = text
            .split_whitespace()
            .find(|word| word.contains("/operator-setup?token="))
            .unwrap()
            .to_owned();
        self.browser = self.browser.world.browser();
        self.page = Some(self.browser.open(&link).await);
        self.typed = vec![("password", format!("{PASSWORD}-{n}"))];
        self
    }

    async fn submit(&mut self) -> Answer {
        let page = self.page.clone().unwrap();
        let typed: Vec<(&str, &str)> = self.typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.browser.submit(&page, 0, &typed).await
    }

    /// Up to the code that proves the mailbox.
    async fn proving(mut self, n: usize) -> Self {
        let answer = self.submit().await;
        self.page = Some(self.browser.follow(answer).await);
        self.typed = vec![("code", self.browser.world.code_for(&format!("operator{n}@example.com")))];
        self
    }
}

impl<'w> Console<'w> {
    /// An application of the operator's team, so that there is never more than one beside the demo.
    async fn application(&self, desk: &Desk<'w>) -> (String, String) {
        let listed = desk.call(Method::GET, "/api/applications", &Value::Null).await.json();
        for old in listed["data"].as_array().unwrap() {
            let (id, slug) = (old["id"].as_str().unwrap(), old["slug"].as_str().unwrap());
            if old["status"] == "active" && !["acme", "globex"].contains(&slug) {
                desk.call(
                    Method::DELETE,
                    &format!("/api/applications/{id}"),
                    &json!({"confirm": slug}),
                )
                .await;
            }
        }
        let application = self.world.app("globex");
        (application.id.clone(), application.slug.clone())
    }
}

impl<'w> Console<'w> {
    /// A mail that could not leave, set aside.
    async fn parked(&self, desk: &Desk<'w>, n: usize) -> String {
        let down = json!({"service": "ses", "operation": "SendEmail", "mode": "throttle", "count": 12});
        self.world.fault(down);
        let body = json!({"email": format!("unreached{n}@example.com")});
        let invited = desk.call(Method::POST, "/api/platform/operators", &body).await;
        assert_eq!(invited.status, 201, "{}", invited.body);
        let listed = desk
            .call(Method::GET, "/api/platform/parked", &Value::Null)
            .await
            .json();
        self.world.local.aws.faults.clear();
        let newest = listed["data"]
            .as_array()
            .unwrap()
            .iter()
            .max_by_key(|one| one["id"].to_string());
        newest.unwrap()["id"].as_str().unwrap().to_owned()
    }
}

impl<'w> Story for Console<'w> {
    type Ready = Desk<'w>;

    fn routes(&self) -> Vec<String> {
        let route = match self.deed {
            Deed::Create => "POST /api/applications",
            Deed::Delete => "DELETE /api/applications/current",
            Deed::Restore => "POST /api/applications/restore",
            Deed::Suspend => "POST /api/platform/applications/{id}/suspend",
            Deed::Resume => "POST /api/platform/applications/{id}/resume",
            Deed::Invite => "POST /api/platform/operators",
            Deed::Accept => "POST /operator-setup",
            Deed::Prove => "POST /verify",
            Deed::Remove => "DELETE /api/platform/operators/{id}",
            Deed::Replay => "POST /api/platform/parked/{id}/replay",
            Deed::Discard => "POST /api/platform/parked/{id}/discard",
            Deed::Word => "PUT /api/email-templates/{id}/{sub}",
            Deed::Unword => "DELETE /api/email-templates/{id}/{sub}",
            Deed::Try => "POST /api/email-templates/{id}/{sub}/test",
        };
        vec![route.to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> Desk<'w> {
        let desk = Desk::open(self.world, n).await;
        let (id, slug) = self.application(&desk).await;
        let (own, confirm) = (format!("/api/applications/{id}"), json!({"confirm": slug}));
        let platform = |what: &str| format!("/api/platform/applications/{id}/{what}");
        let reason = json!({"reason": "abuse"});
        match self.deed {
            Deed::Create => desk.to(
                Method::POST,
                "/api/applications".into(),
                json!({"name": format!("Shop {n}")}),
            ),
            Deed::Delete => {
                desk.call(Method::POST, &format!("{own}/restore"), &Value::Null).await;
                desk.to(Method::DELETE, own, confirm)
            }
            Deed::Restore => {
                desk.call(Method::DELETE, &own, &confirm).await;
                desk.to(Method::POST, format!("{own}/restore"), Value::Null)
            }
            Deed::Suspend => {
                desk.call(Method::POST, &format!("{own}/restore"), &Value::Null).await;
                desk.call(Method::POST, &platform("resume"), &reason).await;
                desk.to(Method::POST, platform("suspend"), reason)
            }
            Deed::Resume => {
                desk.call(Method::POST, &platform("suspend"), &reason).await;
                desk.to(Method::POST, platform("resume"), reason)
            }
            Deed::Invite => {
                let body = json!({"email": format!("invited{n}@example.com")});
                desk.to(Method::POST, "/api/platform/operators".into(), body)
            }
            Deed::Accept => desk.invited(n).await,
            Deed::Word | Deed::Unword => {
                let path = format!("{own}/email-templates/sign_in_code/en");
                let words = json!({"subject": format!("Code {n}"), "body": "Hello"});
                if self.deed == Deed::Word {
                    return desk.to(Method::PUT, path, words);
                }
                desk.call(Method::PUT, &path, &words).await;
                desk.to(Method::DELETE, path, Value::Null)
            }
            Deed::Try => {
                // Twenty an hour are the most.
                world.later(200);
                let path = format!("{own}/email-templates/sign_in_code/en/test");
                desk.to(Method::POST, path, json!({"subject": format!("Try {n}")}))
            }
            Deed::Prove => desk.invited(n).await.proving(n).await,
            Deed::Replay | Deed::Discard => {
                let id = self.parked(&desk, n).await;
                let what = if self.deed == Deed::Replay { "replay" } else { "discard" };
                desk.to(Method::POST, format!("/api/platform/parked/{id}/{what}"), Value::Null)
            }
            Deed::Remove => {
                let mut second = Desk::open(self.world, n).await.invited(n).await.proving(n).await;
                let done = second.submit().await;
                assert_eq!(done.status, 303, "{}", done.body);
                let listed = desk
                    .call(Method::GET, "/api/platform/operators", &Value::Null)
                    .await
                    .json();
                let email = format!("operator{n}@example.com");
                let found = listed["data"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(|one| one["email"] == email.as_str())
                    .unwrap();
                let path = format!("/api/platform/operators/{}", found["id"].as_str().unwrap());
                let _ = world;
                desk.to(Method::DELETE, path, Value::Null)
            }
        }
    }

    async fn act(&self, _: &World, desk: &mut Desk<'w>) -> Answer {
        if desk.page.is_some() {
            return desk.submit().await;
        }
        desk.call(desk.method.clone(), &desk.path, &desk.body).await
    }

    fn told(&self) -> &[&str] {
        &[
            "not_found",
            "wrong_state",
            "rate_limited",
            "application_not_found",
            "nothing_to_restore",
            "link_invalid",
        ]
    }

    fn loose(&self) -> &[&str] {
        match self.deed {
            Deed::Accept => &["transaction", "mail", "mails", "audit", "audit:mail.code_requested"],
            // A team that could not be made with the sign-in is made with the first application (security/faults.rs).
            Deed::Prove => &[
                "transaction:state",
                "audit",
                "audit:org.created",
                "member",
                "organization",
                "organization_event",
            ],
            // Switched off twice is off once; both times are in the audit.
            Deed::Suspend => &["audit", "audit:application.suspended"],
            Deed::Resume => &["audit", "audit:application.resumed"],
            // Tried again by itself, or by the operator's wish: either way it is mailed once.
            Deed::Replay => &["parked", "audit", "audit:platform.record_replayed"],
            _ => &[],
        }
    }
}

pub fn all() -> Figures {
    super::alone(|| async {
        let mut figures = Figures::default();
        for deed in [
            Deed::Create,
            Deed::Delete,
            Deed::Restore,
            Deed::Suspend,
            Deed::Resume,
            Deed::Invite,
            Deed::Accept,
            Deed::Prove,
            Deed::Remove,
            Deed::Replay,
            Deed::Discard,
            Deed::Try,
            Deed::Word,
            Deed::Unword,
        ] {
            // A world each: deleted applications stay, and every strike counts all there is.
            let world = World::start().await;
            figures.add(Striker::new(&world).alone(&Console { world: &world, deed }).await);
        }
        figures
    })
}
