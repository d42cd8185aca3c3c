//! A look cannot carry anything but a look, and its preview shows it to nobody who was not given the address, for ten minutes, and does nothing.

use crate::{
    flows::manage::branding::{DRAFT, LOOK, PUBLISH, picture, upload},
    harness::World,
};
use http::Method;
use image::ImageFormat;
use serde_json::{Value, json};

const PREVIEW: &str = "/api/applications/branding/preview";

async fn preview(world: &World, look: &Value) -> String {
    let answer = world.manage("acme", Method::POST, PREVIEW, Some(look)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["url"].as_str().unwrap().to_owned()
}

fn page(url: &str, name: &str) -> String {
    url.replace("/_preview/sign-in", &format!("/_preview/{name}"))
}

#[tokio::test]
async fn rs_01_no_field_of_a_look_takes_style_or_markup_as_draft_preview_or_published() {
    let world = World::start().await;
    let before = world.items().await;
    let cases = [
        ("primary_color", json!("red;}body{display:none")),
        ("primary_color_dark", json!("#12345")),
        ("background_color", json!("url(https://evil.example)")),
        ("background_color_dark", json!("</style><script>alert(1)</script>")),
        ("logo_url", json!("javascript:alert(1)")),
        ("logo_url", json!("data:image/svg+xml,<svg onload=alert(1)>")),
        ("logo_url", json!("//evil.example/logo.png")),
        ("logo_dark_url", json!("http://acme.example/logo.png")),
        (
            "favicon_url",
            json!("/_t/img.0000000000000000000000000000000000000000000.png"),
        ),
        ("favicon_url", json!("/_t/../login")),
    ];
    for (field, value) in cases {
        for (method, path) in [(Method::PATCH, LOOK), (Method::PATCH, DRAFT), (Method::POST, PREVIEW)] {
            let refused = world.manage("acme", method, path, Some(&json!({field: value}))).await;
            assert_eq!(
                (refused.status, refused.error(), &refused.json()["errors"][0]["field"]),
                (422, "validation_error".to_owned(), &json!(field)),
                "{path} {value}: {}",
                refused.body
            );
        }
    }
    for bad in [
        json!({"corner": "12px;}"}),
        json!({"css": "body{}"}),
        json!({"primary_color": 1}),
    ] {
        for (method, path) in [(Method::PATCH, LOOK), (Method::PATCH, DRAFT), (Method::POST, PREVIEW)] {
            let refused = world.manage("acme", method, path, Some(&bad)).await;
            assert_eq!(refused.status, 422, "{path} {bad}: {}", refused.body);
        }
    }
    assert_eq!(before.len(), world.items().await.len(), "nothing was written");
}

#[tokio::test]
async fn rs_01_a_preview_is_one_applications_for_ten_minutes() {
    let world = World::start().await;
    let url = preview(&world, &json!({"primary_color": "#0a7f3f"})).await;
    assert!(url.starts_with(&world.url("acme", "/_preview/sign-in?draft=")), "{url}");
    assert_eq!(world.get(&url).await.status, 200);
    let elsewhere = url.replace("//acme.", "//globex.");
    assert_eq!(world.get(&elsewhere).await.status, 404, "another application's host");
    let changed = url.replacen("draft=A", "draft=B", 1);
    let changed = if changed == url { format!("{url}A") } else { changed };
    assert_eq!(world.get(&changed).await.status, 404);
    assert_eq!(world.get(&page(&url, "nothing")).await.status, 404);
    world.later(599);
    assert_eq!(world.get(&url).await.status, 200);
    world.later(2);
    for name in ["sign-in", "brand.css"] {
        assert_eq!(
            world.get(&page(&url, name)).await.status,
            404,
            "{name} outlives its ten minutes"
        );
    }
}

#[tokio::test]
async fn rs_01_a_preview_is_framed_by_the_dashboard_alone_and_does_nothing() {
    let world = World::start().await;
    let url = preview(&world, &json!({"primary_color": "#0a7f3f", "corner": "full"})).await;
    let items = world.items().await;
    let mut signed_in = world.browser();
    signed_in.sign_in("acme", 1).await;
    let after_sign_in = world.items().await.len();
    assert!(after_sign_in >= items.len());
    for name in ["sign-in", "password", "code", "sign-up", "consent", "sign-out", "error"] {
        let shown = signed_in
            .open(&format!("{}&theme=dark&ui_locales=ar", page(&url, name)))
            .await;
        assert_eq!(shown.status, 200, "{name}: {}", shown.body);
        let policy = shown.header("content-security-policy");
        for part in [
            "form-action 'none'",
            "frame-ancestors http://dashboard.localhost:8787;",
            "sandbox allow-scripts allow-same-origin",
            "script-src 'self'",
        ] {
            assert!(policy.contains(part), "{name}: {policy}");
        }
        assert_eq!(
            (
                shown.header("x-frame-options"),
                shown.header("x-robots-tag"),
                shown.header("cache-control")
            ),
            (String::new(), "noindex".to_owned(), "no-store".to_owned())
        );
        assert!(shown.header("set-cookie").is_empty(), "{name} sets a cookie");
        assert!(
            shown.body.contains("<body inert>") && shown.body.contains("dir=\"rtl\""),
            "{name}"
        );
        assert!(
            shown.body.contains("data-editor=\"http://dashboard.localhost:8787\""),
            "{name}"
        );
        assert!(
            !shown.body.contains("mia@acme.example"),
            "{name} tells of whoever is signed in"
        );
        assert!(
            !shown.body.contains("autofocus"),
            "{name} takes the focus of its editor"
        );
        for form in shown.forms() {
            let token = form.fields.get("form_token").map_or("", String::as_str);
            assert_eq!(token, "", "{name} has a form that works");
        }
        let (_, css) = shown.body.split_once("href=\"/_preview/").unwrap();
        let css = css.split('"').next().unwrap().replace("&#38;", "&");
        let css = world.get(&world.url("acme", &format!("/_preview/{css}"))).await;
        assert_eq!(
            (css.body.as_str(), css.header("content-type").as_str()),
            (
                ":root{color-scheme:dark;--brand:#0a7f3f;--brand-ink:#fff;--radius:23px;}",
                "text/css; charset=utf-8"
            )
        );
    }
    assert_eq!(world.items().await.len(), after_sign_in, "a preview keeps nothing");
    // The real page is as it was: nobody frames it.
    let real = world.get(&world.url("acme", "/login?other=1")).await;
    assert!(
        real.header("content-security-policy")
            .contains("frame-ancestors 'none'")
    );
    assert!(!real.body.contains("data-editor") && !real.body.contains("inert"));
}

#[tokio::test]
async fn rs_01_what_is_no_image_is_refused_and_nothing_is_written() {
    let world = World::start().await;
    let before = world.items().await;
    let png = picture(3, ImageFormat::Png);
    let mut bomb = png.clone();
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let cases: [(&str, Vec<u8>); 6] = [
        ("truncated", png[..40].to_vec()),
        ("bomb", bomb),
        (
            "svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec(),
        ),
        ("html", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".to_vec()),
        ("nothing", Vec::new()),
    ];
    for (name, bytes) in cases {
        let refused = upload(&world, "image/png", bytes).await;
        assert_eq!(
            (refused.status, refused.error()),
            (422, "image_invalid".to_owned()),
            "{name}: {}",
            refused.body
        );
    }
    let svg = upload(&world, "image/svg+xml", b"<svg/>".to_vec()).await;
    assert_eq!((svg.status, svg.error()), (415, "unsupported_media_type".to_owned()));
    let heavy = upload(&world, "image/png", vec![0; 1024 * 1024 + 1]).await;
    assert_eq!((heavy.status, heavy.error()), (413, "payload_too_large".to_owned()));
    // What counts the tries is no image.
    let kinds = |items: &[Value]| {
        items
            .iter()
            .filter(|item| item["t"]["S"].as_str().unwrap().starts_with("branding"))
            .count()
    };
    assert_eq!((kinds(&before), kinds(&world.items().await)), (0, 0));
    // Behind a good image lies something else: it is not kept.
    let polyglot = [png.as_slice(), b"<script>alert(1)</script>"].concat();
    let taken = upload(&world, "image/png", polyglot).await.json();
    let shown = world.get(&world.url("acme", taken["url"].as_str().unwrap())).await;
    assert!(shown.status == 200 && !shown.body.contains("script"));
}

#[tokio::test]
async fn az_01_a_key_that_may_only_read_changes_no_look() {
    let world = World::start().await;
    let made = json!({"kind": "secret", "name": "Reader", "permissions": ["apps:read"]});
    let made = world
        .manage("acme", Method::POST, "/api/applications/api-keys", Some(&made))
        .await
        .json();
    let key = made["key"].as_str().unwrap();
    for (method, path, body) in [
        (Method::PATCH, LOOK, json!({})),
        (Method::PATCH, DRAFT, json!({})),
        (Method::POST, PUBLISH, json!({})),
        (Method::POST, PREVIEW, json!({})),
        (
            Method::POST,
            "/api/applications/branding/rollback",
            json!({"version": 0}),
        ),
    ] {
        let url = world.url("acme", path);
        let call = crate::harness::Call::new(method, &url).header("authorization", format!("Bearer {key}"));
        assert_eq!(world.send(call.json(&body)).await.status, 403, "{path}");
    }
}
