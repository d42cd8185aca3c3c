//! What each argument of a handler asks of the caller.

use super::Draft;
use crate::{
    cookie::Cookies,
    edge::Context,
    extract::{
        access_token::AccessToken,
        authorization::QueryOrForm,
        browser::Browser,
        caller::{ApiCaller, MaybeCaller},
        client::ClientRequest,
        if_match::IfMatch,
        json::Json,
        lines::Lines,
        page_form::PageForm,
        path::{Id, IdAndName, Ids, Name},
        picture::{self, Picture},
        query::Query,
        seen::Seen,
        session::{MaybeSession, SignedIn},
        tenant::{MaybeTenant, Tenant},
        transaction::Named,
    },
    idempotency::Once,
    notes::Part,
    paging::Paging,
};
use axum::extract::State;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};
use std::borrow::Cow;

/// An argument that says what it asks for.
pub trait Argument {
    /// Writes it down.
    fn describe(draft: &mut Draft<'_>);
}

macro_rules! asks_nothing {
    ($($name:ty),+ $(,)?) => {$(
        impl Argument for $name {
            fn describe(_draft: &mut Draft<'_>) {}
        }
    )+};
}

// What they ask is the route's `Access`, or nothing that a caller would write down.
asks_nothing!(
    ApiCaller,
    MaybeCaller,
    Context,
    Cookies,
    Browser,
    Seen,
    MaybeSession,
    MaybeTenant,
    Tenant,
    SignedIn,
    PageForm,
);

impl<S> Argument for State<S> {
    fn describe(_draft: &mut Draft<'_>) {}
}

impl<A: Argument, B: Argument> Argument for (A, B) {
    fn describe(draft: &mut Draft<'_>) {
        A::describe(draft);
        B::describe(draft);
    }
}

impl<T: Argument, E> Argument for Result<T, E> {
    fn describe(draft: &mut Draft<'_>) {
        T::describe(draft);
    }
}

impl<T: JsonSchema> Argument for Json<T> {
    fn describe(draft: &mut Draft<'_>) {
        draft.takes::<T>("application/json");
        draft.fails(422);
    }
}

impl<T: JsonSchema> JsonSchema for Part<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}Patch", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.remove("required");
        schema.insert("description".to_owned(), "What is absent stays as it is.".into());
        // What a thing that is new begins with is not what a change does.
        let members = schema.get_mut("properties").and_then(Value::as_object_mut);
        for member in members.into_iter().flat_map(|members| members.values_mut()) {
            member.as_object_mut().map(|member| member.remove("default"));
        }
        schema
    }
}

impl<T: JsonSchema> Argument for Once<T> {
    fn describe(draft: &mut Draft<'_>) {
        Json::<T>::describe(draft);
        draft.header(
            "Idempotency-Key",
            "The request may be sent again under the same key for a day, and makes one thing.",
            &json!({ "type": "string", "minLength": 1, "maxLength": 255 }),
        );
        draft.fails(409);
    }
}

impl Argument for Lines {
    fn describe(draft: &mut Draft<'_>) {
        let schema = json!({ "type": "string", "description": "A JSON object per line." });
        draft.takes_schema("application/x-ndjson", schema);
        draft.fails(422);
    }
}

impl Argument for Picture {
    fn describe(draft: &mut Draft<'_>) {
        for kind in picture::TYPES {
            draft.takes_schema(kind, json!({ "type": "string", "format": "binary" }));
        }
        draft.fails(415);
        draft.fails(422);
    }
}

impl Argument for IfMatch {
    fn describe(draft: &mut Draft<'_>) {
        draft.header(
            "If-Match",
            "The `ETag` of what the change is for; without it, whatever is there is changed.",
            &json!({ "type": "string" }),
        );
        draft.fails(400);
        draft.fails(412);
    }
}

/// The parameters themselves are in the endpoint's notes.
impl Argument for Query {
    fn describe(draft: &mut Draft<'_>) {
        draft.fails(400);
    }
}

impl Argument for Paging {
    fn describe(draft: &mut Draft<'_>) {
        let limit = json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 50 });
        draft.query("limit", "At most so many.", &limit);
        let cursor = json!({ "type": "string" });
        draft.query("cursor", "The `next_cursor` of the page before.", &cursor);
        draft.fails(400);
    }
}

impl<T: JsonSchema> Argument for Id<T> {
    fn describe(draft: &mut Draft<'_>) {
        draft.path::<T>();
    }
}

impl<T: JsonSchema, U: JsonSchema> Argument for Ids<T, U> {
    fn describe(draft: &mut Draft<'_>) {
        draft.path::<T>();
        draft.path::<U>();
    }
}

impl<T: JsonSchema> Argument for IdAndName<T> {
    fn describe(draft: &mut Draft<'_>) {
        draft.path::<T>();
        draft.path::<String>();
    }
}

impl Argument for Name {
    fn describe(draft: &mut Draft<'_>) {
        draft.path::<String>();
    }
}

/// The header is the security scheme `transaction`; where anybody may call, it is a wish.
impl Argument for Named {
    fn describe(draft: &mut Draft<'_>) {
        draft.names_transaction();
    }
}

/// A form whose parameters the endpoint's notes name.
impl Argument for ClientRequest {
    fn describe(draft: &mut Draft<'_>) {
        draft.takes_form();
        draft.fails(401);
    }
}

/// The parameters of a GET are in its query, those of a POST in its form.
impl Argument for QueryOrForm {
    fn describe(draft: &mut Draft<'_>) {
        draft.takes_form();
    }
}

impl Argument for AccessToken {
    fn describe(draft: &mut Draft<'_>) {
        draft.fails(400);
        draft.fails(401);
        draft.fails(403);
    }
}
