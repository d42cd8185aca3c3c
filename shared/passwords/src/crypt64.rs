//! The base64 of crypt(3) and phpass: its own letters, and the lowest six bits first.

const LETTERS: &[u8; 64] = b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What a letter stands for.
pub(crate) fn value(letter: u8) -> Option<u32> {
    let at = LETTERS.iter().position(|known| *known == letter)?;
    u32::try_from(at).ok()
}

/// Whether all of `text` are such letters.
pub(crate) fn is_all(text: &str) -> bool {
    text.bytes().all(|letter| value(letter).is_some())
}

/// Three bytes are four letters.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let letters = |chunk: &[u8]| {
        let value = chunk
            .iter()
            .rev()
            .fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte));
        let letter = |at: usize| LETTERS.get((value >> (6 * at)) & 63).copied().map_or('.', char::from);
        (0..=chunk.len()).map(letter).collect::<String>()
    };
    bytes.chunks(3).map(letters).collect()
}
