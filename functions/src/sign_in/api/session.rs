//! `GET /api/auth/session`: who is signed in here, and since when.

use domain::{SessionId, Timestamp, UserId, session::Session, user::User};
use protocol::acr::Acr;
use serde::Serialize;
use web::{Access, ApiError, Endpoint, Method, NoStore, SignedIn, get};

/// `GET /api/auth/session`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/api/auth/session", Access::Session, || get(show))
    .says("auth_session", "Shows who is signed in here");

/// The person, as a page greets them.
#[derive(Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "SignedInPerson")
)]
struct UserPart {
    id: UserId,
    email: Option<String>,
    email_verified: bool,
    name: Option<String>,
    picture: Option<String>,
}

/// Their session in this browser.
#[derive(Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "SignedInSession")
)]
struct SessionPart {
    id: SessionId,
    created_at: Timestamp,
    expires_at: Timestamp,
    auth_time: Timestamp,
    amr: Vec<String>,
    acr: Acr,
}

/// Both.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SignedIn"))]
pub(crate) struct Current {
    user: UserPart,
    session: SessionPart,
}

impl Current {
    /// The view of a person and their session.
    pub(crate) fn of(user: User, session: Session) -> Self {
        Self {
            user: UserPart {
                id: user.id,
                email: user.email.map(|email| email.as_str().to_owned()),
                email_verified: user.email_verified,
                name: user.name,
                picture: user.picture,
            },
            session: SessionPart {
                id: session.id,
                created_at: session.created_at,
                expires_at: session.expires_at,
                auth_time: session.auth_time,
                amr: session.amr,
                acr: session.acr,
            },
        }
    }
}

async fn show(SignedIn { session, user }: SignedIn) -> Result<NoStore<Current>, ApiError> {
    Ok(NoStore(Current::of(user, session.session)))
}
