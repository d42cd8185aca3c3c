//! Passkeys: signing in, one's own, the offer after a sign-in, and what an application decides about them.

mod account;
mod factor;
mod offer;
mod settings;
mod sign_in;
