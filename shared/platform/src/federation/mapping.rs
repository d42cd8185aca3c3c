//! A provider's claims as ours: each target takes the first source that says something usable (behaviour 3.15). What is not usable is left out, never an error.

use domain::{
    Email,
    identity::{Asserted, MappedProfile},
    identity_provider::{IdentityProvider, ProviderType},
    text,
};
use serde_json::{Map, Value};

type Claims = Map<String, Value>;

/// The first source of a target that is there.
fn first<'c>(provider: &IdentityProvider, claims: &'c Claims, target: &str) -> Option<&'c Value> {
    let sources = provider.mapping.get(target)?;
    sources
        .iter()
        .filter_map(|source| claims.get(source))
        .find(|value| !value.is_null() && value.as_str() != Some(""))
}

fn said(provider: &IdentityProvider, claims: &Claims, target: &str) -> Option<String> {
    match first(provider, claims, target)? {
        Value::String(text) => Some(text.clone()),
        // GitHub's subjects are numbers.
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn line(provider: &IdentityProvider, claims: &Claims, target: &str) -> Option<String> {
    text::line(&said(provider, claims, target)?, 255).ok()
}

/// Language and zone names: letters, digits and their separators.
fn tag(provider: &IdentityProvider, claims: &Claims, target: &str) -> Option<String> {
    let is_tag = |text: &String| {
        (2..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/+".contains(&b))
    };
    said(provider, claims, target).filter(is_tag)
}

/// `true`, or the text of it: Apple writes it so.
fn is_true(value: &Value) -> bool {
    value.as_bool() == Some(true) || value.as_str() == Some("true")
}

/// Whether the address has to be asked for elsewhere.
pub(super) fn lacks_address(provider: &IdentityProvider, claims: &Claims) -> bool {
    first(provider, claims, "email").is_none()
}

/// Takes back what was said of an address that is not there.
pub(super) fn forget_proof(provider: &IdentityProvider, claims: &mut Claims) {
    for source in provider.mapping.get("email_verified").into_iter().flatten() {
        claims.remove(source);
    }
}

/// What GitHub's list of addresses says, in place of the one in the profile, which nobody has proven.
pub(super) fn take_address(claims: &mut Claims, address: Option<String>) {
    let verified = address.is_some();
    match address {
        Some(address) => claims.insert("email".to_owned(), Value::String(address)),
        None => claims.remove("email"),
    };
    claims.insert("email_verified".to_owned(), Value::Bool(verified));
}

/// Whether the provider says of this very sign-in that it was more than one factor (RFC 8176 §2, OIDC Core §2), and is believed.
fn gave_more_than_one_factor(provider: &IdentityProvider, claims: &Claims) -> bool {
    if !provider.trust_mfa || provider.provider_type != ProviderType::Oidc {
        return false;
    }
    let amr = claims.get("amr").and_then(Value::as_array);
    let by_amr = amr.is_some_and(|methods| methods.iter().any(|method| method.as_str() == Some("mfa")));
    let acr = claims.get("acr").and_then(Value::as_str);
    by_amr || acr.is_some_and(|acr| provider.mfa_acr_values.iter().any(|known| known == acr))
}

/// The provider's word; `None` without a subject.
pub(super) fn asserted(provider: &IdentityProvider, issuer: String, claims: &Claims) -> Option<Asserted> {
    // Of a signed ID token the subject is `sub`, whatever anybody maps (FE-01).
    let subject = match provider.provider_type {
        ProviderType::Oidc => claims.get("sub").and_then(Value::as_str).map(str::to_owned),
        ProviderType::Oauth2 => said(provider, claims, "sub"),
    };
    let subject = subject.filter(|subject| (1..=255).contains(&subject.len()))?;
    let email = said(provider, claims, "email").and_then(|text| Email::parse(&text).ok());
    let proven = first(provider, claims, "email_verified").is_some_and(is_true);
    let picture = said(provider, claims, "picture").filter(|url| crate::manage::is_https_url(url));
    Some(Asserted {
        idp_id: provider.id,
        issuer,
        subject,
        email_verified: provider.trust_email_verified && proven && email.is_some(),
        mfa: gave_more_than_one_factor(provider, claims),
        email,
        profile: MappedProfile {
            name: line(provider, claims, "name"),
            given_name: line(provider, claims, "given_name"),
            family_name: line(provider, claims, "family_name"),
            picture,
            locale: tag(provider, claims, "locale"),
            zoneinfo: tag(provider, claims, "zoneinfo"),
        },
        sealed_refresh_token: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{IdentityProviderId, Timestamp, identity_provider::Preset};
    use serde_json::json;

    fn provider(preset: Preset) -> IdentityProvider {
        preset.begin(
            IdentityProviderId::from_bytes([1; 16]),
            "it".into(),
            Timestamp::from_secs(1),
        )
    }

    fn mapped(provider: &IdentityProvider, claims: &Value) -> Option<Asserted> {
        asserted(provider, "i".into(), claims.as_object()?)
    }

    #[test]
    fn sources_are_tried_in_order_and_what_is_unusable_is_left_out() {
        let claims = json!({
            "id": 583_231, "login": "octocat", "name": null, "email": "not an address", "avatar_url": "https://a.example/1.png",
            "locale": "de\u{0}", "blog": "x",
        });
        let found = mapped(&provider(Preset::Github), &claims);
        let profile = found.as_ref().map(|found| found.profile.clone()).unwrap_or_default();
        assert_eq!(found.as_ref().map(|found| found.subject.as_str()), Some("583231"));
        assert_eq!(found.and_then(|found| found.email), None);
        assert_eq!(profile.name.as_deref(), Some("octocat"));
        assert_eq!(profile.picture.as_deref(), Some("https://a.example/1.png"));
        assert_eq!(profile.locale, None);
    }

    #[test]
    fn ah_01_an_address_is_proven_only_when_a_trusted_provider_says_so() {
        let claims = |verified: Value| json!({"sub": "1", "email": "mia@acme.example", "email_verified": verified});
        let trusted = provider(Preset::Google);
        let not_trusted = IdentityProvider {
            trust_email_verified: false,
            ..provider(Preset::Google)
        };
        let proven = |provider: &IdentityProvider, said: Value| {
            mapped(provider, &claims(said)).map(|found| found.email_verified)
        };
        assert_eq!(proven(&trusted, json!(true)), Some(true));
        assert_eq!(proven(&trusted, json!("true")), Some(true));
        for said in [json!(false), json!("false"), json!(1), json!(null)] {
            assert_eq!(proven(&trusted, said), Some(false));
        }
        assert_eq!(proven(&not_trusted, json!(true)), Some(false));
        assert_eq!(
            mapped(&trusted, &json!({"email": "mia@acme.example"})),
            None,
            "no subject"
        );
    }
}
