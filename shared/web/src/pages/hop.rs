//! Pages on the way to a client: the form of `form_post`, and a link to a private scheme.

use super::page;

/// OAuth 2.0 Form Post Response Mode: the fields, and a button for those without scripts.
#[derive(Clone, Debug)]
pub struct FormPost {
    /// The client's redirect URI.
    pub action: String,
    /// The response's parameters.
    pub fields: Vec<(String, String)>,
    /// The client's host.
    pub host: String,
}

page!(FormPost, "form_post.html");

/// On to an installed program.
#[derive(Clone, Debug)]
pub struct Continue {
    /// Where to.
    pub location: String,
}

page!(Continue, "continue.html");
