//! The edge as the template configures it: what `CloudFront` may keep, what tells two answers apart, what viewers cannot say (rules section 5.7).

use serde_json::{Value, json};
use stack::{
    Stack,
    edge::{Behaviour, CACHING_DISABLED},
};
use std::{
    collections::BTreeSet,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// What is public and the same for everybody at one host. Everything else passes, uncached.
const KEPT: &[&str] = &[
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/oauth2/jwks.json",
    "/oauth2/jwks/*",
    "/assets/*",
    "/_t/*",
];

/// The dashboard's pages: one document, the same for everybody.
const PAGES: &[&str] = &[
    "/apps",
    "/apps/*",
    "/tools",
    "/tools/*",
    "/operator",
    "/operator/*",
    "/team",
    "/team/*",
    "/welcome",
    "/callback",
];

/// `AllViewerExceptHostHeader` of AWS.
const ALL_VIEWER_EXCEPT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

fn template() -> Stack {
    Stack::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../infra/template.yaml")).unwrap()
}

#[test]
fn mt_07_the_edge_keeps_discovery_jwks_and_static_files_and_nothing_else() {
    let stack = template();
    for distribution in ["Distribution", "TenantDistribution"] {
        let all = stack.behaviours();
        let own: Vec<_> = all.iter().filter(|one| one.distribution == distribution).collect();
        let (kept, passed): (Vec<&Behaviour>, Vec<&Behaviour>) = own
            .iter()
            .copied()
            .partition(|one| one.cache_policy != CACHING_DISABLED);
        let patterns: BTreeSet<_> = kept.iter().map(|one| one.pattern.as_str()).collect();
        let pages = if distribution == "Distribution" { PAGES } else { &[] };
        assert_eq!(patterns, KEPT.iter().chain(pages).copied().collect(), "{distribution}");
        assert!(
            kept.iter()
                .all(|one| one.cache_policy == "${CacheByHost}" && one.origin_request_policy == "${SayAddress}")
        );
        assert_eq!(passed.len(), 1, "only the default passes: {passed:?}");
        assert_eq!((passed[0].pattern.as_str(), passed[0].origin.as_str()), ("*", "api"));
        assert_eq!(passed[0].origin_request_policy, ALL_VIEWER_EXCEPT_HOST);
        // Errors are nobody's to keep, whoever they were for.
        let config = stack
            .at(&format!("/Resources/{distribution}/Properties/DistributionConfig"))
            .unwrap();
        let errors = config["CustomErrorResponses"].as_array().unwrap();
        let codes: BTreeSet<_> = errors.iter().filter_map(|error| error["ErrorCode"].as_u64()).collect();
        assert!(
            [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]
                .iter()
                .all(|code| codes.contains(code)),
            "{codes:?}"
        );
        assert!(errors.iter().all(|error| error["ErrorCachingMinTTL"] == 0));
    }
}

#[test]
fn mt_07_kept_answers_are_told_apart_by_host_and_never_by_a_person() {
    let stack = template();
    let key = "/Resources/CacheByHost/Properties/CachePolicyConfig/ParametersInCacheKeyAndForwardedToOrigin";
    let key = stack.at(key).unwrap();
    assert_eq!(
        key["HeadersConfig"],
        json!({ "HeaderBehavior": "whitelist", "Headers": ["aero2-viewer-host"] })
    );
    let to_origin = stack
        .at("/Resources/SayAddress/Properties/OriginRequestPolicyConfig")
        .unwrap();
    assert_eq!(
        to_origin["HeadersConfig"],
        json!({ "HeaderBehavior": "whitelist", "Headers": ["aero2-viewer-address"] })
    );
    for config in [key, to_origin] {
        assert_eq!(config["CookiesConfig"], json!({ "CookieBehavior": "none" }));
        assert_eq!(config["QueryStringsConfig"], json!({ "QueryStringBehavior": "none" }));
    }
    let minimum = stack.at("/Resources/CacheByHost/Properties/CachePolicyConfig").unwrap();
    assert_eq!(
        (&minimum["MinTTL"], &minimum["DefaultTTL"]),
        (&json!(0), &json!(0)),
        "how long is the answer's to say"
    );
}

#[test]
fn rs_01_the_edge_is_the_only_way_in_and_proves_itself() {
    let stack = template();
    let api = stack.at("/Resources/Api/Properties").unwrap();
    assert_eq!(api["DisableExecuteApiEndpoint"], true);
    assert_eq!(api["Domain"]["DomainName"]["Fn::Sub"], "origin.${PlatformDomain}");
    assert!(
        stack
            .behaviours()
            .iter()
            .all(|one| one.viewer_request.as_deref() == Some("${EdgeFunction.FunctionARN}"))
    );
    let secret = json!({ "Fn::Sub": "{{resolve:secretsmanager:${EdgeSecret}}}" });
    for distribution in ["Distribution", "TenantDistribution"] {
        let origins = stack
            .at(&format!(
                "/Resources/{distribution}/Properties/DistributionConfig/Origins"
            ))
            .unwrap();
        let origins = origins.as_array().unwrap();
        let api = origins.iter().find(|origin| origin["Id"] == "api").unwrap();
        assert_eq!(
            api["OriginCustomHeaders"],
            json!([{ "HeaderName": "aero2-edge-secret", "HeaderValue": secret }])
        );
        assert_eq!(api["CustomOriginConfig"]["OriginProtocolPolicy"], "https-only");
        let files = origins.iter().find(|origin| origin["Id"] == "files").unwrap();
        assert!(files["OriginAccessControlId"].is_object() && files.get("OriginCustomHeaders").is_none());
    }
    assert_eq!(
        stack.at("/Globals/Function/Environment/Variables/AERO2_EDGE_SECRET"),
        Some(&secret)
    );
    let bucket = stack
        .at("/Resources/Files/Properties/PublicAccessBlockConfiguration")
        .unwrap();
    assert!(
        bucket
            .as_object()
            .unwrap()
            .values()
            .all(|closed| *closed == json!(true))
    );
}

#[test]
fn the_dashboards_pages_have_the_headers_of_a_page_of_ours() {
    let stack = template();
    let pages: Vec<_> = stack.behaviours();
    let pages: Vec<_> = pages
        .iter()
        .filter(|one| PAGES.contains(&one.pattern.as_str()))
        .collect();
    assert_eq!(pages.len(), PAGES.len());
    assert!(
        pages.iter().all(|one| {
            one.origin == "files" && one.response_headers_policy.as_deref() == Some("${DashboardHeaders}")
        })
    );
    let policy = "/Resources/DashboardHeaders/Properties/ResponseHeadersPolicyConfig/SecurityHeadersConfig";
    let csp = stack
        .at(&format!("{policy}/ContentSecurityPolicy/ContentSecurityPolicy"))
        .map(stack::text_of)
        .unwrap();
    let local = local::dashboard::POLICY.replace("{frames}", "https://*.${PlatformDomain}");
    assert_eq!(csp, format!("{local}; upgrade-insecure-requests"));
}

#[test]
fn mt_07_the_dashboards_paths_are_one_document_at_its_host_and_nothing_elsewhere() {
    let headers = |host: &str| json!({ "host": { "value": host } });
    for path in [
        "/apps",
        "/apps/quiet-harbor/users",
        "/tools/pkce",
        "/operator",
        "/team",
        "/team/audit",
        "/welcome",
        "/callback",
    ] {
        let page = run_at_the_edge(path, &headers("dashboard.example.com"));
        assert_eq!(page["uri"], "/dashboard/index.html", "{path}");
        assert_eq!(
            run_at_the_edge(path, &headers("acme.example.com"))["statusCode"],
            404,
            "{path}"
        );
        let own_domain = run_at_the_edge(path, &headers("dashboard.customer.example"));
        assert_eq!(own_domain["uri"], path, "a custom domain asks the functions");
    }
    for path in ["/", "/operator-setup", "/appsx", "/callback/x"] {
        assert_eq!(run_at_the_edge(path, &headers("dashboard.example.com"))["uri"], path);
    }
}

/// What the script makes of a viewer's request: its headers as the origin would see them.
fn at_the_edge(headers: &Value) -> Value {
    run_at_the_edge("/login", headers)["headers"].take()
}

/// What the script answers: the request that goes on, or a response.
fn run_at_the_edge(uri: &str, headers: &Value) -> Value {
    let event = json!({
        "version": "1.0",
        "viewer": { "ip": "2001:db8::7" },
        "request": { "method": "GET", "uri": uri, "querystring": {}, "cookies": {}, "headers": headers },
    });
    let run = "const script = require('fs').readFileSync(0, 'utf8');\
               const handler = new Function(script + '; return handler;')();\
               console.log(JSON.stringify(handler(JSON.parse(process.argv[1]))));";
    let mut node = Command::new("node")
        .args(["-e", run, &event.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node.js runs the script of the edge: `cargo xtask doctor`");
    let stack = template();
    node.stdin
        .take()
        .unwrap()
        .write_all(stack.edge_script("example.com").unwrap().as_bytes())
        .unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn rl_01_viewers_cannot_say_where_they_come_from_or_who_they_are() {
    let said = |value: &str| json!({ "value": value });
    let seen = at_the_edge(&json!({
        "host": said("acme.example.com"),
        "x-forwarded-for": said("192.0.2.1"),
        "x-forwarded-host": said("evil.example"),
        "x-user-id": said("usr_1"),
        "x-tenant-id": said("app_1"),
        "forwarded": said("for=192.0.2.1"),
        "cloudfront-viewer-address": said("192.0.2.1:1"),
        "aero2-viewer-host": said("evil.example"),
        "aero2-viewer-address": said("192.0.2.1"),
        "aero2-edge-secret": said("guess"),
        "aero2-publishable-key": said("pk_test_1"),
        "aero2-transaction": said("tx"),
        "authorization": said("Bearer x"),
        "accept": said("*/*"),
    }));
    let expected = json!({
        "host": said("acme.example.com"),
        "aero2-publishable-key": said("pk_test_1"),
        "aero2-transaction": said("tx"),
        "authorization": said("Bearer x"),
        "accept": said("*/*"),
        "aero2-viewer-host": said("acme.example.com"),
        "aero2-viewer-address": said("2001:db8::7:0"),
    });
    assert_eq!(seen, expected);
}
