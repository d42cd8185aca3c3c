//! The embedded files, and one parsed bundle for each language and surface.

use domain::locale::Locale;
use fluent_bundle::{FluentResource, concurrent::FluentBundle};
use std::sync::OnceLock;

/// A parsed language.
pub(crate) type Bundle = FluentBundle<FluentResource>;

/// Where a text is read: the function that mails needs no pages, and the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surface {
    /// Pages, and what goes wrong on them.
    Pages,
    /// Mails.
    Mails,
}

impl Surface {
    /// The surface of a message: those of mails begin with `mail-`.
    pub(crate) fn of(id: &str) -> Self {
        if id.starts_with("mail-") {
            Self::Mails
        } else {
            Self::Pages
        }
    }
}

macro_rules! sources {
    ($($locale:ident: $folder:literal;)+) => {
        /// The files of a language.
        pub(crate) const fn sources(locale: Locale, surface: Surface) -> &'static [&'static str] {
            match (locale, surface) {
                $((Locale::$locale, Surface::Pages) => &[
                    include_str!(concat!("../locales/", $folder, "/pages.ftl")),
                    include_str!(concat!("../locales/", $folder, "/account.ftl")),
                    include_str!(concat!("../locales/", $folder, "/problems.ftl")),
                ],
                (Locale::$locale, Surface::Mails) => &[include_str!(concat!("../locales/", $folder, "/mails.ftl"))],)+
            }
        }
    };
}

sources! {
    En: "en";
    De: "de";
    Fr: "fr";
    Es: "es";
    PtBr: "pt-BR";
    Ja: "ja";
    ZhCn: "zh-CN";
    Ar: "ar";
}

const LANGUAGES: usize = Locale::ALL.len();

/// A file as Fluent reads it. What cannot be read is left out; a test reads all of them.
pub(crate) fn resource(source: &'static str) -> FluentResource {
    FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable)
}

/// The messages of a language.
pub(crate) fn bundle(locale: Locale, surface: Surface) -> &'static Bundle {
    static PAGES: [OnceLock<Bundle>; LANGUAGES] = [const { OnceLock::new() }; LANGUAGES];
    static MAILS: [OnceLock<Bundle>; LANGUAGES] = [const { OnceLock::new() }; LANGUAGES];
    static LOST: OnceLock<Bundle> = OnceLock::new();
    let parsed = match surface {
        Surface::Pages => &PAGES,
        Surface::Mails => &MAILS,
    };
    let nth = Locale::ALL.iter().position(|known| *known == locale).unwrap_or(0);
    parsed.get(nth).unwrap_or(&LOST).get_or_init(|| parse(locale, surface))
}

fn parse(locale: Locale, surface: Surface) -> Bundle {
    let language = locale.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // What is written against the direction of its sentence is set apart by ourselves, and only that.
    bundle.set_use_isolating(false);
    for source in sources(locale, surface) {
        // The first of two messages of one name stays; a test finds the second.
        let _twice = bundle.add_resource(resource(source));
    }
    bundle
}
