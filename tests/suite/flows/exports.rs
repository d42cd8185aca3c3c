//! Files as each provider documents them, read by the command and imported: nobody is lost, and people sign in with the passwords they had.

use crate::harness::{Call, World};
use cli::import::{Arguments, Item, Note, read, vendor::Mapping};
use http::Method;
use serde_json::{Value, json};
use std::path::PathBuf;
use tests::samples::{FIREBASE_HASH_CONFIG, SAMPLES, Sample, email, password};

/// People of a file.
const PEOPLE: usize = 120;

/// A folder of this test's own, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("aero2-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

fn arguments(folder: &Folder, from: &str, file: PathBuf) -> Arguments {
    Arguments {
        file,
        from: serde_json::from_value(from.into()).unwrap(),
        to: "http://acme.localhost:8787".to_owned(),
        dry_run: false,
        resume: false,
        report: None,
        firebase_hash_config: (from == "firebase").then(|| folder.write("hash_config", FIREBASE_HASH_CONFIG)),
        without_passwords: false,
        in_flight: 1,
    }
}

fn items(arguments: &Arguments) -> Vec<Item> {
    let mut items = Vec::new();
    let mapping = Mapping::new(arguments).unwrap();
    read(&arguments.file, arguments.from, &mapping, &mut |item| {
        items.push(item);
        true
    })
    .unwrap();
    items
}

fn sample(folder: &Folder, sample: &Sample) -> Vec<Item> {
    let mut text = Vec::new();
    (sample.write)(&mut text, PEOPLE).unwrap();
    let file = folder.write(sample.file, text);
    items(&arguments(folder, sample.from, file))
}

fn one(folder: &Folder, from: &str, file: &str, text: &str) -> Vec<Item> {
    items(&arguments(folder, from, folder.write(file, text)))
}

async fn import(world: &World, items: &[Item]) -> Value {
    let lines: Vec<String> = items
        .iter()
        .map(|item| serde_json::to_string(item.record.as_ref().unwrap()).unwrap())
        .collect();
    let url = world.url("acme", "/api/imports/users");
    let mut call = Call::new(Method::POST, &url)
        .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
        .header("content-type", "application/x-ndjson");
    call.body = lines.join("\n").into_bytes();
    world.send(call).await.json()
}

#[tokio::test]
async fn the_export_of_every_provider_is_imported_whole_and_its_people_sign_in() {
    let world = World::start().await;
    let folder = Folder::new("exports");
    for one in SAMPLES {
        let items = sample(&folder, one);
        assert_eq!(items.len(), PEOPLE, "{}", one.file);
        let report = import(&world, &items).await;
        assert_eq!(
            (&report["created"], &report["refused"]),
            (&json!(PEOPLE), &json!([])),
            "{}: {report}",
            one.file
        );
        let hashed = items
            .iter()
            .filter(|item| item.record.as_ref().unwrap().password_hash.is_some())
            .count();
        assert_eq!(hashed, if one.hashes { PEOPLE } else { 0 }, "{}", one.file);
        // 3 and 4 have hashes of different kinds where a file has two.
        for n in [3, 4].into_iter().filter(|_| one.hashes) {
            let mut browser = world.browser();
            let page = browser.open(&world.url("acme", "/login")).await;
            let done = browser.sign_in_from(&page, &email(one.file, n), &password(n)).await;
            assert_eq!(done.status, 303, "{} {n}: {}", one.file, done.body);
        }
    }
    world.is_sound().await;
}

