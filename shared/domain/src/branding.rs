//! The look of an application's pages and mails (behaviour 3.3): what is published, what is being drafted, and what was published before.
//!
//! Every value is read as what it must be and written out again; no field takes HTML, CSS or a script.

use crate::{Timestamp, colour};
use protocol::error::{ErrorCode, FieldError};
use serde::{Deserialize, Serialize};

/// Versions that can be gone back to.
pub const VERSIONS: usize = 20;
/// Uploaded images that are kept: more than draft, look and versions can name.
pub const IMAGES: usize = 80;

/// How round things are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum Corner {
    /// Not at all.
    None,
    /// A little.
    Small,
    /// As shipped.
    #[default]
    Medium,
    /// Fields and buttons end in half circles.
    Full,
}

impl Corner {
    /// As a length of CSS; the shipped one needs none.
    pub const fn radius(self) -> Option<&'static str> {
        match self {
            Self::None => Some("0px"),
            Self::Small => Some("6px"),
            Self::Medium => None,
            Self::Full => Some("23px"),
        }
    }
}

/// A look. What is absent is the product's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Branding {
    /// An https image, or the address of an uploaded one.
    pub logo_url: Option<String>,
    /// The same where the reader's screen is dark; without it the other is shown there, too.
    pub logo_dark_url: Option<String>,
    /// The sign in the browser's tab.
    pub favicon_url: Option<String>,
    /// `#rrggbb`: buttons.
    pub primary_color: Option<String>,
    /// The same where the reader's screen is dark.
    pub primary_color_dark: Option<String>,
    /// `#rrggbb`: what is around the card.
    pub background_color: Option<String>,
    /// The same where the reader's screen is dark.
    pub background_color_dark: Option<String>,
    /// How round things are.
    pub corner: Corner,
}

/// A colour that can hardly be told from what it lies on: it is kept and shown, and said.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct BrandingWarning {
    /// Of which field.
    pub field: &'static str,
    /// The contrast there is, 1 to 21 (WCAG 2.2).
    pub contrast: f64,
    /// The contrast there should be.
    pub needed: f64,
    /// The nearest colour that has it.
    pub suggestion: String,
    /// All that in words.
    pub detail: String,
}

/// What buttons lie on, as frontend/hosted/hosted.css has it: in the light, and in the dark.
const SURFACES: [&str; 2] = ["#ffffff", "#171a21"];
/// What a control needs to be seen (WCAG 2.2, 1.4.11). Text on a colour is black or white, whichever reads better, so it always has its 4.5.
const NEEDED: f64 = 3.0;

const UPLOADED: (&str, &str) = ("/_t/img.", ".png");

/// Where an uploaded image is, on any host of its application.
pub fn image_path(name: &str) -> String {
    format!("{}{name}{}", UPLOADED.0, UPLOADED.1)
}

/// The name of an uploaded image in its address: a digest in base64url.
pub fn image_name(path: &str) -> Option<&str> {
    let name = path.strip_prefix(UPLOADED.0)?.strip_suffix(UPLOADED.1)?;
    let good = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (name.len() == 43 && name.bytes().all(good)).then_some(name)
}

