//! An application's settings: one document, merged by PATCH, refused as a whole when one value is wrong (behaviour 3.2).
//!
//! Only keys whose behaviour exists are here; later phases add theirs. Durations are seconds, `_days` are days.

mod choices;
mod mfa;

pub use choices::{AccountLinking, BreachCheck};
pub use mfa::{MfaMethods, MfaPolicy};

use crate::{locale::Locale, user::User};
use protocol::{error::ErrorCode, error::FieldError, jwt::Alg};
use serde::{Deserialize, Serialize};

/// Which ways in are offered.
#[expect(clippy::struct_excessive_bools, reason = "each is switched on or off by itself")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct AuthMethods {
    /// E-mail and password.
    pub password: bool,
    /// A six-digit code by mail.
    pub email_code: bool,
    /// A link by mail, followed in the browser that asked for it.
    pub magic_link: bool,
    /// A passkey. Nobody comes in by it who did not come in otherwise before, so it is no way in by itself.
    pub passkey: bool,
    /// Identity providers.
    pub social: bool,
}

impl AuthMethods {
    /// Is there a way in by mail?
    pub const fn by_mail(self) -> bool {
        self.email_code || self.magic_link
    }
}

impl Default for AuthMethods {
    fn default() -> Self {
        Self {
            password: true,
            email_code: true,
            magic_link: false,
            passkey: true,
            social: true,
        }
    }
}

/// Who may sign up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum SignupMode {
    /// Anybody.
    #[default]
    Open,
    /// Nobody without an invitation.
    InviteOnly,
    /// Addresses of `signup_allowed_domains`.
    Restricted,
}

/// What everybody must have said of themselves before they are signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum RequiredField {
    /// Full name.
    Name,
    /// First name.
    GivenName,
    /// Last name.
    FamilyName,
    /// Agreement to the terms, in their present version.
    Terms,
}

impl RequiredField {
    /// As the API and the forms call it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::Terms => "terms",
        }
    }
}

/// The settings document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each is switched on or off by itself")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Settings {
    /// Ways in.
    pub auth_methods: AuthMethods,
    /// Who may sign up.
    pub signup_mode: SignupMode,
    /// ≤ 500 domains; `*.x` covers everything below x.
    pub signup_allowed_domains: Vec<String>,
    /// ≤ 500 domains; a block wins over an allow.
    pub signup_blocked_domains: Vec<String>,
    /// Whether addresses of domains that give them away for minutes are refused; an allowed domain is admitted all the same.
    pub signup_block_disposable: bool,
    /// What is asked of everybody, at sign-up and at the next sign-in.
    pub signup_required_fields: Vec<RequiredField>,
    /// The present terms, ≤ 64 characters; whoever agreed to others is asked again.
    pub terms_version: String,
    /// How long a scheduled deletion can be taken back; 0-30, 0 = at once.
    pub deletion_grace_days: u32,
    /// When identities are linked.
    pub account_linking: AccountLinking,
    /// 8-64 characters.
    pub password_min_length: u32,
    /// Where a new password is looked up.
    pub password_breach_check: BreachCheck,
    /// Whether a second factor is asked.
    pub mfa_policy: MfaPolicy,
    /// Which count.
    pub mfa_methods: MfaMethods,
    /// How long "remember this device" holds; 0-365, 0 = there is no such box.
    pub mfa_remember_device_days: u32,
    /// Whether people who came through a provider are asked, too.
    pub mfa_for_federated: bool,
    /// Whether whoever signs in without a passkey is offered one, at most every 30 days in a browser.
    pub passkey_prompt: bool,
    /// Whether a passkey is made without a question after a sign-in with a password, where the browser offers that.
    pub passkey_silent_create: bool,
    /// The domain that passkeys are bound to: the issuer's host or a parent of it. Fixed once a passkey exists; null = the issuer's host.
    pub webauthn_rp_id: Option<String>,
    /// ISO 3166-1 codes of the countries whose numbers get codes by SMS; none = none does.
    pub sms_allowed_countries: Vec<String>,
    /// How many SMS may be sent in a day (UTC), over all people; 0-100 000, 0 = none.
    pub sms_daily_limit: u32,
    /// How fresh a sign-in must be for guarded operations; 60-3600 s.
    pub step_up_max_age: u32,
    /// Absolute life of a session; 300 s - 30 d.
    pub session_ttl: u32,
    /// A session unused this long is over; 300 s - `session_ttl`.
    pub session_idle_ttl: u32,
    /// 1-100; the oldest ends when one more is made.
    pub max_sessions_per_user: u32,
    /// 60 s - 24 h.
    pub access_token_ttl: u32,
    /// 60 s - 24 h.
    pub id_token_ttl: u32,
    /// Absolute life of a refresh family; 1 h - 365 d.
    pub refresh_token_ttl: u32,
    /// Idle life of a refresh family; 1 h - `refresh_token_ttl`.
    pub refresh_token_idle_ttl: u32,
    /// A rotated token presented again within this time gets the same successor; 0-60 s.
    pub refresh_retry_window: u32,
    /// `ES256` or `RS256`.
    pub access_token_signing_alg: Alg,
    /// 1-365.
    pub signing_key_rotation_days: u32,
    /// 0-365.
    pub issuer_grace_days: u32,
    /// ≤ 50 exact origins for CORS.
    pub allowed_origins: Vec<String>,
    /// ≤ 50 exact https URLs for returns that belong to no client.
    pub allowed_return_urls: Vec<String>,
    /// The language of whoever asks for none of `locales`.
    pub default_locale: Locale,
    /// The languages of pages and mails.
    pub locales: Vec<Locale>,
}

