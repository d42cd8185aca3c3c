//! Where answers go: registered addresses only, and always with the issuer's name on them.

use crate::harness::{CALLBACK, Flow, World};

#[tokio::test]
async fn ru_01_an_address_that_is_not_registered_byte_for_byte_gets_a_page_and_no_redirect() {
    let world = World::start().await;
    let cases = [
        "http://localhost:3001/callback/",
        "http://localhost:3001/Callback",
        "http://localhost:3001/callback?x=1",
        "http://localhost:3001/callback#f",
        "http://LOCALHOST:3001/callback",
        "http://localhost:3001//callback",
        "http://localhost:3001/./callback",
        "http://localhost:3001/%63allback",
        "http://u@localhost:3001/callback",
        "http://localhost:3003/callback",
        "https://localhost:3001/callback",
        "http://localhost:3001/callback/../callback",
        "//localhost:3001/callback",
        "javascript:alert(1)",
        "",
        "http://localhost:3001/callback\\",
    ];
    for bad in cases {
        for extra in [None, Some(("prompt", "none")), Some(("response_type", "token"))] {
            let mut flow = Flow {
                redirect_uri: bad.into(),
                ..Flow::web(&world, "acme")
            };
            if let Some((name, value)) = extra {
                flow = flow.with(name, value);
            }
            let answer = world.browser().get(&flow.url()).await;
            assert!(
                (400..500).contains(&answer.status) && answer.is_page(),
                "{bad}: {}",
                answer.status
            );
            assert_eq!(answer.header("location"), "", "{bad}");
        }
    }
    let unknown = Flow {
        client_id: "cli_00000000000000000000000000".into(),
        ..Flow::web(&world, "acme")
    };
    let answer = world.browser().get(&unknown.url()).await;
    assert_eq!((answer.status, answer.header("location")), (401, String::new()));
    let twice = format!(
        "{}&redirect_uri=http%3A%2F%2Fevil.example%2F",
        Flow::web(&world, "acme").url()
    );
    assert_eq!(world.browser().get(&twice).await.header("location"), "");
}

#[tokio::test]
async fn ru_01_a_native_clients_loopback_port_may_differ_and_nothing_else() {
    let world = World::start().await;
    let body = serde_json::json!({"client_name": "Tool", "type": "native", "redirect_uris": ["http://127.0.0.1/cb", "com.example.tool:/cb"]});
    let client = world
        .manage("acme", http::Method::POST, "/api/clients", Some(&body))
        .await
        .json();
    let flow = |uri: &str| Flow {
        client_id: client["client_id"].as_str().unwrap().into(),
        client_secret: None,
        redirect_uri: uri.into(),
        ..Flow::web(&world, "acme")
    };
    for good in [
        "http://127.0.0.1/cb",
        "http://127.0.0.1:51004/cb",
        "com.example.tool:/cb",
    ] {
        assert_eq!(world.browser().get(&flow(good).url()).await.status, 303, "{good}");
    }
    for bad in [
        "http://127.0.0.1:51004/cb2",
        "http://localhost:51004/cb",
        "http://127.0.0.2:51004/cb",
        "com.example.tool:/cb2",
        "com.example.other:/cb",
    ] {
        assert_eq!(
            world.browser().get(&flow(bad).url()).await.header("location"),
            "",
            "{bad}"
        );
    }
    let mut browser = world.browser();
    let page = flow("com.example.tool:/cb").authorize(&mut browser, 1).await;
    assert!(
        page.is_page() && page.header("refresh").starts_with("0;url=com.example.tool:/cb?code="),
        "a private scheme is opened from a page"
    );
}

#[tokio::test]
async fn cg_17_every_answer_to_a_client_names_the_issuer() {
    let world = World::start().await;
    for slug in ["acme", "globex"] {
        let issuer = world.url(slug, "");
        let discovery = world
            .get(&format!("{issuer}/.well-known/openid-configuration"))
            .await
            .json();
        assert_eq!(discovery["authorization_response_iss_parameter_supported"], true);
        let flow = Flow::web(&world, slug);
        let success = flow.authorize(&mut world.browser(), 1).await;
        let failure = world.browser().get(&flow.clone().with("prompt", "none").url()).await;
        let form = flow
            .with("response_mode", "form_post")
            .authorize(&mut world.browser(), 1)
            .await
            .forms()
            .remove(0);
        assert_eq!(success.parameters()["iss"], issuer);
        assert_eq!(failure.parameters()["iss"], issuer);
        assert_eq!(form.fields["iss"], issuer);
        assert_eq!(discovery["issuer"], issuer.as_str());
    }
}

#[tokio::test]
async fn rs_01_hosts_in_mails_issuers_and_links_come_from_configuration() {
    let world = World::start().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/signup")).await;
    browser
        .submit(
            &page,
            0,
            &[("email", "mia@acme.example"), ("password", "violet-harbour-tractor-91")],
        )
        .await;
    let mail = world.local.aws.outbox.list(Some("mia@acme.example")).remove(0);
    assert!(mail.text.contains("http://acme.localhost:8787/login"), "{}", mail.text);
    for (name, value) in [
        ("host", "acme.localhost:9999"),
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example"),
        ("x-forwarded-proto", "https"),
        ("x-original-host", "evil.example"),
    ] {
        let url = world.url("acme", "/.well-known/openid-configuration");
        let answer = world
            .send(crate::harness::Call::new(http::Method::GET, &url).header(name, value))
            .await;
        assert_eq!(answer.json()["issuer"], "http://acme.localhost:8787", "{name}");
        assert!(!answer.body.contains("evil") && !answer.body.contains("9999"));
    }
    assert_eq!(
        Flow::web(&world, "acme")
            .authorize(&mut world.browser(), 1)
            .await
            .location()
            .split('?')
            .next()
            .unwrap(),
        CALLBACK
    );
}
