//! One home per concern: a word that may be written in one place only, and who that is.
//!
//! Clippy bans calls (clippy.toml); this bans words, also where clippy has no path to name.

use super::source::{self, Source};

struct Home {
    /// What it is about, for the reader of a failure.
    concern: &'static str,
    /// Any of these in code is the concern.
    words: &'static [&'static str],
    /// Looked for below these folders.
    within: &'static [&'static str],
    /// Files or folders that may.
    homes: &'static [&'static str],
}

const PRODUCT: &[&str] = &["shared", "functions"];

const HOMES: &[Home] = &[
    Home {
        concern: "DynamoDB calls",
        words: &["aws_sdk_dynamodb", "DynamoDB_20120810"],
        within: PRODUCT,
        homes: &["shared/store/src/table.rs", "shared/store/src/table"],
    },
    Home {
        concern: "scanning the table",
        words: &[".scan()"],
        within: PRODUCT,
        homes: &[],
    },
    Home {
        concern: "recording an event that is then counted by nobody",
        words: &["put_event("],
        within: PRODUCT,
        homes: &["shared/store/src/audit.rs", "shared/platform/src/tenant.rs"],
    },
    Home {
        concern: "decoding what strangers drew",
        words: &["ImageReader", "load_from_memory", "ImageDecoder"],
        within: PRODUCT,
        homes: &["shared/images/src/lib.rs"],
    },
    Home {
        concern: "KMS calls",
        words: &["aws_sdk_kms::"],
        within: PRODUCT,
        homes: &["shared/keys/src/kms.rs", "shared/keys/src/kms"],
    },
    Home {
        concern: "SES calls",
        words: &["aws_sdk_sesv2::"],
        within: PRODUCT,
        homes: &["shared/mail/src/ses.rs"],
    },
    Home {
        concern: "SMS calls",
        words: &["aws_sdk_pinpointsmsvoicev2::"],
        within: PRODUCT,
        homes: &["shared/sms/src/end_user_messaging.rs"],
    },
    Home {
        concern: "CloudFront calls",
        words: &["aws_sdk_cloudfront::"],
        within: PRODUCT,
        homes: &["shared/distribution/src"],
    },
    Home {
        concern: "verifying a token",
        words: &[
            "jsonwebtoken::decode",
            "insecure_decode",
            "DecodingKey",
            "decode_header",
        ],
        within: PRODUCT,
        homes: &["shared/keys/src/verify.rs", "shared/keys/src/verify"],
    },
    Home {
        concern: "making a token with jsonwebtoken",
        words: &["EncodingKey", "jsonwebtoken::encode"],
        within: PRODUCT,
        homes: &[],
    },
    Home {
        concern: "cryptography",
        words: &["aws_lc_rs::"],
        within: PRODUCT,
        homes: &[
            "shared/keys",
            // Hashes of passwords that others made.
            "shared/passwords",
            "shared/platform/src/services.rs",
            "shared/platform/src/system.rs",
            "shared/platform/src/entropy.rs",
            // The hash in a signature of a request to AWS: nothing of the product's own.
            "shared/store/src/dynamodb/sign.rs",
        ],
    },
    Home {
        concern: "verifying passkeys",
        words: &["webauthn_rs_core", "serde_cbor_2"],
        within: PRODUCT,
        homes: &["shared/platform/src/passkeys/verify.rs"],
    },
    Home {
        concern: "password hashing",
        words: &["argon2::", "bcrypt::", "scrypt::", "pbkdf2::", "md5::", "sha_crypt::"],
        within: PRODUCT,
        homes: &["shared/passwords"],
    },
    Home {
        concern: "the environment",
        words: &["env::var", "env::vars"],
        within: PRODUCT,
        // A build script is told by cargo where to write.
        homes: &["shared/platform/src/config.rs", "shared/texts/build.rs"],
    },
    Home {
        concern: "the time of day",
        words: &["SystemTime::now", "Instant::now", "Timestamp::now()", "Zoned::now"],
        within: PRODUCT,
        homes: &[
            "shared/platform/src/system.rs",
            "shared/platform/src/services.rs",
            "shared/platform/src/clock.rs",
            "shared/web/src/lambda.rs",
            "shared/web/src/observe/watch.rs",
        ],
    },
    Home {
        concern: "connections to AWS",
        words: &["hyper_rustls::", "client::legacy"],
        within: PRODUCT,
        homes: &["shared/platform/src/aws/pool.rs"],
    },
    Home {
        concern: "outgoing HTTP",
        words: &["reqwest::"],
        within: PRODUCT,
        homes: &["shared/platform/src/fetch.rs", "shared/platform/src/fetch"],
    },
    Home {
        concern: "status codes",
        words: &["StatusCode::"],
        within: &["functions", "shared/platform", "shared/domain", "shared/store"],
        homes: &["shared/platform/src/fetch.rs"],
    },
    Home {
        concern: "reading a body without its limits",
        words: &["serde_json::from_slice", "serde_json::from_reader", "to_bytes("],
        within: &["functions", "shared/web"],
        homes: &[
            "shared/web/src/extract",
            "shared/web/src/limits.rs",
            "shared/web/src/lambda.rs",
            "shared/web/src/lambda",
            "shared/web/src/idempotency.rs",
        ],
    },
    Home {
        concern: "routes",
        words: &["Router::new", ".route("],
        within: PRODUCT,
        homes: &["shared/web/src"],
    },
    Home {
        concern: "axum in functions",
        words: &["axum::", "http::"],
        within: &["functions"],
        homes: &[],
    },
];

