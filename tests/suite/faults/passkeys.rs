//! Passkeys: made, used, renamed and removed, by page and by API. A client whose ceremony failed begins another: its challenge is used up either way.

use super::{
    sign_in::person,
    strike::{Figures, Story, Striker},
};
use crate::harness::{
    Answer, Browser, World,
    authenticator::{Authenticator, Lie},
    passkeys::{MINE, VERIFY, call, creation, enroll, options, origin, request, step_up},
};
use http::Method;
use serde_json::{Value, json};

const PASSWORD: &str = "violet-harbour-tractor-91";

/// The routes.
const ROUTES: &[&str] = &[
    "POST /login/passkey",
    "POST /passkey",
    "POST /api/auth/passkey/verify",
    "POST /api/users/me/passkeys",
    "PATCH /api/users/me/passkeys/{id}",
    "DELETE /api/users/me/passkeys/{id}",
    "POST /account/passkeys",
    "DELETE /api/users/{id}/passkeys/{sub}",
];

struct Ceremony<'w> {
    world: &'w World,
    route: &'static str,
}

struct Ready<'w> {
    browser: Browser<'w>,
    keys: Authenticator,
    /// The page, or the path, and how often it was tried.
    page: Option<Answer>,
    path: String,
    /// What was asked for beforehand, so that only the answer is struck.
    asked: Option<Value>,
    tries: usize,
}

/// Fills in the form that a script fills in.
async fn press(browser: &mut Browser<'_>, page: &Answer, credential: &Value) -> Answer {
    let forms = page.forms();
    let at = forms
        .iter()
        .position(|form| form.fields.contains_key("credential"))
        .unwrap();
    browser
        .submit(page, at, &[("credential", &credential.to_string())])
        .await
}

impl<'w> Ceremony<'w> {
    /// A person of their own, as far as the offer of a passkey.
    async fn offered(&self, n: usize) -> (Browser<'w>, Answer, String) {
        let email = person(self.world, n, Some(PASSWORD)).await;
        let mut browser = self.world.browser();
        let page = browser.open(&self.world.url("acme", "/login")).await;
        let page = browser.submit(&page, 0, &[("email", &email)]).await;
        let page = browser.follow(page).await;
        let answer = browser
            .submit(&page, 0, &[("password", PASSWORD), ("webauthn", "1")])
            .await;
        let page = browser.follow(answer).await;
        (browser, page, email)
    }

    fn is_of_a_passkey(&self) -> bool {
        !matches!(
            self.route,
            "POST /passkey" | "POST /api/users/me/passkeys" | "POST /account/passkeys"
        )
    }

    /// The id of the one there is.
    async fn only(browser: &mut Browser<'_>) -> String {
        let listed = call(browser, Method::GET, MINE, None).await.json();
        listed["data"][0]["id"].as_str().unwrap().to_owned()
    }

    async fn again(&self, ready: &mut Ready<'w>) -> Answer {
        // Whether the first one did it is seen from what there is.
        let mut listed = call(&mut ready.browser, Method::GET, MINE, None).await;
        if listed.status == 401 {
            // It did, and the answer with the new cookie was lost.
            return listed;
        }
        if listed.json()["data"].as_array().is_some_and(|data| !data.is_empty()) {
            listed.status = if ready.page.is_some() { 303 } else { 201 };
            return listed;
        }
        if let Some(page) = &ready.page {
            ready.page = Some(ready.browser.open(&page.url.clone()).await);
        }
        self.make(ready).await
    }

    async fn make(&self, ready: &mut Ready<'w>) -> Answer {
        match ready.page.clone() {
            Some(page) => {
                let credential = ready.keys.create(&options(&page), &Lie::default());
                press(&mut ready.browser, &page, &credential).await
            }
            None => match ready.asked.take() {
                Some(options) => {
                    let credential = ready.keys.create(&options, &Lie::default());
                    let body = json!({ "credential": credential });
                    call(&mut ready.browser, Method::POST, MINE, Some(&body)).await
                }
                None => enroll(&mut ready.browser, &mut ready.keys, &Lie::default()).await,
            },
        }
    }

    async fn sign_in(&self, ready: &mut Ready<'w>) -> Answer {
        let mut browser = self.world.browser();
        if self.route == "POST /login/passkey" {
            let page = browser.open(&self.world.url("acme", "/login")).await;
            let credential = ready.keys.get(&options(&page), &Lie::default());
            return press(&mut browser, &page, &credential).await;
        }
        let credential = ready.keys.get(&request(&mut browser).await, &Lie::default());
        call(
            &mut browser,
            Method::POST,
            VERIFY,
            Some(&json!({ "credential": credential })),
        )
        .await
    }
}

impl<'w> Story for Ceremony<'w> {
    type Ready = Ready<'w>;

    fn routes(&self) -> Vec<String> {
        vec![self.route.to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> Ready<'w> {
        let (mut browser, offer, email) = self.offered(n).await;
        let mut keys = Authenticator::synced(&origin(world));
        let mut path = String::new();
        if self.is_of_a_passkey() {
            let made = enroll(&mut browser, &mut keys, &Lie::default()).await;
            assert_eq!(made.status, 201, "{}", made.body);
            path = Self::only(&mut browser).await;
            step_up(&mut browser, &mut keys).await;
        }
        if self.route.starts_with("DELETE /api/users/{id}") {
            let found = world
                .manage("acme", Method::GET, &format!("/api/users?email={email}"), None)
                .await
                .json();
            path = format!(
                "/api/users/{}/passkeys/{path}",
                found["data"][0]["id"].as_str().unwrap()
            );
        }
        let page = match self.route {
            "POST /passkey" => Some(offer),
            "POST /account/passkeys" => Some(browser.open(&world.url("acme", "/account/security")).await),
            _ => None,
        };
        let asked = match self.route {
            "POST /api/users/me/passkeys" => Some(creation(&mut browser).await),
            _ => None,
        };
        Ready {
            browser,
            keys,
            page,
            path,
            asked,
            tries: 0,
        }
    }

    async fn act(&self, world: &World, ready: &mut Ready<'w>) -> Answer {
        ready.tries += 1;
        let one = format!("{MINE}/{}", ready.path);
        match self.route {
            "POST /login/passkey" | "POST /api/auth/passkey/verify" => self.sign_in(ready).await,
            "PATCH /api/users/me/passkeys/{id}" => {
                let name = json!({"name": "Laptop"});
                call(&mut ready.browser, Method::PATCH, &one, Some(&name)).await
            }
            "DELETE /api/users/me/passkeys/{id}" => call(&mut ready.browser, Method::DELETE, &one, None).await,
            "DELETE /api/users/{id}/passkeys/{sub}" => world.manage("acme", Method::DELETE, &ready.path, None).await,
            _ if ready.tries > 1 => self.again(ready).await,
            _ => self.make(ready).await,
        }
    }

    fn told(&self) -> &[&str] {
        &["not_found", "unauthenticated"]
    }

    fn loose(&self) -> &[&str] {
        if matches!(self.route, "POST /login/passkey" | "POST /api/auth/passkey/verify") {
            // Each ceremony is a sign-in of its own, in a browser of its own, and the owner is told of each.
            return &[
                "audit",
                "transaction",
                "session:ended_at",
                "device",
                "session",
                "mail",
                "mails",
            ];
        }
        &["session:ended_at"]
    }
}

/// Every ceremony.
pub fn all() -> Figures {
    super::alone(|| async {
        let mut figures = Figures::default();
        for route in ROUTES {
            let world = World::start().await;
            figures.add(Striker::new(&world).alone(&Ceremony { world: &world, route }).await);
        }
        figures
    })
}
