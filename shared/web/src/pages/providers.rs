//! Buttons of identity providers: links with a mark each, drawn in the page itself, so that nothing is asked of anybody else (frontend 2.1).

use domain::{
    identity::Asserted,
    identity_provider::{IdentityProvider, Preset},
};
use platform::federation::Tested;
use protocol::response_mode;

/// One button.
#[derive(Clone, Debug)]
pub struct ProviderLink {
    /// On it.
    pub display_name: String,
    /// Where it leads: the beginning of a round trip.
    pub href: String,
    /// An image of the developer's, where one was set.
    pub icon_url: Option<String>,
    /// The mark of a well-known one.
    pub preset: Option<Preset>,
}

impl ProviderLink {
    /// The button of a provider, which takes `kept` along.
    pub fn new<'a>(provider: &'a IdentityProvider, kept: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let query = std::iter::once(("idp", provider.name.as_str())).chain(kept);
        Self {
            display_name: provider.display_name.clone(),
            href: response_mode::with_query("/rp/authorize", query),
            icon_url: provider.icon_url.clone(),
            preset: provider.preset,
        }
    }
}

/// How a developer's test of a provider ended. Nobody is signed in.
#[derive(Clone, Debug)]
pub struct ProviderTested {
    /// On its button.
    pub provider: String,
    /// Our claims and what the provider said for them; what it left out is empty.
    pub claims: Vec<(&'static str, String)>,
    /// At what it failed, as the audit log words it.
    pub cause: Option<String>,
}

super::page!(ProviderTested, "provider_tested.html");

impl ProviderTested {
    /// From the outcome.
    pub fn of(tested: Tested) -> Self {
        let Tested { provider, outcome } = tested;
        match outcome {
            Ok(said) => Self {
                provider,
                claims: claims(said),
                cause: None,
            },
            Err(cause) => Self {
                provider,
                claims: Vec::new(),
                cause: Some(cause),
            },
        }
    }
}

fn claims(said: Asserted) -> Vec<(&'static str, String)> {
    let text = Option::unwrap_or_default;
    let profile = said.profile;
    let email = said.email.map(|email| email.as_str().to_owned());
    vec![
        ("iss", said.issuer),
        ("sub", said.subject),
        ("email", text(email)),
        ("email_verified", said.email_verified.to_string()),
        ("name", text(profile.name)),
        ("given_name", text(profile.given_name)),
        ("family_name", text(profile.family_name)),
        ("picture", text(profile.picture)),
        ("locale", text(profile.locale)),
        ("zoneinfo", text(profile.zoneinfo)),
        ("mfa", said.mfa.to_string()),
    ]
}
