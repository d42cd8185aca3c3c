//! SES v2: one mail out, and what is refused before it is accepted.

mod refusals;
mod sending;
