//! No language lacks a text, names a variable that English does not, or says the English sentence still.

use crate::catalogue::{Surface, resource, sources};
use domain::locale::Locale;
use fluent_bundle::FluentResource;
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use std::collections::{BTreeMap, BTreeSet};

/// A language's messages: their variables, and their text as it stands in the file.
type Messages = BTreeMap<String, (BTreeSet<String>, String)>;

fn variables(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => named(inline, into),
                Expression::Select { selector, variants } => {
                    named(selector, into);
                    for variant in variants {
                        variables(&variant.value, into);
                    }
                }
            }
        }
    }
}

fn named(inline: &InlineExpression<&str>, into: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            into.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { .. }
        | InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. } => {}
        other => panic!("texts use variables only: {other:?}"),
    }
}

fn all_sources(locale: Locale) -> impl Iterator<Item = String> {
    [Surface::Pages, Surface::Mails]
        .into_iter()
        .flat_map(move |surface| sources(locale, surface))
}

fn messages(locale: Locale) -> Messages {
    let mut found = Messages::new();
    for source in all_sources(locale) {
        if let Err((_, errors)) = parser::parse(source.as_str()) {
            panic!("{}: {errors:?}", locale.tag());
        }
        let file: FluentResource = resource(source);
        for entry in file.entries() {
            let Entry::Message(message) = entry else { continue };
            let pattern = message
                .value
                .as_ref()
                .unwrap_or_else(|| panic!("{} is empty", message.id.name));
            let mut used = BTreeSet::new();
            variables(pattern, &mut used);
            let text = format!("{:?}", pattern.elements);
            let twice = found.insert(message.id.name.to_owned(), (used, text));
            assert!(twice.is_none(), "{} has {} twice", locale.tag(), message.id.name);
        }
    }
    found
}

#[test]
fn no_language_lacks_a_text_or_names_another_variable() {
    let english = messages(Locale::En);
    assert!(english.len() > 250, "{}", english.len());
    for locale in Locale::ALL {
        let theirs = messages(*locale);
        for (id, (variables, _)) in &english {
            let (used, _) = theirs.get(id).unwrap_or_else(|| panic!("{} lacks {id}", locale.tag()));
            assert_eq!(used, variables, "{}: {id}", locale.tag());
        }
        let more: Vec<_> = theirs.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(more.is_empty(), "{} has {more:?}", locale.tag());
    }
}

#[test]
fn a_translation_is_not_the_english_sentence() {
    let english = messages(Locale::En);
    for locale in Locale::ALL.iter().filter(|locale| **locale != Locale::En) {
        let theirs = messages(*locale);
        let same: Vec<_> = english
            .iter()
            .filter(|(id, (_, text))| theirs.get(*id).is_some_and(|(_, other)| other == text))
            .map(|(id, _)| id)
            .collect();
        // "Code", "Name" and the like are the same word in more than one language.
        assert!(same.len() <= 12, "{}: {same:?}", locale.tag());
    }
}

#[test]
fn every_text_can_be_written_in_every_language() {
    for (id, (variables, _)) in messages(Locale::En) {
        for locale in Locale::ALL {
            for number in [0, 1, 2, 3, 11, 100] {
                let message = variables
                    .iter()
                    .fold(crate::text(*locale, &id), |message, name| match name.as_str() {
                        "minutes" | "hours" | "seconds" | "left" | "least" | "most" | "days" | "n" => {
                            message.with(name, number)
                        }
                        _ => message.with(name, "Acme"),
                    });
                let text = message.to_string();
                assert!(
                    (text != id || !id.contains('-')) && !text.contains(['{', '}']),
                    "{}: {id}: {text}",
                    locale.tag()
                );
            }
        }
    }
}

#[test]
fn a_name_of_the_other_direction_is_set_apart() {
    let arabic = crate::text(Locale::Ar, "signed-in-as")
        .with("email", "mia@example.com")
        .to_string();
    assert!(arabic.contains("\u{2068}mia@example.com\u{2069}"), "{arabic}");
    let english = crate::text(Locale::En, "signed-in-as");
    assert_eq!(
        english.clone().with("email", "mia@example.com").to_string(),
        "Signed in as mia@example.com"
    );
    assert!(
        english
            .with("email", "ليلى")
            .to_string()
            .contains("\u{2068}ليلى\u{2069}")
    );
}

#[test]
fn what_is_marked_up_stands_between_its_neighbours() {
    let sentence = crate::text(Locale::En, "code-sent").with("minutes", 1);
    let (before, after) = sentence.around("address");
    assert_eq!(before, "A six-digit code is on its way to ");
    assert_eq!(after, ". It works for 1 minute, in this browser.");
}