/// Words inside texts: header and key names that a second place would spell for itself.
const TEXTS: &[Home] = &[
    Home {
        concern: "item keys",
        words: &["\"PK\"", "\"SK\"", "\"LPK\"", "\"FPK\""],
        within: PRODUCT,
        // The country PK is no key.
        homes: &["shared/store/src", "shared/domain/src/phone/countries.rs"],
    },
    Home {
        concern: "Set-Cookie",
        words: &["\"Set-Cookie\"", "\"set-cookie\"", "SET_COOKIE"],
        within: PRODUCT,
        homes: &["shared/web/src"],
    },
    Home {
        concern: "the client's address",
        words: &["\"x-forwarded-for\"", "\"X-Forwarded-For\""],
        within: PRODUCT,
        homes: &[
            "shared/web/src/extract",
            "shared/web/src/edge.rs",
            "shared/web/src/lambda.rs",
        ],
    },
    Home {
        concern: "hooks of the local process in the product",
        words: &["\"/faults\"", "\"/sweep\"", "local.localhost"],
        within: PRODUCT,
        homes: &[],
    },
];

fn strays(homes: &[Home], lines: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    let files = source::product();
    let mut found = Vec::new();
    for home in homes {
        for file in files
            .iter()
            .filter(|file| home.within.iter().any(|at| file.is_in(at)) && !home.homes.iter().any(|at| file.is_in(at)))
        {
            let stray = lines(file)
                .into_iter()
                .enumerate()
                .find(|(_, line)| home.words.iter().any(|word| has_word(line, word)));
            found.extend(stray.map(|(at, line)| {
                format!(
                    "{}:{}: {} (home: {}): {}",
                    file.path,
                    at + 1,
                    home.concern,
                    shown(home),
                    line.trim()
                )
            }));
        }
    }
    found
}

fn shown(home: &Home) -> String {
    if home.homes.is_empty() {
        "nowhere".to_owned()
    } else {
        home.homes.join(", ")
    }
}

/// `word` in `line`, not as the tail of a longer name (`my_argon2::` is not `argon2::`).
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|head| head.chars().next_back()).unwrap_or(' ');
        !word.starts_with(char::is_alphanumeric) || !(before.is_alphanumeric() || before == '_')
    })
}

#[test]
fn each_concern_has_one_home() {
    let found = strays(HOMES, Source::code);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn each_spelling_has_one_home() {
    let found = strays(TEXTS, |file| {
        file.production()
            .lines()
            .map(|line| {
                if line.trim_start().starts_with("//") {
                    String::new()
                } else {
                    line.to_owned()
                }
            })
            .collect()
    });
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn a_word_is_not_found_inside_another() {
    assert!(has_word("use argon2::Argon2;", "argon2::") && !has_word("use my_argon2::X;", "argon2::"));
    assert!(has_word("table.scan()", ".scan()"));
}
