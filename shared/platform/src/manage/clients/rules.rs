//! What must hold of a client: which URIs, which grants for which type, which authentication, which life times (behaviour 3.5; RU-01, PK-01, CG-18).

use crate::manage::{invalid, is_https_url};
use domain::{
    client::{Client, ClientType, GrantType, MAX_REDIRECT_URIS, SubjectType, TokenEndpointAuthMethod},
    permission::Permission,
};
use protocol::{
    error::{ErrorCode, Failure, FieldError},
    jwt::Alg,
    redirect_uri,
};
use std::collections::BTreeSet;
use url::Url;

const HOUR: u32 = 3600;
const DAY: u32 = 24 * HOUR;

/// Everything that is wrong with a client, all at once.
pub(super) fn problems(client: &Client, development: bool) -> Vec<FieldError> {
    let mut found = Vec::new();
    uris("redirect_uris", &client.redirect_uris, client, development, &mut found);
    uris(
        "post_logout_redirect_uris",
        &client.post_logout_redirect_uris,
        client,
        development,
        &mut found,
    );
    grants(client, &mut found);
    authentication(client, &mut found);
    algorithms(client, &mut found);
    life_times(client, &mut found);
    for (field, value) in [
        ("client_uri", &client.client_uri),
        ("logo_uri", &client.logo_uri),
        ("policy_uri", &client.policy_uri),
        ("tos_uri", &client.tos_uri),
    ] {
        if value.as_deref().is_some_and(|url| !is_https_url(url)) {
            found.push(invalid(field, "Use an https URL."));
        }
    }
    if let Some(unknown) = client
        .machine_permissions
        .iter()
        .find(|name| Permission::parse(name).is_none())
    {
        let shown: String = unknown.chars().take(80).collect();
        found.push(FieldError {
            field: "machine_permissions".into(),
            code: ErrorCode::PermissionUnknown,
            detail: format!("There is no permission {shown}."),
        });
    }
    if client.default_acr_values.len() > 10
        || client
            .default_acr_values
            .iter()
            .any(|value| value.is_empty() || value.len() > 255)
    {
        found.push(invalid(
            "default_acr_values",
            "Use at most 10 values of at most 255 characters.",
        ));
    }
    found
}

fn uris(field: &str, list: &[String], client: &Client, development: bool, found: &mut Vec<FieldError>) {
    if list.len() > MAX_REDIRECT_URIS {
        found.push(invalid(field, format!("Use at most {MAX_REDIRECT_URIS} URIs.")));
    }
    let native = client.client_type == ClientType::Native;
    for (at, uri) in list.iter().enumerate() {
        if let Err(error) = redirect_uri::check(uri, development, native) {
            found.push(FieldError {
                field: format!("{field}[{at}]"),
                code: ErrorCode::RedirectUriInvalid,
                detail: error.to_string(),
            });
        }
    }
}

fn grants(client: &Client, found: &mut Vec<FieldError>) {
    if client.grant_types.is_empty() {
        found.push(invalid("grant_types", "A client needs at least one grant type."));
    }
    if client.may(GrantType::AuthorizationCode) && client.redirect_uris.is_empty() {
        found.push(invalid(
            "redirect_uris",
            "The code flow needs at least one redirect URI.",
        ));
    }
    if client.may(GrantType::RefreshToken) && !client.may(GrantType::AuthorizationCode) {
        found.push(invalid("grant_types", "refresh_token needs authorization_code."));
    }
    if client.client_type == ClientType::Machine && client.may(GrantType::AuthorizationCode) {
        found.push(invalid(
            "grant_types",
            "A machine client has no person to send through the code flow.",
        ));
    }
    if client.may(GrantType::ClientCredentials) && !client.is_confidential() {
        found.push(invalid("grant_types", "Only a confidential client can act for itself."));
    }
    if !client.require_pkce && !client.is_confidential() {
        found.push(invalid("require_pkce", "A public client cannot do without PKCE."));
    }
}

