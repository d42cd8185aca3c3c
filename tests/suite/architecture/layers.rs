//! Layers: functions → web → platform → {store, keys, mail, distribution} → domain → protocol, one direction only.
//!
//! Both the manifests and the paths written in the code are read: a dependency that is listed but unused points back all the same.

use super::source::{self, files};

/// Crate, folder, and the crates of ours it may name.
const LAYERS: &[(&str, &str, &[&str])] = &[
    ("protocol", "shared/protocol", &[]),
    ("domain", "shared/domain", &["protocol"]),
    ("store", "shared/store", &["domain", "protocol"]),
    ("keys", "shared/keys", &["domain", "protocol"]),
    ("texts", "shared/texts", &["domain"]),
    ("mail", "shared/mail", &["texts", "domain", "protocol"]),
    ("sms", "shared/sms", &["texts", "domain"]),
    ("distribution", "shared/distribution", &["domain"]),
    ("passwords", "shared/passwords", &[]),
    ("images", "shared/images", &[]),
    (
        "platform",
        "shared/platform",
        &[
            "store",
            "keys",
            "mail",
            "sms",
            "distribution",
            "passwords",
            "images",
            "domain",
            "protocol",
        ],
    ),
    ("web", "shared/web", &["platform", "texts", "domain", "protocol"]),
    (
        "functions",
        "functions",
        &["web", "platform", "texts", "domain", "protocol"],
    ),
    (
        "local",
        "infra/local",
        &[
            "check",
            "stack",
            "functions",
            "web",
            "platform",
            "store",
            "keys",
            "mail",
            "sms",
            "distribution",
            "domain",
            "protocol",
        ],
    ),
    // The command line knows the public API and nothing of ours.
    ("cli", "cli", &[]),
    ("runtime", "infra/runtime", &["local", "stack", "web", "domain"]),
    ("stack", "infra/stack", &[]),
    ("check", "infra/check", &["domain", "protocol"]),
    ("xtask", "xtask", &[]),
];

/// A crate from outside and the only folders whose manifest lists it.
const ONLY: &[(&str, &[&str])] = &[
    // Of tests alone: the product's own client is in the store (decision 17).
    ("aws-sdk-dynamodb", &["infra/local", "tests", "tests/bench"]),
    ("aws-sigv4", &["shared/store"]),
    ("aws-sdk-dynamodbstreams", &["tests"]),
    ("serde_dynamo", &["shared/store"]),
    ("aws-sdk-kms", &["shared/keys", "infra/local", "tests"]),
    ("aws-sdk-sesv2", &["shared/mail", "infra/local", "tests"]),
    ("aws-sdk-pinpointsmsvoicev2", &["shared/sms", "infra/local"]),
    ("aws-sdk-cloudfront", &["shared/distribution", "infra/local"]),
    ("jsonwebtoken", &["shared/keys", "tests"]),
    ("argon2", &["shared/passwords"]),
    ("bcrypt", &["shared/passwords", "tests"]),
    ("md-5", &["shared/passwords"]),
    ("scrypt", &["shared/passwords", "tests"]),
    ("sha-crypt", &["shared/passwords"]),
    ("totp-rs", &["shared/keys", "tests"]),
    ("fast_qr", &["shared/web"]),
    ("image", &["shared/images", "tests"]),
    ("reqwest", &["shared/platform", "cli"]),
    ("axum", &["shared/web", "infra/local", "infra/runtime", "tests"]),
    ("lambda_runtime", &["shared/web"]),
    ("askama", &["shared/web", "shared/mail", "infra/local"]),
    ("dynoxide-rs", &["infra/local", "tests"]),
    ("saphyr", &["infra/stack"]),
    (
        "clap",
        &[
            "cli",
            "infra/check",
            "infra/local",
            "infra/runtime",
            "tests/bench",
            "xtask",
        ],
    ),
];

/// What would make a pure crate impure.
const IMPURE: &[&str] = &[
    "tokio",
    "reqwest",
    "axum",
    "hyper",
    "tower",
    "tracing",
    "aws-lc-rs",
    "rand",
    "getrandom",
    "http",
];

/// The names in the dependency tables of a manifest.
fn dependencies(folder: &str) -> Vec<String> {
    let manifest = files(&["Cargo.toml"])
        .into_iter()
        .find(|file| file.path == format!("{folder}/Cargo.toml"));
    let text = manifest.map(|file| file.text).unwrap_or_default();
    let mut inside = false;
    let mut names = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line == "[dependencies]" || line == "[build-dependencies]" || line.ends_with(".dependencies]");
        } else if inside && !line.is_empty() && !line.starts_with('#') {
            names.extend(line.split(['.', ' ', '=']).next().map(str::to_owned));
        }
    }
    names
}

