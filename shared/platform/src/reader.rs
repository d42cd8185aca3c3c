//! Who reads the answer: in which language, and at which address (frontend 2.6). Nothing else is ever decided by it.

use domain::{locale::Locale, settings::Settings, user::User};

/// Who said which language it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Nobody: the application's own.
    None,
    /// The browser, by `Accept-Language`.
    Browser,
    /// The person, or the client that sent them (`ui_locales`).
    Person,
}

/// The reader of an answer.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The language, one of those that the application has switched on.
    pub locale: Locale,
    /// Who said so.
    pub wish: Wish,
    /// Path and query of the page, where the same page can be asked for in another language.
    pub here: Option<String>,
}

impl Reader {
    /// Nobody in particular.
    pub const fn of(settings: &Settings) -> Self {
        Self {
            locale: settings.default_locale,
            wish: Wish::None,
            here: None,
        }
    }

    /// The language kept in a new account: one that was asked for.
    pub fn stated(&self) -> Option<String> {
        (self.wish != Wish::None).then(|| self.locale.tag().to_owned())
    }

    /// The same reader, now known: what they set in their account counts more than what their browser says.
    #[must_use]
    pub fn known(mut self, user: &User, settings: &Settings) -> Self {
        if self.wish != Wish::Person {
            self.locale = of_user(user, settings).unwrap_or(self.locale);
        }
        self
    }
}

/// The language of an account, where the application speaks it.
pub fn of_user(user: &User, settings: &Settings) -> Option<Locale> {
    Locale::best(user.locale.as_deref(), &settings.locales)
}
