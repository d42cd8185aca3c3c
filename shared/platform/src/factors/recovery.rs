//! Recovery codes: ten at a time, each works once, a new set kills the old (behaviour 3.9, RS-03).

use super::{TRIES, crowded, limited};
use crate::{
    mails::{self, MailKind},
    sign_in::Visitor,
    tenant::Tenant,
};
use domain::{
    Entropy, Event, Secret, UserId, entropy,
    event::{Actor, ActorKind, EventKind},
    factor::{RECOVERY_CODES, RecoveryCode, RecoveryCodes, SHOWN_SECS, Shown, Tries},
    mailbox::SourceKind,
    sign_in::SecondFactor,
    user::User,
};
use keys::{MacKind, Purpose};
use protocol::error::{ErrorCode, Failure};
use store::StoreError;

/// Base32 as Crockford has it, small: no letter that looks like a digit.
const LETTERS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p',
    'q', 'r', 's', 't', 'v', 'w', 'x', 'y', 'z',
];
/// Letters on either side of the hyphen: fifty bits in all.
const HALF: usize = 5;

fn wrong() -> Failure {
    Failure::new(
        ErrorCode::CodeInvalid,
        "That recovery code is not right, or was used already.",
    )
}

/// `xxxxx-xxxxx`
pub(super) fn new_code(source: &dyn Entropy) -> String {
    let drawn = entropy::bytes::<{ 2 * HALF }>(source);
    let letters = drawn.iter().filter_map(|byte| LETTERS.get(usize::from(byte % 32)));
    let text: String = letters.collect();
    let (first, second) = text.split_at_checked(HALF).unwrap_or((&text, ""));
    format!("{first}-{second}")
}

/// What a person may have typed for it: capitals, no hyphen, spaces, a letter that looks like a digit.
fn normalised(typed: &str) -> Option<String> {
    let letters = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let read: String = letters
        .take(2 * HALF + 1)
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            c => c,
        })
        .collect();
    let is_code = read.chars().count() == 2 * HALF && read.chars().all(|c| LETTERS.contains(&c));
    is_code.then_some(read)
}

/// A new set: the codes, and what is kept of them. `keep`: they can be looked at until they are said to be saved.
pub(crate) async fn new_set(
    tenant: &Tenant,
    user: &User,
    keep: bool,
) -> Result<(Vec<Secret<String>>, RecoveryCodes), Failure> {
    let (vault, now) = (tenant.vault().await?, tenant.now());
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| new_code(tenant.entropy())).collect();
    let kept = codes.iter().map(|code| RecoveryCode {
        mac: vault.mac(tenant.id(), MacKind::RecoveryCode, bound(&user.id, code).as_bytes()),
        used_at: None,
    });
    let shown = keep.then(|| Shown {
        sealed: vault.seal_within(
            tenant.id(),
            Purpose::RecoveryCodes,
            &user.id.to_string(),
            codes.join(" ").as_bytes(),
        ),
        until: now.plus_secs(SHOWN_SECS),
    });
    let set = RecoveryCodes {
        codes: kept.collect(),
        made_at: now,
        shown,
        tries: Tries::default(),
        version: now.millis().unsigned_abs(),
    };
    Ok((codes.into_iter().map(Secret::new).collect(), set))
}

/// New codes that the person has not yet said to have saved, as long as they can be looked at.
pub(crate) async fn shown_codes(tenant: &Tenant, user: &User) -> Result<Vec<String>, Failure> {
    let found = tenant.store().recovery_codes(tenant.id(), &user.id).await?;
    let Some(sealed) = found.and_then(|codes| codes.shown_at(tenant.now()).map(|shown| shown.sealed.clone())) else {
        return Ok(Vec::new());
    };
    let within = user.id.to_string();
    let opened = tenant
        .vault()
        .await?
        .open_within(tenant.id(), Purpose::RecoveryCodes, &within, &sealed);
    let text = opened
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default();
    Ok(text
        .split(' ')
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect())
}

/// The person saved them: they cannot be looked at any more.
pub(crate) async fn codes_are_saved(tenant: &Tenant, user: &User) -> Result<(), Failure> {
    let found = tenant.store().recovery_codes(tenant.id(), &user.id).await?;
    let Some(codes) = found.filter(|codes| codes.shown.is_some()) else {
        return Ok(());
    };
    let saved = tenant
        .store()
        .save_recovery_codes(tenant.id(), &user.id, &codes.saved(), &[])
        .await;
    match saved {
        // Another form said so at the same moment, or a code is being tried: they are forgotten in time all the same.
        Ok(()) | Err(StoreError::Conflict) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn bound(user: &UserId, code: &str) -> String {
    format!("{user} {}", code.replace('-', ""))
}

/// Proves a recovery code, which is used up by it.
pub(super) async fn prove(
    tenant: &Tenant,
    user: &User,
    typed: &str,
    source: SourceKind,
    visitor: &Visitor,
) -> Result<SecondFactor, Failure> {
    let mut present = count_try(tenant, user, source).await?;
    let code = normalised(typed).ok_or_else(wrong)?;
    let vault = tenant.vault().await?;
    let value = bound(&user.id, &code);
    for _ in 0..TRIES {
        let is_it = |mac: &str| vault.mac_matches(tenant.id(), MacKind::RecoveryCode, value.as_bytes(), mac);
        let next = present.spend(is_it, source, tenant.now()).ok_or_else(wrong)?;
        let event = used(tenant, user, &next, visitor).await?;
        let saved = tenant
            .store()
            .save_recovery_codes(tenant.id(), &user.id, &next, &[event])
            .await;
        match saved {
            Ok(()) => return Ok(SecondFactor::RecoveryCode),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
        let found = tenant.store().recovery_codes(tenant.id(), &user.id).await?;
        present = found.ok_or_else(wrong)?;
    }
    Err(crowded())
}

async fn count_try(tenant: &Tenant, user: &User, source: SourceKind) -> Result<RecoveryCodes, Failure> {
    for _ in 0..TRIES {
        let found = tenant.store().recovery_codes(tenant.id(), &user.id).await?;
        let found = found.ok_or_else(wrong)?;
        let next = found.count_try(source, tenant.now()).map_err(limited)?;
        match tenant
            .store()
            .save_recovery_codes(tenant.id(), &user.id, &next, &[])
            .await
        {
            Ok(()) => return Ok(next),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(crowded())
}

async fn used(tenant: &Tenant, user: &User, after: &RecoveryCodes, visitor: &Visitor) -> Result<Event, Failure> {
    let actor = Actor::new(ActorKind::User, user.id);
    let left = after.left();
    let event = Event::new(EventKind::MfaRecoveryCodeUsed, actor, tenant.now(), tenant.entropy())
        .on("user", user.id)
        .with("left", left)
        .from(&visitor.origin);
    let about = left.to_string();
    let mail = mails::tell(
        tenant,
        user,
        MailKind::RecoveryCodeUsed,
        Some(&about),
        "/account/security",
    );
    Ok(match mail.await? {
        Some(mail) => event.mailing(mail),
        None => event,
    })
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
    fn a_code_is_read_as_people_write_it() {
        assert_eq!(new_code(&Fixed(33)), "11111-11111");
        for typed in ["11111-11111", " 11111 11111 ", "1111111111", "IlI1l-lllll"] {
            assert_eq!(normalised(typed).as_deref(), Some("1111111111"), "{typed}");
        }
        for typed in ["", "11111-1111", "11111-111111", "11111-1111u", "äääää-ääääã"] {
            assert_eq!(normalised(typed), None, "{typed}");
        }
    }
}
