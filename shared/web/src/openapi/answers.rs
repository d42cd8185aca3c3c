//! What each type that a handler answers with says of itself.

use super::{Draft, operation::Surface};
use crate::{
    answer::{Accepted, Created, Entity, NoContent, NoStore},
    error::{ApiError, EitherError, OAuthError, PageError},
    idempotency::{Begun, Made},
    notes::{Exported, File, GoneOn, Jwt, Page, Redirects},
};
use axum::response::Response;
use schemars::JsonSchema;
use serde_json::{Value, json};

/// An answer that says what it is.
pub trait Answer {
    /// Writes it down.
    fn describe(draft: &mut Draft<'_>);
}

/// A failure that says how it is written.
pub trait Fails {
    /// Writes it down.
    fn describe(draft: &mut Draft<'_>);
}

impl<T: Answer, E: Fails> Answer for Result<T, E> {
    fn describe(draft: &mut Draft<'_>) {
        T::describe(draft);
        E::describe(draft);
    }
}

/// One or the other.
impl<A: Answer, B: Answer> Answer for (A, B) {
    fn describe(draft: &mut Draft<'_>) {
        A::describe(draft);
        B::describe(draft);
    }
}

/// Tells nothing: its endpoint must say `answers`.
impl Answer for Response {
    fn describe(_draft: &mut Draft<'_>) {}
}

impl<T: JsonSchema> Answer for NoStore<T> {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives::<T>(200, "As asked.");
    }
}

impl<T: JsonSchema> Answer for Accepted<T> {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives::<T>(202, "Begun.");
    }
}

impl<T: JsonSchema> Answer for Created<T> {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives::<T>(201, "Made.");
    }
}

fn etag() -> Value {
    json!({ "description": "The version, for `If-Match`.", "schema": { "type": "string" }, "example": "\"3\"" })
}

impl<T: JsonSchema> Answer for Entity<T> {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives::<T>(200, "As it is now.");
        draft.gives_header(200, "ETag", etag());
    }
}

impl<T: JsonSchema> Answer for Made<T> {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives::<T>(201, "Made.");
        draft.gives_header(201, "ETag", etag());
    }
}

impl<T: JsonSchema> Answer for Begun<T> {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives::<T>(202, "Begun.");
        draft.gives_header(202, "ETag", etag());
    }
}

impl Answer for NoContent {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives_nothing(204, "Done.");
    }
}

fn location(draft: &mut Draft<'_>, status: u16) {
    let header = json!({
        "description": "Where the browser goes on.", "schema": { "type": "string", "format": "uri-reference" },
    });
    draft.gives_header(status, "Location", header);
}

impl Answer for GoneOn {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives_nothing(204, "Done.");
        location(draft, 204);
    }
}

impl Answer for Redirects {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives_nothing(303, "The browser goes on.");
        location(draft, 303);
    }
}

impl Answer for Page {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives_schema(200, "A page for people.", "text/html", json!({ "type": "string" }));
    }
}

impl<T: JsonSchema> Answer for File<T> {
    fn describe(draft: &mut Draft<'_>) {
        draft.gives::<T>(200, "A file to keep.");
        let header = json!({ "description": "The name of the file.", "schema": { "type": "string" } });
        draft.gives_header(200, "Content-Disposition", header);
    }
}

impl Answer for Jwt {
    fn describe(draft: &mut Draft<'_>) {
        let schema = json!({ "type": "string", "description": "A signed token (RFC 7519)." });
        draft.gives_schema(200, "As asked.", "application/jwt", schema);
    }
}

impl Answer for Exported {
    fn describe(draft: &mut Draft<'_>) {
        for (media_type, says) in [
            ("application/x-ndjson", "A JSON object per line."),
            ("application/jose", "A JWE of the lines."),
        ] {
            let schema = json!({ "type": "string", "description": says });
            draft.gives_schema(200, "A page of the export.", media_type, schema);
        }
        let count = json!({ "description": "How many are on the page.", "schema": { "type": "integer" } });
        draft.gives_header(200, "Aero2-Count", count);
        let cursor =
            json!({ "description": "Where the next page begins; none on the last.", "schema": { "type": "string" } });
        draft.gives_header(200, "Aero2-Next-Cursor", cursor);
    }
}

impl Fails for ApiError {
    fn describe(_draft: &mut Draft<'_>) {}
}

/// Of a route that browsers are sent to, a page.
impl Fails for EitherError {
    fn describe(draft: &mut Draft<'_>) {
        draft.fails_by_path();
    }
}

impl Fails for PageError {
    fn describe(_draft: &mut Draft<'_>) {}
}

impl Fails for OAuthError {
    fn describe(draft: &mut Draft<'_>) {
        draft.surface = Surface::OAuth;
    }
}
