//! Who we are at a provider: the secret we keep sealed, an assertion signed with the application's own key, or a secret signed with Apple's.

use crate::tenant::Tenant;
use domain::{
    Secret, entropy,
    identity_provider::{IdentityProvider, Preset, TokenAuthMethod},
};
use keys::{Purpose, Signer, mint};
use protocol::{
    error::{ErrorCode, Failure},
    jwt::{Alg, AssertionClaims, Audience},
};

/// How long an assertion of ours is good for, in seconds.
const ASSERTION_SECS: i64 = 60;
/// What Apple's client secrets are for.
const APPLE: &str = "https://appleid.apple.com";
/// RFC 7523 §2.2.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What goes with a token request: parameters of the form, and what HTTP Basic takes.
#[derive(Default)]
pub(super) struct Authentication {
    pub(super) form: Vec<(&'static str, Secret<String>)>,
    pub(super) basic: Option<Secret<String>>,
}

/// Seals a secret for one provider.
pub(crate) async fn seal(tenant: &Tenant, provider: &IdentityProvider, secret: &str) -> Result<String, Failure> {
    let within = provider.id.to_string();
    let vault = tenant.vault().await?;
    Ok(vault.seal_within(tenant.id(), Purpose::ProviderSecret, &within, secret.as_bytes()))
}

async fn secret(tenant: &Tenant, provider: &IdentityProvider) -> Result<Secret<String>, Failure> {
    let lost = || Failure::new(ErrorCode::InternalError, "A provider’s secret does not open.");
    let sealed = provider.sealed_secret.as_deref().ok_or_else(lost)?;
    let within = provider.id.to_string();
    let vault = tenant.vault().await?;
    let plain = vault.open_within(tenant.id(), Purpose::ProviderSecret, &within, sealed);
    let text = plain.and_then(|plain| String::from_utf8(plain).ok()).ok_or_else(lost)?;
    Ok(Secret::new(text))
}

/// How we authenticate at a provider's token endpoint.
pub(super) async fn authentication(tenant: &Tenant, provider: &IdentityProvider) -> Result<Authentication, Failure> {
    let posted = |secret: Secret<String>| Authentication {
        form: vec![("client_secret", secret)],
        basic: None,
    };
    if provider.preset == Some(Preset::Apple) {
        return Ok(posted(apple_secret(tenant, provider).await?));
    }
    match provider.token_auth_method {
        TokenAuthMethod::Post => Ok(posted(secret(tenant, provider).await?)),
        TokenAuthMethod::Basic => Ok(Authentication {
            form: Vec::new(),
            basic: Some(secret(tenant, provider).await?),
        }),
        TokenAuthMethod::PrivateKeyJwt => {
            let form = vec![
                ("client_assertion_type", Secret::new(ASSERTION_TYPE.to_owned())),
                ("client_assertion", assertion(tenant, provider).await?),
            ];
            Ok(Authentication { form, basic: None })
        }
    }
}

fn claims(tenant: &Tenant, issuer: &str, subject: &str, audience: &str) -> AssertionClaims {
    let now = tenant.now().secs();
    AssertionClaims {
        iss: issuer.to_owned(),
        sub: subject.to_owned(),
        aud: Audience::One(audience.to_owned()),
        exp: now.saturating_add(ASSERTION_SECS),
        iat: Some(now),
        nbf: None,
        jti: entropy::base62(tenant.entropy(), 22),
    }
}

/// Signed with the application's own key: the provider knows it by the JWKS that everybody reads.
async fn assertion(tenant: &Tenant, provider: &IdentityProvider) -> Result<Secret<String>, Failure> {
    let ring = tenant.ring().await?;
    let signer = ring.signer(Alg::ES256).or_else(|| ring.signer(Alg::RS256));
    let signer = signer.ok_or_else(|| Failure::new(ErrorCode::InternalError, "The application has no signing key."))?;
    let audience = provider
        .issuer
        .as_deref()
        .or(provider.token_endpoint.as_deref())
        .unwrap_or("");
    let claims = claims(tenant, &provider.client_id, &provider.client_id, audience);
    Ok(Secret::new(mint::client_assertion(signer, &claims).await?))
}

/// Apple takes no secret but one that the team's key signed, and the team says `iss`.
async fn apple_secret(tenant: &Tenant, provider: &IdentityProvider) -> Result<Secret<String>, Failure> {
    let key_id = provider.key_id.clone().unwrap_or_default();
    let signer = apple_key(key_id, secret(tenant, provider).await?.expose())?;
    let team = provider.team_id.as_deref().unwrap_or("");
    let claims = claims(tenant, team, &provider.client_id, APPLE);
    Ok(Secret::new(mint::client_assertion(&signer, &claims).await?))
}

/// The key of a `.p8` file; also says whether it is one.
pub(crate) fn apple_key(key_id: String, pem: &str) -> Result<Signer, Failure> {
    Ok(Signer::of_pem(key_id, pem)?)
}
