//! Passwords: hashed as behaviour 3.9 has it, bounded concurrency, and the rules of a good one (7.2; NIST SP 800-63B §3.1.1).
//!
//! A failed look-up costs the same hash as a wrong password, so time does not tell whether an account exists (EN-01).

use crate::tenant::Tenant;
use ::passwords::Stored;
use domain::{Entropy, Secret, credential, entropy, user::User};
use protocol::error::{ErrorCode, Failure};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// A hash of nothing anyone knows, verified when there is no account or no password.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$YWVybzItZHVtbXktc2FsdA$h0Yc9mPiFwHhVRtVn0UOyGv1zmSHyVj6KmzCB0tqI2g";

/// Hashes and verifies passwords, a few at a time.
#[derive(Clone, Debug)]
pub struct Passwords {
    slots: Arc<Semaphore>,
}

impl Passwords {
    /// `at_once` hashes run side by side; as many again may wait, everybody else is told to come back.
    pub fn new(at_once: usize) -> Self {
        Self {
            slots: Arc::new(Semaphore::new(at_once.max(1))),
        }
    }

    /// The PHC string of a password.
    pub async fn hash(&self, password: Secret<String>, source: &dyn Entropy) -> Result<Secret<String>, Failure> {
        let salt = entropy::bytes::<16>(source);
        self.work(move || {
            let made = ::passwords::hash(password.expose().as_bytes(), &salt);
            made.map(Secret::new).ok_or_else(internal)
        })
        .await
    }

    /// Whether `password` is the one behind `phc`, whoever made it; without a hash the same work is done and the answer is no.
    pub async fn verify(&self, phc: Option<Secret<String>>, password: Secret<String>) -> Result<bool, Failure> {
        self.work(move || {
            let known = phc.is_some();
            let text = phc.unwrap_or_else(|| Secret::new(DUMMY.to_owned()));
            let stored = Stored::parse(text.expose()).map_err(|_| internal())?;
            Ok(stored.matches(password.expose().as_bytes()) && known)
        })
        .await
    }

    /// The work of verifying a hash like `shadow` for somebody who has none: the answer is no.
    pub async fn pretend(&self, shadow: String, password: Secret<String>) -> Result<bool, Failure> {
        self.verify(Some(Secret::new(shadow)), password).await.map(|_| false)
    }

    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let waiting = tokio::time::timeout(
            std::time::Duration::from_secs(4),
            Arc::clone(&self.slots).acquire_owned(),
        );
        let Ok(Ok(slot)) = waiting.await else {
            return Err(Failure::new(
                ErrorCode::Busy,
                "Many people are signing in right now. Try again in a moment.",
            )
            .retry_after(2));
        };
        let done = tokio::task::spawn_blocking(move || {
            let result = job();
            drop(slot);
            result
        });
        done.await.unwrap_or_else(|_| Err(internal()))
    }
}

fn internal() -> Failure {
    Failure::new(ErrorCode::InternalError, "The password could not be processed.")
}

/// What a new password must not contain: the person's and the application's names.
#[derive(Clone, Debug, Default)]
pub struct Personal {
    /// E-mail, name, application name, as far as known.
    pub words: Vec<String>,
}

impl Personal {
    /// What the application and the person are called.
    pub fn of(tenant: &Tenant, user: Option<&User>) -> Self {
        let person = user.into_iter().flat_map(|user| {
            let email = user.email.as_ref().map(|email| email.as_str().to_owned());
            [
                email,
                user.name.clone(),
                user.given_name.clone(),
                user.family_name.clone(),
            ]
        });
        Self {
            words: std::iter::once(tenant.application().name.clone())
                .chain(person.flatten())
                .collect(),
        }
    }
}

/// Refuses a new password that is too weak here.
pub fn judge(tenant: &Tenant, new: &Secret<String>, personal: &Personal) -> Result<(), Failure> {
    let least = tenant.settings().password_min_length;
    let weak = weaknesses(new.expose(), least, personal);
    if weak.is_empty() {
        return Ok(());
    }
    let failure = refused(&weak, least);
    let detail = failure.detail.clone();
    Err(failure.field("password", ErrorCode::WeakPassword, detail))
}

