//! What may be registered, and what matches.

use super::*;

const WEB: (bool, bool) = (false, false);
const DEVELOPMENT: (bool, bool) = (true, false);
const NATIVE: (bool, bool) = (false, true);

fn check(uri: &str, (development, native): (bool, bool)) -> Result<(), RedirectUriError> {
    super::check(uri, development, native)
}

#[test]
fn what_may_be_registered() {
    for good in [
        "https://a.example/cb",
        "https://a.example/cb?x=1",
        "https://a.example:8443",
        "https://a.example/a@b",
    ] {
        assert_eq!(check(good, WEB), Ok(()), "{good}");
    }
    for good in [
        "http://localhost:3000/cb",
        "http://127.0.0.1/cb",
        "http://[::1]:1/cb",
        "http://app.localhost:1/cb",
    ] {
        assert_eq!(check(good, DEVELOPMENT), Ok(()), "{good}");
        assert_eq!(check(good, WEB), Err(RedirectUriError::NotHttps), "{good}");
    }
    for good in ["http://127.0.0.1/cb", "com.example.app:/cb", "com.example.app://cb"] {
        assert_eq!(check(good, NATIVE), Ok(()), "{good}");
    }
}

#[test]
fn what_may_not_be_registered() {
    use RedirectUriError::*;
    let cases = [
        ("https://a.example/#f", Fragment),
        ("https://a.example/*", Wildcard),
        ("https://*.example/", Wildcard),
        ("https://user@a.example/", Userinfo),
        ("https://@a.example/", Userinfo),
        ("https://a.example/../cb", DotSegment),
        ("https://a.example/%2E%2e/cb", DotSegment),
        ("http://a.example/", NotHttps),
        ("http://app.localhost.evil.example/", NotHttps),
        ("/cb", NotAbsolute),
        ("https:a.example", NotAbsolute),
        ("https:///a.example", NotAbsolute),
        ("https://a.example\\@b", NotAbsolute),
        ("https://é.example/", NotAbsolute),
        ("https://a.example/ b", NotAbsolute),
        ("", NotAbsolute),
        ("javascript:alert(1)", Scheme),
        ("data:text/html,x", Scheme),
        ("myapp:/cb", Scheme),
    ];
    for policy in [WEB, NATIVE, DEVELOPMENT] {
        for (uri, why) in cases {
            assert_eq!(check(uri, policy), Err(why), "{uri}");
        }
    }
    assert_eq!(check("com.example.app:/cb", WEB), Err(Scheme));
    assert_eq!(
        check(&format!("https://a.example/{}", "x".repeat(2048)), WEB),
        Err(TooLong)
    );
}

#[test]
fn ru_01_only_bytes_and_loopback_ports_match() {
    let known = "https://a.example/cb";
    assert!(matches(known, known, false));
    for other in [
        "https://a.example/cb/",
        "https://A.example/cb",
        "https://a.example:443/cb",
        "https://a.example/cb?",
        "https://a.example/%63b",
    ] {
        assert!(!matches(known, other, true), "{other}");
    }
    let loopback = "http://127.0.0.1/cb";
    assert!(matches(loopback, "http://127.0.0.1:49152/cb", true));
    assert!(matches("http://[::1]:1/cb?x=1", "http://[::1]:2/cb?x=1", true));
    assert!(!matches(loopback, "http://127.0.0.1:49152/cb", false));
    for other in [
        "http://127.0.0.1:0/cb",
        "http://127.0.0.1:/cb",
        "http://127.0.0.1:99999/cb",
        "http://127.0.0.1:+1/cb",
        "http://localhost:1/cb",
        "http://127.0.0.1:1@evil.example/cb",
        "http://127.0.0.1.evil.example/cb",
        "https://127.0.0.1:1/cb",
        "http://127.0.0.1:1/other",
    ] {
        assert!(!matches(loopback, other, true), "{other}");
    }
}

#[test]
fn a_registered_uri_is_a_page_or_opens_a_program() {
    for web in ["https://a.example/cb", "HTTPS://a.example", "http://127.0.0.1:9/cb"] {
        assert_eq!(check(web, (true, true)), Ok(()));
        assert!(is_web(web) && origin(web).is_some(), "{web}");
    }
    for program in [
        "com.example.app:/cb",
        "com.example.app://cb",
        "com.example:https://a.example",
    ] {
        assert_eq!(check(program, (true, true)), Ok(()));
        assert!(!is_web(program) && origin(program).is_none(), "{program}");
    }
}

#[test]
fn origins() {
    assert_eq!(origin("HTTPS://A.example:443/x").as_deref(), Some("https://a.example"));
    assert_eq!(
        origin("http://localhost:3000/x").as_deref(),
        Some("http://localhost:3000")
    );
    for none in ["com.example.app:/cb", "https://u@a.example/", "nonsense", "data:,x"] {
        assert_eq!(origin(none), None);
    }
}
