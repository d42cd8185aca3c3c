//! W6, a sign-in by password: through the composed router and over the embedded table, random people, one in a hundred typing it wrong, a new session
//! each; beside it Argon2id alone. CPU time of the process, all its threads included.

use crate::{Outcome, clients::least, handlers::Stage, process};
use http::header;
use local::Local;
use passwords::Stored;
use serde_json::json;
use web::App;

/// People, so that nobody's sessions pile up.
const PEOPLE: usize = 20;
const PASSWORD: &str = "violet-harbour-tractor-91";
/// How often each is measured; the least counts.
const ROUNDS: usize = 5;

/// CPU microseconds of each.
pub(crate) struct SignIns {
    pub(crate) whole: f64,
    pub(crate) argon2: f64,
}

/// Measures `count` sign-ins a round.
pub(crate) async fn measure(count: u32) -> Outcome<SignIns> {
    let local = Box::pin(Local::in_memory()).await.map_err(|error| error.to_string())?;
    let seeded = Box::pin(local::seed::seed(&local))
        .await
        .map_err(|failure| failure.to_string())?;
    let acme = seeded.applications.first().ok_or("no application")?;
    let stage = Stage::bare(App::new(local.services.clone(), functions::ALL));
    let key = format!("Bearer {}", acme.secret_key);
    for person in 0..PEOPLE {
        let body = json!({"email": email(person), "email_verified": true, "password": PASSWORD});
        let headers = [
            (header::AUTHORIZATION, key.as_str()),
            (header::CONTENT_TYPE, "application/json"),
        ];
        stage
            .send("POST", "/api/users", &headers, body.to_string())
            .await?
            .member("id")?;
    }
    let hash = passwords::hash(PASSWORD.as_bytes(), b"sixteen bytes...").ok_or("no hash")?;
    let stored = Stored::parse(&hash).map_err(|error| format!("{error:?}"))?;
    let (mut whole, mut argon2) = (0.0, 0.0);
    // Alternating, so that the machine's mood is the same for both; the first round warms up.
    for round in 0..=ROUNDS {
        let start = process::own_cpu_us();
        for n in 0..count {
            sign_in(&stage, n).await?;
        }
        let of_whole = (process::own_cpu_us() - start) / f64::from(count);
        let start = process::own_cpu_us();
        for _ in 0..count {
            if !std::hint::black_box(stored.matches(PASSWORD.as_bytes())) {
                return Err("the hash does not match".to_owned());
            }
        }
        let of_argon2 = (process::own_cpu_us() - start) / f64::from(count);
        if round > 0 {
            whole = least(whole, of_whole);
            argon2 = least(argon2, of_argon2);
        }
    }
    Ok(SignIns { whole, argon2 })
}

fn email(person: usize) -> String {
    format!("person{person}@acme.example")
}

async fn sign_in(stage: &Stage, n: u32) -> Outcome<()> {
    let wrong = n % 100 == 50;
    // Scattered, the same every time.
    let person = (usize::try_from(n).unwrap_or(0) * 7) % PEOPLE;
    let password = if wrong { "violet-harbour-tractor-92" } else { PASSWORD };
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::ORIGIN, "http://acme.localhost:8787"),
    ];
    let body = json!({"email": email(person), "password": password}).to_string();
    let said = stage.send("POST", "/api/auth/signin", &headers, body).await?;
    match (wrong, said.member("status").as_deref()) {
        (false, Ok("complete")) => Ok(()),
        (true, _) if said.is_refused() => Ok(()),
        _ => Err(said
            .member("status")
            .err()
            .unwrap_or_else(|| "another answer".to_owned())),
    }
}
