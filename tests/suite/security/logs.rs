//! What a process says about itself: every request has its line, lines are short, and nothing that is somebody's is in them.

use crate::harness::{Call, Flow, POST_LOGOUT, World, tokens};
use http::Method;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use web::observe::{Filter, Metric, subscriber};

/// Why these stories stay in this process.
const LOG: &str = "it reads the log of this process";

/// Everything the platform says while `journey` runs, at the most verbose level there is.
struct Said {
    diagnostics: Arc<Mutex<String>>,
    _while_this_lives: tracing::subscriber::DefaultGuard,
}

impl Said {
    fn listen(world: &World) -> Self {
        let diagnostics = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&diagnostics);
        let clock = Arc::clone(&world.local.services.clock);
        let everything = Filter::parse("trace").unwrap();
        let subscriber = subscriber(everything, clock, move |_, line| kept.lock().unwrap().push_str(line));
        Self {
            diagnostics,
            _while_this_lives: tracing::subscriber::set_default(subscriber),
        }
    }

    fn diagnostics(&self) -> String {
        self.diagnostics.lock().unwrap().clone()
    }

    fn everything(&self, world: &World) -> String {
        let lines = world.local.logs.newest(None);
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        lines.join("\n") + "\n" + &self.diagnostics()
    }
}

/// The access lines, oldest first.
fn access(world: &World) -> Vec<Value> {
    let mut lines = world.local.logs.newest(None);
    lines.retain(|line| line.get("route").is_some());
    lines.reverse();
    lines
}

/// How often a metric was written, and its sum.
fn metric(world: &World, metric: Metric) -> f64 {
    let lines = world.local.logs.newest(None);
    let values = lines.iter().filter(|line| line.get("_aws").is_some());
    values.filter_map(|line| line.get(metric.name())?.as_f64()).sum()
}

/// Strings that nobody but their owner may read, and that the journeys used or were given.
#[derive(Default)]
struct Secrets(Vec<String>);

impl Secrets {
    fn add(&mut self, secret: impl Into<String>) {
        let secret = secret.into();
        assert!(secret.len() >= 4, "too short to be looked for: {secret:?}");
        self.0.push(secret);
    }

    fn of_world(&mut self, world: &World) {
        self.add(world.seeded.operator.email.clone());
        self.add(world.seeded.operator.password.clone().unwrap());
        for application in &world.seeded.applications {
            self.add(application.secret_key.clone());
            for user in &application.users {
                self.add(user.email.clone());
                self.add(user.password.clone());
            }
            for client in &application.clients {
                client.client_secret.iter().for_each(|secret| self.add(secret.clone()));
            }
        }
    }

    fn of_mails(&mut self, world: &World) {
        for mail in world.local.aws.outbox.list(None) {
            self.add(mail.to.clone());
            let words = mail.text.split_whitespace();
            let telling =
                words.filter(|word| word.contains("token=") || (word.len() == 6 && word.parse::<u32>().is_ok()));
            telling.for_each(|word| self.add(word));
        }
    }
}

async fn person(world: &World, secrets: &mut Secrets) {
    let flow = Flow::web(world, "acme");
    let mut browser = world.browser();
    let page = browser.open(&flow.url()).await;
    secrets.add(page.url.split_once('?').unwrap().1);
    browser
        .sign_in_from(&page, &world.user("acme", 1).email, "a-wrong-password-1")
        .await;
    secrets.add("a-wrong-password-1");
    let answer = flow.authorize(&mut browser, 1).await;
    let code = answer.parameters()["code"].clone();
    let found = tokens(&flow.redeem(&code).await);
    let next = tokens(&flow.refresh(&found.refresh_token).await);
    flow.userinfo(&next.access_token).await;
    flow.is_active(&next.access_token).await;
    world.later(120);
    assert_eq!(flow.refresh(&found.refresh_token).await.error(), "invalid_grant");
    for token in [
        &found.access_token,
        &found.id_token,
        &found.refresh_token,
        &next.refresh_token,
    ] {
        secrets.add(token.clone());
        secrets.add(token.rsplit('.').next().unwrap());
    }
    secrets.add(code);
    let logout = world.url(
        "acme",
        &format!(
            "/oauth2/logout?id_token_hint={}&post_logout_redirect_uri={POST_LOGOUT}",
            found.id_token
        ),
    );
    browser.get(&logout).await;
    for jar in browser.jar.values() {
        for value in jar.values() {
            secrets.add(value.clone());
        }
    }
}

