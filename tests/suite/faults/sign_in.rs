//! Signing in, signing up and out by the pages: each step with a fresh person in a fresh browser.

use super::{
    prepared::made,
    strike::{Figures, Story, Striker},
};
use crate::harness::{Answer, Browser, Flow, World};
use serde_json::json;
use std::collections::HashMap;
use url::Url;

const PASSWORD: &str = "violet-harbour-tractor-91";

/// Which step is struck.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Step {
    Identifier,
    Password,
    SendCode,
    Code,
    Resend,
    SignUp,
    SignUpCode,
    Logout,
    Consent,
    LongRequest,
    Invited,
    Joining,
}

struct Page<'w> {
    world: &'w World,
    step: Step,
    third: Option<Flow<'w>>,
}

/// A browser with the page whose form is sent.
pub struct At<'w> {
    browser: Browser<'w>,
    page: Answer,
    typed: Vec<(&'static str, String)>,
    form: usize,
    email: String,
}

/// A client that has to ask, and whose requests are as long as they may be.
pub async fn third_party(world: &World) -> Flow<'_> {
    let body = json!({"client_name": "Third Party", "type": "web", "redirect_uris": ["https://third.example/cb"], "first_party": false});
    let made = made(world, "/api/clients", &body).await;
    Flow {
        redirect_uri: "https://third.example/cb".into(),
        scope: "openid profile email".into(),
        ..Flow::made(world, "acme", &made)
    }
}

pub async fn person(world: &World, n: usize, password: Option<&str>) -> String {
    let email = format!("person{n}@acme.test");
    made(
        world,
        "/api/users",
        &json!({"email": email, "email_verified": true, "password": password}),
    )
    .await;
    email
}

impl<'w> At<'w> {
    async fn login(world: &'w World, email: String) -> Self {
        let mut browser = world.browser();
        let page = browser.open(&world.url("acme", "/login")).await;
        Self {
            browser,
            page,
            typed: vec![("email", email.clone())],
            form: 0,
            email,
        }
    }

    /// In front of the page that an invitation's link opens.
    async fn invited(world: &'w World, n: usize) -> Self {
        // Within the limits of an inviter.
        world.later(90);
        let email = format!("invited{n}@acme.test");
        made(world, "/api/invitations", &json!({"email": email})).await;
        let mails = world.local.aws.outbox.list(Some(&email));
        let mut words = mails.first().expect("an invitation").text.split_whitespace();
        let link = words.find(|word| word.contains("/invite?token=")).unwrap();
        let mut browser = world.browser();
        Self {
            page: browser.open(link).await,
            browser,
            typed: vec![("password", PASSWORD.to_owned())],
            form: 0,
            email,
        }
    }

    async fn go(mut self) -> Self {
        let answer = self.send().await;
        self.page = self.browser.follow(answer).await;
        self.typed.clear();
        self.form = 0;
        self
    }

    async fn send(&mut self) -> Answer {
        let typed: Vec<(&str, &str)> = self.typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.browser.submit(&self.page, self.form, &typed).await
    }

    fn with(mut self, action: &str, typed: Vec<(&'static str, String)>) -> Self {
        let forms = self.page.forms();
        self.form = forms
            .iter()
            .position(|form| form.action.contains(action))
            .unwrap_or_else(|| panic!("no form for {action}: {}", self.page.body));
        self.typed = typed;
        self
    }

    fn coded(self, world: &World) -> Self {
        let code = world.code_for(&self.email);
        self.with("/verify", vec![("code", code)])
    }
}

impl<'w> Story for Page<'w> {
    type Ready = At<'w>;

    fn routes(&self) -> Vec<String> {
        let route = match self.step {
            Step::Identifier => "POST /login",
            Step::Password => "POST /login/password",
            Step::SendCode => "POST /login/code",
            Step::Code | Step::SignUpCode => "POST /verify",
            Step::Resend => "POST /verify/resend",
            Step::SignUp => "POST /signup",
            Step::Logout => "POST /logout",
            Step::Consent => "POST /consent",
            Step::LongRequest => "POST /oauth2/authorize",
            Step::Invited | Step::Joining => "POST /invite",
        };
        vec![route.to_owned()]
    }

