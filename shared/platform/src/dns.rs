//! What a custom domain must show before it is served: a TXT record and a CNAME (behaviour 2.3).

use std::{future::Future, pin::Pin};

/// The records found at two names, by every resolver that was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Values of the TXT records of the proof name; only those that all resolvers saw.
    pub txt: Vec<String>,
    /// Targets of the CNAME of the hostname; only those that all resolvers saw.
    pub cname: Vec<String>,
}

/// What was looked up.
#[derive(Clone, Debug)]
pub struct Question {
    /// Where the TXT record must be.
    pub txt_name: String,
    /// The value it must have.
    pub txt_value: String,
    /// The hostname itself.
    pub hostname: String,
    /// What its CNAME must be.
    pub cname_target: String,
}

/// A boxed answer.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Records, Unreachable>> + Send + 'a>>;

/// No resolver answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no resolver answered")]
pub struct Unreachable;

/// Looks records up. The laptop's answers as if the records were there: there is no DNS for a hostname that never leaves the machine.
pub trait Dns: Send + Sync {
    /// The records that decide about a hostname.
    fn records<'a>(&'a self, question: &'a Question) -> Answer<'a>;
}

/// Looks nothing up: for the functions that prove no domains.
#[derive(Clone, Copy, Debug)]
pub struct NoResolver;

impl Dns for NoResolver {
    fn records<'a>(&'a self, _: &'a Question) -> Answer<'a> {
        Box::pin(async { Err(Unreachable) })
    }
}