const HOUR: u32 = 3600;
const DAY: u32 = 24 * HOUR;

impl Default for Settings {
    fn default() -> Self {
        Self {
            auth_methods: AuthMethods::default(),
            signup_mode: SignupMode::Open,
            signup_allowed_domains: Vec::new(),
            signup_blocked_domains: Vec::new(),
            signup_block_disposable: true,
            signup_required_fields: Vec::new(),
            terms_version: String::new(),
            deletion_grace_days: 7,
            account_linking: AccountLinking::VerifiedEmail,
            password_min_length: 12,
            password_breach_check: BreachCheck::Local,
            mfa_policy: MfaPolicy::Optional,
            mfa_methods: MfaMethods::default(),
            mfa_remember_device_days: 30,
            mfa_for_federated: false,
            passkey_prompt: true,
            passkey_silent_create: true,
            webauthn_rp_id: None,
            sms_allowed_countries: Vec::new(),
            sms_daily_limit: 0,
            step_up_max_age: 300,
            session_ttl: 7 * DAY,
            session_idle_ttl: DAY,
            max_sessions_per_user: 50,
            access_token_ttl: HOUR,
            id_token_ttl: HOUR,
            refresh_token_ttl: 30 * DAY,
            refresh_token_idle_ttl: 7 * DAY,
            refresh_retry_window: 30,
            access_token_signing_alg: Alg::ES256,
            signing_key_rotation_days: 30,
            issuer_grace_days: 30,
            allowed_origins: Vec::new(),
            allowed_return_urls: Vec::new(),
            default_locale: Locale::En,
            locales: Locale::ALL.to_vec(),
        }
    }
}

fn invalid(field: &str, detail: impl Into<String>) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code: ErrorCode::ValidationError,
        detail: detail.into(),
    }
}

impl Settings {
    /// Every value that is outside its range, all at once. Empty = good.
    pub fn problems(&self) -> Vec<FieldError> {
        let ranges = [
            ("password_min_length", self.password_min_length, 8, 64),
            ("deletion_grace_days", self.deletion_grace_days, 0, 30),
            ("mfa_remember_device_days", self.mfa_remember_device_days, 0, 365),
            ("sms_daily_limit", self.sms_daily_limit, 0, 100_000),
            ("step_up_max_age", self.step_up_max_age, 60, HOUR),
            ("session_ttl", self.session_ttl, 300, 30 * DAY),
            ("session_idle_ttl", self.session_idle_ttl, 300, self.session_ttl),
            ("max_sessions_per_user", self.max_sessions_per_user, 1, 100),
            ("access_token_ttl", self.access_token_ttl, 60, DAY),
            ("id_token_ttl", self.id_token_ttl, 60, DAY),
            ("refresh_token_ttl", self.refresh_token_ttl, HOUR, 365 * DAY),
            (
                "refresh_token_idle_ttl",
                self.refresh_token_idle_ttl,
                HOUR,
                self.refresh_token_ttl,
            ),
            ("refresh_retry_window", self.refresh_retry_window, 0, 60),
            ("signing_key_rotation_days", self.signing_key_rotation_days, 1, 365),
            ("issuer_grace_days", self.issuer_grace_days, 0, 365),
        ];
        let mut found: Vec<FieldError> = ranges
            .into_iter()
            .filter(|(_, value, least, most)| !(least..=most).contains(&value))
            .map(|(field, _, least, most)| invalid(field, format!("Use a number from {least} to {most}.")))
            .collect();
        if !matches!(self.access_token_signing_alg, Alg::ES256 | Alg::RS256) {
            found.push(invalid("access_token_signing_alg", "Use ES256 or RS256."));
        }
        found.extend(list_problems(
            "signup_allowed_domains",
            &self.signup_allowed_domains,
            500,
            is_domain_pattern,
        ));
        found.extend(list_problems(
            "signup_blocked_domains",
            &self.signup_blocked_domains,
            500,
            is_domain_pattern,
        ));
        found.extend(self.required_problems());
        found.extend(list_problems("allowed_origins", &self.allowed_origins, 50, is_origin));
        found.extend(list_problems(
            "allowed_return_urls",
            &self.allowed_return_urls,
            50,
            is_https_url,
        ));
        found.extend(self.factor_problems());
        if !self.locales.contains(&self.default_locale) {
            found.push(invalid("locales", "The default language must be one of them."));
        }
        if self.locales.len() > Locale::ALL.len() {
            found.push(invalid("locales", "Name each language once."));
        }
        found
    }