    async fn ready(&self, _: &World, n: usize) -> At<'w> {
        let world = self.world;
        match self.step {
            Step::Identifier => At::login(world, format!("nobody{n}@acme.test")).await,
            Step::Password => {
                let email = person(world, n, Some(PASSWORD)).await;
                let at = At::login(world, email).await.go().await;
                at.with("/login/password", vec![("password", PASSWORD.to_owned())])
            }
            Step::SendCode | Step::Code | Step::Resend => {
                let email = person(world, n, None).await;
                let at = At::login(world, email).await.go().await.with("/login/code", Vec::new());
                match self.step {
                    Step::SendCode => at,
                    Step::Code => at.go().await.coded(world),
                    _ => {
                        let mut at = at.go().await;
                        world.later(31);
                        let url = at.page.url.clone();
                        at.page = at.browser.open(&url).await;
                        at.with("/verify/resend", Vec::new())
                    }
                }
            }
            Step::SignUp | Step::SignUpCode => {
                let mut browser = world.browser();
                let page = browser.open(&world.url("acme", "/signup")).await;
                let email = format!("new{n}@acme.test");
                let typed = vec![("email", email.clone()), ("password", PASSWORD.to_owned())];
                let at = At {
                    browser,
                    page,
                    typed,
                    form: 0,
                    email,
                };
                if self.step == Step::SignUp {
                    at
                } else {
                    at.go().await.coded(world)
                }
            }
            Step::Logout => {
                let mut browser = world.browser();
                browser.sign_in("acme", 1).await;
                let page = browser.open(&world.url("acme", "/logout")).await;
                At {
                    browser,
                    page,
                    typed: Vec::new(),
                    form: 0,
                    email: String::new(),
                }
            }
            Step::Consent => {
                let flow = self.third.as_ref().unwrap();
                let email = person(world, n, Some(PASSWORD)).await;
                let mut browser = world.browser();
                let page = browser.open(&flow.url()).await;
                let answer = browser.sign_in_from(&page, &email, PASSWORD).await;
                let page = browser.follow(answer).await;
                let at = At {
                    browser,
                    page,
                    typed: Vec::new(),
                    form: 0,
                    email,
                };
                at.with("/consent", vec![("decision", "allow".to_owned())])
            }
            Step::Invited => At::invited(world, n).await,
            Step::Joining => {
                let mut at = At::invited(world, n).await;
                let body = json!({"email": at.email, "email_verified": true, "password": PASSWORD});
                made(world, "/api/users", &body).await;
                let login = at.browser.open(&world.url("acme", "/login")).await;
                let done = at.browser.sign_in_from(&login, &at.email.clone(), PASSWORD).await;
                assert_eq!(done.status, 303, "{}", done.body);
                let url = at.page.url.clone();
                at.page = at.browser.open(&url).await;
                at.with("/invite", Vec::new())
            }
            Step::LongRequest => At {
                browser: world.browser(),
                page: world.get(&world.url("acme", "/login")).await,
                typed: Vec::new(),
                form: 0,
                email: String::new(),
            },
        }
    }

    async fn act(&self, world: &World, at: &mut At<'w>) -> Answer {
        if self.step != Step::LongRequest {
            return at.send().await;
        }
        let long = "x".repeat(1000);
        let flow = Flow::web(self.world, "acme")
            .with("state", &long)
            .with("nonce", &long)
            .with("login_hint", &"y".repeat(200));
        let pairs: HashMap<String, String> = Url::parse(&flow.url()).unwrap().query_pairs().into_owned().collect();
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        at.browser.post(&world.url("acme", "/oauth2/authorize"), &pairs).await
    }

    fn told(&self) -> &[&str] {
        // A step that was done: the page says so, and signing in goes on from there.
        &["wrong_state", "rate_limited", "invitation_invalid"]
    }

    fn loose(&self) -> &[&str] {
        match self.step {
            // Begun twice: the first transaction is nobody's and ends by itself.
            Step::Identifier => &["transaction"],
            Step::LongRequest => &["pushed_request"],
            // Asked for twice, mailed twice: only the newest code works, and there is one mailbox.
            Step::SignUp => &["transaction", "mail", "mails", "audit", "audit:mail.code_requested"],
            Step::SendCode | Step::Resend => &[
                "mail",
                "mails",
                "audit",
                "audit:mail.code_requested",
                "transaction:state",
            ],
            _ => &["transaction:state"],
        }
    }

    fn consumers(&self) -> bool {
        self.step == Step::SendCode
    }
}

pub fn pages() -> Figures {
    super::alone(|| async {
        let mut figures = Figures::default();
        for step in [
            Step::Identifier,
            Step::Password,
            Step::SendCode,
            Step::Code,
            Step::Resend,
            Step::SignUp,
            Step::SignUpCode,
            Step::Logout,
            Step::Consent,
            Step::LongRequest,
            Step::Invited,
            Step::Joining,
        ] {
            let world = World::start().await;
            let third = Some(third_party(&world).await);
            let page = Page {
                world: &world,
                step,
                third,
            };
            figures.add(Striker::new(&world).alone(&page).await);
        }
        figures
    })
}
