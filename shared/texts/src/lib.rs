//! What people read on our pages and in our mails, in their language: Fluent catalogues, embedded (frontend 2.6).
//!
//! Every sentence is a message of its own; nothing is glued together. English is complete, and a test keeps the other languages so. A catalogue
//! is parsed when the first person needs it, never at start-up.

mod catalogue;
mod message;
mod said;

pub use message::{Argument, Message, text};
pub use said::said;

#[cfg(test)]
#[expect(clippy::panic, reason = "tests")]
mod tests;
