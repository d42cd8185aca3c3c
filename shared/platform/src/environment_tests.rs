//! What a deployed function accepts from its environment, and what it says when it does not.

use super::*;

const COMPLETE: &[(&str, &str)] = &[
    ("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001"),
    ("AWS_LAMBDA_FUNCTION_NAME", "token"),
    ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
    ("AWS_REGION", "eu-central-1"),
    ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
    ("AWS_SECRET_ACCESS_KEY", "not-to-be-shown"),
    ("AERO2_PLATFORM_DOMAIN", "auth.example.com"),
    ("AERO2_OPERATOR_EMAIL", "operator@example.com"),
    ("AERO2_MAIL_FROM", "mail@example.com"),
    ("AERO2_TABLE", "aero2"),
    ("AERO2_KMS_KEY_ID", "key"),
];

/// The complete environment with one variable changed.
fn with(variable: &str, value: Option<&str>) -> Result<Environment, Refusal> {
    Environment::from(|name| {
        if name == variable {
            return value.map(str::to_owned);
        }
        known(name)
    })
}

fn known(name: &str) -> Option<String> {
    let known = COMPLETE.iter().find(|(known, _)| *known == name);
    known.map(|(_, value)| (*value).to_owned())
}

#[test]
fn each_required_variable_is_named_when_it_is_missing_or_empty() {
    for (variable, _) in COMPLETE {
        for absent in [None, Some(" ")] {
            let told = |refusal: Refusal| {
                let line = refusal.to_string();
                refusal.variable == *variable && line.lines().count() == 1 && line.contains(refusal.remedy)
            };
            assert!(with(variable, absent).is_err_and(told), "{variable}");
        }
    }
}

#[test]
fn a_value_that_cannot_be_read_is_refused_and_not_shown() {
    for (variable, value) in [
        ("AERO2_PLATFORM_DOMAIN", "auth example com"),
        ("AERO2_OPERATOR_EMAIL", "nobody"),
        ("AERO2_MAIL_FROM", "a@b@c"),
        ("AERO2_KEY_CUSTODY", "paper"),
        ("AERO2_EDGE_SECRET", "short-secret"),
    ] {
        let hidden = |refusal: Refusal| refusal.variable == variable && !refusal.to_string().contains(value);
        assert!(with(variable, Some(value)).is_err_and(hidden), "{variable}");
    }
}

#[test]
fn what_is_left_out_has_its_default() {
    let environment = with("AERO2_PLATFORM_NAME", None).unwrap_or_else(|_| unreachable!());
    assert_eq!(environment.config.platform_name, "Aero2");
    assert_eq!(environment.config.key_custody, KeyCustody::Wrapped);
    assert_eq!((environment.log.as_str(), environment.config.local), ("warn", false));
    assert!(environment.config.is_secure() && environment.edge_secret().is_err());
    assert!(with("AERO2_KEY_CUSTODY", Some("kms")).is_ok_and(|found| found.config.key_custody == KeyCustody::Kms));
}

#[test]
fn the_distribution_is_asked_for_by_those_who_need_it() {
    let told = [
        ("AERO2_DISTRIBUTION_ID", "E1"),
        ("AERO2_CONNECTION_GROUP_ID", "cg_1"),
        ("AERO2_ROUTING_ENDPOINT", "d1.cloudfront.net"),
    ];
    for (missing, _) in told {
        let environment = Environment::from(|name| {
            let known = COMPLETE.iter().chain(&told).find(|(known, _)| *known == name);
            known.filter(|_| name != missing).map(|(_, value)| (*value).to_owned())
        });
        let environment = environment.unwrap_or_else(|_| unreachable!());
        assert!(
            environment
                .distribution()
                .is_err_and(|refusal| refusal.variable == missing)
        );
    }
}

#[test]
fn an_endpoint_is_https_or_this_machine() {
    let variable = "AWS_ENDPOINT_URL_DYNAMODB";
    for good in [
        "https://dynamodb.eu-central-1.amazonaws.com",
        "http://127.0.0.1:8000",
        "http://[::1]:8000/",
        "http://localhost:8000",
    ] {
        assert!(with(variable, Some(good)).is_ok(), "{good}");
    }
    for bad in [
        "http://example.com",
        "http://10.0.0.1:8000",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "ftp://127.0.0.1",
        "127.0.0.1:8000",
        "https://user:password@example.com",
        "http://127.0.0.1:8000/path",
        "http://0.0.0.0:8000",
    ] {
        assert!(
            with(variable, Some(bad)).is_err_and(|refusal| refusal.variable == variable),
            "{bad}"
        );
    }
}

#[test]
fn plain_http_is_for_a_laptop_only() {
    let at = |domain: &str, port: &str| {
        Environment::from(|name| match name {
            "AERO2_PLATFORM_DOMAIN" => Some(domain.to_owned()),
            "AERO2_PORT" => Some(port.to_owned()),
            _ => known(name),
        })
    };
    assert!(at("localhost", "8787").is_ok_and(|found| !found.config.is_secure() && found.config.port == Some(8787)));
    assert!(at("localhost", "").is_ok_and(|found| found.config.is_secure()));
    for (domain, port) in [
        ("auth.example.com", "8787"),
        ("localhost", "none"),
        ("localhost.example.com", "80"),
    ] {
        assert!(
            at(domain, port).is_err_and(|refusal| refusal.variable == "AERO2_PORT"),
            "{domain} {port}"
        );
    }
}
