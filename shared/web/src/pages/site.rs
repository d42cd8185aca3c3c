//! Pages outside a sign-in: the product page.

use super::page;

/// The bare platform domain.
#[derive(Clone, Debug)]
pub struct Apex {
    /// Where developers go.
    pub dashboard: String,
    /// What runs here.
    pub version: &'static str,
}

page!(Apex, "apex.html");
