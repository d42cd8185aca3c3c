//! What a custom domain must show before it is served: a TXT record, and a CNAME, or at an apex the same addresses (behaviour 2.3).
//!
//! Two independent resolvers are asked, over HTTPS, through the one guarded client. What both saw is there, what neither saw is missing, and what one
//! of them saw is neither: records on their way must not prove a domain, and records of one broken resolver must not take one down.

mod resolver;

pub use resolver::{Resolvers, default_resolvers};

use std::{future::Future, pin::Pin};

/// What two resolvers say about one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Both saw it.
    Present,
    /// Neither saw it.
    Missing,
    /// They disagree.
    Disputed,
}

impl Finding {
    /// What two answers make together.
    pub const fn of(first: bool, second: bool) -> Self {
        match (first, second) {
            (true, true) => Self::Present,
            (false, false) => Self::Missing,
            _ => Self::Disputed,
        }
    }
}

/// The records that decide about a hostname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Records {
    /// The ownership record, with its value.
    pub txt: Finding,
    /// The routing record, or addresses in common with what it would lead to.
    pub route: Finding,
    /// That CAA records let Amazon's authority make a certificate; only looked for once the others are there.
    pub authority: Finding,
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

/// A resolver did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a resolver did not answer")]
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
