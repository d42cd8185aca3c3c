//! What a client asks for, in words (OIDC Core §3.1.2.4).

use super::page;

/// The consent page.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Who asks.
    pub client_name: String,
    /// Its home.
    pub client_uri: Option<String>,
    /// Its logo.
    pub logo_uri: Option<String>,
    /// Its privacy policy.
    pub policy_uri: Option<String>,
    /// Its terms.
    pub tos_uri: Option<String>,
    /// Where the person goes afterwards.
    pub client_host: String,
    /// What it asks for.
    pub scopes: Vec<String>,
    /// Who would agree.
    pub email: String,
    /// Where the form posts to.
    pub action: String,
    /// The form's token.
    pub form_token: String,
}

impl Consent {
    /// The text of a scope.
    fn in_words(scope: &str) -> &'static str {
        match scope {
            "openid" => "consent-scope-openid",
            "profile" => "consent-scope-profile",
            "email" => "consent-scope-email",
            "roles" => "consent-scope-roles",
            "offline_access" => "consent-scope-offline",
            _ => "consent-scope-other",
        }
    }
}

page!(Consent, "consent.html");
