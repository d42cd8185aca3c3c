//! Sign-in pages: nothing told about accounts, nothing borrowed from other browsers, nothing cached.

use crate::harness::{Answer, Call, Flow, World};
use http::Method;

/// What a stranger sees of an answer, without what is random in it.
fn seen(answer: &Answer, address: &str) -> (u16, String, Vec<String>) {
    let mut body = answer.body.replace(address, "ADDRESS");
    let first: String = address.chars().take(1).collect();
    body = body.replace(&format!("{first}•••@"), "MASKED@");
    for form in answer.forms() {
        for value in form.fields.values().filter(|value| value.len() > 20) {
            body = body.replace(value.as_str(), "SEALED");
        }
    }
    let cut = |text: &str| {
        text.split("tx=")
            .map(|part| part.get(43..).filter(|_| part.len() > 43).unwrap_or(part))
            .collect::<String>()
    };
    let mut back = cut(&body);
    while let Some(at) = back.find("/login?return_to=") {
        back.replace_range(at..at + 7, "LOGIN-");
    }
    let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    (answer.status, back, headers)
}

/// The AWS operations of the newest request.
fn operations(world: &World) -> Vec<String> {
    let mut found: Vec<String> = world
        .cost()
        .operations
        .iter()
        .map(|operation| operation.operation.clone())
        .collect();
    // A limit's bucket is drawn by chance; one that was used before takes a second put.
    found.dedup_by(|one, next| one == next && one == "PutItem");
    found
}

#[tokio::test]
async fn en_01_a_known_and_an_unknown_address_look_the_same_and_cost_the_same() {
    let world = World::start().await;
    let known = "mia@acme.example";
    let unknown = "mib@acme.example";
    let mut steps: Vec<Vec<((u16, String, Vec<String>), Vec<String>)>> = Vec::new();
    // The first round is not compared: after it every function, a process of its own when deployed, knows its configuration.
    for (address, source) in [
        ("mic@acme.example", "198.51.100.3"),
        (known, "198.51.100.1"),
        (unknown, "198.51.100.2"),
    ] {
        let mut browser = world.browser();
        browser.source = Some(source.parse().unwrap());
        let mut found = Vec::new();
        let page = browser.open(&world.url("acme", "/login")).await;
        let answer = browser.submit(&page, 0, &[("email", address)]).await;
        found.push(((answer.status, String::new(), Vec::new()), operations(&world)));
        let page = browser.follow(answer).await;
        found.push((seen(&page, address), operations(&world)));
        let wrong = browser.submit(&page, 0, &[("password", "not-the-password")]).await;
        found.push((seen(&wrong, address), operations(&world)));
        let sent = browser.submit(&page, 1, &[]).await;
        found.push(((sent.status, String::new(), Vec::new()), operations(&world)));
        let code = browser.follow(sent).await;
        found.push((seen(&code, address), operations(&world)));
        let wrong = browser.submit(&code, 0, &[("code", "12")]).await;
        found.push((seen(&wrong, address), operations(&world)));
        let page = browser.open(&world.url("acme", "/signup")).await;
        let answer = browser
            .submit(
                &page,
                0,
                &[("email", address), ("password", "violet-harbour-tractor-91")],
            )
            .await;
        found.push(((answer.status, String::new(), Vec::new()), operations(&world)));
        steps.push(found);
    }
    for (at, (known, unknown)) in steps[1].iter().zip(&steps[2]).enumerate() {
        assert_eq!(known.0, unknown.0, "step {at} looks different");
        assert_eq!(known.1, unknown.1, "step {at} costs different calls");
    }
}

#[tokio::test]
async fn en_01_a_disabled_user_looks_like_a_wrong_password() {
    let world = World::start().await;
    let user = world.user("acme", 1);
    world
        .manage("acme", Method::POST, &format!("/api/users/{}/disable", user.id), None)
        .await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let disabled = browser.sign_in_from(&page, &user.email, &user.password).await;
    let mut other = world.browser();
    let page = other.open(&world.url("acme", "/login")).await;
    let wrong = other.sign_in_from(&page, "nobody@acme.example", "wrong").await;
    assert_eq!(seen(&disabled, &user.email).0, seen(&wrong, "nobody@acme.example").0);
    assert!(disabled.body.contains("do not belong together") && wrong.body.contains("do not belong together"));
}

