//! A great many users of one application: made through the store, listed, searched, filtered and shown through the composed router, and counted.
//!
//! The suite does the same with fewer and asserts what is counted; here it is the size that matters.

use domain::{
    ApplicationId, Change, Email, IdentityId, IdentityProviderId, RoleId, Timestamp, UserId,
    clock::Epoch,
    identity::{Asserted, Identity, Kept, MappedProfile},
    user::{User, UserStatus},
};
use http::{Request, header};
use http_body_util::BodyExt;
use keys::MacKind;
use local::{Local, aws::capacity::Trace};
use platform::Services;
use serde_json::Value;
use std::{
    net::{IpAddr, Ipv4Addr},
    time::Instant,
};
use store::{IdentityWrite, NewPerson};
use web::{App, Edge};

/// People of one transaction.
const TOGETHER: u64 = 50;
/// One person of so many is switched off, holds the role, came from the provider.
const SELDOM: u64 = 1000;
const FIRST: [&str; 16] = [
    "Mia", "Zoë", "Noah", "José", "Liam", "Žofia", "Emma", "Lucas", "Anna", "Björn", "Chloé", "Oskar", "Inês", "Jan",
    "Sofía", "Tom",
];
const LAST: [&str; 12] = [
    "Müller", "Novak", "Smith", "García", "Rossi", "Kowalski", "Ðỗ", "Lee", "Ivanov", "Silva", "Öz", "Brown",
];

/// What stopped it, in one line.
pub type Outcome<T> = Result<T, String>;

/// Who is made.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Whose users.
    pub app: ApplicationId,
    /// How many.
    pub count: u64,
    /// When the first of them came; a second passes before each other.
    pub since: Timestamp,
    /// The role that few have.
    pub role: RoleId,
    /// Where few come from.
    pub provider: IdentityProviderId,
}

/// What one request cost.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What was asked for.
    pub what: &'static str,
    /// Its address.
    pub path: String,
    /// Calls, rounds, units.
    pub trace: Trace,
    /// From asking to having, in milliseconds.
    pub millis: f64,
    /// The answer.
    pub body: Value,
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn pick<'a>(list: &[&'a str], number: u64) -> &'a str {
    let length = u64::try_from(list.len()).unwrap_or(1).max(1);
    usize::try_from(number % length)
        .ok()
        .and_then(|at| list.get(at).copied())
        .unwrap_or("")
}

impl Plan {
    /// Number `number`, as they are stored.
    pub fn person(&self, services: &Services, number: u64) -> Outcome<User> {
        let at = self.since.plus_secs(i64::try_from(number).map_err(said)?);
        let (first, last) = (pick(&FIRST, number), pick(&LAST, number / 16));
        let is_one_of = |rest: u64| number % SELDOM == rest;
        Ok(User {
            id: UserId::generate(at, &*services.entropy),
            email: Some(Email::parse(&format!("person{number}@people.example")).map_err(said)?),
            email_verified: true,
            name: Some(format!("{first} {last} {number}")),
            given_name: Some(first.to_owned()),
            family_name: Some(last.to_owned()),
            picture: None,
            locale: Some("en".to_owned()),
            zoneinfo: None,
            status: if is_one_of(7) {
                UserStatus::Disabled
            } else {
                UserStatus::Active
            },
            external_id: Some(format!("ext-{number}")),
            roles: is_one_of(3).then_some(self.role).into_iter().collect(),
            has_password: false,
            has_totp: number.is_multiple_of(4),
            phone: None,
            has_sms: false,
            passkey_count: 0,
            deletion_at: None,
            status_before: None,
            terms_accepted_at: None,
            terms_version: None,
            token_epoch: Epoch::born(at),
            created_at: at,
            updated_at: at,
            version: 1,
        })
    }

    /// Makes all of them, fifty a transaction, unless it gets late; `told` hears how many there are. Answers how many were made.
    pub async fn make(
        &self,
        services: &Services,
        is_late: impl Fn() -> bool,
        mut told: impl FnMut(u64),
    ) -> Outcome<u64> {
        let vault = services.vault().await.map_err(said)?;
        let mut number = 0;
        while number < self.count && !is_late() {
            let mut people = Vec::new();
            let mut linked = Vec::new();
            for number in number..self.count.min(number + TOGETHER) {
                let user = self.person(services, number)?;
                let address = user
                    .email
                    .as_ref()
                    .map(|email| email.canonical().to_owned())
                    .unwrap_or_default();
                if number % SELDOM == 11 {
                    linked.push(user.clone());
                }
                people.push(NewPerson {
                    user: Change::silent(user),
                    email_hash: vault.mac(&self.app, MacKind::Email, address.as_bytes()),
                    password: None,
                    totp: None,
                });
            }
            services.store.create_users(&self.app, &people).await.map_err(said)?;
            for user in linked {
                self.link(services, user).await?;
            }
            number += TOGETHER;
            told(number.min(self.count));
        }
        Ok(number.min(self.count))
    }

