//! The frame of mails is what MJML makes of its source: checked in, so that a build needs no MJML (frontend 2.6).

use super::source::root;
use mrml::prelude::render::RenderOptions;
use std::{collections::HashMap, env, fs};

#[test]
#[expect(clippy::disallowed_methods, reason = "a wish of whoever runs this test")]
fn the_frame_of_mails_is_what_mjml_makes_of_its_source() {
    let folder = root().join("shared/mail/templates");
    let source = fs::read_to_string(folder.join("letter.mjml")).expect("the source");
    let parsed = mrml::parse(&source).expect("MJML");
    assert!(parsed.warnings.is_empty(), "{:?}", parsed.warnings);
    // No font from elsewhere: a mail asks nobody for anything.
    let options = RenderOptions {
        fonts: HashMap::new(),
        ..RenderOptions::default()
    };
    let made = format!("{}\n", parsed.element.render(&options).expect("HTML").trim_end());
    assert!(!made.contains("//fonts.") && !made.contains("<img"), "{made}");
    let path = folder.join("letter.html");
    if env::var_os("AERO2_WRITE").is_some() {
        fs::write(&path, &made).expect("the folder can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "letter.html is stale: AERO2_WRITE=1 cargo test -p tests letters"
    );
}
