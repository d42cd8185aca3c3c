//! What a mail looks like and how it leaves.
//!
//! Text and HTML say the same; both are rendered by askama, which escapes. Nothing typed by a person becomes a header.

mod letter;
mod sample;
mod ses;
mod wording;
mod words;

pub use letter::{Letter, Marks, RenderError, Rendered};
pub use sample::{Sample, shipped};
pub use ses::{APPLICATION_TAG, EVENT_TAG, MailError, Mailer};
pub use wording::problems;
