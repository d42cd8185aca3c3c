//! Every text that the code asks for is in the catalogues, and every text there is asked for (frontend 2.6).

use super::source::{files, product};
use std::collections::BTreeSet;

/// Texts whose names are put together: by error code, reason, kind of mail.
const COMPOSED: &[&str] = &["title-", "weak-", "mail-", "said-"];

fn english() -> Vec<(String, String)> {
    let catalogues = files(&[".ftl"]);
    let lines = catalogues
        .iter()
        .filter(|file| file.path.starts_with("shared/texts/locales/en/"))
        .flat_map(|file| file.text.lines());
    let messages = lines.filter_map(|line| line.split_once(" ="));
    messages
        .filter(|(id, _)| {
            id.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        })
        .map(|(id, text)| (id.to_owned(), text.trim().to_owned()))
        .collect()
}

/// What stands between quotes in templates and code, and looks like the name of a text.
fn quoted() -> BTreeSet<String> {
    let templates = files(&[".html"]);
    let code = product();
    let texts = templates
        .iter()
        .chain(&code)
        .filter(|file| !file.path.contains("/locales/"));
    let parts = texts.flat_map(|file| file.text.split('"').map(str::to_owned).collect::<Vec<_>>());
    parts
        .filter(|part| part.len() <= 60 && !part.contains(char::is_whitespace))
        .collect()
}

fn asked_for() -> BTreeSet<String> {
    let templates = files(&[".html"]);
    let calls = templates.iter().flat_map(|file| file.text.split("frame.t(\"").skip(1));
    calls
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_text_asked_for_exists_and_every_text_is_asked_for() {
    let known: BTreeSet<String> = english().into_iter().map(|(id, _)| id).collect();
    assert!(known.len() > 250);
    let missing: Vec<_> = asked_for().into_iter().filter(|id| !known.contains(id)).collect();
    assert!(missing.is_empty(), "asked for, but in no catalogue: {missing:?}");
    let quoted = quoted();
    let idle: Vec<_> = known
        .iter()
        .filter(|id| !COMPOSED.iter().any(|head| id.starts_with(head)) && !quoted.contains(*id))
        .collect();
    assert!(idle.is_empty(), "nobody asks for {idle:?}");
}

#[test]
fn what_goes_wrong_is_translated_by_the_very_sentence_of_the_code() {
    let code = product();
    let stands = |sentence: &str| {
        // A variable is a number in the code: whatever is between braces, or a digit.
        let parts: Vec<&str> = sentence.split(['{', '}']).step_by(2).collect();
        code.iter().any(|file| {
            let mut rest = file.text.as_str();
            parts.iter().all(|part| match rest.find(part) {
                Some(at) => {
                    rest = rest.get(at + part.len()..).unwrap_or("");
                    true
                }
                None => false,
            })
        })
    };
    let stale: Vec<_> = english()
        .into_iter()
        .filter(|(id, text)| id.starts_with("said-") && !stands(text))
        .collect();
    assert!(stale.is_empty(), "no code says {stale:?}");
}
