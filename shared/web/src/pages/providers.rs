//! Buttons of identity providers: links with a mark each, drawn in the page itself, so that nothing is asked of anybody else (frontend 2.1).

use domain::identity_provider::{IdentityProvider, Preset};
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
