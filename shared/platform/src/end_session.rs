//! A client asks to sign a person out (OpenID Connect RP-Initiated Logout 1.0). What needs no question is done at once; the rest asks.

use crate::{
    sessions::{self, LiveSession},
    tenant::Tenant,
};
use domain::{
    ClientId, Timestamp,
    client::Client,
    event::{Actor, ActorKind, EventKind, Origin},
};
use keys::{Purpose, verify};
use protocol::{error::Failure, logout::LogoutRequest, params::Params, response_mode};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Seconds a logout waits for its button.
const LIFE_SECS: i64 = 1800;

/// What happens next.
#[derive(Clone, Debug)]
pub enum Farewell {
    /// Ask with a button.
    Ask {
        /// The sealed rest of the request.
        request: String,
        /// Where the button leads in the end: its page must allow it.
        location: Option<String>,
    },
    /// Done, or nothing to do: back to the client, or to our own goodbye page.
    Done {
        /// Where the client wants the person.
        location: Option<String>,
        /// The session cookie goes.
        ended: bool,
    },
}

/// Where to go after the button.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct Waiting {
    #[serde(rename = "l", skip_serializing_if = "Option::is_none", default)]
    location: Option<String>,
    #[serde(rename = "t")]
    asked_at: Timestamp,
}

/// Judges a logout request.
pub async fn end_session(
    tenant: &Tenant,
    params: &Params,
    session: Option<&LiveSession>,
    origin: &Origin,
) -> Result<Farewell, Failure> {
    let request = LogoutRequest::parse(params)?;
    let hint = match &request.id_token_hint {
        Some(hint) => verify::id_token_hint(&tenant.ring().await?, hint, tenant.issuer(), tenant.now()).ok(),
        None => None,
    };
    let hinted_client = hint
        .as_ref()
        .and_then(|hint| hint.aud.iter().next().and_then(|id| id.parse::<ClientId>().ok()));
    let named_client = request.client_id.as_deref().and_then(|id| id.parse::<ClientId>().ok());
    // A hint for one client and the id of another prove nothing for either.
    let agreed = match (hinted_client, named_client, &request.client_id) {
        (Some(hinted), Some(named), _) => (hinted == named).then_some(hinted),
        (Some(_), None, Some(_)) => None,
        (hinted, named, _) => hinted.or(named),
    };
    let client = match agreed {
        Some(id) => tenant.client(&id).await?.filter(|client| client.is_usable()),
        None => None,
    };
    let location = client.as_ref().and_then(|client| way_back(client, &request));
    let Some(live) = session else {
        return Ok(Farewell::Done { location, ended: false });
    };
    let proven = agreed.is_some()
        && hint
            .as_ref()
            .is_some_and(|hint| hint.sid.as_deref() == Some(live.session.id.to_string().as_str()));
    if !proven {
        let waiting = Waiting {
            location: location.clone(),
            asked_at: tenant.now(),
        };
        let request = tenant
            .vault()
            .await?
            .seal_json(tenant.id(), Purpose::LogoutRequest, &waiting);
        return Ok(Farewell::Ask { request, location });
    }
    sign_out(tenant, live, origin).await?;
    Ok(Farewell::Done { location, ended: true })
}

/// A registered return URI, with the client's state.
fn way_back(client: &Arc<Client>, request: &LogoutRequest) -> Option<String> {
    let uri = request
        .post_logout_redirect_uri
        .as_deref()
        .filter(|uri| client.has_post_logout_redirect_uri(uri))?;
    Some(response_mode::with_query(
        uri,
        request.state.as_deref().map(|state| ("state", state)),
    ))
}

/// Ends the session of this browser, with its grants that do not outlive it.
pub async fn sign_out(tenant: &Tenant, live: &LiveSession, origin: &Origin) -> Result<(), Failure> {
    let actor = Actor::new(ActorKind::User, live.session.user_id);
    sessions::end(tenant, &live.session, actor, EventKind::SessionEnded, origin).await
}

/// Where to go after the button was pressed: what the sealed request said, unless it waited too long.
pub async fn after_button(tenant: &Tenant, sealed: &str) -> Result<Option<String>, Failure> {
    let waiting: Option<Waiting> = tenant
        .vault()
        .await?
        .open_json(tenant.id(), Purpose::LogoutRequest, sealed);
    let young = waiting.filter(|waiting| !waiting.asked_at.plus_secs(LIFE_SECS).is_past(tenant.now()));
    Ok(young.and_then(|waiting| waiting.location))
}