fn authentication(client: &Client, found: &mut Vec<FieldError>) {
    use TokenEndpointAuthMethod as Method;
    let public_type = matches!(client.client_type, ClientType::Spa | ClientType::Native);
    if !public_type && !client.is_confidential() {
        found.push(invalid(
            "token_endpoint_auth_method",
            "Only spa and native clients can be public.",
        ));
    }
    if client.client_type == ClientType::Spa && client.is_confidential() {
        found.push(invalid(
            "token_endpoint_auth_method",
            "A client in a browser cannot keep a secret: use none.",
        ));
    }
    let by_key = client.token_endpoint_auth_method == Method::PrivateKeyJwt;
    match (by_key, &client.jwks, &client.jwks_uri) {
        (true, None, None) => found.push(invalid("jwks", "private_key_jwt needs jwks or jwks_uri.")),
        (_, Some(_), Some(_)) => found.push(invalid("jwks_uri", "Use jwks or jwks_uri, not both.")),
        _ => {}
    }
    if client
        .jwks
        .as_ref()
        .is_some_and(|set| set.keys.is_empty() || set.keys.len() > 10)
    {
        found.push(invalid("jwks", "Use 1 to 10 keys."));
    }
}

fn algorithms(client: &Client, found: &mut Vec<FieldError>) {
    let signs = |alg: Alg| Alg::SIGNING.contains(&alg);
    if !signs(client.id_token_signed_response_alg) {
        found.push(invalid("id_token_signed_response_alg", "Use RS256 or ES256."));
    }
    if client.userinfo_signed_response_alg.is_some_and(|alg| !signs(alg)) {
        found.push(invalid(
            "userinfo_signed_response_alg",
            "Use RS256 or ES256, or null for JSON.",
        ));
    }
    if client
        .token_endpoint_auth_signing_alg
        .is_some_and(|alg| !Alg::ASSERTION.contains(&alg))
    {
        found.push(invalid(
            "token_endpoint_auth_signing_alg",
            "Use ES256, RS256, PS256 or EdDSA.",
        ));
    }
}

fn life_times(client: &Client, found: &mut Vec<FieldError>) {
    let ranges = [
        ("access_token_ttl", client.access_token_ttl, 60, DAY),
        ("refresh_token_ttl", client.refresh_token_ttl, HOUR, 365 * DAY),
        ("refresh_token_idle_ttl", client.refresh_token_idle_ttl, HOUR, 365 * DAY),
        ("default_max_age", client.default_max_age, 0, 365 * DAY),
    ];
    for (field, value, least, most) in ranges {
        if value.is_some_and(|value| !(least..=most).contains(&value)) {
            found.push(invalid(field, format!("Use a number from {least} to {most}.")));
        }
    }
}

/// Does it authenticate with a secret of ours?
pub(super) const fn keeps_a_secret(client: &Client) -> bool {
    matches!(
        client.token_endpoint_auth_method,
        TokenEndpointAuthMethod::ClientSecretBasic | TokenEndpointAuthMethod::ClientSecretPost
    )
}

/// The sector of a pairwise client: the one host of its redirect URIs (OIDC Core §8.1).
pub(super) fn sector(client: &Client) -> Result<Option<String>, Failure> {
    if client.subject_type == SubjectType::Public {
        return Ok(None);
    }
    let hosts: BTreeSet<String> = client
        .redirect_uris
        .iter()
        .filter_map(|uri| Url::parse(uri).ok()?.host_str().map(str::to_owned))
        .collect();
    if let (1, Some(host)) = (hosts.len(), hosts.into_iter().next()) {
        Ok(Some(host))
    } else {
        let detail = "A pairwise client’s redirect URIs lie on one host.";
        Err(Failure::new(ErrorCode::ValidationError, detail).field("subject_type", ErrorCode::ValidationError, detail))
    }
}
