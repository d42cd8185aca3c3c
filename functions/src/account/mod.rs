//! What a signed-in person sees and changes of their own account: the portal's pages, and `/api/users/me` (behaviour 4.6, 4.7).

pub mod activity_page;
mod browser_name;
pub mod connections;
pub mod credentials;
pub mod data;
pub mod data_page;
pub mod home;
pub mod identities;
pub mod me;
pub mod passkey_page;
pub mod passkeys;
pub(crate) mod person;
pub(crate) mod portal;
pub mod security;
pub mod session_page;
pub mod sessions;
pub mod undo;

use browser_name::browser_name;
pub(crate) use portal::shown_day;
