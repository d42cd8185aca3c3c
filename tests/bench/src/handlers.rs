//! Handlers without a network and without a table: requests through the composed router, DynamoDB answered from a tape, CPU time of the process.
//!
//! Beside them what the cryptography alone costs, so that the figure is a ratio of one run.

use crate::{
    Outcome,
    clients::{Clients, Pair, least},
    process,
    stage::{HOST, Stage},
    tape::Tape,
};
use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeySize,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair},
};
use aws_smithy_runtime_api::client::http::SharedHttpConnector;
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use domain::{Email, Secret, event::Origin, sign_in::Target};
use http::header;
use keys::mint;
use local::{Local, seed::SeededClient};
use platform::{
    Parts, Services,
    sign_in::{self, Passed, Visitor},
    source::Source,
    tenant::{self, Site},
};
use protocol::jwt::{AccessTokenClaims, Alg};
use serde_json::json;
use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};
use store::{Connection, Store};
use web::App;

const REDIRECT: &str = "http://127.0.0.1:9/cb";
/// How often each is measured.
const ROUNDS: usize = 5;
/// Rotations on the tape.
const TURNS: usize = 400;

/// CPU microseconds of each.
#[derive(Default)]
pub(crate) struct Handlers {
    pub(crate) machine: f64,
    pub(crate) code: f64,
    pub(crate) refresh: f64,
    pub(crate) es256: f64,
    pub(crate) rs256: f64,
    pub(crate) mint_es256: f64,
    pub(crate) mint_rs256: f64,
    pub(crate) clients: Clients,
}

fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

/// CPU time of one of `count`.
fn each(count: u32, start: f64) -> f64 {
    (process::own_cpu_us() - start) / f64::from(count)
}

fn begin() -> f64 {
    process::own_cpu_us()
}

/// The services again, over a table that is taped.
pub(crate) fn taped(local: &Local, tape: &Tape) -> Services {
    let at = Connection {
        http: SharedHttpConnector::new(tape.clone()),
        ..local.aws.store_connection()
    };
    let store = Store::connect(at, local::aws::dynamodb::TABLE, Arc::clone(&local.services.entropy));
    Services::new(Parts {
        store,
        ..Parts::clone(&local.services)
    })
}

/// The cookie of a signed-in browser, through the use cases of the sign-in.
async fn session(services: &Services, email: &str, password: &str) -> Outcome<String> {
    let said = |failure: protocol::error::Failure| failure.to_string();
    let Site::Application(tenant) = Box::pin(tenant::resolve(services, HOST)).await.map_err(said)? else {
        return Err("no application".to_owned());
    };
    let email = Email::parse(email).map_err(|error| error.to_string())?;
    let visitor = Visitor {
        origin: Origin::default(),
        source: Source::new(IpAddr::V4(Ipv4Addr::LOCALHOST), true),
        device: None,
        current: None,
    };
    let target = Target::ReturnTo("/account".to_owned());
    let loaded = Box::pin(sign_in::begin(&tenant, "bench", target, email))
        .await
        .map_err(said)?;
    let secret = Secret::new(password.to_owned());
    let passed = Box::pin(sign_in::password::sign_in(&tenant, &loaded, secret, &visitor))
        .await
        .map_err(said)?;
    match passed {
        Passed::Session(done) => Ok(format!("aero2_session={}", done.cookie.value)),
        Passed::Step(_) => Err("something stands before the session".to_owned()),
    }
}

async fn registered(local: &Local, key: &str) -> Outcome<SeededClient> {
    let body = json!({ "client_name": "Bench", "type": "web", "redirect_uris": [REDIRECT], "id_token_signed_response_alg": "ES256" });
    let app = App::new(local.services.clone(), functions::ALL);
    let stage = Stage::bare(app);
    let key = format!("Bearer {key}");
    let headers = [
        (header::AUTHORIZATION, key.as_str()),
        (header::CONTENT_TYPE, "application/json"),
    ];
    let made = stage.send("POST", "/api/clients", &headers, body.to_string()).await?;
    Ok(SeededClient {
        kind: "web".to_owned(),
        client_id: made.member("client_id")?,
        client_secret: Some(made.member("client_secret")?),
        redirect_uris: vec![REDIRECT.to_owned()],
    })
}

