//! The views that are a stored thing with some members less and some more, as the document of the API says it.

use super::{clients::ClientView, identity_providers::ProviderView, users::UserView};
use crate::self_service::OwnUserView;
use domain::{Timestamp, client::Client, identity_provider::IdentityProvider, user::User};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// How a view differs from what is stored. Every member is there always, but those of `sometimes`.
struct Difference<'a> {
    without: &'a [&'a str],
    with: Value,
    sometimes: &'a [&'a str],
}

fn view<T: JsonSchema>(generator: &mut SchemaGenerator, difference: Difference<'_>) -> Schema {
    let mut schema = T::json_schema(generator);
    let stored = schema
        .get_mut("properties")
        .and_then(Value::as_object_mut)
        .map(std::mem::take);
    let mut members: Map<String, Value> = stored.unwrap_or_default();
    for name in difference.without {
        members.remove(*name);
    }
    if let Value::Object(more) = difference.with {
        members.extend(more);
    }
    let always = members
        .keys()
        .filter(|name| !difference.sometimes.contains(&name.as_str()));
    let always: Vec<Value> = always.cloned().map(Value::String).collect();
    schema.insert("properties".to_owned(), Value::Object(members));
    schema.insert("required".to_owned(), Value::Array(always));
    schema
}

fn user(generator: &mut SchemaGenerator, without: &[&str]) -> Schema {
    let summary = generator.subschema_for::<super::users::factors::Summary>();
    let internal = ["token_epoch", "status_before"];
    let without: Vec<&str> = internal.iter().chain(without).copied().collect();
    let with = json!({
        "mfa_enabled": { "type": "boolean", "description": "Is there a second factor?" },
        "phone_verified": { "type": "boolean", "description": "Was the number proven by a code?" },
        "mfa": summary,
    });
    view::<User>(
        generator,
        Difference {
            without: &without,
            with,
            sometimes: &["mfa"],
        },
    )
}

impl JsonSchema for UserView {
    fn schema_name() -> Cow<'static, str> {
        "User".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        user(generator, &[])
    }
}

impl JsonSchema for OwnUserView {
    fn schema_name() -> Cow<'static, str> {
        "OwnUser".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        user(generator, &["external_id"])
    }
}

impl JsonSchema for ClientView {
    fn schema_name() -> Cow<'static, str> {
        "Client".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let at = generator.subschema_for::<Timestamp>();
        let until = generator.subschema_for::<Option<Timestamp>>();
        let secret = json!({
            "type": "object",
            "properties": { "id": { "type": "string" }, "created_at": at, "expires_at": until },
            "required": ["id", "created_at", "expires_at"],
        });
        let with = json!({
            "secrets": { "type": "array", "items": secret, "description": "Those that are live; never their texts." },
            "response_types": { "type": "array", "items": { "const": "code" } },
            "client_secret": { "type": "string", "format": "password", "description": "Shown when it was just made." },
        });
        view::<Client>(
            generator,
            Difference {
                without: &["token_epoch", "deleted_at"],
                with,
                sometimes: &[
                    "client_secret",
                    "token_endpoint_auth_signing_alg",
                    "jwks",
                    "jwks_uri",
                    "userinfo_signed_response_alg",
                    "sector",
                    "default_max_age",
                    "client_uri",
                    "logo_uri",
                    "policy_uri",
                    "tos_uri",
                    "access_token_ttl",
                    "refresh_token_ttl",
                    "refresh_token_idle_ttl",
                ],
            },
        )
    }
}

impl JsonSchema for ProviderView {
    fn schema_name() -> Cow<'static, str> {
        "IdentityProvider".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let with = json!({
            "has_client_secret": { "type": "boolean", "description": "Is there a secret? It is never shown." },
            "callback_url": { "type": "string", "format": "uri", "description": "Where the provider sends people back to." },
        });
        view::<IdentityProvider>(
            generator,
            Difference {
                without: &["sealed_secret"],
                with,
                sometimes: &[],
            },
        )
    }
}
