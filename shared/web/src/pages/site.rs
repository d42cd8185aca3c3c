//! Pages outside a sign-in: the product page, the dashboard's first page.

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

/// An application in a developer's list.
#[derive(Clone, Debug)]
pub struct ApplicationRow {
    /// Its name.
    pub name: String,
    /// Its issuer.
    pub issuer: String,
    /// Its id.
    pub id: String,
}

/// The dashboard's first page.
#[derive(Clone, Debug)]
pub struct DashboardHome {
    /// Who is signed in.
    pub email: Option<String>,
    /// Their applications.
    pub applications: Vec<ApplicationRow>,
}

page!(DashboardHome, "dashboard.html");