/// Measures everything.
pub(crate) async fn measure(count: u32) -> Outcome<Handlers> {
    let local = Box::pin(Local::in_memory()).await.map_err(|error| error.to_string())?;
    let seeded = Box::pin(local::seed::seed(&local))
        .await
        .map_err(|failure| failure.to_string())?;
    let acme = seeded.applications.first().ok_or("no application")?;
    let client = registered(&local, &acme.secret_key).await?;
    let machine = acme
        .clients
        .iter()
        .find(|client| client.kind == "machine")
        .ok_or("no machine")?;
    let user = acme.users.last().ok_or("no user")?;
    let tape = Tape::new(local.aws.http_client());
    let services = taped(&local, &tape);
    let secret = |client: &SeededClient| basic(&client.client_id, client.client_secret.as_deref().unwrap_or_default());
    let stage = Stage {
        app: App::new(services.clone(), functions::ALL),
        basic: secret(&client),
        machine: secret(machine),
        cookie: session(&services, &user.email, &user.password).await?,
        client_id: client.client_id.clone(),
    };
    let mut turns = vec![stage.flow().await?.member("refresh_token")?];
    for turn in 0..TURNS {
        let next = stage
            .refresh(turns.get(turn).ok_or("no turn")?)
            .await?
            .member("refresh_token")?;
        turns.push(next);
    }
    let token = stage.machine().await?.member("access_token")?;
    turns.truncate(TURNS);
    let app = acme.id.parse().map_err(|_| "no application id".to_owned())?;
    let pair = Pair::record(services.store.clone(), &tape, app).await?;
    tape.play();
    let mut found = measured(&stage, &turns, count).await?;
    found.clients = pair.measure(count).await?;
    signatures(&services, &token, count, &mut found).await?;
    Ok(found)
}

/// Alternating, so that the machine's mood is the same for all; the first of the rounds warms up, and the least of the others counts.
async fn measured(stage: &Stage, turns: &[String], count: u32) -> Outcome<Handlers> {
    let mut found = Handlers::default();
    for round in 0..=ROUNDS {
        let start = begin();
        for _ in 0..count {
            stage.machine().await?.holds("access_token")?;
        }
        let machine = each(count, start);
        let start = begin();
        for _ in 0..count {
            stage.flow().await?.holds("id_token")?;
        }
        let code = each(count, start);
        let start = begin();
        for (_, token) in (0..count).zip(turns.iter().cycle()) {
            stage.refresh(token).await?.holds("id_token")?;
        }
        let refresh = each(count, start);
        if round > 0 {
            found.machine = least(found.machine, machine);
            found.code = least(found.code, code);
            found.refresh = least(found.refresh, refresh);
        }
    }
    Ok(found)
}

async fn signatures(services: &Services, token: &str, count: u32, found: &mut Handlers) -> Outcome<()> {
    let said = |failure: protocol::error::Failure| failure.to_string();
    let Site::Application(tenant) = Box::pin(tenant::resolve(services, HOST)).await.map_err(said)? else {
        return Err("no application".to_owned());
    };
    let ring = tenant.ring().await.map_err(said)?;
    let (message, _) = token.rsplit_once('.').ok_or("not a JWT")?;
    let payload = message
        .split('.')
        .nth(1)
        .and_then(|part| URL_SAFE_NO_PAD.decode(part).ok())
        .ok_or("not a JWT")?;
    let claims: AccessTokenClaims = serde_json::from_slice(&payload).map_err(|error| error.to_string())?;
    let lc = |error: aws_lc_rs::error::Unspecified| error.to_string();
    let (ec, rsa) = (
        EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(lc)?,
        RsaKeyPair::generate(KeySize::Rsa2048).map_err(lc)?,
    );
    let chance = SystemRandom::new();
    let few = (count / 8).max(100);
    // Alternating here too; the least counts.
    for _ in 0..ROUNDS {
        let start = begin();
        for _ in 0..count {
            std::hint::black_box(ec.sign(&chance, message.as_bytes()).map_err(lc)?);
        }
        found.es256 = least(found.es256, each(count, start));
        let signer = ring.signer(Alg::ES256).ok_or("no ES256 key")?;
        let start = begin();
        for _ in 0..count {
            std::hint::black_box(
                mint::access_token(signer, &claims)
                    .await
                    .map_err(|error| error.to_string())?,
            );
        }
        found.mint_es256 = least(found.mint_es256, each(count, start));
        let mut signature = vec![0; 256];
        let start = begin();
        for _ in 0..few {
            rsa.sign(&RSA_PKCS1_SHA256, &chance, message.as_bytes(), &mut signature)
                .map_err(lc)?;
        }
        found.rs256 = least(found.rs256, each(few, start));
        let signer = ring.signer(Alg::RS256).ok_or("no RS256 key")?;
        let start = begin();
        for _ in 0..few {
            std::hint::black_box(
                mint::access_token(signer, &claims)
                    .await
                    .map_err(|error| error.to_string())?,
            );
        }
        found.mint_rs256 = least(found.mint_rs256, each(few, start));
    }
    Ok(())
}
