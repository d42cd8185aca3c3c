//! An application's own words for its mails.

use crate::harness::{Browser, Call, World};
use http::Method;
use serde_json::json;

const MIA: &str = "mia@acme.example";
const CODE_EN: &str = "/api/email-templates/sign_in_code/en";

async fn code_mail(world: &World, speaks: &'static str) -> (String, String, String) {
    world.later(120);
    let mut browser = world.browser();
    browser.speaks = Some(speaks);
    let url = world.url("acme", "/api/auth/email-code");
    let asked = browser.api(Method::POST, &url, "", Some(&json!({"email": MIA}))).await;
    assert!(asked.status < 300, "{}", asked.body);
    let mail = world.local.aws.outbox.list(Some(MIA)).first().expect("a mail").clone();
    (mail.subject, mail.text, mail.html)
}

#[tokio::test]
async fn own_words_are_said_in_their_language_and_the_shipped_ones_elsewhere_and_afterwards() {
    let world = World::start().await;
    let own = json!({
        "subject": "Your {{app}} code: {{ code }}",
        "body": "# Ahoy\n\nGood for **{{life}}**. Questions? [Ask us](https://acme.example/help)."
    });
    let set = world.manage("acme", Method::PUT, CODE_EN, Some(&own)).await;
    assert_eq!(set.status, 200, "{}", set.body);
    assert_eq!(
        (&set.json()["is_default"], &set.json()["version"]),
        (&json!(false), &json!(1))
    );
    let (subject, text, html) = code_mail(&world, "en").await;
    let code = world.code_for(MIA);
    assert_eq!(subject, format!("Your Acme code: {code}"));
    assert!(
        text.starts_with("Ahoy\n") && text.contains("Ask us (https://acme.example/help)"),
        "{text}"
    );
    assert!(
        html.contains("<strong>10 minutes</strong>") && html.contains(&code),
        "{html}"
    );
    assert!(
        text.contains("Never pass it on"),
        "what keeps people safe stays: {text}"
    );
    let (german, ..) = code_mail(&world, "de").await;
    assert!(!german.contains("Your Acme code"), "{german}");
    // A deployed mailer believes what it read for half a minute.
    assert_eq!(world.manage("acme", Method::DELETE, CODE_EN, None).await.status, 204);
    let (subject, ..) = code_mail(&world, "en").await;
    assert!(subject.contains("is your code for Acme"), "{subject}");
    let events = world.events("acme").await;
    assert_eq!(
        events.iter().filter(|kind| *kind == "email_template.changed").count(),
        2
    );
    world.is_sound().await;
}

#[tokio::test]
async fn the_list_begins_with_the_shipped_words_and_a_template_keeps_what_it_was() {
    let world = World::start().await;
    let listed = world
        .manage("acme", Method::GET, "/api/email-templates", None)
        .await
        .json();
    let all = listed["data"].as_array().unwrap();
    assert!(all.iter().all(|one| one["is_default"] == true && one["version"] == 0));
    let code = all
        .iter()
        .find(|one| one["kind"] == "sign_in_code" && one["locale"] == "en")
        .unwrap();
    assert_eq!(code["subject"], "{{code}} is your code for {{app}}");
    assert!(code["body"].as_str().unwrap().starts_with("# Sign in to {{app}}\n\n"));
    assert!(
        !listed.to_string().contains("operator"),
        "the platform's own mails are not an application's"
    );
    for n in 1..=22 {
        let body = json!({"subject": format!("Number {n}"), "body": "Hello"});
        let url = world.url("acme", CODE_EN);
        let key = world.app("acme").secret_key.clone();
        let call = Call::new(Method::PUT, &url)
            .header("authorization", format!("Bearer {key}"))
            .header("if-match", format!("\"{}\"", n - 1))
            .json(&body);
        let set = world.send(call).await;
        assert_eq!((set.status, set.header("etag")), (200, format!("\"{n}\"")));
    }
    // The list and the versions are read once each, and answered from what was written.
    let trace = world.cost();
    let reads = |kind: &str| trace.operations.iter().filter(|one| one.operation == kind).count();
    assert_eq!((reads("Query"), reads("TransactWriteItems")), (1, 1), "{trace:?}");
    let shown = world.manage("acme", Method::GET, CODE_EN, None).await.json();
    let versions = shown["versions"].as_array().unwrap();
    assert_eq!(
        (versions.len(), &versions[0]["subject"], &versions[19]["subject"]),
        (20, &json!("Number 21"), &json!("Number 2"))
    );
    let url = world.url("acme", CODE_EN);
    let stale = Call::new(Method::DELETE, &url)
        .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
        .header("if-match", "\"7\"");
    assert_eq!(world.send(stale).await.status, 412);
}

#[tokio::test]
async fn wrong_words_are_refused_with_every_reason_and_nothing_is_written() {
    let world = World::start().await;
    let before = world.items().await;
    let wrong = json!({"subject": "{{link}}", "body": "<b>{{nobody}}</b> ![x](https://evil.example/pixel.png)"});
    let refused = world.manage("acme", Method::PUT, CODE_EN, Some(&wrong)).await;
    assert_eq!(
        (refused.status, refused.error()),
        (422, "template_invalid".to_owned()),
        "{}",
        refused.body
    );
    let said = refused.body.clone();
    for part in [
        "There is no variable link",
        "There is no variable nobody",
        "HTML",
        "Images",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    for path in [
        "/api/email-templates/operator_code/en",
        "/api/email-templates/sign_in_code/tlh",
        "/api/email-templates/x/en",
    ] {
        let body = json!({"subject": "x", "body": "y"});
        assert_eq!(
            world.manage("acme", Method::PUT, path, Some(&body)).await.status,
            404,
            "{path}"
        );
    }
    assert_eq!(world.items().await, before);
}

#[tokio::test]
async fn a_preview_shows_a_draft_and_a_test_goes_to_whoever_asks_for_it() {
    let world = World::start().await;
    let draft = json!({"subject": "Hi from {{app}}", "body": "Type {{code}}."});
    let preview = world
        .manage("acme", Method::POST, &format!("{CODE_EN}/preview"), Some(&draft))
        .await
        .json();
    assert_eq!(preview["subject"], "Hi from Acme");
    assert!(preview["html"].as_str().unwrap().contains("Type 123456."));
    let arabic = world
        .manage(
            "acme",
            Method::POST,
            "/api/email-templates/password_changed/ar/preview",
            Some(&json!({})),
        )
        .await
        .json();
    assert!(arabic["html"].as_str().unwrap().contains("dir=\"rtl\""));
    let by_key = world
        .manage("acme", Method::POST, &format!("{CODE_EN}/test"), Some(&draft))
        .await;
    assert_eq!(by_key.status, 403, "a key has no mailbox: {}", by_key.body);
    let operator = Browser::operator(&world).await;
    let id = world.app("acme").id.clone();
    let url = world.url(
        "dashboard",
        &format!("/api/applications/{id}/email-templates/sign_in_code/en/test"),
    );
    let sent = world.send(operator.at_dashboard(Method::POST, &url).json(&draft)).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let to = &world.seeded.operator.email;
    assert_eq!(sent.json()["to"], json!(to));
    assert_eq!(
        world.local.aws.outbox.list(Some(to)).first().unwrap().subject,
        "Hi from Acme"
    );
    let globex = world.manage("globex", Method::GET, CODE_EN, None).await.json();
    assert_eq!(
        globex["is_default"], true,
        "MT-01: nothing of it is another application's"
    );
}
