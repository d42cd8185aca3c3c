//! Chance, as a value that is handed in. The only trait through which the product may ask for random bytes.

/// A source of unpredictable bytes. The system's in production, a seeded one in tests.
pub trait Entropy: Send + Sync {
    /// Fills `out`. A source that cannot deliver must end the process, never return predictable bytes.
    fn fill(&self, out: &mut [u8]);
}

/// `N` bytes of `entropy`.
pub fn bytes<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut out = [0; N];
    entropy.fill(&mut out);
    out
}

/// A number below `bound`, without modulo bias. `bound` 0 gives 0.
pub fn below(entropy: &dyn Entropy, bound: u32) -> u32 {
    if bound < 2 {
        return 0;
    }
    let zone = u32::MAX - (u32::MAX % bound);
    loop {
        let drawn = u32::from_le_bytes(bytes::<4>(entropy));
        if drawn < zone {
            return drawn % bound;
        }
    }
}

/// A decimal code of six digits, as mailed to people.
pub fn six_digits(entropy: &dyn Entropy) -> String {
    format!("{:06}", below(entropy, 1_000_000))
}

const BASE62: [char; 62] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M',
    'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j',
    'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
];

/// `length` letters and digits; 43 of them carry 256 bits. One draw gives many: a draw costs more than its bytes.
pub fn base62(entropy: &dyn Entropy, length: usize) -> String {
    /// The greatest multiple of 62 that a byte holds: what lies above it would favour some digits.
    const FAIR: u8 = 248;
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let drawn = bytes::<32>(entropy).into_iter().filter(|byte| *byte < FAIR);
        text.extend(drawn.take(length - text.len()).map(|byte| base62_digit(byte.into())));
    }
    text
}

/// A number from 0 up to, but not, 1.
pub fn unit(entropy: &dyn Entropy) -> f64 {
    f64::from(u32::from_le_bytes(bytes(entropy))) / (f64::from(u32::MAX) + 1.0)
}

/// The base62 digit of `value` (taken modulo 62).
pub fn base62_digit(value: u32) -> char {
    usize::try_from(value % 62)
        .ok()
        .and_then(|at| BASE62.get(at))
        .copied()
        .unwrap_or('0')
}

/// Six base62 digits that catch a mistyped or truncated secret before anything is looked up. Not a security measure: FNV-1a.
pub fn checksum(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (0..6)
        .map(|_| {
            let digit = u32::try_from(hash % 62).unwrap_or(0);
            hash /= 62;
            base62_digit(digit)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(u8);
    impl Entropy for Fixed {
        fn fill(&self, out: &mut [u8]) {
            out.fill(self.0);
        }
    }

    #[test]
    fn codes_have_six_digits() {
        assert_eq!(six_digits(&Fixed(0)), "000000");
        assert_eq!(six_digits(&Fixed(7)).len(), 6);
    }

    #[test]
    fn the_checksum_notices_a_change() {
        assert_eq!(checksum("sk_live_abc").len(), 6);
        assert_ne!(checksum("sk_live_abc"), checksum("sk_live_abd"));
    }
}
