//! Bad input everywhere: a clear 4xx in the right format, nothing written, never a 5xx.

use crate::harness::{Call, Flow, World, basic};
use http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn az_01_bodies_with_unknown_or_server_owned_fields_are_refused_by_name() {
    let world = World::start().await;
    let user = &world.user("acme", 1).id;
    let client = &world.client("acme", "web").client_id;
    let cases = [
        (
            Method::POST,
            "/api/users".to_owned(),
            json!({"email": "x@example.com", "id": "usr_1"}),
            "id",
        ),
        (
            Method::POST,
            "/api/users".into(),
            json!({"email": "x@example.com", "application_id": world.app("globex").id}),
            "application_id",
        ),
        (
            Method::PATCH,
            format!("/api/users/{user}"),
            json!({"roles": []}),
            "roles",
        ),
        (
            Method::PATCH,
            format!("/api/users/{user}"),
            json!({"token_epoch": 1}),
            "token_epoch",
        ),
        (
            Method::PATCH,
            format!("/api/clients/{client}"),
            json!({"client_id": "x"}),
            "client_id",
        ),
        (
            Method::PATCH,
            format!("/api/clients/{client}"),
            json!({"type": "spa"}),
            "type",
        ),
        (
            Method::PATCH,
            format!("/api/clients/{client}"),
            json!({"secrets": []}),
            "secrets",
        ),
        (
            Method::PATCH,
            "/api/applications/current".into(),
            json!({"slug": "other"}),
            "slug",
        ),
        (
            Method::PATCH,
            "/api/applications/current".into(),
            json!({"owner_org_id": null}),
            "owner_org_id",
        ),
        (
            Method::PATCH,
            "/api/applications/settings".into(),
            json!({"nothing": 1}),
            "nothing",
        ),
        (
            Method::PATCH,
            "/api/applications/settings".into(),
            json!({"auth_methods": {"sms": true}}),
            "auth_methods.sms",
        ),
        (
            Method::POST,
            "/api/roles".into(),
            json!({"name": "xx", "system": true}),
            "system",
        ),
    ];
    for (method, path, body, field) in cases {
        let answer = world.manage("acme", method, &path, Some(&body)).await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (422, "unknown_field"),
            "{path} {body}: {}",
            answer.body
        );
        assert_eq!(answer.json()["errors"][0]["field"], field, "{path}");
        assert_eq!(world.cost().wru, 0.0);
    }
}

#[tokio::test]
async fn several_bad_values_are_said_at_once() {
    let world = World::start().await;
    let body = json!({"session_ttl": 1, "password_min_length": 3, "allowed_origins": ["https://x.example/path"]});
    let answer = world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&body))
        .await;
    let fields: Vec<&str> = answer.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap().to_owned())
        .map(|name| &*name.leak())
        .collect();
    assert!(
        ["session_ttl", "password_min_length", "allowed_origins"]
            .iter()
            .all(|name| fields.contains(name)),
        "{fields:?}"
    );
    let body = json!({"client_name": "X", "type": "web", "redirect_uris": ["http://shop.example/cb", "https://a.example/*", "https://a.example/#x"]});
    let answer = world.manage("acme", Method::POST, "/api/clients", Some(&body)).await;
    assert_eq!(answer.error(), "redirect_uri_invalid");
    assert_eq!(answer.json()["errors"].as_array().unwrap().len(), 3, "{}", answer.body);
}