    /// True when at least one way in is left. Providers are one only where there are any.
    pub const fn has_a_method(&self, providers: bool) -> bool {
        self.auth_methods.password || self.auth_methods.by_mail() || (self.auth_methods.social && providers)
    }

    fn required_problems(&self) -> Vec<FieldError> {
        let mut found = Vec::new();
        let fields = &self.signup_required_fields;
        let named_twice = fields
            .iter()
            .any(|field| fields.iter().filter(|other| *other == field).count() > 1);
        if named_twice {
            found.push(invalid("signup_required_fields", "Name each field once."));
        }
        if self.terms_version.chars().count() > 64 || self.terms_version.chars().any(char::is_control) {
            found.push(invalid("terms_version", "Use at most 64 characters on one line."));
        }
        found
    }

    /// What is still missing of what is asked of everybody.
    pub fn missing(&self, user: &User) -> Vec<RequiredField> {
        let lacks = |field: &RequiredField| match field {
            RequiredField::Name => user.name.is_none(),
            RequiredField::GivenName => user.given_name.is_none(),
            RequiredField::FamilyName => user.family_name.is_none(),
            RequiredField::Terms => {
                user.terms_accepted_at.is_none() || user.terms_version.as_deref() != Some(&self.terms_version)
            }
        };
        self.signup_required_fields.iter().copied().filter(lacks).collect()
    }

    /// Is a domain named among those that may sign up, in whatever mode?
    pub fn allows_domain(&self, domain: &str) -> bool {
        let mut allowed = self.signup_allowed_domains.iter();
        allowed.any(|pattern| domain_matches(pattern, domain))
    }

    /// Are addresses of `domain` shut out, invited or not?
    pub fn blocks_domain(&self, domain: &str) -> bool {
        let mut blocked = self.signup_blocked_domains.iter();
        blocked.any(|pattern| domain_matches(pattern, domain))
    }

    /// May an address of `domain` (A-labels, lower case) sign up? A block wins over an allow.
    pub fn admits_domain(&self, domain: &str) -> bool {
        let listed = |list: &[String]| list.iter().any(|pattern| domain_matches(pattern, domain));
        !self.blocks_domain(domain)
            && match self.signup_mode {
                SignupMode::Open => true,
                SignupMode::InviteOnly => false,
                SignupMode::Restricted => listed(&self.signup_allowed_domains),
            }
    }
}

fn list_problems(field: &str, list: &[String], most: usize, good: fn(&str) -> bool) -> Vec<FieldError> {
    let mut found = Vec::new();
    if list.len() > most {
        found.push(invalid(field, format!("Use at most {most} values.")));
    }
    if let Some(bad) = list.iter().find(|value| !good(value)) {
        let shown: String = bad.chars().take(80).collect();
        found.push(invalid(field, format!("“{shown}” is not a value this list can hold.")));
    }
    found
}

fn domain_matches(pattern: &str, domain: &str) -> bool {
    pattern.strip_prefix("*.").map_or_else(
        || pattern == domain,
        |parent| domain.strip_suffix(parent).is_some_and(|head| head.ends_with('.')),
    )
}

fn is_domain_pattern(text: &str) -> bool {
    let name = text.strip_prefix("*.").unwrap_or(text);
    crate::Hostname::parse(name).is_ok_and(|host| host.as_str() == name)
}

fn is_origin(text: &str) -> bool {
    protocol::redirect_uri::origin(text).is_some_and(|origin| origin == text)
}

fn is_https_url(text: &str) -> bool {
    text.starts_with("https://")
        && text.len() <= 2048
        && protocol::redirect_uri::origin(text).is_some()
        && !text.contains('#')
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
