//! What went wrong, in the words of a page and in its language.

use super::Frame;
use domain::locale::Locale;
use protocol::error::{ErrorCode, Failure};
use serde_json::Value;
use texts::{said, text};

/// What went wrong with a form, beside the fields and above them.
#[derive(Clone, Debug)]
pub struct Problem {
    failure: Failure,
}

impl Problem {
    /// A failure in the words of a page.
    pub fn of(failure: &Failure) -> Self {
        Self {
            failure: failure.clone(),
        }
    }

    /// Whether it is said beside fields.
    pub fn is_of_fields(&self) -> bool {
        !self.failure.fields.is_empty()
    }

    /// Whether something is wrong with a field.
    pub fn is_about(&self, name: &str) -> bool {
        self.failure.fields.iter().any(|field| field.field == name)
    }

    /// The whole in a sentence.
    pub fn summary(&self, frame: &Frame) -> String {
        match self.failure.fields.as_slice() {
            [] => explained(&self.failure, frame.locale),
            [only] => self.in_words(frame.locale, only.code, &only.detail),
            _ => frame.t("fields-check").to_string(),
        }
    }

    /// What is wrong with one field.
    pub fn for_field(&self, frame: &Frame, name: &str) -> Option<String> {
        let wrong = self.failure.fields.iter().find(|field| field.field == name)?;
        Some(self.in_words(frame.locale, wrong.code, &wrong.detail))
    }

    fn in_words(&self, locale: Locale, code: ErrorCode, detail: &str) -> String {
        if code == self.failure.code && detail == self.failure.detail {
            return explained(&self.failure, locale);
        }
        said(locale, detail).unwrap_or_else(|| title(locale, code))
    }
}

/// What happened, in a language: the sentence that the code says, or at least the title of its error code.
pub(super) fn explained(failure: &Failure, locale: Locale) -> String {
    if locale == Locale::En {
        return failure.detail.clone();
    }
    weak(failure, locale)
        .or_else(|| said(locale, &failure.detail))
        .unwrap_or_else(|| title(locale, failure.code))
}

/// The title of an error code.
pub(super) fn title(locale: Locale, code: ErrorCode) -> String {
    if locale == Locale::En {
        return code.title().to_owned();
    }
    let id = format!("title-{}", code.as_str().replace('_', "-"));
    let known = text(locale, &id).to_string();
    if known == id {
        text(locale, "title-other").to_string()
    } else {
        known
    }
}

/// Why a password is refused, a sentence for each reason.
fn weak(failure: &Failure, locale: Locale) -> Option<String> {
    let reasons = failure.members.get("reasons")?.as_array()?;
    let least = failure.members.get("min_length").and_then(Value::as_u64).unwrap_or(0);
    let least = u32::try_from(least).unwrap_or(0);
    let sentences = reasons.iter().filter_map(Value::as_str).map(|reason| {
        let id = format!("weak-{reason}");
        text(locale, &id).with("least", least).to_string()
    });
    let all: Vec<String> = std::iter::once(text(locale, "weak").to_string())
        .chain(sentences)
        .collect();
    Some(all.join(locale.between_sentences()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::TextError;

    #[test]
    fn a_title_is_that_of_its_code_in_every_language() {
        for code in ErrorCode::ALL {
            let id = format!("title-{}", code.as_str().replace('_', "-"));
            let english = text(Locale::En, &id).to_string();
            assert!(english == id || english == code.title(), "{id}");
            assert!(!title(Locale::De, *code).starts_with("title-"));
        }
    }

    #[test]
    fn a_sentence_of_the_code_is_translated_with_its_numbers() {
        let failure = Failure::new(ErrorCode::ValidationError, TextError::TooLong(255).to_string());
        let german = explained(&failure, Locale::De);
        assert!(german.contains("255") && german != failure.detail, "{german}");
        let unheard = Failure::new(ErrorCode::NotFound, "Nobody says this.");
        assert_eq!(explained(&unheard, Locale::De), title(Locale::De, ErrorCode::NotFound));
        assert_eq!(explained(&unheard, Locale::En), "Nobody says this.");
    }

    #[test]
    fn the_reasons_of_a_weak_password_are_sentences() {
        let failure = Failure::new(ErrorCode::WeakPassword, "Choose another password: …")
            .member("reasons", vec!["short", "common"])
            .member("min_length", 12);
        let french = explained(&failure, Locale::Fr);
        assert!(french.contains("12") && french.matches('.').count() >= 3, "{french}");
    }
}
