//! The API's description (`OpenAPI` 3.1), read off the handlers: their arguments say what they take, their answers what they give.
//!
//! Nothing of this is in a deployed function: those serve the document that is checked in (docs/api/openapi.json), and a test holds that to this.

mod answers;
mod arguments;
mod document;
mod failures;
mod handler;
mod operation;
mod schemas;
mod security;

pub use answers::{Answer, Fails};
pub use arguments::Argument;
pub use document::{document, is_described};
pub use handler::Described;
pub use operation::{Draft, Notes};
