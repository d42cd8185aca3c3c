//! Items and answers, shortly written.

use aws_sdk_dynamodb::{
    error::{ProvideErrorMetadata, SdkError},
    types::AttributeValue,
};
use std::collections::HashMap;

pub type Item = HashMap<String, AttributeValue>;

pub fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

pub fn n(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub fn item<const N: usize>(pairs: [(&str, AttributeValue); N]) -> Item {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// The key of an item in the table of a story.
pub fn key(pk: &str, sk: &str) -> Item {
    item([("PK", s(pk)), ("SK", s(sk))])
}

/// An item with one number, `v`.
pub fn numbered(pk: &str, sk: &str, v: i64) -> Item {
    with(key(pk, sk), [("v", n(v))])
}

pub fn with<const N: usize>(mut item: Item, pairs: [(&str, AttributeValue); N]) -> Item {
    item.extend(self::item(pairs));
    item
}

/// The error code that a call was refused with; the answer must be a refusal.
pub fn code<T: std::fmt::Debug, E: ProvideErrorMetadata, R>(answer: Result<T, SdkError<E, R>>) -> String {
    refusal(answer).0
}

/// Code and message.
pub fn refusal<T: std::fmt::Debug, E: ProvideErrorMetadata, R>(answer: Result<T, SdkError<E, R>>) -> (String, String) {
    match answer {
        Ok(answer) => panic!("not refused: {answer:?}"),
        Err(error) => (
            error.code().unwrap_or("no code").to_owned(),
            error.message().unwrap_or("").to_owned(),
        ),
    }
}

pub const INVALID: &str = "ValidationException";
pub const CONDITION: &str = "ConditionalCheckFailedException";
