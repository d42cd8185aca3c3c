//! Journeys through the composed router, as people and programs make them.

mod capacity;
mod domains;
mod events;
mod local;
mod manage;
mod oidc;
mod operator;
mod prices;
mod sign_in;
mod sign_in_api;
mod sign_up;
