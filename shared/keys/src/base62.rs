//! Bytes as base62 digits of a fixed width, most significant first: one long number, divided and multiplied five digits at a time.

use domain::entropy;

/// Digits that one step handles: as many as a limb holds.
const STEP: usize = 5;
/// 62 to the power of [`STEP`].
const BASE: u64 = 916_132_832;
/// Bytes of a limb.
const LIMB: usize = 4;

/// `digits` digits; too few keep only the low end of the number, so the caller knows how many it takes.
pub(crate) fn encode(bytes: &[u8], digits: usize) -> String {
    let mut limbs = limbs(bytes);
    let mut low_first = Vec::with_capacity(digits + STEP);
    while low_first.len() < digits {
        let mut rest = divide(&mut limbs);
        for _ in 0..STEP {
            low_first.push(entropy::base62_digit(rest % 62));
            rest /= 62;
        }
    }
    low_first.iter().take(digits).rev().collect()
}

/// The `length` bytes of a text that [`encode`] made; `None` if a letter is no digit or the number is too large.
pub(crate) fn decode(text: &str, length: usize) -> Option<Vec<u8>> {
    let mut limbs = vec![0_u32; length.div_ceil(LIMB)];
    let letters = text.as_bytes();
    // The first step takes what the others leave over.
    let (first, rest) = letters.split_at_checked(letters.len() % STEP)?;
    for step in std::iter::once(first).chain(rest.chunks(STEP)) {
        let (mut value, mut base) = (0, 1);
        for letter in step {
            value = value * 62 + digit(*letter)?;
            base *= 62;
        }
        if multiply(&mut limbs, base, value) != 0 {
            return None;
        }
    }
    let bytes: Vec<u8> = limbs.iter().flat_map(|limb| limb.to_be_bytes()).collect();
    let (over, bytes) = bytes.split_at_checked(bytes.len().checked_sub(length)?)?;
    over.iter().all(|byte| *byte == 0).then(|| bytes.to_vec())
}

/// Most significant first; the first one is filled up with zeros.
fn limbs(bytes: &[u8]) -> Vec<u32> {
    let limb = |part: &[u8]| part.iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
    let (first, rest) = bytes.split_at_checked(bytes.len() % LIMB).unwrap_or_default();
    std::iter::once(first)
        .filter(|first| !first.is_empty())
        .chain(rest.chunks(LIMB))
        .map(limb)
        .collect()
}

/// Divides by [`BASE`] and answers the remainder.
fn divide(limbs: &mut [u32]) -> u32 {
    let mut rest = 0_u64;
    for limb in limbs {
        let value = rest << 32 | u64::from(*limb);
        *limb = low(value / BASE);
        rest = value % BASE;
    }
    low(rest)
}

/// Multiplies and adds; answers what does not fit.
fn multiply(limbs: &mut [u32], by: u64, add: u64) -> u64 {
    limbs.iter_mut().rev().fold(add, |carry, limb| {
        let value = u64::from(*limb) * by + carry;
        *limb = low(value);
        value >> 32
    })
}

fn low(value: u64) -> u32 {
    u32::try_from(value & u64::from(u32::MAX)).unwrap_or_default()
}

fn digit(letter: u8) -> Option<u64> {
    Some(u64::from(match letter {
        b'0'..=b'9' => letter - b'0',
        b'A'..=b'Z' => letter - b'A' + 10,
        b'a'..=b'z' => letter - b'a' + 36,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_and_byte_comes_back() {
        for length in 1_usize..100 {
            // 62 to the power of 11 is more than 256 to the power of 8.
            let digits = (length * 11).div_ceil(8);
            for fill in [0, 1, 127, 255] {
                let bytes = vec![fill; length];
                let text = encode(&bytes, digits);
                assert_eq!((text.len(), decode(&text, length)), (digits, Some(bytes)));
            }
        }
    }

    #[test]
    fn small_numbers_are_as_everybody_writes_them() {
        assert_eq!(encode(&[0], 2), "00");
        assert_eq!(encode(&[61], 2), "0z");
        assert_eq!(encode(&[62], 2), "10");
        assert_eq!(encode(&[1, 0], 3), "048");
        // 2^64 - 1.
        assert_eq!(encode(&[255; 8], 11), "LygHa16AHYF");
        assert_eq!(decode("LygHa16AHYF", 8), Some(vec![255; 8]));
    }

    #[test]
    fn what_is_too_large_or_no_digit_is_refused() {
        assert_eq!(decode("LygHa16AHYG", 8), None);
        assert_eq!(decode("048", 1), None);
        assert_eq!(decode("4-", 1), None);
        assert_eq!(decode("é1", 1), None);
    }
}
