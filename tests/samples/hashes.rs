//! Real hashes of passwords that everybody knows, made as cheaply as each algorithm allows.

use aws_lc_rs::{
    cipher::{AES_256, EncryptingKey, EncryptionContext, UnboundCipherKey},
    pbkdf2::{PBKDF2_HMAC_SHA256, derive},
};
use base64::{
    Engine as _,
    alphabet::BCRYPT,
    engine::{
        GeneralPurpose,
        general_purpose::{NO_PAD, STANDARD},
    },
};
use std::num::NonZeroU32;

/// What the console of the Firebase project shows.
pub const FIREBASE_HASH_CONFIG: &str = "hash_config {\n  algorithm: SCRYPT,\n  base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,\n  base64_salt_separator: Bw==,\n  rounds: 8,\n  mem_cost: 4,\n}\n";
const SIGNER_KEY: &str = "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==";
/// Hashes of one file that differ.
const POOL: usize = 50;

/// The password of the `n`-th person.
pub fn password(n: usize) -> String {
    format!("a sample of {}", n % POOL)
}

pub(super) fn salt(n: usize) -> [u8; 16] {
    let mut salt = [0x5a; 16];
    salt.iter_mut()
        .zip((n % POOL).to_le_bytes())
        .for_each(|(place, byte)| *place = byte);
    salt
}

/// One hash for each password there is.
pub(super) fn pool(hash: impl Fn(usize) -> String) -> Vec<String> {
    (0..POOL).map(hash).collect()
}

pub(super) fn bcrypt(n: usize) -> String {
    let engine = GeneralPurpose::new(&BCRYPT, NO_PAD);
    let made = bcrypt::bcrypt(4, salt(n), format!("{}\0", password(n)).as_bytes());
    let hash = engine.encode(made.first_chunk::<23>().unwrap());
    format!("$2b$04${}{hash}", engine.encode(salt(n)))
}

pub(super) fn pbkdf2(n: usize, salt: &[u8], iterations: u32) -> Vec<u8> {
    let mut key = vec![0; 32];
    derive(
        PBKDF2_HMAC_SHA256,
        NonZeroU32::new(iterations).unwrap(),
        salt,
        password(n).as_bytes(),
        &mut key,
    );
    key
}

pub(super) fn django(n: usize) -> String {
    let salt = format!("salt{}", n % POOL);
    format!(
        "pbkdf2_sha256$1000${salt}${}",
        STANDARD.encode(pbkdf2(n, salt.as_bytes(), 1000))
    )
}

pub(super) fn firebase_hash(n: usize) -> String {
    let mut key = [0; 32];
    let params = scrypt::Params::new(4, 8, 1).unwrap();
    scrypt::scrypt(
        password(n).as_bytes(),
        &[&salt(n)[..], &[7]].concat(),
        &params,
        &mut key,
    )
    .unwrap();
    let mut text = STANDARD.decode(SIGNER_KEY).unwrap();
    let key = EncryptingKey::ctr(UnboundCipherKey::new(&AES_256, &key).unwrap()).unwrap();
    key.less_safe_encrypt(&mut text, EncryptionContext::Iv128([0; 16].into()))
        .unwrap();
    STANDARD.encode(text)
}

pub(super) fn of(pool: &[String], n: usize) -> &str {
    pool.get(n % POOL).map_or("", String::as_str)
}

/// scrypt in the PHC form.
pub(super) fn scrypt(n: usize) -> String {
    let mut key = [0; 32];
    let params = scrypt::Params::new(4, 8, 1).unwrap();
    scrypt::scrypt(password(n).as_bytes(), &salt(n), &params, &mut key).unwrap();
    format!(
        "$scrypt$ln=4,r=8,p=1${}${}",
        STANDARD.encode(salt(n)),
        STANDARD.encode(key)
    )
}
