//! Who may call, in the document's words: one scheme for each kind of proof, and what a route's `Access` asks of it.

use crate::endpoint::Access;
use serde_json::{Value, json};

/// `components.securitySchemes`
pub(super) fn schemes() -> Value {
    json!({
        "secretKey": {
            "type": "http", "scheme": "bearer", "bearerFormat": "sk_…",
            "description": "A secret API key, as a bearer token. It works on the application's own host, and never with an `Origin`.",
        },
        "accessToken": {
            "type": "oauth2",
            "description": "An access token for `{issuer}/api`: a permission is a scope; `account` is for a person's own things.",
            "flows": {
                "authorizationCode": {
                    "authorizationUrl": "/oauth2/authorize", "tokenUrl": "/oauth2/token", "refreshUrl": "/oauth2/token",
                    "scopes": scopes(),
                },
                "clientCredentials": { "tokenUrl": "/oauth2/token", "scopes": scopes() },
            },
        },
        "session": {
            "type": "apiKey", "in": "cookie", "name": "__Host-aero2_session",
            "description": "The cookie of a signed-in browser. A request that changes something must come from a page of the same origin.",
        },
        "transaction": {
            "type": "apiKey", "in": "header", "name": "Aero2-Transaction",
            "description": "The sign-in that is going on: its `transaction_id` with the cookie of the browser that began it, or its `transaction_token`.",
        },
        "client": {
            "type": "http", "scheme": "basic",
            "description": "The client's id and secret (RFC 6749 §2.3.1). They may stand in the form instead, as may an assertion (RFC 7523); \
                a public client sends its `client_id` alone.",
        },
    })
}

fn scopes() -> Value {
    let mut scopes = serde_json::Map::new();
    for (name, says) in [
        ("openid", "Who the person is."),
        ("account", "The person's own account; for first-party clients."),
    ] {
        scopes.insert(name.to_owned(), says.into());
    }
    for permission in domain::permission::Permission::ALL {
        scopes.insert(permission.as_str().to_owned(), permission.description().into());
    }
    Value::Object(scopes)
}

/// What one of must be shown; the empty one is nothing at all.
pub(super) fn requirements(access: Access) -> Value {
    let with = |scope: &str| json!([{ "secretKey": [] }, { "accessToken": [scope] }, { "session": [] }]);
    match access {
        Access::Public => json!([]),
        Access::Transaction => json!([{ "transaction": [] }]),
        Access::Session | Access::FreshSession => json!([{ "session": [] }, { "accessToken": ["account"] }]),
        Access::AccessToken => json!([{ "accessToken": ["openid"] }]),
        Access::Client => json!([{ "client": [] }, {}]),
        Access::Open(permission) => {
            let mut all = with(permission.as_str());
            if let Some(all) = all.as_array_mut() {
                all.push(json!({}));
            }
            all
        }
        Access::Management(permission) | Access::Fresh(permission) => with(permission.as_str()),
        Access::Developer | Access::Inside(_) | Access::Party | Access::Operator | Access::FreshOperator => {
            json!([{ "session": [] }, { "accessToken": ["account"] }])
        }
    }
}

/// The same for people who read.
pub(super) fn says(access: Access) -> String {
    match access {
        Access::Public => "Anybody may call it.".to_owned(),
        Access::Transaction => "For the browser or device that began the sign-in.".to_owned(),
        Access::Session => "For a signed-in person.".to_owned(),
        Access::FreshSession => "For a signed-in person who authenticated recently.".to_owned(),
        Access::AccessToken => "For whoever has an access token with the scope `openid`.".to_owned(),
        Access::Client => "For a client that authenticates.".to_owned(),
        Access::Open(permission) => {
            format!(
                "Anybody may call it; all of it is for whoever has `{}`.",
                permission.as_str()
            )
        }
        Access::Management(permission) => format!("Needs the permission `{}`.", permission.as_str()),
        Access::Fresh(permission) => format!(
            "Needs the permission `{}`; a person must have authenticated recently.",
            permission.as_str()
        ),
        Access::Developer => "For a developer, signed in at the dashboard.".to_owned(),
        Access::Inside(permission) => format!(
            "For a member of the organization whose role there has `{}`, signed in at the dashboard.",
            permission.as_str()
        ),
        Access::Party => {
            "For an admin of the team that the application is offered to, or of the one that offers it, signed in at the dashboard.".to_owned()
        }
        Access::Operator => "For an operator of the platform, at the dashboard.".to_owned(),
        Access::FreshOperator => {
            "For an operator of the platform, at the dashboard, who authenticated recently.".to_owned()
        }
    }
}

/// With which statuses a caller is turned away.
pub(super) const fn refusals(access: Access) -> &'static [u16] {
    match access {
        Access::Public => &[],
        Access::Transaction | Access::Client | Access::AccessToken => &[401],
        _ => &[401, 403],
    }
}
