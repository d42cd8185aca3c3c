//! What keys look like: our identifiers, digests and fixed words, and nothing that a person could be recognised by (rules 3.8).
//!
//! The table's schema from outside: a new kind of item adds its row here, or the scanner calls it unknown.

use crate::item::Item;

/// A kind of item and the only keys it may have. `{usr}` is an identifier of that prefix, `{mac}` a digest.
const SHAPES: &[(&str, &str, &str)] = &[
    ("host", "HOST#{host}", "HOST"),
    ("hold", "HOST#{host}", "HOLD"),
    ("root", "PLATFORM#ROOT", "ROOT"),
    ("parked", "PLATFORM#PARKED", "{prk}"),
    ("invitation", "APP#{app}#INVITATIONS", "INV#{inv}"),
    ("invited", "APP#{app}#INVITED#{mac}", "MARK"),
    ("invited", "APP#{app}#INVITED#{mac}", "ORG#{org}"),
    ("application", "APP#{app}", "APP"),
    ("key_ring", "APP#{app}", "KEYS"),
    ("role", "APP#{app}", "ROLE#{rol}"),
    ("role_name", "APP#{app}", "ROLENAME#{name}"),
    ("idp", "APP#{app}", "IDP#{idp}"),
    ("idp_name", "APP#{app}", "IDPNAME#{name}"),
    ("email_template", "APP#{app}", "TPL#{mail}#{locale}"),
    ("email_template_versions", "APP#{app}#TPL#{mail}#{locale}", "PAST"),
    ("jwt_template", "APP#{app}", "JWT#{jtp}"),
    ("jwt_template_versions", "APP#{app}#JWT#{jtp}", "PAST"),
    ("branding_desk", "APP#{app}", "BRANDING"),
    ("branding_image", "APP#{app}#IMAGE#{mac}", "IMAGE"),
    ("domain", "APP#{app}", "DOM#{host}"),
    ("leaving_site", "APP#{app}", "SITE#{site}"),
    ("client", "APP#{app}#CLIENT#{cli}", "CLIENT"),
    ("api_key", "APP#{app}#KEY#{key}", "KEY"),
    ("user", "APP#{app}#USER#{usr}", "USER"),
    ("password", "APP#{app}#USER#{usr}", "CRED#password"),
    ("totp", "APP#{app}#USER#{usr}", "CRED#totp"),
    ("totp_setup", "APP#{app}#USER#{usr}", "CRED#setup"),
    ("recovery_codes", "APP#{app}#USER#{usr}", "CRED#recovery"),
    ("sms", "APP#{app}#USER#{usr}", "CRED#sms"),
    ("passkey", "APP#{app}#USER#{usr}", "CRED#passkey#{crd}"),
    ("passkey_mark", "APP#{app}#PKEY#{mac}", "MARK"),
    ("departure", "APP#{app}#USER#{usr}", "LEAVE"),
    ("email_change", "APP#{app}#USER#{usr}", "MOVE#{mac}"),
    ("identity", "APP#{app}#USER#{usr}", "IDN#{idn}"),
    ("identity_mark", "APP#{app}#IDN#{mac}", "MARK"),
    ("session", "APP#{app}#USER#{usr}", "SES#{ses}"),
    ("device", "APP#{app}#USER#{usr}", "DEV#{mac}"),
    ("grant", "APP#{app}#USER#{usr}", "GRT#{grt}"),
    ("consent", "APP#{app}#USER#{usr}", "CNS#{cli}#none"),
    ("member", "APP#{app}#USER#{usr}", "MEM#{org}"),
    ("member", "APP#{app}#ORG#{org}", "MEM#{usr}"),
    ("organization", "APP#{app}#ORG#{org}", "ORG"),
    ("organization_event", "APP#{app}#ORG#{org}#AUDIT", "{evt}"),
    ("owned_application", "APP#{app}#ORG#{org}", "OWNS#{app}"),
    ("offer", "APP#{app}#ORG#{org}", "OFFER#{app}"),
    ("email", "APP#{app}#EMAIL#{mac}", "MARK"),
    ("mailbox", "APP#{app}#CODE#{mac}", "CODE"),
    ("attempts", "APP#{app}#TRY#{mac}", "SRC#{mac}"),
    ("attempts_aggregate", "APP#{app}#TRY#{mac}", "ALL"),
    ("bucket", "APP#{app}#RATE#{mac}", "RATE"),
    ("tally", "APP#{app}#TALLY#{mac}", "TALLY"),
    ("adoption", "APP#{app}#ADOPTION", "ALL"),
    ("counted", "APP#{app}#COUNTED#{usr}", "COUNTED"),
    ("day_counts", "APP#{app}#CNT#{month}", "{number}#{number}"),
    ("token_counts", "APP#{app}#TOKENS#{evt}", "SUMS"),
    ("statistics", "APP#{app}#USER#{usr}", "STATS"),
    ("spent", "APP#{app}#SPENT#{mac}", "SPENT"),
    ("cut", "APP#{app}#CUT#{mac}", "CUT"),
    ("transaction", "APP#{app}#TX#{mac}", "TX"),
    ("pushed_request", "APP#{app}#PAR#{mac}", "PAR"),
    ("idempotency", "APP#{app}#IDEM#{mac}", "IDEM"),
    ("audit", "APP#{app}#AUDIT#0", "{evt}"),
    ("mail", "APP#{app}#MAIL#{evt}", "MAIL"),
    ("job", "APP#{app}#JOB#{job}", "JOB"),
    ("job_work", "APP#{app}#JOB#{job}", "WORK"),
    ("suppression", "APP#{app}#MUTE#{mac}", "MUTE"),
];