#[tokio::test]
async fn ss_01_every_sign_in_makes_a_new_session_and_ends_the_old_one() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let first = browser.cookie("acme", "aero2_session").unwrap();
    let page = browser.open(&world.url("acme", "/login?fresh=1")).await;
    let user = world.user("acme", 1);
    browser.sign_in_from(&page, &user.email, &user.password).await;
    let second = browser.cookie("acme", "aero2_session").unwrap();
    assert_ne!(first, second);
    let url = world.url("acme", "/account");
    let with = |cookie: String| Call::new(Method::GET, &url).header("cookie", format!("aero2_session={cookie}"));
    assert_eq!(
        world.send(with(first.clone())).await.status,
        303,
        "the earlier one is over"
    );
    assert_eq!(world.send(with(second.clone())).await.status, 200);
    // The secret and the stamp are one: neither half opens a session of its own.
    let mixed = format!(
        "{}.{}",
        first.split_once('.').unwrap().0,
        second.split_once('.').unwrap().1
    );
    assert_eq!(world.send(with(mixed)).await.status, 303);
}

#[tokio::test]
async fn ss_01_a_sign_in_belongs_to_the_browser_that_began_it() {
    let world = World::start().await;
    let mut browser = world.browser();
    let page = browser.open(&world.url("acme", "/login")).await;
    let answer = browser.submit(&page, 0, &[("email", "mia@acme.example")]).await;
    let page = browser.follow(answer).await;
    let mut thief = world.browser();
    assert_eq!(thief.get(&page.url).await.status, 401);
    let stolen = thief
        .submit(&page, 0, &[("password", &world.user("acme", 1).password)])
        .await;
    assert_eq!(stolen.status, 403, "its form token is of another browser");
    let other = world.url("acme", "/login");
    assert_eq!(
        thief.post(&other, &[("email", "mia@acme.example")]).await.status,
        403,
        "no form token at all"
    );
    // A form of this browser's, sent to another page.
    let elsewhere = browser.open(&world.url("acme", "/signup")).await;
    let astray = elsewhere.body.replace("action=\"/signup", "action=\"/login");
    let astray = crate::harness::Answer {
        body: astray,
        ..elsewhere
    };
    let refused = browser.submit(&astray, 0, &[("email", "mia@acme.example")]).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
}