async fn newcomer(world: &World, secrets: &mut Secrets) {
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/signup")).await;
    world.fault(json!({"service": "ses", "operation": "SendEmail", "mode": "throttle", "count": 1}));
    let typed = [
        ("email", "newcomer@example.com"),
        ("password", "violet-harbour-tractor-91"),
    ];
    let answer = browser.submit(&page, 0, &typed).await;
    let page = browser.follow(answer).await;
    browser.submit(&page, 0, &[("code", "000000")]).await;
    browser
        .submit(&page, 0, &[("code", &world.code_for("newcomer@example.com"))])
        .await;
    for (_, value) in typed {
        secrets.add(value);
    }
    let mut other = world.browser();
    let page = other.open(&world.url("acme", "/login")).await;
    let answer = other.submit(&page, 0, &[("email", "nobody@example.com")]).await;
    other.follow(answer).await;
    secrets.add("nobody@example.com");
}

async fn program(world: &World, secrets: &mut Secrets) {
    let body = json!({"email": "made@example.com", "name": "Somebody Private", "password": "cobalt-lantern-meadow-77"});
    let made = world.manage("acme", Method::POST, "/api/users", Some(&body)).await;
    assert_eq!(made.status, 201, "{}", made.body);
    for value in ["made@example.com", "Somebody Private", "cobalt-lantern-meadow-77"] {
        secrets.add(value);
    }
    world
        .manage("acme", Method::GET, "/api/users?email=made@example.com", None)
        .await;
    let keys = world
        .manage(
            "acme",
            Method::POST,
            "/api/applications/api-keys",
            Some(&json!({"name": "k", "kind": "secret"})),
        )
        .await;
    keys.json()
        .get("key")
        .and_then(Value::as_str)
        .into_iter()
        .for_each(|key| secrets.add(key));
    let url = world.url("acme", "/api/users?password=in-a-query-it-should-not-be");
    let call = Call::new(Method::GET, &url).header("authorization", "Bearer sk_live_not_a_key_at_all");
    let call = call.header("user-agent", "Agent-Of-Somebody/1.0").from("198.51.100.77");
    assert_eq!(world.send(call).await.status, 401);
    for said in [
        "in-a-query-it-should-not-be",
        "sk_live_not_a_key_at_all",
        "Agent-Of-Somebody",
        "198.51.100.77",
    ] {
        secrets.add(said);
    }
    world.fault(json!({"service": "dynamodb", "operation": "*", "mode": "fail_before", "count": 12}));
    assert_eq!(
        world
            .manage("acme", Method::GET, "/api/users?email=other@example.com", None)
            .await
            .status,
        503
    );
    world.local.aws.faults.clear();
    secrets.add("other@example.com");
}

#[tokio::test]
async fn secrets_and_persons_never_reach_the_log_at_any_level() {
    let world = World::here(LOG).await;
    let (said, mut secrets) = (Said::listen(&world), Secrets::default());
    secrets.of_world(&world);
    person(&world, &mut secrets).await;
    newcomer(&world, &mut secrets).await;
    program(&world, &mut secrets).await;
    secrets.of_mails(&world);
    let log = said.everything(&world);
    assert!(
        log.lines().count() > 80 && secrets.0.len() > 40,
        "{} lines, {} secrets",
        log.lines().count(),
        secrets.0.len()
    );
    let found: Vec<_> = secrets
        .0
        .iter()
        .filter(|secret| log.contains(secret.as_str()))
        .collect();
    assert!(found.is_empty(), "in the log: {found:?}");
}

