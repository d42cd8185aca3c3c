//! Time-based one-time passwords (RFC 6238): SHA-1, six digits, thirty seconds, one step of tolerance to either side (behaviour 3.9).
//!
//! The step is answered, not a yes: whoever accepts a code must see to it that its step is accepted once (§5.2, OT-05).

use domain::{Entropy, Secret, Timestamp, entropy};
use totp_rs::{Algorithm, Builder, Totp};

/// Bytes of a secret: as many as the hash has (RFC 4226 §4).
pub const SECRET_BYTES: usize = 20;

/// The shortest secret that is taken from elsewhere (RFC 4226 §4, R6), and the longest: the block of the hash.
const IMPORTED_BYTES: std::ops::RangeInclusive<usize> = 16..=64;

const DIGITS: u8 = 6;
const STEP_SECS: u64 = 30;
const SKEW: u16 = 1;

/// A new secret.
pub fn new_secret(source: &dyn Entropy) -> Secret<Vec<u8>> {
    Secret::new(entropy::bytes::<SECRET_BYTES>(source).to_vec())
}

fn builder(secret: &Secret<Vec<u8>>) -> Builder {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_step_duration(STEP_SECS)
        .with_secret(secret.expose().clone())
}

fn totp(secret: &Secret<Vec<u8>>) -> Option<Totp> {
    builder(secret).build().ok()
}

/// The time step whose code this is, among the present one and its neighbours. Spaces between the digits are not minded.
pub fn matching_step(secret: &Secret<Vec<u8>>, typed: &str, now: Timestamp) -> Option<u64> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let well_formed = code.len() == usize::from(DIGITS) && code.bytes().all(|byte| byte.is_ascii_digit());
    let at = u64::try_from(now.secs()).ok().filter(|_| well_formed)?;
    totp(secret)?.check(&code, at)
}

/// The secret as people type it: base32 (RFC 4648 §6) in groups of four.
pub fn spelled(secret: &Secret<Vec<u8>>) -> String {
    let text = totp(secret).map(|totp| totp.secret().to_base32()).unwrap_or_default();
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// The secret that a text of base32 spells, as apps show it: capitals or not, in groups or not, padded or not. `None`: it is no base32, or of a length
/// that no secret has.
pub fn read(text: &str) -> Option<Secret<Vec<u8>>> {
    let letters = text.trim_end_matches('=').chars().filter(|c| !c.is_whitespace());
    let letters: String = letters.map(|c| c.to_ascii_uppercase()).collect();
    let read = totp_rs::Secret::try_from_base32(letters).ok()?;
    let bytes = read.as_bytes().to_vec();
    IMPORTED_BYTES.contains(&bytes.len()).then(|| Secret::new(bytes))
}

/// The secret in base32 without groups, as another provider takes it.
pub fn written(secret: &Secret<Vec<u8>>) -> Secret<String> {
    Secret::new(spelled(secret).replace(' ', ""))
}

/// The address that an app reads from a QR code. A colon would end a name early, so there is none in it.
pub fn key_uri(secret: &Secret<Vec<u8>>, issuer: &str, account: &str) -> Option<String> {
    let plain = |text: &str| text.replace(':', " ").trim().to_owned();
    let made = builder(secret)
        .with_issuer(Some(plain(issuer)))
        .with_account_name(plain(account))
        .build();
    made.ok()?.to_url().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238 appendix B for SHA-1.
    fn secret() -> Secret<Vec<u8>> {
        Secret::new(b"12345678901234567890".to_vec())
    }

    #[test]
    fn the_vectors_of_rfc_6238() {
        // The last six of their eight digits.
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = matching_step(&secret(), code, Timestamp::from_secs(at));
            assert_eq!(step, u64::try_from(at / 30).ok(), "{at}");
        }
    }

    #[test]
    fn a_secret_is_read_as_it_is_written() {
        let text = written(&secret());
        assert_eq!(text.expose(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for typed in [
            text.expose().as_str(),
            &spelled(&secret()),
            "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ====",
        ] {
            assert_eq!(
                read(typed).map(|read| read.expose().clone()),
                Some(secret().expose().clone()),
                "{typed}"
            );
        }
        // No base32; 15 bytes; 65 bytes; nothing.
        for typed in ["GEZDGNBV1", &"A".repeat(24), &"A".repeat(104), ""] {
            assert!(read(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn ot_05_a_neighbouring_step_counts_and_no_further_one() {
        let at = |secs: i64| matching_step(&secret(), "050471", Timestamp::from_secs(secs));
        let step = Some(1_111_111_111 / 30);
        // The step lasts from …110 to …139; the one before begins at …080, the one after ends at …169.
        assert_eq!([at(1_111_111_080), at(1_111_111_139), at(1_111_111_169)], [step; 3]);
        assert_eq!([at(1_111_111_079), at(1_111_111_170)], [None; 2]);
    }

    #[test]
    fn only_six_digits_are_a_code() {
        let now = Timestamp::from_secs(59);
        assert_eq!(matching_step(&secret(), " 287 082 ", now), Some(1));
        for typed in [
            "",
            "287082 0",
            "94287082",
            "28708",
            "２８７０８２",
            "-287082",
            "287082\0",
        ] {
            assert_eq!(matching_step(&secret(), typed, now), None, "{typed}");
        }
    }

    #[test]
    fn an_app_is_told_issuer_account_and_secret() {
        let uri = key_uri(&secret(), "Acme: Bakery", "mia@acme.example").unwrap_or_default();
        assert_eq!(
            uri,
            "otpauth://totp/Acme%20%20Bakery:mia%40acme.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme%20%20Bakery"
        );
        assert_eq!(spelled(&secret()), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }
}