fn is_ours(name: &str) -> bool {
    LAYERS.iter().any(|(ours, _, _)| *ours == name)
}

#[test]
fn manifests_point_down_only() {
    let mut wrong = Vec::new();
    for (name, folder, allowed) in LAYERS {
        let listed = dependencies(folder);
        assert!(
            !listed.is_empty(),
            "{folder}/Cargo.toml lists nothing: is it where the test looks?"
        );
        wrong.extend(
            listed
                .iter()
                .filter(|other| is_ours(other) && !allowed.contains(&other.as_str()))
                .map(|other| format!("{name} → {other}")),
        );
    }
    assert!(wrong.is_empty(), "arrows that point back: {}", wrong.join(", "));
}

#[test]
fn code_points_down_only() {
    let mut wrong = Vec::new();
    for (name, folder, allowed) in LAYERS {
        for file in source::rust().iter().filter(|file| file.is_in(folder)) {
            for (other, _, _) in LAYERS
                .iter()
                .filter(|(other, _, _)| other != name && !allowed.contains(other))
            {
                let uses = file.code().iter().position(|line| names_crate(line, other));
                wrong.extend(uses.map(|at| format!("{}:{} names {other}", file.path, at + 1)));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point back:\n{}", wrong.join("\n"));
}

/// Crates whose names are everyday words of modules: only the `use` form is certain for them.
const EVERYDAY: &[&str] = &[
    "local",
    "mail",
    "sms",
    "distribution",
    "xtask",
    "stack",
    "keys",
    "store",
    "web",
    "runtime",
];

/// `use other::…` or `other::path` that is not the tail of a longer path or of another word.
fn names_crate(line: &str, other: &str) -> bool {
    let certain = line
        .trim_start()
        .trim_start_matches("pub ")
        .starts_with(&format!("use {other}::"));
    certain
        || (!EVERYDAY.contains(&other)
            && line
                .match_indices(&format!("{other}::"))
                .any(|(at, _)| stands_alone(line, at)))
}

fn stands_alone(line: &str, at: usize) -> bool {
    let before = line.get(..at).and_then(|head| head.chars().next_back()).unwrap_or(' ');
    !before.is_alphanumeric() && before != '_' && before != ':' && before != '.'
}

#[test]
fn each_library_is_listed_where_its_job_is() {
    let mut wrong = Vec::new();
    for file in files(&["Cargo.toml"]).iter().filter(|file| file.path != "Cargo.toml") {
        let folder = file.path.trim_end_matches("/Cargo.toml");
        let listed = dependencies(folder);
        for (library, allowed) in ONLY {
            if listed.iter().any(|name| name == library) && !allowed.contains(&folder) {
                wrong.push(format!(
                    "{folder} lists {library}, which belongs to {}",
                    allowed.join(", ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn protocol_and_domain_are_pure() {
    let mut wrong = Vec::new();
    for folder in ["shared/protocol", "shared/domain"] {
        let listed = dependencies(folder);
        wrong.extend(
            listed
                .iter()
                .filter(|name| IMPURE.contains(&name.as_str()) || name.starts_with("aws-"))
                .map(|name| format!("{folder} lists {name}")),
        );
        for file in source::rust().iter().filter(|file| file.is_in(folder)) {
            let impure = [
                "async fn",
                ".await",
                "std::fs",
                "std::net",
                "std::env",
                "std::process",
                "std::thread",
                "SystemTime",
                "Instant::now",
            ];
            let lines = file.code();
            wrong.extend(
                impure
                    .iter()
                    .filter(|word| lines.iter().any(|line| line.contains(**word)))
                    .map(|word| format!("{} has `{word}`", file.path)),
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "no I/O, async, clock or chance here:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_lambda_binary_cannot_reach_the_local_process() {
    let reaching: Vec<_> = LAYERS
        .iter()
        .filter(|(name, folder, _)| {
            !matches!(*name, "local" | "runtime") && dependencies(folder).iter().any(|other| other == "local")
        })
        .collect();
    assert!(
        reaching.is_empty(),
        "only tests and the runtime host may depend on `local`: {reaching:?}"
    );
    let binaries: Vec<_> = source::rust()
        .into_iter()
        .filter(|file| file.is_in("functions/src/bin"))
        .collect();
    let naming_all: Vec<_> = binaries
        .iter()
        .filter(|file| file.code().iter().any(|line| line.contains("functions::ALL")))
        .map(|file| &file.path)
        .collect();
    assert!(
        naming_all.is_empty(),
        "a binary names its own Lambda, so that the linker drops the rest: {naming_all:?}"
    );
}
