//! The most common passwords of breaches, as a filter that is in the binary: 125,000 of them in 275 kB (NIST SP 800-63B §3.1.1.2).
//!
//! A Golomb-coded set: sorted digests in a range of 65,536 for each, their differences in Rice code. It misses none of them, and takes one other text in
//! 65,536 for one. Where it comes from and how it is made again: `data/README.md`.

use aws_lc_rs::digest;

/// The filter, as [`encode`] made it.
const FILTER: &[u8] = include_bytes!("../data/common.gcs");
/// Bits of a difference that are written as they are; one text in 2 to this power is taken for a common one.
const BITS: u32 = 16;
/// How many are read one after the other; the index says where each block begins.
const BLOCK: usize = 1_024;
/// Bytes of the index for a block: the place before its first, and where its bits are.
const ENTRY: usize = 12;

/// Whether a password is one of the most common; upper and lower case are the same.
pub fn is_common(password: &str) -> bool {
    contains(FILTER, password)
}

/// How many passwords are in the filter.
pub fn count() -> u64 {
    Set::of(FILTER).map_or(0, |set| set.count)
}

fn contains(filter: &[u8], password: &str) -> bool {
    let Some(set) = Set::of(filter) else { return false };
    let wanted = place(&password.to_lowercase(), set.count);
    let Some((mut at, mut bits)) = set.block(wanted) else {
        return false;
    };
    for _ in 0..BLOCK {
        let Some(step) = bits.step() else { return false };
        at = at.saturating_add(step);
        if at >= wanted {
            return at == wanted;
        }
    }
    false
}

/// Where a text lies in the range of a set.
fn place(text: &str, count: u64) -> u64 {
    let digest = digest::digest(&digest::SHA256, text.as_bytes());
    let first = digest.as_ref().first_chunk::<8>().copied().unwrap_or_default();
    let range = u128::from(count) << BITS;
    u64::try_from((u128::from(u64::from_be_bytes(first)) * range) >> 64).unwrap_or(0)
}

/// A set: how many there are, where each block begins, the differences.
struct Set<'a> {
    count: u64,
    index: &'a [u8],
    bytes: &'a [u8],
}

impl<'a> Set<'a> {
    fn of(filter: &'a [u8]) -> Option<Self> {
        let (count, rest) = filter.split_first_chunk::<4>()?;
        let count = u64::from(u32::from_be_bytes(*count));
        let blocks = usize::try_from(count).ok()?.div_ceil(BLOCK);
        let (index, bytes) = rest.split_at_checked(blocks.checked_mul(ENTRY)?)?;
        Some(Self { count, index, bytes })
    }

    /// The block that would hold a place: the place before its first, and its bits.
    fn block(&self, wanted: u64) -> Option<(u64, Bits<'a>)> {
        let entries = self.index.chunks_exact(ENTRY).filter_map(|entry| {
            let (before, bit) = entry.split_first_chunk::<8>()?;
            let bit = u32::from_be_bytes(*bit.first_chunk::<4>()?);
            Some((u64::from_be_bytes(*before), usize::try_from(bit).ok()?))
        });
        // A place is in the last block that begins before it; the first block begins before all.
        let block = entries
            .enumerate()
            .take_while(|(at, (before, _))| *at == 0 || *before < wanted);
        let (_, (before, bit)) = block.last()?;
        Some((before, Bits { bytes: self.bytes, bit }))
    }
}

/// Differences being read.
struct Bits<'a> {
    bytes: &'a [u8],
    /// The next bit.
    bit: usize,
}

impl Bits<'_> {
    fn next_bit(&mut self) -> Option<bool> {
        let byte = self.bytes.get(self.bit / 8)?;
        let set = byte & (0x80 >> (self.bit % 8)) != 0;
        self.bit += 1;
        Some(set)
    }

    /// The difference to the next: ones for each whole range, a zero, the rest.
    fn step(&mut self) -> Option<u64> {
        let mut whole = 0_u64;
        while self.next_bit()? {
            whole += 1;
        }
        let mut rest = 0_u64;
        for _ in 0..BITS {
            rest = (rest << 1) | u64::from(self.next_bit()?);
        }
        Some((whole << BITS) | rest)
    }
}

/// The filter of these passwords, for `examples/common.rs`, which makes it again.
pub fn encode(passwords: &[String]) -> Vec<u8> {
    let count = u32::try_from(passwords.len()).unwrap_or(u32::MAX);
    let mut places: Vec<u64> = passwords.iter().map(|text| place(text, u64::from(count))).collect();
    places.sort_unstable();
    let (mut bits, mut index): (Vec<bool>, Vec<u8>) = (Vec::new(), Vec::new());
    let mut before = 0_u64;
    for (nth, at) in places.into_iter().enumerate() {
        if nth % BLOCK == 0 {
            index.extend(before.to_be_bytes());
            index.extend(u32::try_from(bits.len()).unwrap_or(u32::MAX).to_be_bytes());
        }
        let step: u64 = at - before;
        before = at;
        bits.extend((0..step >> BITS).map(|_| true));
        bits.push(false);
        bits.extend((0..BITS).rev().map(|bit| (step >> bit) & 1 == 1));
    }
    let byte = |bits: &[bool]| {
        bits.iter()
            .enumerate()
            .fold(0_u8, |byte, (at, set)| byte | (u8::from(*set) << (7 - at)))
    };
    let mut filter = count.to_be_bytes().to_vec();
    filter.extend(index);
    filter.extend(bits.chunks(8).map(byte));
    filter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_is_found_and_little_else() {
        let texts: Vec<String> = (0..3_000).map(|n| format!("in{n}")).collect();
        let filter = encode(&texts);
        assert!(texts.iter().all(|text| contains(&filter, text)));
        let taken = (0..2_000).filter(|n| contains(&filter, &format!("out{n}"))).count();
        assert!(taken <= 2, "{taken}");
        assert!(
            !contains(&[], "x") && !contains(&[0, 0, 0, 9, 255], "x"),
            "a broken filter finds nothing"
        );
    }

    #[test]
    fn the_filter_holds_more_than_a_hundred_thousand_in_less_than_300_kb() {
        assert!(
            count() >= 100_000 && FILTER.len() <= 300_000,
            "{} in {}",
            count(),
            FILTER.len()
        );
        for common in [
            "123456",
            "password",
            "Password1",
            "qwertyuiop",
            "iloveyou1",
            "1q2w3e4r5t6y",
            "liverpool123",
        ] {
            assert!(is_common(common), "{common}");
        }
        for fine in [
            "quiet-harbour-lantern-42",
            "violet-harbour-tractor-91",
            "copper-meadow-violin-17",
            "",
        ] {
            assert!(!is_common(fine), "{fine}");
        }
    }

    /// One in 65,536 is stated: of 100,000 that are in no list one or two, by chance some more, are refused.
    #[test]
    fn a_good_password_is_hardly_ever_taken_for_a_common_one() {
        let taken = (0..3_000)
            .filter(|n| is_common(&format!("no list has this: {n}")))
            .count();
        assert!(taken <= 8, "{taken}");
    }
}
