//! Journeys through the composed router, as people and programs make them.

mod capacity;
mod dns;
mod domain_life;
mod domains;
mod events;
mod federation;
mod identities;
mod local;
mod mail_feedback;
mod manage;
mod oidc;
mod operator;
mod prices;
mod seldom;
mod sign_in;
mod sign_in_api;
mod sign_up;
mod stream;
