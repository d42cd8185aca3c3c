//! The names that applications are given: `brave-otter`. Behaviour 2.2.
//!
//! The system chooses, never the developer: a chosen name would be somebody's trade mark or a phishing page's host. For the same reason the lists
//! hold no word that promises trust ("secure", "official"), and none that insults in any pairing. Taken, with omissions, from the `petname` crate
//! (Apache-2.0, by its authors). Append or remove words freely: a slug is stored, not derived again.

use crate::entropy::{Entropy, below};
use crate::text::Slug;

const ADJECTIVES: &str = include_str!("words/adjectives.txt");
const NOUNS: &str = include_str!("words/nouns.txt");

/// `a-z2-9` without the letters that are misread: i, l, o.
const SUFFIX: &str = "abcdefghjkmnpqrstuvwxyz23456789";

/// `brave-otter`. The caller writes it with a condition, because somebody may already have it.
pub fn slug(entropy: &dyn Entropy) -> Slug {
    first_valid(|| pair(entropy))
}

/// `brave-otter-k7m`: what is tried after a collision.
pub fn slug_with_suffix(entropy: &dyn Entropy) -> Slug {
    first_valid(|| {
        let suffix: String = (0..3).map(|_| pick(SUFFIX.chars(), entropy).unwrap_or('x')).collect();
        format!("{}-{suffix}", pair(entropy))
    })
}

fn pair(entropy: &dyn Entropy) -> String {
    let adjective = pick(ADJECTIVES.split_ascii_whitespace(), entropy).unwrap_or_default();
    let noun = pick(NOUNS.split_ascii_whitespace(), entropy).unwrap_or_default();
    format!("{adjective}-{noun}")
}

/// One of `choices`, each as likely as the others. Walks the list: applications are made rarely.
fn pick<T>(mut choices: impl Iterator<Item = T> + Clone, entropy: &dyn Entropy) -> Option<T> {
    let count = u32::try_from(choices.clone().count()).unwrap_or(u32::MAX);
    choices.nth(usize::try_from(below(entropy, count)).unwrap_or(0))
}

/// The first draw is always a slug, since the tests go through both lists; drawing again is how this stays free of a panic.
fn first_valid(draw: impl Fn() -> String) -> Slug {
    loop {
        if let Ok(slug) = Slug::parse(&draw()) {
            return slug;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// Counts up, so that every word comes by.
    struct Counting(AtomicU32);
    impl Entropy for Counting {
        fn fill(&self, out: &mut [u8]) {
            for chunk in out.chunks_mut(4) {
                let next = self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes();
                chunk.iter_mut().zip(next).for_each(|(to, from)| *to = from);
            }
        }
    }

    #[test]
    fn both_lists_hold_at_least_500_different_short_words() {
        for list in [ADJECTIVES, NOUNS] {
            let words: Vec<_> = list.split_ascii_whitespace().collect();
            assert!(
                words.iter().collect::<HashSet<_>>().len() == words.len() && words.len() >= 500,
                "{}",
                words.len()
            );
            assert!(
                words.is_sorted(),
                "kept in order, so that a duplicate shows in a review"
            );
            for word in words {
                assert!(
                    (3..=10).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase()),
                    "{word}"
                );
                assert!(!Slug::parse(word).is_ok_and(|slug| slug.is_reserved()), "{word}");
            }
        }
    }

    #[test]
    fn a_slug_is_adjective_and_noun() {
        let entropy = Counting(AtomicU32::new(0));
        for _ in 0..2_000 {
            let slug = slug(&entropy);
            assert_eq!(slug.as_str().split('-').count(), 2, "{slug}");
            assert!(slug.as_str().len() <= 21 && !slug.is_reserved());
        }
    }

    #[test]
    fn the_suffix_has_three_letters_that_are_not_misread() {
        let entropy = Counting(AtomicU32::new(7));
        let slug = slug_with_suffix(&entropy);
        let suffix = slug.as_str().rsplit('-').next().unwrap_or_default();
        assert_eq!((suffix.len(), slug.as_str().split('-').count()), (3, 3), "{slug}");
        assert!(!suffix.contains(['i', 'l', 'o', '0', '1']), "{slug}");
    }
}
