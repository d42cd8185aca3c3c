//! A person decides what a client gets (OIDC Core §3.1.2.4). Remembered until withdrawn; skipped for first-party clients.

use crate::{
    authorize::{self, Next},
    requests,
    sessions::LiveSession,
    tenant::Tenant,
};
use domain::{
    Change, ClientId, ConsentId, Event,
    client::Client,
    consent::Consent,
    event::{Actor, ActorKind, EventKind, Origin},
    sign_in::SignInRequest,
    user::User,
};
use keys::Purpose;
use protocol::{
    error::{ErrorCode, Failure},
    scope::{self, ScopeSet},
};
use std::sync::Arc;

/// What is asked of whom.
#[derive(Clone, Debug)]
pub struct Question {
    /// The request.
    pub request: SignInRequest,
    /// Who asks.
    pub client: Arc<Client>,
}

/// The question behind a consent page's URL.
pub async fn question(tenant: &Tenant, sealed: &str) -> Result<Question, Failure> {
    let request = requests::open(tenant, Purpose::ConsentRequest, sealed).await?;
    let client = authorize::known_client(tenant, &request.authorization.client_id).await?;
    Ok(Question { request, client })
}

/// The question of a request that its transaction holds.
pub async fn question_of(tenant: &Tenant, request: &SignInRequest) -> Result<Question, Failure> {
    Ok(Question {
        request: request.clone(),
        client: authorize::client_of(tenant, request).await?,
    })
}

impl Question {
    /// Only part of what was asked. `openid` stays: without it the request is another one.
    pub fn narrowed(mut self, chosen: &ScopeSet) -> Result<Self, Failure> {
        let asked = &mut self.request.authorization;
        if !chosen.is_subset(&asked.consent_scope()) {
            let detail = "Only scopes that were asked for can be allowed.";
            return Err(Failure::new(ErrorCode::ValidationError, detail).field(
                "scopes",
                ErrorCode::ValidationError,
                detail,
            ));
        }
        let kept = asked
            .scope
            .iter()
            .filter(|name| *name == scope::OPENID || chosen.contains(name))
            .collect::<ScopeSet>();
        if kept.is_empty() {
            return Err(Failure::new(
                ErrorCode::ValidationError,
                "Allow at least one scope, or deny.",
            ));
        }
        asked.scope = kept;
        asked.claims.narrow(chosen);
        Ok(self)
    }
}

fn event(
    tenant: &Tenant,
    kind: EventKind,
    user: &User,
    client: &ClientId,
    scope: &impl ToString,
    origin: &Origin,
) -> Event {
    Event::new(
        kind,
        Actor::new(ActorKind::User, user.id),
        tenant.now(),
        tenant.entropy(),
    )
    .on("client", client)
    .with("client_id", client.to_string())
    .with("scopes", scope.to_string())
    .from(origin)
}

/// What stands in the way of an answer: nobody is signed in, or the wrong person. Then: to the sign-in page, with the same request.
pub async fn obstacle(
    tenant: &Tenant,
    question: &Question,
    session: Option<&LiveSession>,
) -> Result<Option<Next>, Failure> {
    authorize::obstacle(tenant, &question.client, &question.request, session).await
}

/// The person agrees: remembered, and the code goes out.
pub async fn allow(
    tenant: &Tenant,
    question: &Question,
    session: &LiveSession,
    user: &User,
    origin: &Origin,
) -> Result<Next, Failure> {
    let client = &question.client;
    let now = tenant.now();
    let before = tenant.store().consent(tenant.id(), &user.id, &client.id).await?;
    let asked = question.request.authorization.consent_scope();
    if before.as_ref().is_some_and(|old| old.covers(&asked)) {
        return authorize::issue(tenant, client, &question.request, session, true).await;
    }
    let scope = before
        .as_ref()
        .map_or_else(|| asked.clone(), |old| old.scope.union(&asked));
    let id = before.map_or_else(|| ConsentId::generate(now, tenant.entropy()), |old| old.id);
    let consent = Consent {
        id,
        user_id: user.id,
        client_id: client.id,
        scope,
        updated_at: now,
    };
    let event = event(tenant, EventKind::ConsentGranted, user, &client.id, &asked, origin);
    tenant
        .store()
        .save_consent(tenant.id(), Change::because(consent, event))
        .await?;
    authorize::issue(tenant, client, &question.request, session, true).await
}

/// The person does not agree: the client is told so.
pub async fn deny(tenant: &Tenant, question: &Question, user: &User, origin: &Origin) -> Result<Next, Failure> {
    let asked = &question.request.authorization;
    let event = event(
        tenant,
        EventKind::ConsentDenied,
        user,
        &question.client.id,
        &asked.scope,
        origin,
    );
    tenant.record(event.denied("user")).await?;
    Ok(authorize::refuse(
        tenant,
        asked,
        ErrorCode::AccessDenied,
        "The person did not agree.",
    ))
}
