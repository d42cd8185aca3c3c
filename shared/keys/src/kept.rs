//! Keys that were made ready once: deriving one and setting it up costs more than a MAC under it, and a request needs ten.
//!
//! Nothing is kept that the process could not derive again from what it holds anyway, and each key erases itself when it goes.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

/// How many at most: some hundred applications' worth, about a megabyte. The kinds of keys are few, the applications may be many.
const MOST: usize = 1024;

/// What a key is for: its scope, and its label.
pub(crate) type Of = ([u8; 16], &'static str);

/// Keys of one kind, by what they are for.
pub(crate) struct Kept<K>(RwLock<HashMap<Of, Arc<K>>>);

impl<K> Default for Kept<K> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K> Kept<K> {
    /// The key, made if it is not there. When there are too many, all go: who is busy is soon back.
    pub(crate) fn get<E>(&self, of: Of, make: impl FnOnce() -> Result<K, E>) -> Result<Arc<K>, E> {
        let found = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&of)
            .map(Arc::clone);
        if let Some(key) = found {
            return Ok(key);
        }
        let made = Arc::new(make()?);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(of, Arc::clone(&made));
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    #[test]
    fn a_key_is_made_once_and_there_are_not_too_many() {
        let kept = Kept::<u32>::default();
        let get = |scope: u32, value| {
            let of = (u128::from(scope).to_be_bytes(), "a");
            kept.get(of, || Ok::<_, Infallible>(value)).map(|key| *key)
        };
        assert_eq!((get(0, 7), get(0, 8), get(1, 9)), (Ok(7), Ok(7), Ok(9)));
        assert_eq!(kept.get(([0; 16], "b"), || Err("no")), Err("no"));
        for scope in 2..2000 {
            assert_eq!(get(scope, scope), Ok(scope));
        }
        assert!(kept.0.read().is_ok_and(|all| all.len() <= MOST));
    }
}