    async fn link(&self, services: &Services, user: User) -> Outcome<()> {
        let word = Asserted {
            idp_id: self.provider,
            issuer: "https://provider.example".to_owned(),
            subject: user.id.to_string(),
            email: None,
            email_verified: false,
            mfa: false,
            profile: MappedProfile::default(),
            sealed_refresh_token: None,
        };
        let id = IdentityId::generate(user.created_at, &*services.entropy);
        let vault = services.vault().await.map_err(said)?;
        let marker = vault.mac(&self.app, MacKind::Email, user.id.to_string().as_bytes());
        let identity = Identity::link(id, user.id, marker, (word, Kept::AsItIs), user.created_at);
        let at = user.created_at;
        let write = IdentityWrite {
            identity: Change::silent(identity),
            is_new: true,
        };
        let changed = Change::silent(user.touched(at));
        services
            .store
            .link_identity(&self.app, changed, write)
            .await
            .map_err(said)
    }

    /// What a developer asks of them: name and address of each request.
    pub fn questions(&self) -> Vec<(&'static str, String)> {
        let half = self.since.plus_secs(i64::try_from(self.count / 2).unwrap_or(0));
        let (role, provider) = (self.role, self.provider);
        let paths = [
            ("list", String::new()),
            ("e-mail prefix", "search=person1%40".to_owned()),
            ("name or e-mail prefix", "search=zoe".to_owned()),
            ("name prefix, without its accents", "search=zofia%20mu".to_owned()),
            ("id prefix", "search=usr_0".to_owned()),
            ("exact e-mail", "email=person1%40people.example".to_owned()),
            ("created before", format!("created_before={half}")),
            (
                "created between",
                format!("created_after={}&created_before={half}", half.minus_secs(60)),
            ),
            ("provider", format!("provider={provider}")),
            ("status, frequent", "status=active".to_owned()),
            ("status, seldom", "status=disabled".to_owned()),
            ("role, seldom", format!("role={role}")),
            ("factor", "factor=totp".to_owned()),
            ("name prefix and status", "search=zoe&status=disabled".to_owned()),
            ("provider and search", format!("provider={provider}&search=person")),
        ];
        let path = |query: String| match query.as_str() {
            "" => "/api/users".to_owned(),
            query => format!("/api/users?{query}"),
        };
        paths.into_iter().map(|(what, query)| (what, path(query))).collect()
    }
}

/// Asks the composed router, with the secret key of the application at `host`.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures by the machine's clock")]
pub async fn ask(
    local: &Local,
    app: &App,
    (host, key): (&str, &str),
    what: &'static str,
    path: &str,
) -> Outcome<Asked> {
    let request = Request::builder().method("GET").uri(path);
    let request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    let mut request = request.body(String::new().into()).map_err(said)?;
    request.extensions_mut().insert(Edge {
        host: host.to_owned(),
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        exempt: true,
        request_id: "bench-bench-bench-benc".to_owned(),
    });
    let began = Instant::now();
    let (answer, trace) = local.aws.capacity.measured(path, Box::pin(app.respond(request))).await;
    let millis = began.elapsed().as_secs_f64() * 1000.0;
    let status = answer.status();
    let bytes = answer.into_body().collect().await.map_err(said)?.to_bytes();
    let body: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if status != 200 {
        return Err(format!("{path}: {status} {body}"));
    }
    Ok(Asked {
        what,
        path: path.to_owned(),
        trace,
        millis,
        body,
    })
}

/// Asks everything, each once to warm up and once to be counted; the detail of the last one found at the end.
pub async fn ask_all(local: &Local, at: (&str, &str), plan: &Plan) -> Outcome<Vec<Asked>> {
    let app = App::new(local.services.clone(), functions::ALL);
    let mut all = Vec::new();
    let mut questions = plan.questions();
    let list = ask(local, &app, at, "list", "/api/users").await?;
    let newest = list
        .body
        .pointer("/data/0/id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    questions.push(("exact id", format!("/api/users?search={newest}")));
    questions.push(("detail", format!("/api/users/{newest}")));
    for (what, path) in questions {
        ask(local, &app, at, what, &path).await?;
        all.push(ask(local, &app, at, what, &path).await?);
    }
    let mut cursor = list
        .body
        .pointer("/next_cursor")
        .and_then(Value::as_str)
        .map(str::to_owned);
    if let Some(cursor) = cursor.take() {
        let path = format!("/api/users?cursor={cursor}");
        all.push(ask(local, &app, at, "second page", &path).await?);
    }
    Ok(all)
}
