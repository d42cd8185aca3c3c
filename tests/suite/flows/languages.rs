//! Pages and mails speak the language of whoever reads them: chosen, else asked for by the browser, else the application's own.

use crate::harness::{Answer, Flow, World, claims};
use domain::locale::Locale;
use http::Method;
use serde_json::json;
use texts::text;

const MIA: &str = "mia@acme.example";
const PASSWORD: &str = "violet-harbour-tractor-91";

fn speaks(page: &Answer, locale: Locale, id: &str) {
    let said = text(locale, id).to_string();
    let html = format!("<html lang=\"{}\" dir=\"{}\">", locale.tag(), locale.direction());
    assert!(
        page.body.contains(&html) && page.body.contains(&said),
        "{said}: {}",
        page.body
    );
}

fn last_mail(world: &World, to: &str) -> (String, String) {
    let mail = world.local.aws.outbox.list(Some(to)).first().expect("a mail").clone();
    (mail.subject, mail.html)
}

/// The page's own link to itself in another language.
fn switch_to(page: &Answer, locale: Locale) -> String {
    let mark = format!("ui_locales={}\"", locale.tag());
    let (before, _) = page.body.split_once(&mark).expect("a switcher");
    let (_, head) = before.rsplit_once("href=\"").unwrap();
    let (origin, _) = page.url.split_once(".localhost").expect("a host of ours");
    let port = page
        .url
        .rsplit_once(':')
        .map_or("", |(_, rest)| rest.split('/').next().unwrap_or(""));
    let head = head.replace("&#38;", "&");
    format!("{origin}.localhost:{port}{head}ui_locales={}", locale.tag())
}

async fn set(world: &World, settings: serde_json::Value) -> Answer {
    world
        .manage("acme", Method::PATCH, "/api/applications/settings", Some(&settings))
        .await
}

