//! A browser without scripts: cookies per host, forms, and the headers that a browser sends by itself.

use super::{Answer, Call, World};
use http::Method;
use serde_json::Value;
use std::{collections::HashMap, net::IpAddr};
use url::Url;

/// One browser in front of a platform.
pub struct Browser<'w> {
    pub world: &'w World,
    pub jar: HashMap<String, HashMap<String, String>>,
    pub source: Option<IpAddr>,
    /// `Accept-Language`.
    pub speaks: Option<&'static str>,
}

impl<'w> Browser<'w> {
    pub(super) fn new(world: &'w World) -> Self {
        Self {
            world,
            jar: HashMap::new(),
            source: None,
            speaks: None,
        }
    }

    /// The platform's operator, signed in at the dashboard.
    pub async fn operator(world: &'w World) -> Self {
        let mut browser = Self::new(world);
        let page = browser.open(&world.url("dashboard", "/login")).await;
        let operator = &world.seeded.operator;
        let answer = browser
            .sign_in_from(&page, &operator.email, operator.password.as_deref().unwrap())
            .await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser
    }

    /// A request of the dashboard's own script, with the session alone.
    pub fn at_dashboard<'a>(&self, method: Method, url: &'a str) -> Call<'a> {
        let cookie = self.cookie("dashboard", "aero2_session").unwrap();
        Call::new(method, url)
            .header("cookie", format!("aero2_session={cookie}"))
            .header("sec-fetch-site", "same-origin")
    }

    fn host(url: &str) -> String {
        Url::parse(url).unwrap().host_str().unwrap_or("").to_owned()
    }

    fn cookies(&self, url: &str) -> Option<String> {
        let jar = self.jar.get(&Self::host(url)).filter(|jar| !jar.is_empty())?;
        Some(
            jar.iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join("; "),
        )
    }

    fn keep(&mut self, answer: &Answer) {
        for line in answer.headers.get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            let jar = self.jar.entry(Self::host(&answer.url)).or_default();
            if line.contains("Max-Age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    async fn send(&mut self, mut call: Call<'_>) -> Answer {
        if let Some(cookies) = self.cookies(call.url) {
            call = call.header("cookie", cookies);
        }
        if let Some(languages) = self.speaks {
            call = call.header("accept-language", languages);
        }
        call.source = self.source;
        let answer = self.world.send(call).await;
        self.keep(&answer);
        answer
    }

    pub async fn get(&mut self, url: &str) -> Answer {
        self.send(Call::new(Method::GET, url)).await
    }

    /// A POST from a page of the same origin.
    pub async fn post(&mut self, url: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(
            Call::new(Method::POST, url)
                .header("sec-fetch-site", "same-origin")
                .form(fields),
        )
        .await
    }

    /// A script of the same origin calls the sign-in API, about the transaction `tx`.
    pub async fn api(&mut self, method: Method, url: &str, tx: &str, body: Option<&Value>) -> Answer {
        let mut call = Call::new(method, url).header("sec-fetch-site", "same-origin");
        if !tx.is_empty() {
            call = call.header("aero2-transaction", tx);
        }
        self.send(match body {
            Some(body) => call.json(body),
            None => call,
        })
        .await
    }

    /// Follows redirects as long as they stay on hosts of ours.
    pub async fn follow(&mut self, mut answer: Answer) -> Answer {
        while answer.status == 303 && Self::host(&answer.location()).ends_with(".localhost") {
            answer = self.get(&answer.location()).await;
        }
        answer
    }

    pub async fn open(&mut self, url: &str) -> Answer {
        let answer = self.get(url).await;
        self.follow(answer).await
    }

    /// Fills in the page's `index`-th form and sends it.
    pub async fn submit(&mut self, page: &Answer, index: usize, typed: &[(&str, &str)]) -> Answer {
        let form = page
            .forms()
            .into_iter()
            .nth(index)
            .unwrap_or_else(|| panic!("no form: {} {}", page.status, page.body));
        let mut fields = form.fields;
        for (name, value) in typed {
            fields.insert((*name).to_owned(), (*value).to_owned());
        }
        let pairs: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.post(&form.action, &pairs).await
    }

    /// Sends the form of a page that does this `step`.
    pub async fn step(&mut self, page: &Answer, step: &str, typed: &[(&str, &str)]) -> Answer {
        let is_it = |form: &super::answer::Form| form.fields.get("step").is_some_and(|name| name == step);
        let index = page.forms().iter().position(is_it);
        let index = index.unwrap_or_else(|| panic!("no form for {step}: {} {}", page.status, page.body));
        self.submit(page, index, typed).await
    }

    /// Signs in with a password from the sign-in page on; answers what follows.
    pub async fn sign_in_from(&mut self, page: &Answer, email: &str, password: &str) -> Answer {
        let answer = self.submit(page, 0, &[("email", email)]).await;
        let page = self.follow(answer).await;
        self.submit(&page, 0, &[("password", password)]).await
    }

    /// Signs a demo user in at an application, for its account page.
    pub async fn sign_in(&mut self, slug: &str, index: usize) -> Answer {
        let user = self.world.user(slug, index);
        let page = self.open(&self.world.url(slug, "/login")).await;
        let answer = self.sign_in_from(&page, &user.email, &user.password).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer
    }

    /// The value of a cookie, if the browser has it.
    pub fn cookie(&self, slug: &str, name: &str) -> Option<String> {
        self.jar.get(&format!("{slug}.localhost"))?.get(name).cloned()
    }
}
