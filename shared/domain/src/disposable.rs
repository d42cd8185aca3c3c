//! Domains whose mailboxes are given away for minutes: the built-in list behind `signup_block_disposable` (behaviour 3.2).
//!
//! From `disposable-email-domains` 1.0.62 (MIT, github.com/ivolo/disposable-email-domains), 121,569 names in 430,243 bytes: of each the lower 40 bits of a
//! hash, in 65,536 buckets by the upper 16 of them. A name that is not listed is taken for one once in nine million; `signup_allowed_domains` has the
//! last word. `cargo xtask disposable index.json wildcard.json` makes both files anew from the package's files and the public suffixes.

/// A byte per bucket that says how many names it holds, then three bytes per name, bucket by bucket.
const LIST: &[u8] = include_bytes!("disposable/domains.bin");
const BUCKETS: usize = 1 << 16;

/// The listed names that are public suffixes, a line each. The rules of all of them are 690 kB of code, and no other of them is listed.
const SUFFIXES: &str = include_str!("disposable/suffixes.txt");

/// Whether a domain (A-labels, lower case), or one that it is below of, is listed. Who has a name below a public suffix is somebody of their own, so a
/// suffix is looked up for itself alone.
pub fn is_listed(domain: &str) -> bool {
    let parents = domain.match_indices('.').filter_map(|(at, _)| domain.get(at + 1..));
    let shared = |parent: &str| parent.contains('.') && SUFFIXES.lines().all(|suffix| suffix != parent);
    holds(domain) || parents.filter(|parent| shared(parent)).any(holds)
}

fn holds(name: &str) -> bool {
    let hash = hash(name.as_bytes()).to_be_bytes();
    let [.., high, low, first, second, third] = hash;
    let bucket = usize::from(u16::from_be_bytes([high, low]));
    let (counts, names) = LIST.split_at_checked(BUCKETS).unwrap_or_default();
    let before: usize = counts.iter().take(bucket).copied().map(usize::from).sum();
    let many = counts.get(bucket).copied().map_or(0, usize::from);
    let mut found = names.chunks_exact(3).skip(before).take(many);
    found.any(|rest| rest == [first, second, third])
}

/// FNV-1a, its bits then spread over all 64 as `SplitMix` does. `xtask/src/disposable.rs` has the same.
fn hash(bytes: &[u8]) -> u64 {
    let folded = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let once = (folded ^ (folded >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let twice = (once ^ (once >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    twice ^ (twice >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        let (counts, names) = LIST.split_at_checked(BUCKETS).unwrap_or_default();
        let sum: usize = counts.iter().copied().map(usize::from).sum();
        assert_eq!((sum * 3, names.len() % 3), (names.len(), 0));
        assert!(sum > 120_000, "{sum}");
    }

    #[test]
    fn a_listed_domain_is_found_and_so_is_what_is_below_it() {
        for listed in [
            "mailinator.com",
            "a.mailinator.com",
            "deep.below.mailinator.com",
            "10minutemail.com",
        ] {
            assert!(is_listed(listed), "{listed}");
        }
    }

    #[test]
    fn the_mailboxes_that_people_keep_are_not_listed() {
        for kept in [
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "hotmail.com",
            "yahoo.com",
            "icloud.com",
            "proton.me",
            "protonmail.com",
            "gmx.de",
            "web.de",
            "mail.ru",
            "qq.com",
            "163.com",
            "fastmail.com",
            "yandex.ru",
            "zoho.com",
            "privaterelay.appleid.com",
            "acme.example",
            "mailinator.com.acme.example",
            "mailinator.example",
        ] {
            assert!(!is_listed(kept), "{kept}");
        }
    }

    #[test]
    fn a_public_suffix_blocks_nobody_below_it() {
        for below in ["a.co.uk", "somebody.github.io", "a.com", "b.org", "somebody.ddns.net"] {
            assert!(!is_listed(below), "{below}");
        }
    }

    #[test]
    fn the_suffixes_are_listed_and_are_suffixes() {
        assert!(SUFFIXES.lines().count() > 20);
        for suffix in SUFFIXES.lines() {
            assert!(is_listed(suffix), "{suffix}");
            assert_eq!(psl::suffix_str(suffix), Some(suffix));
            for below in [format!("somebody.{suffix}"), format!("a.somebody.{suffix}")] {
                assert!(!is_listed(&below), "{below}");
            }
        }
    }

    #[test]
    fn what_is_not_listed_is_hardly_ever_taken_for_listed() {
        let wrong = (0..20_000)
            .filter(|n| holds(&format!("nobody-has-this-{n}.example")))
            .count();
        assert_eq!(wrong, 0);
    }
}