impl Branding {
    /// Its images, with the names of their fields.
    pub fn images(&self) -> [(&'static str, Option<&str>); 3] {
        [
            ("logo_url", self.logo_url.as_deref()),
            ("logo_dark_url", self.logo_dark_url.as_deref()),
            ("favicon_url", self.favicon_url.as_deref()),
        ]
    }

    fn colours(&self) -> [(&'static str, Option<&str>); 4] {
        [
            ("primary_color", self.primary_color.as_deref()),
            ("primary_color_dark", self.primary_color_dark.as_deref()),
            ("background_color", self.background_color.as_deref()),
            ("background_color_dark", self.background_color_dark.as_deref()),
        ]
    }

    /// What is wrong with it, all at once. Empty = good. `is_image` knows addresses that may be shown.
    pub fn problems(&self, is_image: impl Fn(&str) -> bool) -> Vec<FieldError> {
        let problem = |field: &str, code, detail: &str| FieldError {
            field: field.to_owned(),
            code,
            detail: detail.to_owned(),
        };
        let images = self.images().into_iter();
        let images = images.filter(|(_, url)| url.is_some_and(|url| !is_image(url)));
        let images = images.map(|(field, _)| {
            let detail = "Use an https URL, or the address of an image uploaded here.";
            problem(field, ErrorCode::ValidationError, detail)
        });
        let colours = self.colours().into_iter();
        let colours = colours.filter(|(_, text)| text.is_some_and(|text| colour::with_ink(text).is_none()));
        let colours =
            colours.map(|(field, _)| problem(field, ErrorCode::ValidationError, "Use a colour like #1a2b3c."));
        images.chain(colours).collect()
    }

    /// Buttons that can hardly be told from the card they are on.
    pub fn warnings(&self) -> Vec<BrandingWarning> {
        let [light, dark] = SURFACES;
        let shown = [
            ("primary_color", &self.primary_color, light),
            (
                "primary_color_dark",
                if self.primary_color_dark.is_some() {
                    &self.primary_color_dark
                } else {
                    &self.primary_color
                },
                dark,
            ),
        ];
        let warning = |(field, text, surface): (&'static str, &Option<String>, &str)| {
            let text = text.as_deref()?;
            let contrast = colour::contrast(text, surface).filter(|contrast| *contrast < NEEDED)?;
            let contrast = (contrast * 100.0).round() / 100.0;
            let suggestion = colour::nearest(text, surface, NEEDED)?;
            let mode = if surface == dark { "dark" } else { "light" };
            let detail = format!(
                "On the {mode} card {text} has a contrast of {contrast} to 1; a button needs {NEEDED}. {suggestion} has it."
            );
            Some(BrandingWarning {
                field,
                contrast,
                needed: NEEDED,
                suggestion,
                detail,
            })
        };
        shown.into_iter().filter_map(warning).collect()
    }
}

/// A look as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct PastBranding {
    /// Which; 0 is the one an application began with.
    pub version: u64,
    /// What it was.
    pub branding: Branding,
    /// When it was published; nothing: with the application.
    pub published_at: Option<Timestamp>,
}

/// What lies beside the published look, which is the application's: the draft, the looks before, the images.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandingDesk {
    /// What is being worked on, where it differs from what is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Branding>,
    /// When that was changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drafted_at: Option<Timestamp>,
    /// The number of the published look.
    pub published: u64,
    /// Since when it is that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_at: Option<Timestamp>,
    /// The version that it was taken from, if it was gone back to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restored_from: Option<u64>,
    /// The looks before, the newest first.
    #[serde(default)]
    pub versions: Vec<PastBranding>,
    /// The names of the images that there are, the newest first.
    #[serde(default)]
    pub images: Vec<String>,
    /// +1 per change of draft or published look; the `ETag` of the draft. An upload changes neither.
    #[serde(default)]
    pub revision: u64,
    /// +1 per change.
    pub version: u64,
}

impl BrandingDesk {
    fn touched(mut self) -> Self {
        self.version = self.version.saturating_add(1);
        self
    }

    fn revised(mut self) -> Self {
        self.revision = self.revision.saturating_add(1);
        self.touched()
    }

    /// With a draft; what equals the published look is none.
    #[must_use]
    pub fn drafted(mut self, draft: Branding, published: &Branding, now: Timestamp) -> Self {
        (self.draft, self.drafted_at) = if draft == *published {
            (None, None)
        } else {
            (Some(draft), Some(now))
        };
        self.revised()
    }

    /// Without a draft.
    #[must_use]
    pub fn discarded(mut self) -> Self {
        (self.draft, self.drafted_at) = (None, None);
        self.revised()
    }

    /// `before` gives way to another look, taken from an earlier version or new.
    #[must_use]
    pub fn published(mut self, before: Branding, restored_from: Option<u64>, now: Timestamp) -> Self {
        let past = PastBranding {
            version: self.published,
            branding: before,
            published_at: self.published_at,
        };
        self.versions.insert(0, past);
        self.versions.truncate(VERSIONS);
        self.published = self.published.saturating_add(1);
        (self.published_at, self.restored_from) = (Some(now), restored_from);
        self.revised()
    }

    /// A look that was published before.
    pub fn past(&self, version: u64) -> Option<&Branding> {
        let mut found = self.versions.iter().filter(|past| past.version == version);
        found.next().map(|past| &past.branding)
    }

    /// With an image, and the name of one that makes room for it: the oldest that no look names.
    pub fn with_image(mut self, name: String, published: &Branding) -> (Self, Option<String>) {
        self.images.retain(|known| *known != name);
        let mut leaves = None;
        if self.images.len() >= IMAGES {
            let at = self.images.iter().rposition(|known| !self.names(known, published));
            leaves = at.map(|at| self.images.remove(at));
        }
        self.images.insert(0, name);
        (self.touched(), leaves)
    }

