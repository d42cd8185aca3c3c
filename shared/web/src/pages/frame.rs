//! What every page of an application shares: its name, look, links, and the language of its words.

use super::assets;
use crate::language;
use domain::{application::Environment, branding::Branding, locale::Locale};
use platform::tenant::Tenant;
use texts::{Message, text};

/// Light or dark, whatever the reader's system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// As CSS calls it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads what CSS calls it.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Light, Self::Dark]
            .into_iter()
            .find(|theme| theme.as_str() == text)
    }
}

/// A look that is not published, on a page that does nothing.
#[derive(Clone, Copy, Debug)]
pub struct Preview<'a> {
    /// The look.
    pub branding: &'a Branding,
    /// Where its stylesheet is.
    pub stylesheet: &'a str,
    /// Light or dark.
    pub theme: Theme,
    /// The origin that tells it what to show.
    pub editor: &'a str,
}

/// The frame around a page.
#[derive(Clone, Debug)]
pub struct Frame {
    pub(crate) name: String,
    pub(crate) initial: String,
    pub(crate) logo_url: Option<String>,
    pub(crate) logo_dark_url: Option<String>,
    pub(crate) favicon_url: Option<String>,
    /// The origin that this page shows a look to; nothing: it is a page.
    pub(crate) editor: Option<String>,
    pub(crate) is_development: bool,
    pub(crate) support_email: Option<String>,
    pub(crate) privacy_policy_url: Option<String>,
    pub(crate) terms_url: Option<String>,
    pub(crate) brand: Option<String>,
    pub(crate) stylesheet: &'static str,
    pub(crate) script: &'static str,
    /// The language of the page.
    pub(crate) locale: Locale,
    /// The same page in each language; empty where there is no choice.
    pub(crate) languages: Vec<(Locale, String)>,
}

fn initial(name: &str) -> String {
    name.chars()
        .next()
        .map(|letter| letter.to_uppercase().collect())
        .unwrap_or_default()
}

impl Frame {
    /// The frame of an application.
    pub fn of(tenant: &Tenant) -> Self {
        let application = tenant.application();
        Self {
            name: application.name.clone(),
            initial: initial(&application.name),
            logo_url: application.branding.logo_url.clone(),
            logo_dark_url: application.branding.logo_dark_url.clone(),
            favicon_url: application.branding.favicon_url.clone(),
            editor: None,
            is_development: application.environment == Environment::Development,
            support_email: application
                .support_email
                .as_ref()
                .map(|email| email.as_str().to_owned()),
            privacy_policy_url: application.privacy_policy_url.clone(),
            terms_url: application.terms_url.clone(),
            brand: assets::brand(&application.branding).map(|(hash, _)| format!("/_t/brand.{hash}.css")),
            stylesheet: assets::stylesheet(),
            script: assets::script(),
            locale: tenant.reader().locale,
            languages: languages(tenant),
        }
    }

    /// The same with a look that is not published, in an editor's frame.
    #[must_use]
    pub fn showing(mut self, preview: Preview<'_>) -> Self {
        let Preview { branding, theme, .. } = preview;
        let dark = branding.logo_dark_url.clone().filter(|_| theme == Theme::Dark);
        self.logo_url = dark.or_else(|| branding.logo_url.clone());
        self.logo_dark_url = None;
        self.favicon_url.clone_from(&branding.favicon_url);
        self.brand = Some(preview.stylesheet.to_owned());
        self.editor = Some(preview.editor.to_owned());
        self.without_choice()
    }

    /// The frame of a page that belongs to no application.
    pub fn apex(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            initial: initial(name),
            logo_url: None,
            logo_dark_url: None,
            favicon_url: None,
            editor: None,
            is_development: false,
            support_email: None,
            privacy_policy_url: None,
            terms_url: None,
            brand: None,
            stylesheet: assets::stylesheet(),
            script: assets::script(),
            locale: Locale::default(),
            languages: Vec::new(),
        }
    }

    /// The same without links to the page in other languages.
    #[must_use]
    pub(super) fn without_choice(mut self) -> Self {
        self.languages.clear();
        self
    }

    /// The attribute of the field that a page begins with. What is framed takes nobody's focus, and browsers complain if it tries.
    pub(crate) const fn focus(&self) -> &'static str {
        if self.editor.is_none() { " autofocus" } else { "" }
    }

    /// A text in the language of the page.
    pub fn t<'a>(&self, id: &'a str) -> Message<'a> {
        text(self.locale, id)
    }
}

/// Links that keep the step (frontend 2.6).
fn languages(tenant: &Tenant) -> Vec<(Locale, String)> {
    let enabled = &tenant.settings().locales;
    match &tenant.reader().here {
        Some(here) if enabled.len() > 1 => {
            let link = |locale: &Locale| (*locale, language::link(here, *locale));
            enabled.iter().map(link).collect()
        }
        _ => Vec::new(),
    }
}
