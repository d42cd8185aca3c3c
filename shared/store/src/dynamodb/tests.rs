//! The client against a connection that answers as it is told.

use super::*;
use aws_smithy_runtime_api::client::http::HttpConnectorFuture;
use domain::Timestamp;
use serde_json::{Value, json};
use std::sync::Mutex;

/// What the connection does with a request.
#[derive(Clone, Copy)]
enum Does {
    Answer(u16, &'static str),
    Break,
    Nothing,
}

/// The connection, and what it was sent; the last thing to do is done for ever.
#[derive(Clone)]
struct Script {
    does: &'static [Does],
    sent: Arc<Mutex<Vec<(String, String, String)>>>,
    seen: Arc<AtomicU64>,
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Script")
    }
}

impl Watch for Script {
    fn attempted(&self, ended: Attempt<'_>) {
        let worth = match ended {
            Attempt::Done => 1,
            Attempt::Refused(..) => 100,
            Attempt::Lost => 10_000,
        };
        self.seen.fetch_add(worth, Ordering::Relaxed);
    }
}

impl HttpConnector for Script {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let header = |name: &str| request.headers().get(name).unwrap_or_default().to_owned();
        let mut sent = self.sent.lock().unwrap_or_else(|_| unreachable!());
        let does = self.does.get(sent.len()).or(self.does.last());
        sent.push((
            header("amz-sdk-invocation-id"),
            header("amz-sdk-request"),
            header("x-amz-target"),
        ));
        match does.copied().unwrap_or(Does::Nothing) {
            Does::Answer(status, body) => {
                let status = status.try_into().unwrap_or_else(|_| unreachable!());
                HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::from(body))))
            }
            Does::Break => HttpConnectorFuture::ready(Err(ConnectorError::io("reset".into()))),
            Does::Nothing => HttpConnectorFuture::new(std::future::pending()),
        }
    }
}

/// A refused condition, with the item as it was.
const REFUSED: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no","Item":{"PK":{"S":"x"}}}"#;

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::from_secs(1_795_716_000)
    }
}

struct Zeros;

impl Entropy for Zeros {
    fn fill(&self, out: &mut [u8]) {
        out.fill(0);
    }
}

fn client(does: &'static [Does], attempt: Duration) -> (Client, Script) {
    let script = Script {
        does,
        sent: Arc::default(),
        seen: Arc::default(),
    };
    let at = Connection {
        region: "eu-central-1".to_owned(),
        credentials: Credentials::new("id", "secret", None, None, "test"),
        endpoint: None,
        http: SharedHttpConnector::new(script.clone()),
        retries: Retries {
            attempts: 3,
            first: Duration::ZERO,
            longest: Duration::ZERO,
            budget: Some(500),
        },
        attempt,
        clock: Arc::new(Still),
        watch: Arc::new(script.clone()),
    };
    (Client::new(at, Arc::new(Zeros)), script)
}

const PATIENT: Duration = Duration::from_mins(1);

async fn ask(
    does: &'static [Does],
    attempt: Duration,
) -> (Result<Value, CallError>, Vec<(String, String, String)>, u64) {
    let (client, script) = client(does, attempt);
    let answer = client.call("DynamoDB_20120810.GetItem", &json!({})).await;
    let sent = script.sent.lock().unwrap_or_else(|_| unreachable!()).clone();
    (answer, sent, script.seen.load(Ordering::Relaxed))
}

#[tokio::test]
async fn a_call_is_one_call_however_often_it_is_tried() {
    let (answer, sent, seen) = ask(
        &[Does::Break, Does::Answer(500, "{}"), Does::Answer(200, r#"{"a":1}"#)],
        PATIENT,
    )
    .await;
    assert!(answer.is_ok_and(|answer| answer == json!({"a": 1})));
    let numbers: Vec<&str> = sent.iter().map(|(_, number, _)| number.as_str()).collect();
    assert_eq!(numbers, ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"]);
    let first = sent.first().map(|(id, ..)| id.clone()).unwrap_or_default();
    let same = |(id, _, target): &(String, String, String)| *id == first && target == "DynamoDB_20120810.GetItem";
    assert!(!first.is_empty() && sent.iter().all(same));
    assert_eq!(seen, 10_101, "one lost, one refused, one done");
}

#[tokio::test]
async fn an_attempt_has_an_end_and_so_have_all_of_them() {
    let (answer, sent, seen) = ask(&[Does::Nothing], Duration::ZERO).await;
    assert!(matches!(answer, Err(CallError::TimedOut)));
    assert_eq!((sent.len(), seen), (3, 30_000));
}

#[tokio::test]
async fn what_is_refused_for_good_is_asked_once() {
    let (answer, sent, _) = ask(&[Does::Answer(400, REFUSED)], PATIENT).await;
    let Err(error) = answer else { unreachable!() };
    let refusal = error.refusal("ConditionalCheckFailedException");
    assert!(refusal.is_some_and(|refusal| refusal.item.as_ref().is_some_and(|item| item.contains_key("PK"))));
    assert_eq!(sent.len(), 1);
}

#[tokio::test]
async fn what_is_not_dynamodbs_is_an_error_and_no_panic() {
    let (answer, sent, _) = ask(&[Does::Answer(503, "<html>")], PATIENT).await;
    assert!(matches!(answer, Err(CallError::Refused(refusal)) if refusal.code() == "HTTP 503"));
    assert_eq!(sent.len(), 3);
    let (answer, ..) = ask(&[Does::Answer(200, "<html>")], PATIENT).await;
    assert!(matches!(answer, Err(CallError::Unreadable(_))));
}

#[test]
fn calls_have_names_of_their_own_that_fit_a_request_token() {
    let (client, _) = client(&[], PATIENT);
    let names = [client.call_id(), client.call_id()];
    assert!(names[0] != names[1] && names.iter().all(|name| name.len() <= 36));
    client.0.calls.store(u64::MAX, Ordering::Relaxed);
    assert!(client.call_id().len() <= 36);
}

#[test]
fn china_is_elsewhere() {
    assert_eq!(address("eu-central-1"), "https://dynamodb.eu-central-1.amazonaws.com");
    assert_eq!(address("cn-north-1"), "https://dynamodb.cn-north-1.amazonaws.com.cn");
}