#[tokio::test]
async fn a_host_that_cannot_be_used_is_said_and_an_unknown_one_is_unknown() {
    let world = World::start().await;
    let url = world.url("acme", "/.well-known/openid-configuration");
    for good in [
        "acme.localhost",
        "ACME.localhost:8787",
        "acme.localhost.:8787",
        "Acme.LocalHost",
    ] {
        let answer = world.send(Call::new(Method::GET, &url).header("host", good)).await;
        assert_eq!(
            (answer.status, &answer.json()["issuer"]),
            (200, &json!("http://acme.localhost:8787")),
            "{good}"
        );
    }
    for bad in [
        "",
        "u@acme.localhost",
        "127.0.0.1",
        "127.0.0.1:8787",
        "[::1]:8787",
        "acme.localhost:x",
        "acme..localhost",
        "acme.localhost:8787:1",
        "a_b.localhost",
        "-acme.localhost",
        &format!("{}.localhost", "a".repeat(64)),
        "acme.localhost/x",
    ] {
        let answer = world.send(Call::new(Method::GET, &url).header("host", bad)).await;
        assert_eq!((answer.status, answer.error().as_str()), (400, "invalid_host"), "{bad}");
    }
    for unknown in [
        "nobody.localhost",
        "www.acme.localhost",
        "a.b.localhost",
        "api.localhost",
        "admin.localhost",
        "example.com",
    ] {
        for path in ["/login", "/oauth2/token", "/api/users"] {
            let url = world.url("acme", path);
            let answer = world.send(Call::new(Method::GET, &url).header("host", unknown)).await;
            assert_eq!(answer.status, 404, "{unknown}{path}");
            assert_eq!(answer.is_page(), path == "/login");
            assert!(answer.body.contains("application_not_found") && answer.header("set-cookie").is_empty());
        }
    }
}

fn deep(levels: usize) -> String {
    format!("{}{}{}", "{\"a\":".repeat(levels), "1", "}".repeat(levels))
}

