//! What each provider documents of its export, filled with people who do not exist. Their hashes are real, cheap, and repeat after a while.

mod hashes;

pub use hashes::{FIREBASE_HASH_CONFIG, password};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hashes::{bcrypt, django, firebase_hash, of, pbkdf2, pool, salt};
use serde_json::{Value, json};
use std::io::{Result, Write};

/// A file of one provider.
pub struct Sample {
    /// What `--from` calls the provider.
    pub from: &'static str,
    /// The file's name.
    pub file: &'static str,
    /// Whether its people have passwords.
    pub hashes: bool,
    /// Writes so many people.
    pub write: fn(&mut dyn Write, usize) -> Result<()>,
}

impl Sample {
    const fn new(from: &'static str, file: &'static str, write: fn(&mut dyn Write, usize) -> Result<()>) -> Self {
        Self {
            from,
            file,
            hashes: true,
            write,
        }
    }
}

/// All of them.
pub const SAMPLES: &[Sample] = &[
    Sample::new("auth0", "auth0.ndjson", auth0),
    Sample {
        hashes: false,
        ..Sample::new("cognito", "cognito.json", cognito)
    },
    Sample {
        hashes: false,
        ..Sample::new("cognito", "cognito.csv", cognito_table)
    },
    Sample::new("clerk", "clerk.csv", clerk),
    Sample::new("firebase", "firebase.json", firebase),
    Sample::new("firebase", "firebase.csv", firebase_table),
    Sample::new("keycloak", "keycloak.json", keycloak),
    Sample::new("json", "generic.ndjson", generic),
    Sample {
        hashes: false,
        ..Sample::new("json", "plain.ndjson", plain)
    },
    Sample::new("csv", "generic.csv", table),
];

const GIVEN: &[&str] = &["Mia", "Jonas", "Zoë", "Ann-Marie", "Łukasz", "François", "Noor", "李"];
const FAMILY: &[&str] = &[
    "Sommer",
    "O’Neill",
    "García",
    "de Vries",
    "Nowak",
    "Yılmaz",
    "Smith, Jr.",
    "王",
];

fn names(n: usize) -> (&'static str, &'static str) {
    let of = |names: &'static [&str], n: usize| names.get(n % names.len()).copied().unwrap_or_default();
    (of(GIVEN, n), of(FAMILY, n / 3))
}

/// The address of the `n`-th person of a file.
pub fn email(file: &str, n: usize) -> String {
    format!("person{n}@{}.test", file.replace('.', "-"))
}

/// Members of an array, behind `head` and before `tail`.
fn array(out: &mut dyn Write, head: &str, count: usize, one: impl Fn(usize) -> Value, tail: &str) -> Result<()> {
    out.write_all(head.as_bytes())?;
    for n in 0..count {
        write!(out, "{}{}", if n == 0 { "" } else { ",\n" }, one(n))?;
    }
    out.write_all(tail.as_bytes())
}

fn lines(out: &mut dyn Write, count: usize, one: impl Fn(usize) -> Value) -> Result<()> {
    (0..count).try_for_each(|n| writeln!(out, "{}", one(n)))
}

/// A cell of a table.
fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

fn row(out: &mut dyn Write, cells: &[&str]) -> Result<()> {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    writeln!(out, "{}", cells.join(","))
}

fn auth0(out: &mut dyn Write, count: usize) -> Result<()> {
    let hashes = pool(bcrypt);
    lines(out, count, |n| {
        json!({
            "_id": {"$oid": format!("5dea9f9c82dd7c0e{n:08x}")}, "email_verified": n % 10 != 9, "email": email("auth0.ndjson", n),
            "passwordHash": of(&hashes, n), "password_set_date": {"$date": "2019-12-06T18:36:12.412Z"}, "tenant": "shop",
            "connection": "Username-Password-Authentication", "_tmp_is_unique": true,
            "identifiers": [{"type": "email", "value": email("auth0.ndjson", n), "verified": n % 10 != 9}],
        })
    })
}

fn cognito(out: &mut dyn Write, count: usize) -> Result<()> {
    let one = |n: usize| {
        let (given, family) = names(n);
        let attribute = |name: &str, value: &str| json!({"Name": name, "Value": value});
        json!({
            "Username": format!("8a2e1c44-0000-4000-8000-{n:012x}"),
            "Attributes": [
                attribute("sub", &format!("8a2e1c44-0000-4000-8000-{n:012x}")), attribute("email", &email("cognito.json", n)),
                attribute("email_verified", "true"), attribute("given_name", given), attribute("family_name", family),
                attribute("phone_number", "+15551234567"), attribute("custom:plan", "pro"),
            ],
            "UserCreateDate": 1_568_132_719.0, "UserLastModifiedDate": 1_568_132_719.0, "Enabled": n % 100 != 7, "UserStatus": "CONFIRMED",
        })
    };
    array(out, "{\"Users\": [", count, one, "]}\n")
}

