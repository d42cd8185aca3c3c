//! KMS: what its API reference promises of keys, their states, encryption and signatures.

mod encryption;
mod keys;
mod sign_limits;
mod signing;
mod states;
