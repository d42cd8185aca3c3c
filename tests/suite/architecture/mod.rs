//! Shape: what the documents say about the tree, checked on the tree.
//!
//! These tests read files, not types, so they also see what the compiler does not: manifests, documents, scripts.

mod binaries;
mod dependencies;
mod documents;
mod homes;
mod layers;
mod letters;
mod openapi;
mod rules;
mod sizes;
mod source;
mod template;
mod texts;
