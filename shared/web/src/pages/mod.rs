//! The pages that people see: one struct a page, one template each, escaped by the compiler of the templates (frontend 2).
//!
//! They work with scripts off. Nothing here decides anything: a page shows what its handler found out.

pub mod account;
pub mod assets;
pub mod consent;
mod failure;
mod frame;
pub mod hop;
pub mod logout;
pub mod mfa;
pub mod passkey;
mod problem;
pub mod providers;
pub mod reference;
pub mod reset;
pub mod resume;
pub mod sign_in;
pub mod sign_up;
pub mod site;
pub mod step_up;

pub use failure::{error_page, error_page_in};
pub use frame::{Frame, Preview, Theme};
pub use problem::Problem;

/// Whether a path is one of the hosted pages, as opposed to the dashboard's own.
pub fn is_hosted(path: &str) -> bool {
    let roots = [
        "/login",
        "/mfa",
        "/account",
        "/signup",
        "/verify",
        "/consent",
        "/logout",
        "/operator-setup",
        "/passkey",
        "/reset",
        "/rp/",
        "/error",
        "/step-up",
        "/oauth2/",
    ];
    roots.iter().any(|root| path.starts_with(root))
}

/// Ties a page to its template.
macro_rules! page {
    ($page:ident, $path:tt) => {
        $crate::pages::page!(pub $page, $path);
    };
    ($vis:vis $page:ident, $path:tt) => {
        impl $page {
            /// The page's HTML.
            $vis fn render(&self, frame: &$crate::pages::Frame) -> Result<String, protocol::error::Failure> {
                #[derive(askama::Template)]
                #[template(path = $path)]
                struct View<'a> {
                    frame: &'a $crate::pages::Frame,
                    page: &'a $page,
                }
                askama::Template::render(&View { frame, page: self })
                    .map_err(|error| protocol::error::Failure::new(protocol::error::ErrorCode::InternalError, error.to_string()))
            }
        }
    };
}
pub(crate) use page;

/// Lets a page say what is wrong with a field of its form.
macro_rules! complains {
    ($page:ident) => {
        impl $page {
            /// The complaint about a field.
            pub fn wrong(&self, frame: &$crate::pages::Frame, field: &str) -> Option<String> {
                self.problem
                    .as_ref()
                    .and_then(|problem| problem.for_field(frame, field))
            }

            /// Whether there is one.
            pub fn is_wrong(&self, field: &str) -> bool {
                self.problem
                    .as_ref()
                    .is_some_and(|problem| problem.is_about(field))
            }
        }
    };
}
pub(crate) use complains;