#[tokio::test]
async fn a_page_speaks_what_the_browser_asks_for_or_the_applications_own() {
    let world = World::start().await;
    let mut browser = world.browser();
    let login = world.url("acme", "/login");
    speaks(&browser.open(&login).await, Locale::En, "sign-in");
    browser.speaks = Some("nl, de-AT;q=0.9, en;q=0.5");
    let page = browser.open(&login).await;
    speaks(&page, Locale::De, "sign-in");
    browser.speaks = Some("ar");
    speaks(&browser.open(&login).await, Locale::Ar, "email-address");
    assert_eq!(
        set(&world, json!({"locales": ["fr", "en"], "default_locale": "fr"}))
            .await
            .status,
        200
    );
    browser.speaks = Some("de");
    let page = browser.open(&login).await;
    speaks(&page, Locale::Fr, "sign-in");
    assert!(!page.body.contains("hreflang=\"de\"") && page.body.contains("hreflang=\"en\""));
    let discovery = world.get(&world.url("acme", "/.well-known/openid-configuration")).await;
    assert_eq!(discovery.json()["ui_locales_supported"], json!(["fr", "en"]));
    let config = world.get(&world.url("acme", "/api/auth/config")).await.json();
    assert_eq!(
        (&config["locales"], &config["default_locale"]),
        (&json!(["fr", "en"]), &json!("fr"))
    );
    for wrong in [
        json!({"locales": []}),
        json!({"locales": ["de"]}),
        json!({"default_locale": "tlh"}),
    ] {
        assert_eq!(set(&world, wrong.clone()).await.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn a_choice_is_kept_over_the_steps_and_what_goes_wrong_is_said_in_it() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme").with("ui_locales", "tlh ja");
    let mut browser = world.browser();
    browser.speaks = Some("de");
    let page = browser.open(&flow.url()).await;
    speaks(&page, Locale::Ja, "sign-in");
    let answer = browser.sign_in_from(&page, MIA, "wrong-horse-battery").await;
    assert_eq!(answer.status, 401);
    speaks(&answer, Locale::Ja, "said-wrong-password");
    assert!(
        !answer.body.contains("ui_locales="),
        "a link would show another page than the answer to a form"
    );
    // A link of the page leads to the same step in another language.
    let page = browser.open(&answer.url).await;
    let spanish = switch_to(&page, Locale::Es);
    assert!(
        spanish.contains("tx=") && spanish.ends_with("ui_locales=es"),
        "{spanish}"
    );
    let page = browser.open(&spanish).await;
    speaks(&page, Locale::Es, "password-heading");
    speaks(
        &browser.open(&world.url("acme", "/nowhere")).await,
        Locale::Es,
        "said-nothing-here",
    );
    let expired = browser.open(&world.url("acme", "/verify?tx=gone")).await;
    speaks(&expired, Locale::Es, "said-over");
    assert!(expired.body.contains(&text(Locale::Es, "title-tx-expired").to_string()));
}

#[tokio::test]
async fn a_mail_speaks_the_language_of_the_page_that_asked_for_it_and_a_notice_that_of_the_account() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.speaks = Some("pt-PT");
    let page = browser.open(&world.url("acme", "/signup")).await;
    let typed = [("email", "zoe@example.com"), ("name", "Zoé"), ("password", PASSWORD)];
    let answer = browser.submit(&page, 0, &typed).await;
    let page = browser.follow(answer).await;
    let code = world.code_for("zoe@example.com");
    let (subject, html) = last_mail(&world, "zoe@example.com");
    let said = text(Locale::PtBr, "mail-sign-up-code-subject")
        .with("code", &code)
        .with("app", "Acme");
    assert_eq!(subject, said.to_string());
    assert!(html.contains("<html lang=\"pt-BR\""), "{html}");
    browser.submit(&page, 0, &[("code", &code)]).await;
    // The account keeps it: a notice speaks it whatever browser caused it.
    let mut german = world.browser();
    german.speaks = Some("de");
    let page = german
        .open(&world.url("acme", "/login?return_to=/account/security"))
        .await;
    let answer = german.sign_in_from(&page, "zoe@example.com", PASSWORD).await;
    let page = german.follow(answer).await;
    speaks(&page, Locale::PtBr, "security-how");
    let at = page
        .forms()
        .iter()
        .position(|form| form.action.ends_with("/account/password"))
        .unwrap();
    let changed = german
        .submit(&page, at, &[("password", "amber-lantern-ferry-27")])
        .await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    let (subject, _) = last_mail(&world, "zoe@example.com");
    let said = text(Locale::PtBr, "mail-password-changed-subject").with("app", "Acme");
    assert_eq!(subject, said.to_string());
}

#[tokio::test]
async fn a_person_sets_the_language_of_their_account_and_clients_learn_it() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 0).await;
    let page = browser.open(&world.url("acme", "/account")).await;
    let saved = browser.submit(&page, 0, &[("locale", "zh-CN")]).await;
    let page = browser.follow(saved).await;
    speaks(&page, Locale::ZhCn, "notice-profile");
    let flow = Flow::web(&world, "acme");
    let landed = browser.open(&flow.url()).await;
    let tokens = flow.redeem(&landed.parameters()["code"]).await.json();
    let id = claims(tokens["id_token"].as_str().unwrap());
    assert_eq!(id["locale"], "zh-CN", "{id}");
    // What was chosen on a page counts more, for pages.
    let page = browser.open(&world.url("acme", "/account?ui_locales=en")).await;
    speaks(&page, Locale::En, "profile-heading");
    let nothing = browser.submit(&page, 0, &[("locale", "")]).await;
    assert_eq!(nothing.status, 303);
    let user = world
        .manage("acme", Method::GET, &format!("/api/users?email={MIA}"), None)
        .await
        .json();
    assert_eq!(user["data"][0]["locale"], json!(null));
}

#[tokio::test]
async fn programs_are_answered_in_english_and_their_mails_speak_the_applications_language() {
    let world = World::start().await;
    assert_eq!(set(&world, json!({"default_locale": "es"})).await.status, 200);
    let mut browser = world.browser();
    browser.speaks = Some("de");
    let url = world.url("acme", "/api/auth/signin");
    let refused = browser
        .api(Method::POST, &url, "", Some(&json!({"email": MIA, "password": "no"})))
        .await;
    assert!(
        refused.json()["detail"].as_str().unwrap().is_ascii(),
        "{}",
        refused.body
    );
    let url = world.url("acme", "/api/auth/password/forgot");
    let asked = browser.api(Method::POST, &url, "", Some(&json!({"email": MIA}))).await;
    assert!(asked.status < 300, "{}", asked.body);
    let said = text(Locale::De, "mail-reset-password-subject")
        .with("app", "Acme")
        .to_string();
    assert_eq!(last_mail(&world, MIA).0, said);
    browser.speaks = None;
    let asked = browser
        .api(Method::POST, &url, "", Some(&json!({"email": "noah@acme.example"})))
        .await;
    assert!(asked.status < 300, "{}", asked.body);
    let said = text(Locale::Es, "mail-reset-password-subject")
        .with("app", "Acme")
        .to_string();
    assert_eq!(last_mail(&world, "noah@acme.example").0, said);
}