#[test]
fn what_a_provider_says_of_a_person_is_kept_where_a_user_has_a_place_for_it() {
    let folder = Folder::new("mapping");
    let line = |file: &str| {
        let one = SAMPLES.iter().find(|sample| sample.file == file).unwrap();
        sample(&folder, one).swap_remove(7).record.unwrap()
    };
    let auth0 = line("auth0.ndjson");
    assert_eq!(auth0.external_id.as_deref(), Some("auth0|5dea9f9c82dd7c0e00000007"));
    let cognito = line("cognito.json");
    assert!(cognito.disabled && cognito.email_verified && cognito.given_name.as_deref() == Some("李"));
    assert_eq!(cognito.notes, [Note::Phone, Note::Metadata]);
    let pool = line("cognito.csv");
    assert_eq!(
        (
            pool.zoneinfo.as_deref(),
            pool.locale.as_deref(),
            pool.external_id.as_deref()
        ),
        (Some("Europe/Berlin"), Some("de"), Some("user7"))
    );
    let clerk = line("clerk.csv");
    assert_eq!(clerk.name.as_deref(), Some("李 García"));
    let firebase = line("firebase.json");
    assert!(
        firebase.disabled
            && firebase
                .password_hash
                .is_some_and(|hash| hash.starts_with("$fbscrypt$v=1,n=4,r=8,p=1,ss=Bw==,sk="))
    );
    assert_eq!(line("firebase.csv").name, firebase.name);
    let keycloak = line("keycloak.json");
    assert_eq!(
        (keycloak.locale.as_deref(), keycloak.notes.as_slice()),
        (Some("de"), &[][..])
    );
    assert!(!line("generic.csv").disabled);
}

#[test]
fn the_rarer_shapes_of_exports_are_read_too() {
    let folder = Folder::new("shapes");
    let auth0 = r#"[{"user_id": "auth0|1", "name": "A", "blocked": true, "phone_number": "+1", "user_metadata": {"x": 1}, "username": "a",
        "identifiers": [{"type": "username", "value": "a"}, {"type": "email", "value": "a@x.test", "verified": true}],
        "custom_password_hash": {"algorithm": "md5", "hash": {"value": "x"}}, "mfa_factors": [{"totp": {}}]}]"#;
    let line = one(&folder, "auth0", "a.json", auth0).remove(0).record.unwrap();
    assert!(line.email == "a@x.test" && line.email_verified && line.disabled && line.password_hash.is_none());
    assert_eq!(
        line.notes,
        [
            Note::Password,
            Note::Phone,
            Note::Metadata,
            Note::SecondFactor,
            Note::UserName
        ]
    );
    let clerk = r#"{"id": "user_1", "primary_email_address_id": "idn_2", "banned": true, "email_addresses": [{"id": "idn_1", "email_address": "b@x.test"},
        {"id": "idn_2", "email_address": "a@x.test", "verification": {"status": "verified"}}]}"#;
    let line = one(&folder, "clerk", "c.json", &clerk.replace('\n', " "))
        .remove(0)
        .record
        .unwrap();
    assert!(line.email == "a@x.test" && line.email_verified && line.disabled);
    let argon2 = r#"{"users": [{"email": "a@x.test", "credentials": [{"type": "otp"}, {"type": "password",
        "secretData": "{\"value\":\"CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc=\",\"salt\":\"c29tZXNhbHQ=\"}",
        "credentialData": "{\"hashIterations\":2,\"algorithm\":\"argon2\",\"additionalParameters\":{\"type\":[\"id\"],\"version\":[\"1.3\"],\"memory\":[\"65536\"],\"parallelism\":[\"1\"]}}"}]},
        {"email": "b@x.test", "credentials": [{"type": "password", "hashedSaltedValue": "eA==", "salt": "eA==", "hashIterations": 20000, "algorithm": "pbkdf2"}]},
        {"email": "c@x.test", "attributes": {"team": ["x"]}, "credentials": [{"type": "password", "secretData": "{}", "credentialData": "{}"}]}, {"username": "nobody"}]}"#;
    let mut items = one(&folder, "keycloak", "k.json", argon2);
    assert_eq!(
        items.pop().unwrap().record.unwrap_err(),
        "The record has no e-mail address; a user here has one."
    );
    let lines: Vec<_> = items.into_iter().map(|item| item.record.unwrap()).collect();
    let hash = lines[0].password_hash.clone().unwrap();
    assert!(passwords::Stored::parse(&hash).unwrap().matches(b"password") && lines[0].notes == [Note::SecondFactor]);
    assert_eq!(lines[1].password_hash.as_deref(), Some("$pbkdf2-sha1$i=20000$eA$eA"));
    assert_eq!(lines[2].notes, [Note::Password, Note::Metadata]);
}

