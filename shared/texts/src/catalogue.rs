//! The embedded files, deflated by `build.rs`, and one parsed bundle for each language and surface.

use domain::locale::Locale;
use flate2::read::DeflateDecoder;
use fluent_bundle::{FluentResource, concurrent::FluentBundle};
use std::{io::Read, sync::OnceLock};

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
        /// The files of a language, packed.
        const fn packed(locale: Locale, surface: Surface) -> &'static [&'static [u8]] {
            match (locale, surface) {
                $((Locale::$locale, Surface::Pages) => &[
                    include_bytes!(concat!(env!("OUT_DIR"), "/", $folder, "/pages.ftl")),
                    include_bytes!(concat!(env!("OUT_DIR"), "/", $folder, "/account.ftl")),
                    include_bytes!(concat!(env!("OUT_DIR"), "/", $folder, "/problems.ftl")),
                ],
                (Locale::$locale, Surface::Mails) => &[include_bytes!(concat!(env!("OUT_DIR"), "/", $folder, "/mails.ftl"))],)+
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

/// The files of a language. One that cannot be unpacked is empty; a test reads all of them.
pub(crate) fn sources(locale: Locale, surface: Surface) -> impl Iterator<Item = String> {
    packed(locale, surface).iter().map(|file| {
        let mut source = String::new();
        let read = DeflateDecoder::new(*file).read_to_string(&mut source);
        read.map(|_| source).unwrap_or_default()
    })
}

/// A file as Fluent reads it. What cannot be read is left out; a test reads all of them.
pub(crate) fn resource(source: String) -> FluentResource {
    FluentResource::try_new(source).unwrap_or_else(|(readable, _)| readable)
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
