//! The management API (behaviour 4.8-4.13): every handler names what it needs, calls one use case, answers once.

pub mod adoption;
pub mod api_keys;
pub mod applications;
pub mod audit;
pub mod clients;
pub mod domains;
pub mod email_templates;
pub mod exports;
pub mod identity_providers;
pub mod imports;
pub mod invitations;
pub mod jobs;
pub mod parked;
pub mod platform;
pub mod roles;
pub mod settings;
pub mod signing_keys;
pub mod user_factors;
pub mod user_grants;
pub mod user_identities;
pub mod user_passkeys;
pub mod user_roles;
pub mod user_sessions;
pub mod users;