#[test]
fn apps_of_keycloak_come_along_where_they_make_codes_as_ours_do() {
    let folder = Folder::new("apps");
    let user = |email: &str, value: &str, data: &str| {
        let (secret, data) = (json!({"value": value}).to_string(), data.replace('\'', "\""));
        json!({"email": email, "credentials": [{"type": "otp", "secretData": secret, "credentialData": data}]})
    };
    let usual = "{'subType':'totp','digits':6,'counter':0,'period':30,'algorithm':'HmacSHA1'}";
    let spelled = usual.replace('}', ",'secretEncoding':'BASE32'}");
    let users = [
        user("a@x.test", "12345678901234567890", usual),
        user("b@x.test", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", &spelled),
        user("c@x.test", "12345678901234567890", &usual.replace('6', "8")),
        user("d@x.test", "12345678901234567890", &usual.replace("SHA1", "SHA256")),
        user("e@x.test", "12345678901234567890", &usual.replace("totp", "hotp")),
        user("f@x.test", "short", usual),
    ];
    let file = json!({ "users": users }).to_string();
    let lines: Vec<_> = one(&folder, "keycloak", "k.json", &file)
        .into_iter()
        .map(|item| item.record.unwrap())
        .collect();
    let secrets: Vec<_> = lines.iter().map(|line| line.totp_secret.as_deref()).collect();
    let app = Some("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_eq!(secrets, [app, app, None, None, None, None]);
    for (at, line) in lines.iter().enumerate() {
        let left: &[Note] = if at < 2 { &[] } else { &[Note::SecondFactor] };
        assert_eq!(line.notes, left, "{}", line.email);
    }
    let own = json!({"email": "g@x.test", "has_password": false, "has_totp": true, "totp_secret": app}).to_string();
    let line = one(&folder, "aero2", "a.ndjson", &own).remove(0).record.unwrap();
    assert_eq!((line.totp_secret.as_deref(), line.notes.as_slice()), (app, &[][..]));
    let without = json!({"email": "g@x.test", "has_totp": true}).to_string();
    let line = one(&folder, "aero2", "b.ndjson", &without).remove(0).record.unwrap();
    assert_eq!(line.notes, [Note::SecondFactor]);
}

#[test]
fn a_broken_line_is_refused_by_its_number_and_the_others_go_on() {
    let folder = Folder::new("broken");
    let told = |from: &str, file: &str, text: &str| -> Vec<(u64, bool)> {
        one(&folder, from, file, text)
            .into_iter()
            .map(|item| (item.line, item.record.is_ok()))
            .collect()
    };
    let text = "{\"email\":\"a@x.test\"}\n\n{\"email\":\n{\"email\":\"b@x.test\"}\n{\"e_mail\":\"c@x.test\"}";
    assert_eq!(
        told("json", "a.ndjson", text),
        [(1, true), (3, false), (4, true), (5, false)]
    );
    let table = "email,name\na@x.test,A\nb@x.test,B,too much\nc@x.test,\"two\nlines\"\nd@x.test,D\n";
    assert_eq!(
        told("csv", "a.csv", table),
        [(2, true), (3, false), (4, true), (6, true)]
    );
    assert_eq!(told("json", "empty.ndjson", ""), []);
    let half = folder.write("half.json", "[{\"email\":\"a@x.test\"},\n{\"email\":\"b@");
    let arguments = arguments(&folder, "json", half);
    let mapping = Mapping::new(&arguments).unwrap();
    let problem = read(&arguments.file, arguments.from, &mapping, &mut |_| true)
        .unwrap_err()
        .to_string();
    assert!(
        problem.contains("line 2") && problem.contains("What to do:"),
        "{problem}"
    );
}
