//! What must hold of a provider before it is stored, told all at once (behaviour 3.15).

use super::{IdentityProvider, Preset, ProviderType, TARGETS, TokenAuthMethod};
use protocol::{error::ErrorCode, error::FieldError, redirect_uri, relying_party::OWN_PARAMETERS};

/// Scopes one may be asked for.
const MAX_SCOPES: usize = 50;
/// Extra parameters of its authorization request.
const MAX_EXTRA: usize = 10;
/// Values of `acr` that say it was more than one factor.
const MAX_ACR_VALUES: usize = 10;
/// Sources one target may have.
const MAX_SOURCES: usize = 10;

fn invalid(field: &str, detail: impl Into<String>) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code: ErrorCode::ValidationError,
        detail: detail.into(),
    }
}

fn is_visible(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_url(text: &str) -> bool {
    let authority = text
        .split_once("://")
        .map_or("", |(_, rest)| rest.split('/').next().unwrap_or(""));
    text.len() <= 2048 && redirect_uri::origin(text).is_some() && !text.contains('#') && !authority.contains('@')
}

impl IdentityProvider {
    /// Everything that is wrong with it, all at once.
    pub fn problems(&self) -> Vec<FieldError> {
        let mut found = Vec::new();
        if !Self::is_name(&self.name) {
            found.push(invalid(
                "name",
                "Use 2 to 63 of a-z, 0-9 and -, beginning with a letter.",
            ));
        }
        self.endpoint_problems(&mut found);
        self.client_problems(&mut found);
        self.request_problems(&mut found);
        self.mapping_problems(&mut found);
        self.mfa_problems(&mut found);
        found
    }

    fn endpoint_problems(&self, found: &mut Vec<FieldError>) {
        let urls = [
            ("icon_url", &self.icon_url),
            ("issuer", &self.issuer),
            ("authorization_endpoint", &self.authorization_endpoint),
            ("token_endpoint", &self.token_endpoint),
            ("userinfo_endpoint", &self.userinfo_endpoint),
        ];
        let bad = urls
            .iter()
            .filter(|(_, url)| url.as_deref().is_some_and(|url| !is_url(url)));
        found.extend(bad.map(|(field, _)| invalid(field, "Use an https URL without fragment and user information.")));
        let needed: &[&str] = match self.provider_type {
            ProviderType::Oidc => &["issuer"],
            ProviderType::Oauth2 => &["authorization_endpoint", "token_endpoint", "userinfo_endpoint"],
        };
        let missing = urls
            .iter()
            .filter(|(field, url)| needed.contains(field) && url.is_none());
        found.extend(missing.map(|(field, _)| invalid(field, "This type of provider needs it.")));
    }

    /// Only what an ID token says is signed for us: nothing else is believed to be about this very sign-in.
    fn mfa_problems(&self, found: &mut Vec<FieldError>) {
        if self.trust_mfa && self.provider_type != ProviderType::Oidc {
            found.push(invalid(
                "trust_mfa",
                "Only OpenID Connect says how people proved themselves.",
            ));
        }
        let fits = self.mfa_acr_values.len() <= MAX_ACR_VALUES;
        if !fits || !self.mfa_acr_values.iter().all(|value| is_visible(value, 255)) {
            let detail = "Use at most 10 values of 1 to 255 visible characters.";
            found.push(invalid("mfa_acr_values", detail));
        }
    }

    fn client_problems(&self, found: &mut Vec<FieldError>) {
        if !is_visible(&self.client_id, 512) {
            found.push(invalid("client_id", "Use 1 to 512 visible characters."));
        }
        if self.token_auth_method != TokenAuthMethod::PrivateKeyJwt && self.sealed_secret.is_none() {
            found.push(invalid(
                "client_secret",
                "This way to authenticate needs a client secret.",
            ));
        }
        let apple = self.preset == Some(Preset::Apple);
        for (field, value) in [("team_id", &self.team_id), ("key_id", &self.key_id)] {
            match value.as_deref() {
                None if apple => found.push(invalid(field, "Apple needs it beside the key.")),
                Some(_) if !apple => found.push(invalid(field, "Only the preset apple has it.")),
                Some(text) if !is_visible(text, 64) => found.push(invalid(field, "Use the 10 characters Apple shows.")),
                _ => {}
            }
        }
    }

    fn request_problems(&self, found: &mut Vec<FieldError>) {
        if self.scopes.len() > MAX_SCOPES || self.scopes.iter().any(|scope| !is_visible(scope, 255)) {
            found.push(invalid(
                "scopes",
                format!("Use at most {MAX_SCOPES} scopes without spaces."),
            ));
        }
        if self.provider_type == ProviderType::Oidc && !self.scopes.iter().any(|scope| scope == "openid") {
            found.push(invalid("scopes", "OpenID Connect needs the scope openid."));
        }
        if self
            .prompt
            .as_deref()
            .is_some_and(|prompt| prompt.split(' ').any(|one| !is_visible(one, 64)))
        {
            found.push(invalid("prompt", "Use values of prompt, separated by one space."));
        }
        if self
            .prompt
            .as_deref()
            .is_some_and(|prompt| prompt.split(' ').any(|one| one == "none"))
        {
            found.push(invalid("prompt", "A person must be able to answer: leave none out."));
        }
        let good = |(name, value): (&String, &String)| is_visible(name, 64) && (1..=512).contains(&value.len());
        if self.extra_params.len() > MAX_EXTRA || !self.extra_params.iter().all(good) {
            found.push(invalid("extra_params", format!("Use at most {MAX_EXTRA} short pairs.")));
        }
        if let Some(own) = self
            .extra_params
            .keys()
            .find(|name| OWN_PARAMETERS.contains(&name.as_str()) || *name == "scope")
        {
            found.push(invalid(
                "extra_params",
                format!("{own} is a parameter of the protocol."),
            ));
        }
    }

    fn mapping_problems(&self, found: &mut Vec<FieldError>) {
        if let Some(unknown) = self.mapping.keys().find(|target| !TARGETS.contains(&target.as_str())) {
            let shown: String = unknown.chars().take(40).collect();
            found.push(invalid(
                "mapping",
                format!("{shown} is nothing that claims are mapped to."),
            ));
        }
        let sources =
            |list: &Vec<String>| list.len() > MAX_SOURCES || list.iter().any(|source| !is_visible(source, 64));
        if self.mapping.values().any(sources) {
            found.push(invalid(
                "mapping",
                format!("Use at most {MAX_SOURCES} names of claims for a target."),
            ));
        }
        if self.mapping.get("sub").is_none_or(Vec::is_empty) {
            found.push(invalid("mapping", "Something must become sub."));
        }
        // FE-01: whoever has an address today is not whoever had it yesterday.
        let sources = |target: &str| self.mapping.get(target).map(Vec::as_slice).unwrap_or_default();
        if sources("sub").iter().any(|source| sources("email").contains(source)) {
            found.push(invalid("mapping", "An address cannot be the subject."));
        }
    }
}