/// Why `password` is refused, as the `reasons[]` of `weak_password`; empty when it is good.
pub fn weaknesses(password: &str, min_length: u32, personal: &Personal) -> Vec<&'static str> {
    let length = password.chars().count();
    let mut reasons = Vec::new();
    if length < usize::try_from(min_length).unwrap_or(usize::MAX) {
        reasons.push("short");
    }
    if length > credential::MAX_PASSWORD_CHARS || password.len() > credential::MAX_PASSWORD_BYTES {
        return vec!["long"];
    }
    let lower = password.to_lowercase();
    let own = personal
        .words
        .iter()
        .flat_map(|word| std::iter::once(word.as_str()).chain(word.split(['@', ' ', '.'])));
    if own
        .map(str::to_lowercase)
        .any(|word| word.chars().count() >= 4 && is_mostly(&lower, &word))
    {
        reasons.push("personal");
    }
    if is_repetition(&lower) || is_common(password, personal) {
        reasons.push("common");
    }
    reasons
}

/// A password that is little more than `word`: the word with at most three other characters.
fn is_mostly(password: &str, word: &str) -> bool {
    password.contains(word) && password.chars().count() <= word.chars().count() + 3
}

fn is_repetition(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    (1..=letters.len() / 2)
        .any(|unit| letters.len().is_multiple_of(unit) && letters.chunks(unit).all(|chunk| letters.starts_with(chunk)))
}

/// One of the most common of breaches, or easy to guess from dictionaries, judged by the number of guesses a cracker needs (zxcvbn): fewer than a hundred
/// million is too few.
fn is_common(password: &str, personal: &Personal) -> bool {
    if ::passwords::is_common(password) {
        return true;
    }
    let own: Vec<&str> = personal.words.iter().map(String::as_str).collect();
    zxcvbn::zxcvbn(password, &own).score() < zxcvbn::Score::Three
}

/// The refusal of a weak password, with its reasons in words and as members.
pub fn refused(reasons: &[&'static str], min_length: u32) -> Failure {
    let words: Vec<String> = reasons
        .iter()
        .map(|reason| match *reason {
            "short" => format!("use at least {min_length} characters"),
            "long" => "use at most 128 characters".to_owned(),
            "breached" => "it is known from a breach of another site: never use it again anywhere".to_owned(),
            "personal" => "do not use your name, your e-mail address or the application’s name".to_owned(),
            _ => "it is easy to guess: use a few unrelated words".to_owned(),
        })
        .collect();
    let detail = format!("Choose another password: {}.", words.join("; "));
    Failure::new(ErrorCode::WeakPassword, detail)
        .member("reasons", reasons)
        .member("min_length", min_length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_named_for_their_weakness() {
        let personal = Personal {
            words: vec!["mia.mueller@example.com".into(), "Acme Bakery".into()],
        };
        assert_eq!(
            weaknesses("correct-horse-battery-staple-9", 12, &personal),
            Vec::<&str>::new()
        );
        assert!(weaknesses("short", 12, &personal).contains(&"short"));
        assert!(weaknesses("password1234", 12, &personal).contains(&"common"));
        assert!(weaknesses("abcabcabcabc", 12, &personal).contains(&"common"));
        assert!(weaknesses("mia.mueller@example.com", 12, &personal).contains(&"personal"));
        assert_eq!(weaknesses(&"x".repeat(129), 12, &personal), ["long"]);
    }

    #[test]
    fn a_common_password_is_refused_though_no_dictionary_of_words_has_it() {
        for password in ["277rte87hryloitru", "H2TMC4G358", "ekx1x3k9bs"] {
            let guesses = zxcvbn::zxcvbn(password, &[]).score();
            assert!(guesses >= zxcvbn::Score::Three, "{password}: zxcvbn thinks well of it");
            assert_eq!(weaknesses(password, 8, &Personal::default()), ["common"], "{password}");
        }
    }

    #[tokio::test]
    async fn the_dummy_costs_a_hash_and_never_matches() {
        let passwords = Passwords::new(1);
        assert!(
            passwords
                .verify(None, Secret::new("anything".into()))
                .await
                .is_ok_and(|right| !right)
        );
    }

    #[tokio::test]
    async fn a_hash_verifies_its_password_only() {
        struct Fixed;
        impl Entropy for Fixed {
            fn fill(&self, out: &mut [u8]) {
                out.fill(3);
            }
        }
        let passwords = Passwords::new(1);
        let phc = passwords
            .hash(Secret::new("a fine long password".into()), &Fixed)
            .await
            .unwrap_or_else(|_| unreachable!());
        assert!(phc.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(
            passwords
                .verify(Some(phc.clone()), Secret::new("a fine long password".into()))
                .await
                .is_ok_and(|right| right)
        );
        assert!(
            passwords
                .verify(Some(phc), Secret::new("another".into()))
                .await
                .is_ok_and(|right| !right)
        );
    }
}
