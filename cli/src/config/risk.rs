//! What a change does to people and programs that its fields do not say by themselves.

use super::{
    plan::{Action, FieldChange, Plan, Step},
    running::Running,
    shape::Kind,
};
use serde_json::Value;

/// Lifetimes and waits: longer is weaker.
const LIFETIMES: &[&str] = &[
    "session_ttl",
    "session_idle_ttl",
    "session_remember_ttl",
    "access_token_ttl",
    "id_token_ttl",
    "refresh_token_ttl",
    "refresh_token_idle_ttl",
    "refresh_retry_window",
    "mfa_remember_device_days",
    "step_up_max_age",
    "signing_key_rotation_days",
];

/// Switches that are stronger when they are on, and what ends when they go off.
const GUARDS: &[(&str, &str)] = &[
    (
        "signup_block_disposable",
        "addresses that are given away for minutes may sign up",
    ),
    (
        "mfa_for_federated",
        "people who come through a provider are not asked for a second factor",
    ),
    ("require_pkce", "codes can be redeemed by whoever intercepts them"),
    ("require_par", "authorization requests may be changed on their way"),
    ("require_dpop", "stolen tokens work for whoever has them"),
];

/// Switches that are weaker when they are on.
const TRUSTS: &[(&str, &str)] = &[
    (
        "first_party",
        "nobody is asked for consent, and it may ask for the account API",
    ),
    ("trust_email_verified", "whatever address it calls verified is believed"),
    (
        "trust_mfa",
        "it is believed when it says that it asked for a second factor",
    ),
    ("impersonation_enabled", "admins may act as other people"),
];

/// Values from the strongest to the weakest.
const STRENGTHS: &[(&str, &[&str])] = &[
    ("mfa_policy", &["required", "optional", "inherit", "off"]),
    ("password_breach_check", &["hibp", "local"]),
    ("account_linking", &["explicit", "verified_email"]),
    ("signup_mode", &["invite_only", "restricted", "open"]),
    ("client_registration", &["off", "token", "open"]),
    ("bot_protection", &["always", "auto", "off"]),
];

/// Writes the warnings into a plan.
pub(super) fn assess(plan: &mut Plan, running: &Running) {
    for step in &mut plan.steps {
        let mut risks: Vec<String> = match step.action {
            Action::Change => step
                .fields
                .iter()
                .flat_map(|field| of_field(step, field, running))
                .collect(),
            Action::Delete => deleted(step.kind, &step.name),
            Action::Create => made(step),
            Action::Stray => Vec::new(),
        };
        if step.kind == Kind::Settings && is_last_method(step, running) {
            risks.insert(0, "no way to sign in is left: it will be refused".to_owned());
        }
        step.risks = risks;
    }
}

fn deleted(kind: Kind, name: &str) -> Vec<String> {
    let what = match kind {
        Kind::Client => format!("everything that was given to {name} ends at once, and its client_id never comes back"),
        Kind::Role => format!("everybody who has the role {name} loses it"),
        Kind::Provider => format!("people who sign in through {name} alone cannot sign in; their links to it are gone"),
        Kind::Claims => format!("the next tokens no longer say what {name} says"),
        Kind::Template => "the shipped words are mailed again".to_owned(),
        _ => return Vec::new(),
    };
    vec![what]
}

fn made(step: &Step) -> Vec<String> {
    let id = step.kind == Kind::Client;
    let mut risks: Vec<String> = id
        .then(|| "it gets a new client_id, and where it keeps one a new secret, which is shown once".to_owned())
        .into_iter()
        .collect();
    let permissions = step.fields.iter().filter(|field| grants(field));
    risks.extend(permissions.filter_map(granted));
    risks
}

fn grants(field: &FieldChange) -> bool {
    matches!(field.path.as_str(), "permissions" | "machine_permissions")
}

fn granted(field: &FieldChange) -> Option<String> {
    let (added, _) = differences(&field.from, &field.to);
    let whose = if field.path == "permissions" {
        "everybody who has it"
    } else {
        "it"
    };
    (!added.is_empty()).then(|| format!("{whose} may then: {}", added.join(", ")))
}

/// What is in the one list and not in the other: added, removed.
pub(super) fn differences(from: &Value, to: &Value) -> (Vec<String>, Vec<String>) {
    let words = |value: &Value| -> Vec<String> {
        match value {
            Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
            Value::Array(all) => all
                .iter()
                .map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned))
                .collect(),
            _ => Vec::new(),
        }
    };
    let (from, to) = (words(from), words(to));
    let without = |one: &[String], other: &[String]| one.iter().filter(|word| !other.contains(word)).cloned().collect();
    (without(&to, &from), without(&from, &to))
}

