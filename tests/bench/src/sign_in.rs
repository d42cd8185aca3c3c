//! W6, a sign-in by password: through the composed router, random people, one in a hundred typing it wrong, a new session each, every person in the
//! browser they came with before; beside it Argon2id alone. CPU time of the process, all its threads included; once over the embedded table in a data
//! directory, and once over a tape, as a function has its table elsewhere.

use crate::{
    Outcome,
    clients::least,
    handlers::taped,
    process,
    stage::{Said, Stage},
    tape::Tape,
};
use http::header;
use local::{Local, aws::data_dir::DataDir};
use passwords::Stored;
use serde_json::json;
use std::{fs, path::Path};
use web::App;

/// People, so that nobody's sessions pile up.
const PEOPLE: usize = 20;
const PASSWORD: &str = "violet-harbour-tractor-91";
/// How often each is measured; the least counts.
const ROUNDS: usize = 5;

/// CPU microseconds of each.
pub(crate) struct SignIn {
    pub(crate) whole: f64,
    pub(crate) argon2: f64,
}

/// The same sign-in in two places.
pub(crate) struct SignIns {
    /// As `aero2-local` does it, its table in the process.
    pub(crate) embedded: SignIn,
    /// As a function does it, whose table is elsewhere.
    pub(crate) taped: SignIn,
}

/// Measures `count` sign-ins a round, on a data directory of its own: as `aero2-local` runs, with its durable commits and its index of the stream.
pub(crate) async fn measure(count: u32, dir: &Path) -> Outcome<SignIns> {
    let dir = dir.join("sign-in");
    if dir.exists() {
        fs::remove_dir_all(&dir).map_err(|error| error.to_string())?;
    }
    let opened = DataDir::open(&dir).map_err(|error| error.to_string())?;
    let local = Box::pin(Local::start(opened, 8787))
        .await
        .map_err(|error| error.to_string())?;
    let seeded = Box::pin(local::seed::seed(&local))
        .await
        .map_err(|failure| failure.to_string())?;
    let acme = seeded.applications.first().ok_or("no application")?;
    let tape = Tape::new(local.aws.http_client());
    let stage = Stage::bare(App::new(taped(&local, &tape), functions::ALL));
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
    let devices = devices(&stage).await?;
    // Each person once more, as they will come: what the table answers then is on the tape.
    for person in 0..PEOPLE {
        let n = u32::try_from(person).unwrap_or(0);
        sign_in(&stage, &devices, n).await?;
    }
    let hash = passwords::hash(PASSWORD.as_bytes(), b"sixteen bytes...").ok_or("no hash")?;
    let stored = Stored::parse(&hash).map_err(|error| format!("{error:?}"))?;
    let embedded = rounds(&stage, &devices, &stored, count).await?;
    tape.play();
    let taped = rounds(&stage, &devices, &stored, count).await?;
    Ok(SignIns { embedded, taped })
}

/// Alternating, so that the machine's mood is the same for both; the first round warms up.
async fn rounds(stage: &Stage, devices: &[String], stored: &Stored, count: u32) -> Outcome<SignIn> {
    let (mut whole, mut argon2) = (0.0, 0.0);
    for round in 0..=ROUNDS {
        let start = process::own_cpu_us();
        for n in 0..count {
            sign_in(stage, devices, n).await?;
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
    Ok(SignIn { whole, argon2 })
}

fn email(person: usize) -> String {
    format!("person{person}@acme.example")
}

/// Everybody's browser: the cookie that it keeps of a first sign-in, so that none of the others mails about a new device.
async fn devices(stage: &Stage) -> Outcome<Vec<String>> {
    let mut devices = Vec::new();
    for person in 0..PEOPLE {
        let said = attempt(stage, person, PASSWORD, "").await?;
        let device = said.cookie("aero2_device").ok_or("no device cookie")?;
        devices.push(device);
    }
    Ok(devices)
}

async fn attempt(stage: &Stage, person: usize, password: &str, cookie: &str) -> Outcome<Said> {
    let mut headers = vec![
        (header::CONTENT_TYPE, "application/json"),
        (header::ORIGIN, "http://acme.localhost:8787"),
    ];
    if !cookie.is_empty() {
        headers.push((header::COOKIE, cookie));
    }
    let body = json!({"email": email(person), "password": password}).to_string();
    stage.send("POST", "/api/auth/signin", &headers, body).await
}

async fn sign_in(stage: &Stage, devices: &[String], n: u32) -> Outcome<()> {
    let wrong = n % 100 == 50;
    // Scattered, the same every time.
    let person = (usize::try_from(n).unwrap_or(0) * 7) % PEOPLE;
    let password = if wrong { "violet-harbour-tractor-92" } else { PASSWORD };
    let cookie = devices.get(person).ok_or("no device")?;
    let said = attempt(stage, person, password, cookie).await?;
    match (wrong, said.member("status").as_deref()) {
        (false, Ok("complete")) => Ok(()),
        (true, _) if said.is_refused() => Ok(()),
        _ => Err(said
            .member("status")
            .err()
            .unwrap_or_else(|| "another answer".to_owned())),
    }
}
