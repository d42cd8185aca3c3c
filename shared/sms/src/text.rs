//! The words of a code by SMS, in the language of whoever reads them, and below them the line that binds the code to our host: a browser that knows it
//! fills the code in there and nowhere else (WICG, "Origin-bound one-time codes").

use crate::gsm;
use domain::locale::Locale;
use texts::text;

/// A code on its way to a phone.
#[derive(Clone, Debug)]
pub struct Text {
    /// In which language.
    pub locale: Locale,
    /// What the application is called.
    pub app: String,
    /// The code.
    pub code: String,
    /// How long it works.
    pub minutes: u32,
    /// The host of the page where it is typed.
    pub host: String,
}

impl Text {
    /// What is sent: with the application's name where all fits into one part, otherwise without, for the host tells whose it is.
    pub fn render(&self) -> String {
        let named = self.said("mail-sms-code");
        if gsm::is_one_part(&named) {
            named
        } else {
            self.said("mail-sms-code-short")
        }
    }

    fn said(&self, id: &str) -> String {
        let app: String = self.app.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let words = text(self.locale, id)
            .with("app", app.as_str())
            .with("code", self.code.as_str())
            .with("minutes", self.minutes)
            .to_string();
        format!("{words}\n@{} #{}", self.host, self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(locale: Locale, app: &str) -> String {
        let text = Text {
            locale,
            app: app.to_owned(),
            code: "123456".to_owned(),
            minutes: 5,
            host: "brave-otter.aero2.example".to_owned(),
        };
        text.render()
    }

    #[test]
    fn every_language_fits_into_one_part_and_ends_with_the_line_that_binds() {
        for locale in Locale::ALL {
            for app in [
                "Acme",
                "Ein sehr langer Name einer Anwendung, die niemand so nennen sollte",
                "Ж",
            ] {
                let sent = code(*locale, app);
                assert!(gsm::is_one_part(&sent), "{}: {sent}", locale.tag());
                assert_eq!(sent.lines().last(), Some("@brave-otter.aero2.example #123456"));
                assert!(sent.lines().next().is_some_and(|line| line.contains("123456")));
            }
        }
    }

    #[test]
    fn a_short_name_is_said_and_cannot_add_a_line() {
        assert!(code(Locale::En, "Acme").contains("Acme"));
        let sent = code(Locale::En, "x\n@evil.example #999999");
        assert_eq!(sent.lines().count(), 2);
    }
}