#[tokio::test]
async fn a_write_with_cookies_needs_our_own_page() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let url = world.url("acme", "/api/sessions");
    let cookie = format!("aero2_session={}", browser.cookie("acme", "aero2_session").unwrap());
    let call = || Call::new(Method::DELETE, &url).header("cookie", cookie.clone());
    for bad in [
        call(),
        call().header("origin", "http://globex.localhost:8787"),
        call().header("sec-fetch-site", "same-site"),
        call()
            .header("sec-fetch-site", "cross-site")
            .header("origin", "http://acme.localhost:8787"),
    ] {
        assert_eq!(world.send(bad).await.error(), "csrf_failed");
    }
    assert_eq!(
        world
            .send(call().header("origin", "http://acme.localhost:8787"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn mt_07_everything_is_no_store_but_the_public_documents() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let found = flow.tokens().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let style = browser.open(&world.url("acme", "/login?other=1")).await;
    let asset = style
        .body
        .split("href=\"/assets/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let mut checked = Vec::new();
    for path in [
        "/login",
        "/signup",
        "/account",
        "/logout",
        "/health",
        "/nothing",
        "/api/sessions",
        "/api/users",
        "/verify?tx=x",
    ] {
        checked.push(browser.get(&world.url("acme", path)).await);
    }
    checked.push(browser.get(&flow.url()).await);
    checked.push(flow.userinfo(&found.access_token).await);
    checked.push(flow.refresh(&found.refresh_token).await);
    checked.push(world.manage("acme", Method::GET, "/api/users", None).await);
    for answer in &checked {
        assert_eq!(answer.header("cache-control"), "no-store", "{}", answer.url);
        assert!(
            !answer.header("content-security-policy").is_empty()
                && answer.header("x-content-type-options") == "nosniff",
            "{}",
            answer.url
        );
        assert!(!answer.header("x-request-id").is_empty());
    }
    for path in [
        "/.well-known/openid-configuration",
        "/oauth2/jwks.json",
        &format!("/assets/{asset}"),
    ] {
        let answer = browser.get(&world.url("acme", path)).await;
        assert!(answer.header("cache-control").starts_with("public, max-age="), "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
    }
    let wrong = browser.get(&world.url("acme", "/assets/hosted.0000.css")).await;
    assert_eq!(
        (wrong.status, wrong.header("cache-control").as_str()),
        (404, "no-store")
    );
}

#[tokio::test]
async fn rl_01_limits_follow_the_edges_address_and_no_header_shifts_them() {
    let world = World::start().await;
    let ask = |number: usize, source: &'static str, header: Option<(&'static str, String)>| {
        let world = &world;
        async move {
            let mut browser = world.browser();
            browser.source = Some(source.parse().unwrap());
            let page = browser.open(&world.url("acme", "/signup")).await;
            let form = page.forms().remove(0);
            let address = format!("person{number}@example.com");
            let fields = [
                ("form_token", form.fields["form_token"].as_str()),
                ("email", &address),
                ("password", "violet-harbour-tractor-91"),
            ];
            let cookie = format!("aero2_tx={}", browser.cookie("acme", "aero2_tx").unwrap());
            let mut call = Call::new(Method::POST, &form.action)
                .header("cookie", cookie)
                .header("sec-fetch-site", "same-origin")
                .form(&fields)
                .from(source);
            if let Some((name, value)) = header {
                call = call.header(name, value);
            }
            world.send(call).await.status
        }
    };
    for number in 0..10 {
        let spoofed = ("x-forwarded-for", format!("203.0.113.{number}"));
        assert_eq!(ask(number, "2001:db8:1:2::1", Some(spoofed)).await, 303);
    }
    for header in [
        None,
        Some(("x-forwarded-for", "203.0.113.99".to_owned())),
        Some(("forwarded", "for=203.0.113.98".to_owned())),
        Some(("x-real-ip", "203.0.113.97".to_owned())),
    ] {
        assert_eq!(ask(20, "2001:db8:1:2::1", header).await, 429);
    }
    assert_eq!(ask(21, "2001:db8:1:2:ffff::9", None).await, 429, "the same /64");
    assert_eq!(ask(22, "2001:db8:1:3::1", None).await, 303, "another network");
    world.later(3600);
    assert_eq!(ask(23, "2001:db8:1:2::1", None).await, 303);
}

#[tokio::test]
async fn rl_01_guessing_locks_the_source_and_not_the_owner() {
    let world = World::start().await;
    let user = world.user("acme", 1);
    let mut owner = world.browser();
    owner.source = Some("198.51.100.10".parse().unwrap());
    owner.sign_in("acme", 1).await;
    let mut stranger = world.browser();
    stranger.source = Some("198.51.100.66".parse().unwrap());
    let page = stranger.open(&world.url("acme", "/login")).await;
    for attempt in 0..5 {
        let answer = stranger.sign_in_from(&page, &user.email, "wrong").await;
        assert_eq!(answer.status, 401, "attempt {attempt}");
    }
    let locked = stranger.sign_in_from(&page, &user.email, &user.password).await;
    assert_eq!(locked.status, 429, "even the right one, from there");
    assert!(locked.header("retry-after").parse::<u32>().unwrap() <= 301);
    let page = owner.open(&world.url("acme", "/login?fresh=1")).await;
    assert_eq!(owner.sign_in_from(&page, &user.email, &user.password).await.status, 303);
    world.later(301);
    let page = stranger.open(&world.url("acme", "/login")).await;
    assert_eq!(
        stranger.sign_in_from(&page, &user.email, &user.password).await.status,
        303
    );
}

#[tokio::test]
async fn rl_01_many_sources_together_close_the_account_to_strangers_and_not_to_its_owner() {
    let world = World::start().await;
    let user = world.user("acme", 1);
    let mut owner = world.browser();
    owner.source = Some("198.51.100.10".parse().unwrap());
    owner.sign_in("acme", 1).await;
    let mut stranger = world.browser();
    let page = stranger.open(&world.url("acme", "/login")).await;
    for attempt in 0..50_u8 {
        stranger.source = Some(std::net::IpAddr::from([203, 0, 113, attempt]));
        let answer = stranger.sign_in_from(&page, &user.email, "wrong").await;
        assert_eq!(answer.status, 401, "attempt {attempt}");
    }
    stranger.source = Some("203.0.113.200".parse().unwrap());
    let closed = stranger.sign_in_from(&page, &user.email, &user.password).await;
    assert_eq!(closed.status, 429, "even the right one, from anywhere unknown");
    let page = owner.open(&world.url("acme", "/login?fresh=1")).await;
    assert_eq!(owner.sign_in_from(&page, &user.email, &user.password).await.status, 303);
}
