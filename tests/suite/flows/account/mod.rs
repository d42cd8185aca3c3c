//! A person and their own account: profile, password, address, sessions, by pages and by API.

mod connections;
mod email;
mod ending;
mod erasure;
mod leaving;
mod password;
mod profile;
mod required;
mod returning;