fn cognito_table(out: &mut dyn Write, count: usize) -> Result<()> {
    let header = "cognito:username,name,given_name,family_name,middle_name,nickname,preferred_username,profile,picture,website,email,email_verified,\
                  gender,birthdate,zoneinfo,locale,phone_number,phone_number_verified,address,updated_at,cognito:mfa_enabled";
    writeln!(out, "{header}")?;
    (0..count).try_for_each(|n| {
        let (given, family) = names(n);
        let (id, email) = (format!("user{n}"), email("cognito.csv", n));
        let mut cells = vec![
            id.as_str(),
            "",
            given,
            family,
            "",
            "",
            "",
            "",
            "",
            "",
            email.as_str(),
            "true",
        ];
        cells.extend(["", "", "Europe/Berlin", "de", "", "false", "", "", "false"]);
        row(out, &cells)
    })
}

fn clerk(out: &mut dyn Write, count: usize) -> Result<()> {
    let (hashes, others) = (pool(bcrypt), pool(django));
    let header = "id,first_name,last_name,username,primary_email_address,primary_phone_number,verified_email_addresses,unverified_email_addresses,\
                  verified_phone_numbers,unverified_phone_numbers,totp_secret,password_digest,password_hasher";
    writeln!(out, "{header}")?;
    (0..count).try_for_each(|n| {
        let (given, family) = names(n);
        let (id, email) = (format!("user_2abc{n:023}"), email("clerk.csv", n));
        let (hash, hasher) = if n % 5 == 4 {
            (of(&others, n), "pbkdf2_sha256_django")
        } else {
            (of(&hashes, n), "bcrypt")
        };
        row(
            out,
            &[&id, given, family, "", &email, "", &email, "", "", "", "", hash, hasher],
        )
    })
}

fn firebase(out: &mut dyn Write, count: usize) -> Result<()> {
    let hashes = pool(firebase_hash);
    let one = |n: usize| {
        let (given, family) = names(n);
        json!({
            "localId": format!("Xk3mA9{n:022}"), "email": email("firebase.json", n), "emailVerified": true, "passwordHash": of(&hashes, n),
            "salt": STANDARD.encode(salt(n)), "displayName": format!("{given} {family}"), "lastSignedInAt": "1690000000000",
            "createdAt": "1680000000000", "disabled": n % 100 == 7, "providerUserInfo": [],
        })
    };
    array(out, "{\"users\": [", count, one, "]}\n")
}

fn firebase_table(out: &mut dyn Write, count: usize) -> Result<()> {
    let hashes = pool(firebase_hash);
    (0..count).try_for_each(|n| {
        let (given, family) = names(n);
        let (id, email) = (format!("Xk3mA9{n:022}"), email("firebase.csv", n));
        let (salt, name) = (STANDARD.encode(salt(n)), format!("{given} {family}"));
        let mut cells = vec![id.as_str(), &email, "true", of(&hashes, n), &salt, &name, ""];
        cells.extend([""; 16]);
        cells.extend(["1680000000000", "1690000000000", "", "false", ""]);
        row(out, &cells)
    })
}

fn keycloak(out: &mut dyn Write, count: usize) -> Result<()> {
    let hashes = pool(|n| STANDARD.encode(pbkdf2(n, &salt(n), 27_500)));
    let one = |n: usize| {
        let (given, family) = names(n);
        let secret = json!({"value": of(&hashes, n), "salt": STANDARD.encode(salt(n)), "additionalParameters": {}});
        let data = json!({"hashIterations": 27_500, "algorithm": "pbkdf2-sha256", "additionalParameters": {}});
        let email = email("keycloak.json", n);
        json!({
            "id": format!("dbfcd8d1-f119-4c89-9409-{n:012x}"), "createdTimestamp": 1_693_669_853_579_u64, "username": email, "enabled": true,
            "totp": false, "emailVerified": true, "firstName": given, "lastName": family, "email": email, "attributes": {"locale": ["de"]},
            "credentials": [{
                "id": format!("f84d4392-880e-4eeb-ad16-{n:012x}"), "type": "password", "createdDate": 1_693_669_853_579_u64,
                "secretData": secret.to_string(), "credentialData": data.to_string(),
            }],
            "disableableCredentialTypes": [], "requiredActions": [], "realmRoles": ["default-roles-shop"], "notBefore": 0, "groups": [],
        })
    };
    array(
        out,
        "{\"id\": \"shop\", \"realm\": \"shop\", \"enabled\": true, \"roles\": {\"realm\": []}, \"users\": [",
        count,
        one,
        "], \"clients\": []}\n",
    )
}

fn person(file: &str, n: usize) -> Value {
    let (given, family) = names(n);
    json!({"email": email(file, n), "email_verified": true, "given_name": given, "family_name": family, "external_id": format!("old-{n}")})
}

fn generic(out: &mut dyn Write, count: usize) -> Result<()> {
    let hashes = pool(hashes::scrypt);
    lines(out, count, |n| {
        let mut person = person("generic.ndjson", n);
        person
            .as_object_mut()
            .unwrap()
            .insert("password_hash".to_owned(), of(&hashes, n).into());
        person
    })
}

fn plain(out: &mut dyn Write, count: usize) -> Result<()> {
    lines(out, count, |n| person("plain.ndjson", n))
}

fn table(out: &mut dyn Write, count: usize) -> Result<()> {
    let hashes = pool(django);
    writeln!(out, "email,email_verified,name,password_hash,disabled")?;
    (0..count).try_for_each(|n| {
        let (given, family) = names(n);
        row(
            out,
            &[
                &email("generic.csv", n),
                "true",
                &format!("{given} {family}"),
                of(&hashes, n),
                "false",
            ],
        )
    })
}
