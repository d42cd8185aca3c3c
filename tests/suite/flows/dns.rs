//! What two resolvers say over HTTPS, asked through the guarded client: a zone on this machine, under a policy that allows it.

use axum::{Router, extract::RawQuery, routing::get};
use platform::{
    dns::{Dns, Finding, Question, Records, Resolvers, Unreachable},
    fetch::{AddressPolicy, Fetch},
};
use serde_json::{Value, json};
use std::{collections::HashMap, sync::Arc};
use url::form_urlencoded;

const HOST: &str = "id.acme.test";
const TARGET: &str = "d111.cloudfront.test";
const TXT: &str = "aero2-verify=x";
/// Whatever is asked for may be fetched.
const HERE: AddressPolicy = AddressPolicy {
    allows: |_| true,
    http: true,
};

/// `TYPE name` → data; a name that is not listed does not exist.
type Zone = HashMap<String, Vec<&'static str>>;

/// A key of a zone and its data.
type Entry = (&'static str, &'static [&'static str]);

fn zone(records: &[Entry]) -> Zone {
    records
        .iter()
        .map(|(key, data)| ((*key).to_owned(), data.to_vec()))
        .collect()
}

fn complete() -> Vec<Entry> {
    let entries: [Entry; 2] = [
        ("TXT _aero2.id.acme.test", &["\"something else\"", "\"aero2-verify=x\""]),
        ("CNAME id.acme.test", &["D111.cloudfront.test."]),
    ];
    entries.to_vec()
}

fn answer(zone: &Zone, query: &str) -> Value {
    let pairs: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let number = match pairs["type"].as_str() {
        "A" => 1,
        "CNAME" => 5,
        "TXT" => 16,
        "AAAA" => 28,
        _ => 257,
    };
    match zone.get(&format!("{} {}", pairs["type"], pairs["name"])) {
        Some(data) if data.as_slice() == ["SERVFAIL"] => json!({"Status": 2}),
        Some(data) => {
            let records: Vec<Value> = data
                .iter()
                .map(|data| json!({"name": pairs["name"], "type": number, "TTL": 60, "data": data}))
                .collect();
            json!({"Status": 0, "Answer": records})
        }
        None => json!({"Status": 3}),
    }
}

/// A resolver on this machine.
async fn resolver(zone: Zone) -> String {
    let zone = Arc::new(zone);
    let handler = get(move |RawQuery(query): RawQuery| {
        let zone = Arc::clone(&zone);
        async move { answer(&zone, &query.unwrap_or_default()).to_string() }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().route("/dns-query", handler);
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/dns-query")
}

async fn ask(policy: AddressPolicy, zones: [Zone; 2]) -> Result<Records, Unreachable> {
    let [first, second] = zones;
    let urls = [resolver(first).await, resolver(second).await];
    let question = Question {
        txt_name: format!("_aero2.{HOST}"),
        txt_value: TXT.to_owned(),
        hostname: HOST.to_owned(),
        cname_target: TARGET.to_owned(),
    };
    Resolvers::new(Fetch::new(policy), urls).records(&question).await
}

async fn both(records: &[Entry]) -> Records {
    ask(HERE, [zone(records), zone(records)]).await.unwrap()
}

#[tokio::test]
async fn what_both_resolvers_see_is_there_and_what_neither_sees_is_missing() {
    let all = both(&complete()).await;
    assert_eq!(
        (all.txt, all.route, all.authority),
        (Finding::Present, Finding::Present, Finding::Present)
    );
    let nothing = both(&[]).await;
    assert_eq!((nothing.txt, nothing.route), (Finding::Missing, Finding::Missing));
    let wrong = both(&[
        ("TXT _aero2.id.acme.test", &["aero2-verify=y"]),
        ("CNAME id.acme.test", &["elsewhere.test."]),
    ])
    .await;
    assert_eq!((wrong.txt, wrong.route), (Finding::Missing, Finding::Missing));
}

#[tokio::test]
async fn what_one_resolver_sees_is_neither_there_nor_missing() {
    let found = ask(HERE, [zone(&complete()), zone(&complete()[..1])]).await.unwrap();
    assert_eq!((found.txt, found.route), (Finding::Present, Finding::Disputed));
    let mut broken = complete();
    broken[0].1 = &["SERVFAIL"];
    assert_eq!(ask(HERE, [zone(&complete()), zone(&broken)]).await, Err(Unreachable));
}

#[tokio::test]
async fn an_apex_is_known_by_the_machines_it_leads_to() {
    let txt = complete()[0];
    let alias = both(&[
        txt,
        ("A id.acme.test", &["192.0.2.7", "192.0.2.8"]),
        ("A d111.cloudfront.test", &["192.0.2.8"]),
    ])
    .await;
    assert_eq!(alias.route, Finding::Present);
    let v6 = both(&[
        txt,
        ("AAAA id.acme.test", &["2001:db8::1"]),
        ("AAAA d111.cloudfront.test", &["2001:db8::1"]),
    ])
    .await;
    assert_eq!(v6.route, Finding::Present);
    let other = both(&[
        txt,
        ("A id.acme.test", &["192.0.2.7"]),
        ("A d111.cloudfront.test", &["192.0.2.8"]),
    ])
    .await;
    assert_eq!(other.route, Finding::Missing);
}

#[tokio::test]
async fn the_nearest_caa_records_decide_who_may_issue() {
    let with = |caa: Entry| {
        let mut records = complete();
        records.push(caa);
        records.push(("CAA test", &["0 issue \"other.example\""]));
        records
    };
    let forbidden = both(&with(("CAA acme.test", &["0 issue \"letsencrypt.org\""]))).await;
    assert_eq!(forbidden.authority, Finding::Missing);
    let allowed = both(&with(("CAA acme.test", &["0 issue \"amazonaws.com\""]))).await;
    assert_eq!(allowed.authority, Finding::Present);
    // Nothing nearer than the top.
    let top = both(&with(("CAA elsewhere.test", &["0 issue \"amazon.com\""]))).await;
    assert_eq!(top.authority, Finding::Missing);
}

#[tokio::test]
async fn sr_01_resolvers_are_asked_through_the_guarded_client() {
    let zones = || [zone(&complete()), zone(&complete())];
    assert!(ask(HERE, zones()).await.is_ok());
    assert_eq!(ask(AddressPolicy::public(), zones()).await, Err(Unreachable));
}
