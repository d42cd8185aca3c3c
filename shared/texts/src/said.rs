//! What went wrong, in the person's language. The sentence that the code says is the key, as in gettext: `problems.ftl` has it in English, with
//! a variable for each number, and its translations beside it.

use crate::{
    catalogue::{Surface, resource, sources},
    message::text,
};
use domain::locale::Locale;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::{collections::HashMap, sync::OnceLock};

/// A sentence's message, and its variables in the order of their numbers.
#[derive(Debug)]
struct Known {
    id: String,
    variables: Vec<String>,
}

/// A sentence of ours in another language; `None` where there is no such message.
pub fn said(locale: Locale, sentence: &str) -> Option<String> {
    if locale == Locale::En {
        return Some(sentence.to_owned());
    }
    let (shape, numbers) = shape(sentence);
    let known = sentences().get(&shape)?;
    let message = known
        .variables
        .iter()
        .zip(numbers)
        .fold(text(locale, &known.id), |message, (name, number)| {
            message.with(name, number)
        });
    Some(message.to_string())
}

/// A sentence with a hole for each number, and the numbers.
fn shape(sentence: &str) -> (String, Vec<u32>) {
    let mut shape = String::with_capacity(sentence.len());
    let mut numbers = Vec::new();
    let mut rest = sentence;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        shape.push_str(before);
        shape.push('#');
        numbers.push(digits.parse().unwrap_or(u32::MAX));
        rest = after;
    }
    shape.push_str(rest);
    (shape, numbers)
}

fn sentences() -> &'static HashMap<String, Known> {
    static SENTENCES: OnceLock<HashMap<String, Known>> = OnceLock::new();
    SENTENCES.get_or_init(|| {
        let files = sources(Locale::En, Surface::Pages).map(resource);
        let mut found = HashMap::new();
        for file in files {
            for entry in file.entries() {
                if let Entry::Message(message) = entry
                    && message.id.name.starts_with("said-")
                    && let Some(pattern) = &message.value
                {
                    let (shape, variables) = read(pattern);
                    let id = message.id.name.to_owned();
                    found.insert(shape, Known { id, variables });
                }
            }
        }
        found
    })
}

fn read(pattern: &Pattern<&str>) -> (String, Vec<String>) {
    let mut shape = String::new();
    let mut variables = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => shape.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                shape.push('#');
                variables.push(id.name.to_owned());
            }
            PatternElement::Placeable { .. } => {}
        }
    }
    (shape, variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_variables_of_a_sentence() {
        assert_eq!(
            shape("Wait 5 s, then 12."),
            ("Wait # s, then #.".to_owned(), vec![5, 12])
        );
        assert_eq!(shape("None."), ("None.".to_owned(), vec![]));
        assert_eq!(said(Locale::De, "Nobody ever says this."), None);
    }
}
