//! The languages that pages and mails speak (BCP 47; lookup as in RFC 4647 §3.4).

use serde::{Deserialize, Serialize};

macro_rules! locales {
    ($($variant:ident = $tag:literal, $name:literal;)+) => {
        /// A shipped catalogue, in JSON as its BCP 47 tag.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
        pub enum Locale {
            $(#[doc = $name] #[serde(rename = $tag)] $variant,)+
        }

        impl Locale {
            /// Every language there is, in the order in which pages offer them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its BCP 47 tag.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$variant => $tag,)+ }
            }

            /// What its speakers call it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

locales! {
    En = "en", "English";
    De = "de", "Deutsch";
    Fr = "fr", "Français";
    Es = "es", "Español";
    PtBr = "pt-BR", "Português (Brasil)";
    Ja = "ja", "日本語";
    ZhCn = "zh-CN", "简体中文";
    Ar = "ar", "العربية";
}

impl std::str::FromStr for Locale {
    type Err = ();

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::parse(tag).ok_or(())
    }
}

impl Default for Locale {
    /// The one in which every text exists.
    fn default() -> Self {
        Self::En
    }
}

impl Locale {
    /// Whether it is written from right to left.
    pub const fn is_rtl(self) -> bool {
        matches!(self, Self::Ar)
    }

    /// What stands between two sentences.
    pub const fn between_sentences(self) -> &'static str {
        match self {
            Self::Ja | Self::ZhCn => "",
            _ => " ",
        }
    }

    /// The value of `dir` in HTML.
    pub const fn direction(self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    /// The catalogue of exactly this tag.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.tag().eq_ignore_ascii_case(tag))
    }

    /// The first of `enabled` that serves one of the `wanted` tags, the most wanted first. `de-CH` is served by `de`, `pt` by `pt-BR`; traditional
    /// Chinese is not served by simplified.
    pub fn best<'a>(wanted: impl IntoIterator<Item = &'a str>, enabled: &[Self]) -> Option<Self> {
        wanted
            .into_iter()
            .find_map(|tag| enabled.iter().copied().find(|known| known.serves(tag)))
    }

    fn serves(self, wanted: &str) -> bool {
        let mut subtags = wanted.split(['-', '_']);
        let language = subtags.next().unwrap_or("");
        let own = self.tag().split('-').next().unwrap_or("");
        let traditional = |subtag: &str| {
            ["hant", "tw", "hk", "mo"]
                .iter()
                .any(|one| subtag.eq_ignore_ascii_case(one))
        };
        language.eq_ignore_ascii_case(own) && !(self == Self::ZhCn && subtags.any(traditional))
    }
}

/// The tags of an `Accept-Language` header, the most wanted first; what is refused (`q=0`) or unreadable is left out (RFC 9110 §12.5.4).
pub fn accepted(header: &str) -> Vec<&str> {
    let weight = |parameters: &str| parameters.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok());
    let mut tags: Vec<(&str, f32)> = header
        .split(',')
        .take(32)
        .filter_map(|part| match part.split_once(';') {
            None => Some((part.trim(), 1.0)),
            Some((tag, parameters)) => weight(parameters).map(|q| (tag.trim(), q)),
        })
        .filter(|(tag, q)| *q > 0.0 && !tag.is_empty())
        .collect();
    // Stable: of equals the one named first.
    tags.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    tags.into_iter().map(|(tag, _)| tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_language_that_is_enabled_is_spoken() {
        let of = |header: &str| Locale::best(accepted(header), Locale::ALL);
        assert_eq!(of("de-CH,fr;q=0.8"), Some(Locale::De));
        assert_eq!(of("fr;q=0.3, es;q=0.9, *;q=0.1"), Some(Locale::Es));
        assert_eq!(of("pt, en;q=0.5"), Some(Locale::PtBr));
        assert_eq!(of("zh-Hans-CN"), Some(Locale::ZhCn));
        assert_eq!(of("zh-TW, zh-Hant;q=0.9, ja;q=0.2"), Some(Locale::Ja));
        assert_eq!(of("nl, de;q=0"), None);
        assert_eq!(of(";;q=,=;q=NaN"), None);
        assert_eq!(Locale::best(["de", "fr"], &[Locale::En, Locale::Fr]), Some(Locale::Fr));
    }

    #[test]
    fn a_tag_reads_back() {
        for locale in Locale::ALL {
            assert_eq!(Locale::parse(locale.tag()), Some(*locale));
            assert!(!locale.name().is_empty());
        }
        assert_eq!(Locale::parse("PT-br"), Some(Locale::PtBr));
        assert_eq!(Locale::parse("de-CH"), None);
        assert_eq!(Locale::default(), Locale::En);
    }
}
