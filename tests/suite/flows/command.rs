//! The command `aero2 import` in front of a platform that listens, and of one that is busy, breaks off, or knows nobody.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    response::{IntoResponse, Response},
    routing::post,
};
use cli::{
    Problem,
    import::{Arguments, run},
};
use http::StatusCode;
use local::{Local, seed};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, Mutex},
};
use tests::samples::SAMPLES;
use tokio::{net::TcpListener, sync::oneshot};

fn file(name: &str, people: usize) -> PathBuf {
    let plain = SAMPLES.iter().find(|sample| sample.file == "plain.ndjson").unwrap();
    let mut text = Vec::new();
    (plain.write)(&mut text, people).unwrap();
    let folder = std::env::temp_dir().join(format!("aero2-command-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("plain.ndjson");
    std::fs::write(&path, text).unwrap();
    path
}

fn arguments(file: &Path, port: u16) -> Arguments {
    Arguments {
        file: file.to_owned(),
        from: serde_json::from_value("json".into()).unwrap(),
        to: format!("http://acme.localhost:{port}"),
        dry_run: false,
        resume: false,
        report: None,
        firebase_hash_config: None,
        without_passwords: false,
        in_flight: 2,
    }
}

async fn command(arguments: &Arguments, key: &str) -> Result<ExitCode, Problem> {
    let (arguments, key) = (arguments.clone(), key.to_owned());
    tokio::task::spawn_blocking(move || run(&arguments, Some(key)))
        .await
        .unwrap()
}

fn beside(file: &Path, end: &str) -> PathBuf {
    file.with_file_name(format!("plain.ndjson.refused.{end}"))
}

fn code(result: Result<ExitCode, Problem>) -> String {
    format!("{:?}", result.unwrap())
}

#[tokio::test]
async fn a_file_is_imported_whole_once_and_what_was_refused_is_listed() {
    let local = Arc::new(Box::pin(Local::in_memory()).await.unwrap());
    let seeded = Box::pin(seed::seed(&local)).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(local::gateway::serve(Arc::clone(&local), listener, async {
        let _ended = stopped.await;
    }));
    let path = file("whole", 2_300);
    let key = &seeded.applications[0].secret_key;
    let mut call = arguments(&path, port);
    call.dry_run = true;
    let users = || async {
        let items = local.aws.dynamodb.items().await.unwrap();
        items.iter().filter(|item| item["t"]["S"] == "user").count()
    };
    let before = users().await;
    assert_eq!(code(command(&call, key).await), format!("{:?}", ExitCode::SUCCESS));
    assert_eq!(users().await, before, "a dry run writes nothing");
    call.dry_run = false;
    for _ in 0..2 {
        assert_eq!(code(command(&call, key).await), format!("{:?}", ExitCode::SUCCESS));
        assert_eq!(users().await, before + 2_300);
        assert!(
            !beside(&path, "ndjson").exists() && !beside(&path, "state").exists(),
            "nothing is left to do"
        );
    }
    let mut text = std::fs::read_to_string(&path).unwrap();
    text.push_str("{\"email\": \"nobody\"}\n{\n");
    std::fs::write(&path, text).unwrap();
    assert_eq!(code(command(&call, key).await), format!("{:?}", ExitCode::from(2)));
    let listed = std::fs::read_to_string(beside(&path, "ndjson")).unwrap();
    let listed: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (&listed[0]["line"], &listed[0]["email"]),
        (&json!(2_301), &json!("nobody"))
    );
    assert_eq!(
        (&listed[1]["line"], &listed[1]["code"]),
        (&json!(2_302), &json!("not_sent"))
    );
    let problem = command(&call, "sk_test_wrong").await.unwrap_err().to_string();
    assert!(problem.contains("AERO2_SECRET_KEY"), "{problem}");
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
    std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
}

/// Answers in turn what it was told to; notes how many lines came with each request.
struct Script {
    answers: Vec<(StatusCode, Value)>,
    lines: Vec<usize>,
}

async fn scripted(State(script): State<Arc<Mutex<Script>>>, body: Bytes) -> Response {
    let lines = body.split(|byte| *byte == b'\n').count();
    let mut script = script.lock().unwrap();
    script.lines.push(lines);
    let all = json!({"created": lines, "unchanged": 0, "refused": [], "next_line": null});
    let (status, answer) = if script.answers.is_empty() {
        (StatusCode::OK, all)
    } else {
        script.answers.remove(0)
    };
    (status, [("retry-after", "0")], answer.to_string()).into_response()
}

async fn script(answers: Vec<(StatusCode, Value)>) -> (u16, Arc<Mutex<Script>>) {
    let script = Arc::new(Mutex::new(Script {
        answers,
        lines: Vec::new(),
    }));
    let router = Router::new()
        .route("/api/imports/users", post(scripted))
        .with_state(Arc::clone(&script));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    (port, script)
}

#[tokio::test]
async fn a_busy_platform_is_asked_again_and_a_late_one_for_the_rest() {
    let busy = json!({"detail": "Wait a moment."});
    let late = json!({"created": 400, "unchanged": 0, "refused": [], "next_line": 401});
    let (port, script) = script(vec![
        (StatusCode::SERVICE_UNAVAILABLE, busy.clone()),
        (StatusCode::TOO_MANY_REQUESTS, busy),
        (StatusCode::OK, late),
    ])
    .await;
    let path = file("busy", 1_000);
    assert_eq!(
        code(command(&arguments(&path, port), "sk").await),
        format!("{:?}", ExitCode::SUCCESS)
    );
    assert_eq!(script.lock().unwrap().lines, [1_000, 1_000, 1_000, 600]);
    std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
}

#[tokio::test]
async fn an_import_that_broke_off_goes_on_behind_what_was_answered() {
    let one = json!({"created": 999, "unchanged": 0, "refused": [{"line": 7, "code": "validation_error", "detail": "email: no."}], "next_line": null});
    let (port, script) = script(vec![
        (StatusCode::OK, one),
        (StatusCode::FORBIDDEN, json!({"detail": "No longer."})),
    ])
    .await;
    let path = file("resumed", 3_500);
    let mut call = arguments(&path, port);
    call.in_flight = 1;
    let problem = command(&call, "sk").await.unwrap_err().to_string();
    assert!(
        problem.contains("No longer.") && problem.contains("import:write"),
        "{problem}"
    );
    let state: Value = serde_json::from_str(&std::fs::read_to_string(beside(&path, "state")).unwrap()).unwrap();
    assert_eq!((&state["answered"], &state["created"]), (&json!(1_000), &json!(999)));
    call.resume = true;
    assert_eq!(code(command(&call, "sk").await), format!("{:?}", ExitCode::from(2)));
    assert_eq!(script.lock().unwrap().lines, [1_000, 1_000, 1_000, 1_000, 500]);
    let listed = std::fs::read_to_string(beside(&path, "ndjson")).unwrap();
    assert!(listed.contains("\"line\":7") && listed.contains("person6@"), "{listed}");
    let nothing = command(&call, "sk").await.unwrap_err().to_string();
    assert!(nothing.contains("without --resume"), "{nothing}");
    std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
}
