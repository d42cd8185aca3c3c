//! Journeys through the composed router, as people and programs make them.

mod account;
mod capacity;
mod command;
mod dns;
mod domain_life;
mod domains;
mod events;
mod exports;
mod federation;
mod hashes;
mod identities;
mod imports;
mod languages;
mod local;
mod magic_link;
mod mail_feedback;
mod manage;
mod oidc;
mod operator;
mod password_reset;
mod prices;
mod seldom;
mod sign_in;
mod sign_in_api;
mod sign_up;
mod stream;