#[tokio::test]
async fn every_route_answers_hostile_input_with_a_4xx_and_writes_nothing() {
    let world = World::start().await;
    let key = format!("Bearer {}", world.app("acme").secret_key);
    let web = world.client("acme", "web");
    let client = basic(&web.client_id, web.client_secret.as_deref().unwrap());
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        ("application/json", b"{".to_vec()),
        ("application/json", b"{\"a\":1,\"a\":2}".to_vec()),
        ("application/json", b"[]".to_vec()),
        ("application/json", b"\xff\xfe".to_vec()),
        ("application/json", deep(64).into_bytes()),
        ("application/json", b"{\"name\": 1e999}".to_vec()),
        ("application/json", vec![b' '; 1024 * 1024]),
        ("application/x-www-form-urlencoded", b"a=%zz".to_vec()),
        ("application/x-www-form-urlencoded", b"a=%ff%fe".to_vec()),
        (
            "application/x-www-form-urlencoded",
            b"token=x&token=y&grant_type=a&grant_type=b&form_token=1&form_token=2&client_id=1&client_id=2".to_vec(),
        ),
        ("application/x-www-form-urlencoded", vec![b'&'; 2000]),
        ("text/plain", b"hello".to_vec()),
        ("", b"\0\0\0".to_vec()),
    ];
    let mut tried = 0;
    for route in functions::routes()
        .into_iter()
        .filter(|route| route.method != "GET" && route.method != "DELETE")
    {
        let url = world.url(
            "acme",
            &route
                .path
                .replace("{id}", &world.user("acme", 1).id)
                .replace("{sub}", "x"),
        );
        for (kind, body) in &bodies {
            for authorization in [&key, &client] {
                let mut call =
                    Call::new(route.method.parse().unwrap(), &url).header("authorization", authorization.clone());
                if !kind.is_empty() {
                    call = call.header("content-type", *kind);
                }
                call.body.clone_from(body);
                let answer = world.send(call).await;
                // A POST to these two is first turned into a GET, which then says what is wrong.
                let replayed = answer.status == 303 && matches!(route.path, "/oauth2/authorize" | "/oauth2/logout");
                let harmless = matches!(route.path, "/api/applications/revoke-all" | "/oauth2/logout")
                    || route.path.ends_with("/enable")
                    || route.path.ends_with("/unlock");
                assert!(
                    (400..500).contains(&answer.status) || replayed || harmless,
                    "{} {}: {} {}",
                    route.method,
                    route.path,
                    answer.status,
                    answer.body
                );
                assert!(answer.status < 500, "{}: {}", route.path, answer.body);
                if answer.status >= 400 {
                    assert!(
                        answer.is_page() || answer.json().get("code").is_some() || answer.json().get("error").is_some(),
                        "{}",
                        answer.body
                    );
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 500);
}

#[tokio::test]
async fn queries_headers_and_paths_have_limits_too() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let answer = world
        .browser()
        .get(&format!("{}&prompt=none&prompt=login", flow.url()))
        .await;
    assert_eq!(answer.parameters()["error"], "invalid_request", "a repeated parameter");
    assert_eq!(
        world
            .browser()
            .get(&format!("{}&unknown=1&unknown=2", flow.url()))
            .await
            .status,
        303,
        "unknown ones are ignored"
    );
    let long = format!("{}&x={}", flow.url(), "y".repeat(9000));
    assert_eq!(world.browser().get(&long).await.status, 414);
    let many = format!("{}{}", flow.url(), "&a=1".repeat(101));
    assert_eq!(world.browser().get(&many).await.status, 400);
    let url = world.url("acme", "/api/users");
    let heavy = world
        .send(Call::new(Method::GET, &url).header("x-padding", "p".repeat(17_000)))
        .await;
    assert_eq!((heavy.status, heavy.error().as_str()), (431, "headers_too_large"));
    let twice = world
        .send(Call::new(Method::GET, &url).header("cookie", "aero2_session=a; aero2_session=b"))
        .await;
    assert_eq!((twice.status, twice.error().as_str()), (400, "malformed_body"));
    for query in [
        "limit=x",
        "limit=0",
        "cursor=%00",
        "status=nobody",
        "search=a",
        "limit=1&limit=2",
    ] {
        let answer = world
            .manage("acme", Method::GET, &format!("/api/users?{query}"), None)
            .await;
        assert_eq!(answer.status, 400, "{query}: {}", answer.body);
    }
    let wrong = world.send(Call::new(Method::PUT, &url)).await;
    assert_eq!((wrong.status, wrong.error().as_str()), (405, "method_not_allowed"));
    assert!(!wrong.header("allow").is_empty());
    let token = world.url("acme", "/oauth2/token");
    let got = world.get(&token).await;
    assert_eq!(
        (got.status, got.json()["error"].as_str()),
        (405, Some("invalid_request"))
    );
    let mut large = Call::new(Method::POST, &token).header("content-type", "application/x-www-form-urlencoded");
    large.body = vec![b'a'; 1024 * 1024];
    let large = world.send(large).await;
    assert_eq!(
        (large.status, large.json()["error"].as_str()),
        (413, Some("invalid_request"))
    );
    let missing = world.get(&world.url("acme", "/api/nothing")).await;
    assert_eq!((missing.status, missing.error().as_str()), (404, "not_found"));
    assert!(world.get(&world.url("acme", "/nothing")).await.is_page());
    let problem: Value = missing.json();
    assert_eq!(problem["type"], "http://localhost:8787/errors/not_found");
    assert_eq!(problem["request_id"].as_str().unwrap(), missing.header("x-request-id"));
}

#[tokio::test]
async fn sr_01_a_clients_key_set_is_fetched_under_the_production_policy_only_from_the_internet() {
    use local::{Local, dns::AsAsked};
    use platform::fetch::AddressPolicy;
    let local = Local::in_memory_with(AddressPolicy::public(), std::sync::Arc::new(AsAsked))
        .await
        .unwrap();
    let seeded = local::seed::seed(&local).await.unwrap();
    let world = World::around(local, seeded);
    for bad in [
        "http://keys.example.com/jwks",
        "https://127.0.0.1/jwks",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://user@keys.example.com/",
        "https://keys.example.com:22/",
        "ftp://keys.example.com/",
        "https://10.0.0.1/",
    ] {
        let body = json!({"client_name": "K", "type": "machine", "token_endpoint_auth_method": "private_key_jwt", "jwks_uri": bad});
        let answer = world.manage("acme", Method::POST, "/api/clients", Some(&body)).await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (422, "url_not_allowed"),
            "{bad}: {}",
            answer.body
        );
    }
}
