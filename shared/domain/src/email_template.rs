//! An application's own words for a mail, in a language (behaviour 3.17). Without them, or in a language they are not written for, the shipped ones
//! are said.

use crate::{Timestamp, locale::Locale, mail_kind::MailKind};
use serde::{Deserialize, Serialize};

/// Versions that can be looked at.
pub const VERSIONS: usize = 20;
/// Characters of a subject.
pub const MAX_SUBJECT: usize = 150;
/// Characters of a body.
pub const MAX_BODY: usize = 4000;

/// What is said. Markdown with `{{variables}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Wording {
    /// One line.
    pub subject: String,
    /// Paragraphs, lists, emphasis and links; a first heading takes the place of the shipped one.
    pub body: String,
}

/// The words for a kind of mail in a language, as they were last set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailTemplate {
    /// Which mail.
    pub kind: MailKind,
    /// In which language.
    pub locale: Locale,
    /// What is said; `None`: the shipped words again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<Wording>,
    /// When it was set.
    pub updated_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl EmailTemplate {
    /// The next version of `before`, which may never have been set.
    pub fn next(
        before: Option<&Self>,
        (kind, locale): (MailKind, Locale),
        wording: Option<Wording>,
        now: Timestamp,
    ) -> Self {
        Self {
            kind,
            locale,
            wording,
            updated_at: now,
            version: before.map_or(0, |before| before.version).saturating_add(1),
        }
    }
}

/// A version as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct PastWording {
    /// Which.
    pub version: u64,
    /// What was said; nothing: the shipped words.
    #[serde(flatten)]
    pub wording: Option<Wording>,
    /// When it was set.
    pub updated_at: Timestamp,
}

/// The versions before the present one, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailTemplateVersions {
    /// At most [`VERSIONS`].
    pub versions: Vec<PastWording>,
    /// That of the template.
    pub version: u64,
}

impl EmailTemplateVersions {
    /// What is kept when `before` gives way to `after`.
    pub fn after(past: Option<Self>, before: Option<&EmailTemplate>, after: &EmailTemplate) -> Self {
        let past = past.map(|past| past.versions).unwrap_or_default();
        let before = before.map(|before| PastWording {
            version: before.version,
            wording: before.wording.clone(),
            updated_at: before.updated_at,
        });
        Self {
            versions: before.into_iter().chain(past).take(VERSIONS).collect(),
            version: after.version,
        }
    }
}