fn of_field(step: &Step, field: &FieldChange, running: &Running) -> Vec<String> {
    let mut risks = Vec::new();
    let path = field.path.as_str();
    let turned = |on: bool| field.from.as_bool() == Some(!on) && field.to.as_bool() == Some(on);
    let named = |list: &[(&str, &str)]| {
        list.iter()
            .find(|(name, _)| *name == path)
            .map(|(_, why)| (*why).to_owned())
    };
    if turned(false) {
        risks.extend(named(GUARDS));
        risks.extend(switched_off(step, path));
    }
    if turned(true) {
        risks.extend(named(TRUSTS));
    }
    if LIFETIMES.contains(&path) && is_longer(field, running) {
        risks.push("longer: what is stolen works for longer".to_owned());
    }
    if path == "password_min_length" && field.to.as_u64() < field.from.as_u64() {
        risks.push("shorter passwords are easier to guess".to_owned());
    }
    risks.extend(weaker(field));
    risks.extend(lists(step, field));
    risks
}

fn switched_off(step: &Step, path: &str) -> Option<String> {
    if let Some(method) = path.strip_prefix("auth_methods.") {
        return Some(format!("people who sign in by {method} alone cannot sign in"));
    }
    if let Some(method) = path.strip_prefix("mfa_methods.") {
        return Some(format!(
            "people whose second factor is {method} alone are asked to set up another, or none"
        ));
    }
    match (step.kind, path) {
        (Kind::Client, "enabled") => Some(format!("everything that was given to {} ends at once", step.name)),
        (Kind::Provider, "enabled") => Some(format!("people who sign in through {} alone cannot sign in", step.name)),
        _ => None,
    }
}

/// A client without a lifetime of its own has the application's.
fn is_longer(field: &FieldChange, running: &Running) -> bool {
    let usual = || setting(running, &field.path).and_then(Value::as_u64);
    let of = |value: &Value| value.as_u64().or_else(usual);
    of(&field.to) > of(&field.from)
}

fn setting<'r>(running: &'r Running, name: &str) -> Option<&'r Value> {
    running.document.entities(Kind::Settings).first()?.fields.get(name)
}

fn weaker(field: &FieldChange) -> Option<String> {
    let (_, order) = STRENGTHS.iter().find(|(name, _)| *name == field.path)?;
    let rank = |value: &Value| order.iter().position(|known| Some(*known) == value.as_str());
    (rank(&field.to)? > rank(&field.from)?).then(|| "this is weaker than before".to_owned())
}

fn lists(step: &Step, field: &FieldChange) -> Vec<String> {
    let (added, removed) = differences(&field.from, &field.to);
    match (field.path.as_str(), step.kind) {
        ("redirect_uris", _) => {
            let each = removed.iter();
            each.map(|uri| format!("nobody can sign in to {} by way of {uri} any more", step.name))
                .collect()
        }
        ("post_logout_redirect_uris", _) if !removed.is_empty() => {
            vec![format!(
                "people who sign out do not come back to {}",
                removed.join(", ")
            )]
        }
        ("grant_types" | "scope", Kind::Client) if !removed.is_empty() => {
            vec![format!("{} can no longer use {}", step.name, removed.join(", "))]
        }
        ("permissions" | "machine_permissions", _) => {
            let lost = (!removed.is_empty()).then(|| format!("no longer allowed: {}", removed.join(", ")));
            granted(field).into_iter().chain(lost).collect()
        }
        ("allowed_origins", _) if !added.is_empty() => {
            vec![format!(
                "scripts of {} may read what is answered to them",
                added.join(", ")
            )]
        }
        ("token_endpoint_auth_method", _) => vec!["the client must authenticate in this way at once".to_owned()],
        ("issuer" | "client_id", Kind::Provider) => vec!["people may come back as somebody else".to_owned()],
        _ => Vec::new(),
    }
}

/// Whether nothing that people sign in by would stay on.
fn is_last_method(step: &Step, running: &Running) -> bool {
    let Some(change) = step.body.get("auth_methods") else {
        return false;
    };
    let now = setting(running, "auth_methods");
    let on = |method: &str| {
        let value = change.get(method).or_else(|| now?.get(method));
        value.and_then(Value::as_bool).unwrap_or_default()
    };
    // Nobody comes in by a passkey who did not come in otherwise before.
    !["password", "email_code", "magic_link", "social"].into_iter().any(on)
}
