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
    /// A scope in people's words.
    fn in_words(scope: &str) -> String {
        match scope {
            "openid" => "Know who you are here".to_owned(),
            "profile" => "See your name, picture and language".to_owned(),
            "email" => "See your e-mail address".to_owned(),
            "roles" => "See your roles".to_owned(),
            "offline_access" => "Stay connected while you are away".to_owned(),
            other => format!("Use “{other}”"),
        }
    }
}

page!(Consent, "consent.html");
