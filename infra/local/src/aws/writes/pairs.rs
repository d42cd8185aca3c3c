//! A JSON object as it is written: names and values in their order, borrowed, for few enough that looking through them is cheaper than hashing.

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use std::{fmt, marker::PhantomData};

/// Members that most objects have at most.
const USUAL: usize = 28;

/// The members. A name that has to be unescaped makes the whole unreadable.
pub(super) struct Pairs<'a, T>(Vec<(&'a str, T)>);

impl<T> Default for Pairs<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'a, T> Pairs<'a, T> {
    pub(super) fn get(&self, name: &str) -> Option<&T> {
        self.iter().find_map(|(known, value)| (*known == name).then_some(value))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(&'a str, T)> {
        self.0.iter()
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Pairs<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members(PhantomData))
    }
}

struct Members<'a, T>(PhantomData<(&'a (), T)>);

impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for Members<'a, T> {
    type Value = Pairs<'a, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::with_capacity(USUAL);
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Pairs(members))
    }
}