#[tokio::test]
async fn every_request_has_one_line_with_its_route_and_never_its_path() {
    let world = World::here(LOG).await;
    let user = world.user("acme", 1).id.clone();
    let path = format!("/api/users/{user}/sessions");
    let url = world.url("acme", &path);
    let traced =
        Call::new(Method::GET, &url).header("authorization", format!("Bearer {}", world.app("acme").secret_key));
    let root = "1-5759e988-bd862e3fe1be46a994272793";
    let answer = world
        .send(traced.header("x-amzn-trace-id", format!("Root={root};Sampled=1")))
        .await;
    let id = answer.header("x-request-id");
    let line = access(&world).pop().unwrap();
    let shown = ["id", "trace", "fn", "route", "app", "status"].map(|name| line[name].clone());
    let expected = json!([
        id,
        root,
        "users",
        "GET /api/users/{id}/sessions",
        world.app("acme").id,
        200
    ]);
    assert_eq!(json!(shown), expected, "{line}");
    assert!(line["store"].as_u64() > Some(0) && line["ms"].is_number(), "{line}");
    assert!(!line.to_string().contains(&user));
    assert_eq!(world.local.logs.newest(Some(&id)).len(), 1, "followed by its id");
    world.get(&world.url("acme", "/no/such/page")).await;
    let line = access(&world).pop().unwrap();
    assert_eq!(
        (line["route"].as_str(), line["status"].as_u64()),
        (Some("? none"), Some(404)),
        "{line}"
    );
    assert_eq!(line["error"], "not_found");
    assert!(
        answer.header("server-timing").starts_with("total;dur="),
        "the local profile says where the time went"
    );
}

#[tokio::test]
async fn log_lines_stay_short() {
    let world = World::here(LOG).await;
    let said = Said::listen(&world);
    let mut secrets = Secrets::default();
    person(&world, &mut secrets).await;
    program(&world, &mut secrets).await;
    for line in access(&world) {
        let text = line.to_string();
        assert!(text.len() < 300, "{} bytes: {text}", text.len());
    }
    for line in said.diagnostics().lines() {
        assert!(
            line.len() <= 1024 && serde_json::from_str::<Value>(line).is_ok(),
            "{line}"
        );
    }
    let requests = access(&world).len();
    let durations = world
        .local
        .logs
        .newest(None)
        .iter()
        .filter(|line| line.get("RequestDuration").is_some())
        .count();
    assert_eq!(requests, durations, "one line of metrics per request");
}

#[tokio::test]
async fn metrics_follow_from_events_and_failures() {
    let world = World::here(LOG).await;
    let before = Metric::ALL.iter().map(|one| metric(&world, *one)).collect::<Vec<_>>();
    let gained = |wanted: Metric| {
        let index = Metric::ALL.iter().position(|one| *one == wanted).unwrap();
        metric(&world, wanted) - before[index]
    };
    let mut secrets = Secrets::default();
    person(&world, &mut secrets).await;
    assert_eq!(
        (gained(Metric::SignInSucceeded), gained(Metric::SignInFailed)),
        (1.0, 1.0)
    );
    assert_eq!(gained(Metric::RefreshReuse), 1.0);
    let flow = Flow::web(&world, "acme");
    let other = Flow::spa(&world, "acme");
    let token = flow.tokens().await.refresh_token;
    assert_eq!(other.refresh(&token).await.error(), "invalid_grant");
    // Its audit item is put by the request itself, not by the recorder.
    assert_eq!(gained(Metric::CrossTenantDenied), 1.0);
    newcomer(&world, &mut secrets).await;
    // The code, and word of a browser that was not seen before.
    assert_eq!(gained(Metric::MailSent), 2.0);
    assert_eq!(gained(Metric::Throttles), 1.0);
    world.fault(json!({"service": "dynamodb", "operation": "*", "mode": "throttle", "count": 3}));
    world.manage("acme", Method::GET, "/api/roles", None).await;
    world.local.aws.faults.clear();
    assert_eq!((gained(Metric::Throttles), gained(Metric::Errors5xx)), (4.0, 1.0));
    let lines = world.local.logs.newest(None);
    let by_password = |line: &&Value| line.get("SignInSucceeded").is_some() && line["Method"] == "password";
    let signed_in = lines.iter().find(by_password).unwrap();
    assert_eq!(
        (&signed_in["Function"], &signed_in["Application"]),
        (&json!("record"), &json!(world.app("acme").id))
    );
    assert_eq!(signed_in["_aws"]["CloudWatchMetrics"][0]["Namespace"], "Aero2");
}