/// Whether any row names this kind.
pub(crate) fn is_known(kind: &str) -> bool {
    SHAPES.iter().any(|(known, _, _)| *known == kind)
}

/// Whether an item's key is one that its kind may have.
pub(crate) fn fits(item: &Item) -> bool {
    SHAPES
        .iter()
        .filter(|(kind, _, _)| *kind == item.kind())
        .any(|(_, pk, sk)| matches(item.pk(), pk) && matches(item.sk(), sk))
}

fn matches(key: &str, shape: &str) -> bool {
    let (parts, shapes): (Vec<_>, Vec<_>) = (key.split('#').collect(), shape.split('#').collect());
    parts.len() == shapes.len() && parts.iter().zip(shapes).all(|(part, shape)| is_part(part, shape))
}

fn is_part(part: &str, shape: &str) -> bool {
    match shape.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        None => part == shape,
        Some("mac") => is_mac(part),
        Some("host") => is_host(part),
        Some("site") => is_site(part),
        Some("number") => (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()),
        Some("month") => is_month(part),
        Some("mail") => domain::mail_kind::MailKind::parse(part).is_some(),
        Some("locale") => domain::locale::Locale::ALL.iter().any(|known| known.tag() == part),
        Some("name") => domain::role::Role::is_name(part),
        Some(prefix) => is_id(part, prefix),
    }
}

/// A digest: 32 bytes in base64url or hex. An address has other characters.
fn is_mac(part: &str) -> bool {
    (43..=64).contains(&part.len())
        && part
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn is_host(part: &str) -> bool {
    domain::Hostname::parse(part).is_ok_and(|host| host.as_str() == part)
}

/// `aero2-{identifier of the domain}-{round}`
fn is_site(part: &str) -> bool {
    let parts: Vec<_> = part.split('-').collect();
    matches!(parts.as_slice(), ["aero2", domain, round] if is_suffix(domain) && round.bytes().all(|b| b.is_ascii_digit()))
}

/// `2026-11`
fn is_month(part: &str) -> bool {
    let parts = part.split_once('-');
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    parts.is_some_and(|(year, month)| digits(year, 4) && digits(month, 2))
}

fn is_suffix(part: &str) -> bool {
    part.len() == 26 && part.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
}

fn is_id(part: &str, prefix: &str) -> bool {
    let suffix = part.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_'));
    suffix.is_some_and(is_suffix)
}

/// The key for a reader: parts that are neither a word of ours, an identifier nor a digest are masked.
pub(crate) fn masked(item: &Item) -> String {
    let part = |part: &str| {
        let word = part.len() <= 20 && part.bytes().all(|b| b.is_ascii_uppercase() || b == b'0');
        let known = ["none", "password", "passkey", "totp", "sms", "setup", "recovery"].contains(&part);
        let id = part
            .split_once('_')
            .is_some_and(|(prefix, _)| domain::id::PREFIXES.contains(&prefix) && is_id(part, prefix));
        if word || known || id || is_mac(part) {
            part.to_owned()
        } else {
            "…".to_owned()
        }
    };
    let key = |key: &str| key.split('#').map(part).collect::<Vec<_>>().join("#");
    let kind = if is_known(item.kind()) { item.kind() } else { "item" };
    format!("{kind} {} {}", key(item.pk()), key(item.sk()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    fn item(kind: &str, pk: &str, sk: &str) -> Item {
        Item::read(&json!({ "t": { "S": kind }, "PK": { "S": pk }, "SK": { "S": sk } })).unwrap()
    }

    #[test]
    fn a_key_is_made_of_identifiers_digests_and_words() {
        let app = domain::ApplicationId::from_bytes([7; 16]);
        let mac = "a-_4".repeat(11).split_off(1);
        assert!(fits(&item("email", &format!("APP#{app}#EMAIL#{mac}"), "MARK")));
        assert!(!fits(&item(
            "email",
            &format!("APP#{app}#EMAIL#mia@acme.example"),
            "MARK"
        )));
        assert!(!fits(&item("email", &format!("APP#{app}#EMAIL#{mac}"), "USER")));
        assert!(!fits(&item("email", "APP#app_short#EMAIL#x", "MARK")));
    }

    #[test]
    fn what_is_shown_of_a_strange_key_names_nobody() {
        let strange = item("email", "APP#mia@acme.example", "Mia Sommer");
        assert_eq!(masked(&strange), "email APP#… …");
    }
}
