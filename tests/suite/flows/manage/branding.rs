//! The look of an application: published by a program, drafted and published by a person, gone back to, and its images.

use crate::harness::{Answer, Browser, Call, World};
use http::Method;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use serde_json::{Value, json};
use std::io::Cursor;

pub const LOOK: &str = "/api/applications/branding";
pub const DRAFT: &str = "/api/applications/branding/draft";
pub const PUBLISH: &str = "/api/applications/branding/publish";
const ROLL_BACK: &str = "/api/applications/branding/rollback";
const IMAGES: &str = "/api/applications/branding/images";

/// A picture in some colour.
pub fn picture(shade: u8, format: ImageFormat) -> Vec<u8> {
    let image = RgbaImage::from_pixel(64, 32, Rgba([shade, 40, 200, 255]));
    let image = DynamicImage::ImageRgba8(image);
    let image = if format == ImageFormat::Jpeg {
        DynamicImage::ImageRgb8(image.to_rgb8())
    } else {
        image
    };
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

pub async fn upload(world: &World, kind: &str, bytes: Vec<u8>) -> Answer {
    let url = world.url("acme", IMAGES);
    let mut call = Call::new(Method::POST, &url)
        .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
        .header("content-type", kind);
    call.body = bytes;
    world.send(call).await
}

pub async fn with_match(world: &World, method: Method, path: &str, version: u64, body: &Value) -> Answer {
    let url = world.url("acme", path);
    let call = Call::new(method, &url)
        .header("authorization", format!("Bearer {}", world.app("acme").secret_key))
        .header("if-match", format!("\"{version}\""))
        .json(body);
    world.send(call).await
}

async fn good(world: &World, method: Method, path: &str, body: Value) -> Value {
    let body = (!body.is_null()).then_some(body);
    let answer = world.manage("acme", method, path, body.as_ref()).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

/// The stylesheet that the sign-in page names, if it names one.
async fn stylesheet(world: &World) -> Option<String> {
    let page = world.get(&world.url("acme", "/login?other=1")).await;
    let (_, rest) = page.body.split_once("href=\"/_t/brand.")?;
    let name = rest.split('"').next()?;
    Some(world.get(&world.url("acme", &format!("/_t/brand.{name}"))).await.body)
}

#[tokio::test]
async fn a_draft_is_seen_by_nobody_until_it_is_published_and_can_be_gone_back_from() {
    let world = World::start().await;
    assert_eq!(stylesheet(&world).await, None);
    let begun = good(&world, Method::GET, DRAFT, Value::Null).await;
    assert_eq!(
        (&begun["version"], &begun["is_changed"], &begun["versions"]),
        (&json!(0), &json!(false), &json!([]))
    );
    let first = json!({"primary_color": "#ffee00", "background_color_dark": "#001122", "corner": "none"});
    let drafted = with_match(&world, Method::PATCH, DRAFT, 0, &first).await;
    assert_eq!(
        (drafted.status, drafted.header("etag")),
        (200, "\"1\"".to_owned()),
        "{}",
        drafted.body
    );
    let drafted = drafted.json();
    assert_eq!(
        (&drafted["is_changed"], &drafted["published"]["primary_color"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(
        (
            &drafted["warnings"][0]["field"],
            drafted["warnings"].as_array().unwrap().len()
        ),
        (&json!("primary_color"), 1)
    );
    assert_eq!(stylesheet(&world).await, None, "a draft is nobody's page");
    let lost = with_match(&world, Method::PATCH, DRAFT, 0, &json!({"corner": "full"})).await;
    assert_eq!((lost.status, lost.error()), (412, "version_conflict".to_owned()));
    // An upload is no change of the draft.
    upload(&world, "image/png", picture(5, ImageFormat::Png)).await;
    let published = with_match(&world, Method::POST, PUBLISH, 1, &json!({})).await;
    assert_eq!(published.status, 200, "{}", published.body);
    let published = published.json();
    assert_eq!(
        (
            &published["published_version"],
            &published["is_changed"],
            &published["versions"][0]["version"]
        ),
        (&json!(1), &json!(false), &json!(0))
    );
    let css = stylesheet(&world).await.expect("a stylesheet");
    assert_eq!(
        css,
        ":root{--brand:#ffee00;--brand-ink:#000;--bg:light-dark(#f6f7f9,#001122);--bg-ink:light-dark(#5b6270,#fff);--radius:0px;}"
    );
    // A program publishes at once; a person's draft is in nobody's way, and stays.
    good(&world, Method::PATCH, DRAFT, json!({"corner": "small"})).await;
    good(&world, Method::PATCH, LOOK, json!({"primary_color": "#112233"})).await;
    let both = good(&world, Method::GET, DRAFT, Value::Null).await;
    assert_eq!(
        (
            &both["draft"]["corner"],
            &both["published"]["primary_color"],
            &both["published_version"]
        ),
        (&json!("small"), &json!("#112233"), &json!(2))
    );
    let back = good(&world, Method::POST, ROLL_BACK, json!({"version": 1})).await;
    assert_eq!(
        (
            &back["published_version"],
            &back["restored_from"],
            &back["published"]["primary_color"]
        ),
        (&json!(3), &json!(1), &json!("#ffee00"))
    );
    assert_eq!(back["draft"]["corner"], "small");
    assert_eq!(stylesheet(&world).await.as_deref(), Some(css.as_str()));
    let unknown = world
        .manage("acme", Method::POST, ROLL_BACK, Some(&json!({"version": 9})))
        .await;
    assert_eq!(unknown.status, 404);
    assert_eq!(world.manage("acme", Method::DELETE, DRAFT, None).await.status, 204);
    let after = good(&world, Method::GET, DRAFT, Value::Null).await;
    assert_eq!(
        (&after["draft"], &after["drafted_at"]),
        (&after["published"], &Value::Null)
    );
    world.is_sound().await;
}

#[tokio::test]
async fn what_changed_is_in_the_audit_and_a_change_costs_two_reads_and_one_transaction() {
    let world = World::start().await;
    let reads = |world: &World| {
        let trace = world.cost();
        let count = |name: &str| trace.operations.iter().filter(|one| one.operation == name).count();
        (count("TransactWriteItems"), count("PutItem"), count("Query"))
    };
    good(&world, Method::PATCH, DRAFT, json!({"primary_color": "#102030"})).await;
    assert_eq!(reads(&world), (0, 1, 0));
    good(&world, Method::POST, PUBLISH, json!({})).await;
    assert_eq!(reads(&world), (1, 0, 0));
    // Again: nothing is there to publish.
    good(&world, Method::POST, PUBLISH, json!({})).await;
    assert_eq!(reads(&world), (0, 0, 0));
    let audit = world
        .manage("acme", Method::GET, "/api/audit?limit=10", None)
        .await
        .json();
    let of = |kind: &str| {
        let mut events = audit["data"].as_array().unwrap().iter();
        events
            .find(|event| event["type"] == kind)
            .unwrap_or_else(|| panic!("no {kind}: {audit}"))
            .clone()
    };
    let changes = &of("branding.updated")["data"]["changes"];
    assert_eq!(
        changes["branding.primary_color"],
        json!({"old": null, "new": "#102030"}),
        "{changes}"
    );
    assert_eq!(
        of("branding.drafted")["data"]["changes"]["primary_color"]["new"],
        "#102030"
    );
    world.is_sound().await;
}

#[tokio::test]
async fn an_image_is_drawn_again_and_served_from_the_application_for_good() {
    let world = World::start().await;
    let mut urls = Vec::new();
    for (shade, kind, format) in [
        (1, "image/png", ImageFormat::Png),
        (90, "image/jpeg", ImageFormat::Jpeg),
        (180, "image/webp", ImageFormat::WebP),
    ] {
        let taken = upload(&world, kind, picture(shade, format)).await;
        assert_eq!(taken.status, 201, "{kind}: {}", taken.body);
        let taken = taken.json();
        assert_eq!((&taken["width"], &taken["height"]), (&json!(64), &json!(32)));
        urls.push(taken["url"].as_str().unwrap().to_owned());
    }
    let shown = world.get(&world.url("acme", &urls[1])).await;
    assert_eq!(
        (shown.status, shown.header("content-type")),
        (200, "image/png".to_owned())
    );
    assert!(shown.body.contains("PNG") && !shown.body.contains("JFIF"));
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    assert_eq!(shown.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(
        shown
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    assert!(shown.header("set-cookie").is_empty());
    // The same again is the same thing.
    let again = upload(&world, "image/png", picture(1, ImageFormat::Png)).await.json();
    assert_eq!(again["url"], urls[0]);
    good(
        &world,
        Method::PATCH,
        LOOK,
        json!({"logo_url": urls[0], "logo_dark_url": urls[1], "favicon_url": urls[2]}),
    )
    .await;
    let page = world.get(&world.url("acme", "/login?other=1")).await.body;
    let picture = format!(
        "<picture><source srcset=\"{}\" media=\"(prefers-color-scheme: dark)\"><img class=\"logo\" src=\"{}\"",
        urls[1], urls[0]
    );
    assert!(page.contains(&picture), "{page}");
    assert!(page.contains(&format!("<link rel=\"icon\" href=\"{}\">", urls[2])));
    assert_eq!(
        world.get(&world.url("globex", &urls[0])).await.status,
        404,
        "another's image"
    );
    let foreign = world
        .manage("globex", Method::PATCH, LOOK, Some(&json!({"logo_url": urls[0]})))
        .await;
    assert_eq!((foreign.status, foreign.error()), (422, "validation_error".to_owned()));
    world.is_sound().await;
}

#[tokio::test]
async fn the_oldest_image_that_nothing_shows_makes_room() {
    let world = World::start().await;
    let mut urls = Vec::new();
    for shade in 0..=80_u8 {
        if shade % 40 == 39 {
            world.later(3600);
        }
        let taken = upload(&world, "image/png", picture(shade, ImageFormat::Png)).await;
        assert_eq!(taken.status, 201, "{shade}: {}", taken.body);
        urls.push(taken.json()["url"].as_str().unwrap().to_owned());
        if shade == 0 {
            good(&world, Method::PATCH, LOOK, json!({"logo_url": urls[0]})).await;
        }
    }
    let mut found = Vec::new();
    for url in [&urls[0], &urls[1], &urls[2], &urls[80]] {
        found.push(world.get(&world.url("acme", url)).await.status);
    }
    assert_eq!(found, [200, 404, 200, 200], "the logo stays, the next oldest went");
    world.is_sound().await;
}

#[tokio::test]
async fn the_dashboard_edits_the_look_of_an_application() {
    let world = World::start().await;
    let browser = Browser::operator(&world).await;
    let own = |rest: &str| {
        world.url(
            "dashboard",
            &format!("/api/applications/{}/branding{rest}", world.app("acme").id),
        )
    };
    let url = own("/images");
    let mut call = browser
        .at_dashboard(Method::POST, &url)
        .header("content-type", "image/png");
    call.body = picture(7, ImageFormat::Png);
    let taken = world.send(call).await;
    assert_eq!(taken.status, 201, "{}", taken.body);
    let draft = json!({"logo_url": taken.json()["url"]});
    let url = own("/draft");
    let drafted = world.send(browser.at_dashboard(Method::PATCH, &url).json(&draft)).await;
    assert_eq!(drafted.status, 200, "{}", drafted.body);
    let url = own("/preview");
    let preview = world
        .send(browser.at_dashboard(Method::POST, &url).json(&json!({})))
        .await;
    assert_eq!(preview.status, 200, "{}", preview.body);
    let page = world.get(preview.json()["url"].as_str().unwrap()).await;
    assert!(
        page.status == 200 && page.body.contains(draft["logo_url"].as_str().unwrap()),
        "{}",
        page.body
    );
}
