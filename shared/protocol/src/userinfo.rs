//! Which claims a scope stands for, and which ones may be asked by name (OIDC Core §5.1, §5.4, §5.5; behaviour 6.4).

use crate::{claims_request::ClaimsRequest, scope::ScopeSet};
use std::collections::BTreeSet;

/// Claims of `profile`.
pub const PROFILE: &[&str] = &[
    "name",
    "given_name",
    "family_name",
    "picture",
    "locale",
    "zoneinfo",
    "updated_at",
];
/// Claims of `email`.
pub const EMAIL: &[&str] = &["email", "email_verified"];
/// Claims of `phone`.
pub const PHONE: &[&str] = &["phone_number", "phone_number_verified"];
/// Claims of `roles`.
pub const ROLES: &[&str] = &["roles", "permissions"];

/// The scopes that stand for claims about a person, with their claims. `openid` stands for `sub`, which is always there.
const SCOPES: [(&str, &[&str]); 4] = [
    ("profile", PROFILE),
    ("email", EMAIL),
    ("phone", PHONE),
    ("roles", ROLES),
];

/// Claims no template, metadata or claims request may set (behaviour 6.5).
pub const RESERVED: &[&str] = &[
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "typ",
    "client_id",
    "scope",
    "auth_time",
    "acr",
    "amr",
    "azp",
    "nonce",
    "at_hash",
    "c_hash",
    "sid",
    "cnf",
    "act",
    "may_act",
    "org_id",
    "org_slug",
    "org_role",
    "org_permissions",
    "roles",
    "permissions",
    "events",
    "epo",
    "userinfo_claims",
];

/// The claims of one scope; none for a scope that stands for something else.
pub fn claims_of(scope: &str) -> &'static [&'static str] {
    SCOPES
        .iter()
        .find(|(name, _)| *name == scope)
        .map_or(&[], |(_, claims)| *claims)
}

/// Is it a claim about a person that can be asked for by name?
pub fn is_user_claim(name: &str) -> bool {
    SCOPES.iter().any(|(_, claims)| claims.contains(&name))
}

/// The scope that stands for a claim about a person; none for `sub`, `acr` and the like.
pub fn scope_of(claim: &str) -> Option<&'static str> {
    SCOPES
        .iter()
        .find(|(_, claims)| claims.contains(&claim))
        .map(|(scope, _)| *scope)
}

/// The claims `UserInfo` tells: those of the scopes and those asked by name. `sub` is told anyway and not among them.
pub fn for_userinfo<'a>(scope: &ScopeSet, asked: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'static str> {
    let mut names: BTreeSet<_> = scope.iter().flat_map(claims_of).copied().collect();
    names.extend(asked.into_iter().filter_map(known));
    names
}

/// The claims about the person in the ID token: those of `profile`, `email` and `phone`, and those asked by name (behaviour 6.3).
pub fn for_id_token<'a>(scope: &ScopeSet, asked: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'static str> {
    let mut names: BTreeSet<_> = scope
        .iter()
        .filter(|name| *name != "roles")
        .flat_map(claims_of)
        .copied()
        .collect();
    names.extend(asked.into_iter().filter_map(known));
    names
}

/// The names a request asks for at `UserInfo`, as they travel in the access token.
pub fn userinfo_names(claims: &ClaimsRequest) -> Vec<String> {
    claims
        .userinfo
        .keys()
        .filter(|name| is_user_claim(name))
        .cloned()
        .collect()
}

/// The names a request asks for in the ID token.
pub fn id_token_names(claims: &ClaimsRequest) -> Vec<String> {
    claims
        .id_token
        .keys()
        .filter(|name| is_user_claim(name))
        .cloned()
        .collect()
}

fn known(name: &str) -> Option<&'static str> {
    SCOPES
        .iter()
        .flat_map(|(_, claims)| claims.iter())
        .find(|claim| **claim == name)
        .copied()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn scopes_become_claims() {
        let scope = ScopeSet::parse("openid email roles users:read").unwrap();
        let told: Vec<_> = for_userinfo(&scope, ["name", "iss", "nonsense"]).into_iter().collect();
        assert_eq!(told, ["email", "email_verified", "name", "permissions", "roles"]);
        let in_token: Vec<_> = for_id_token(&scope, []).into_iter().collect();
        assert_eq!(in_token, ["email", "email_verified"]);
        assert!(claims_of("offline_access").is_empty());
    }
}