    fn names(&self, image: &str, published: &Branding) -> bool {
        let past = self.versions.iter().map(|past| &past.branding);
        let mut looks = past.chain(&self.draft).chain([published]);
        let path = image_path(image);
        looks.any(|look| look.images().iter().any(|(_, url)| *url == Some(&path)))
    }

    /// Whether there is an uploaded image at this address.
    pub fn has_image(&self, path: &str) -> bool {
        image_name(path).is_some_and(|name| self.images.iter().any(|known| known == name))
    }
}

/// An uploaded image, drawn again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandingImage {
    /// The digest of its bytes.
    pub name: String,
    /// PNG, as base64.
    pub png: String,
    /// When it was uploaded.
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(colour: &str) -> Branding {
        Branding {
            primary_color: Some(colour.to_owned()),
            ..Branding::default()
        }
    }

    fn name(n: usize) -> String {
        format!("{n:043}")
    }

    fn showing(n: usize) -> Branding {
        Branding {
            logo_url: Some(image_path(&name(n))),
            ..Branding::default()
        }
    }

    #[test]
    fn rs_01_a_value_is_what_it_must_be_or_it_is_refused() {
        for bad in ["red", "#fff", "#12345g", "#123456;}", "url(//evil)", "var(--x)", ""] {
            let fields: Vec<_> = of(bad)
                .problems(|_| true)
                .into_iter()
                .map(|problem| problem.field)
                .collect();
            assert_eq!(fields, ["primary_color"], "{bad}");
        }
        assert!(of("#123456").problems(|_| true).is_empty());
        let path = image_path(&name(1));
        assert_eq!(image_name(&path), Some(name(1).as_str()));
        for bad in ["/_t/img..png", "/_t/img.x.png", "//evil/_t/img.x.png", "/_t/img.\".png"] {
            assert_eq!(image_name(bad), None, "{bad}");
        }
        let wrong = Branding {
            logo_url: Some(path),
            ..of("#123456")
        };
        assert_eq!(wrong.problems(|_| false).len(), 1);
    }

    #[test]
    fn a_button_that_can_hardly_be_seen_is_said_with_one_that_can() {
        assert!(of("#3b5bdb").warnings().is_empty());
        let warnings = of("#ffff00").warnings();
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        let suggested = |warning: &BrandingWarning| colour::contrast(&warning.suggestion, "#ffffff");
        let better = warnings.first().and_then(suggested);
        assert!(better.is_some_and(|contrast| contrast >= 3.0), "{warnings:?}");
        let dark: Vec<_> = of("#101010")
            .warnings()
            .into_iter()
            .map(|warning| warning.field)
            .collect();
        assert_eq!(dark, ["primary_color_dark"]);
    }

    #[test]
    fn twenty_looks_can_be_gone_back_to() {
        let now = Timestamp::from_secs(1);
        let mut desk = BrandingDesk::default().drafted(of("#000001"), &Branding::default(), now);
        for n in 0..25 {
            desk = desk.published(of(&format!("#{n:06x}")), None, now);
        }
        assert_eq!((desk.published, desk.versions.len()), (25, VERSIONS));
        assert_eq!(desk.past(5), Some(&of("#000005")));
        assert_eq!((desk.past(4), desk.past(25)), (None, None));
        assert!(desk.draft.is_some(), "only its own publishing ends a draft");
        assert_eq!(desk.clone().drafted(of("#aaaaaa"), &of("#aaaaaa"), now).draft, None);
        assert_eq!(desk.version, 26);
    }

    #[test]
    fn an_image_that_a_look_names_never_makes_room() {
        let now = Timestamp::from_secs(1);
        let mut desk = BrandingDesk::default();
        for n in 0..IMAGES {
            (desk, _) = desk.with_image(name(n), &showing(0));
        }
        desk = desk
            .published(showing(1), None, now)
            .drafted(showing(2), &showing(0), now);
        let (desk, leaves) = desk.with_image(name(100), &showing(0));
        assert_eq!((leaves, desk.images.len(), desk.revision), (Some(name(3)), IMAGES, 2));
        let (desk, leaves) = desk.with_image(name(100), &showing(0));
        assert_eq!(
            (leaves, desk.images.len()),
            (None, IMAGES),
            "the same again is no other"
        );
        assert!(desk.has_image(&image_path(&name(1))) && !desk.has_image(&image_path(&name(3))));
    }
}
