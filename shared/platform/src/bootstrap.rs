//! How the deployment's own application and its first operator come to be: on every deploy and every local start, changing nothing the second time (behaviour 2.5).

use crate::{
    birth::Birth,
    mails::{self, MailKind, MailRequest},
    manage::applications::create::{self, Blueprint},
    services::Services,
    sign_in::operator_setup,
    tenant::{self, Site, Tenant},
};
use domain::{
    Change, Email, Event, InvitationId, Slug,
    application::{Environment, KeyCustody},
    event::{Actor, EventKind, Origin},
    invitation::{self, OperatorInvitation},
    role::system,
    settings::{Settings, SignupMode},
};
use keys::Root;
use protocol::error::{ErrorCode, Failure};
use store::StoreError;

/// What bootstrap found or made.
#[derive(Clone, Debug)]
pub struct Bootstrapped {
    /// The dashboard application.
    pub dashboard: Tenant,
    /// Where the first operator sets up; `None` once there is one.
    pub operator_setup_url: Option<String>,
}

/// Makes the root, the dashboard application and the operator's invitation, each if absent.
pub async fn bootstrap(services: &Services) -> Result<Bootstrapped, Failure> {
    if services.store.root().await?.is_none() {
        let wrapped = Root::generate(&*services.entropy).wrap(&services.kms).await?;
        services.store.create_root(wrapped).await?;
    }
    let dashboard = dashboard(services).await?;
    let operator_setup_url = operator(&dashboard).await?;
    Ok(Bootstrapped {
        dashboard,
        operator_setup_url,
    })
}

/// The dashboard application of this deployment.
pub async fn find_dashboard(services: &Services) -> Result<Option<Tenant>, Failure> {
    let host = services
        .config
        .subdomain("dashboard")
        .ok_or_else(|| Failure::new(ErrorCode::InternalError, "The platform domain is too long."))?;
    match tenant::resolve(services, host.as_str()).await {
        Ok(Site::Application(tenant)) => Ok(Some(tenant)),
        Ok(Site::Apex) => Ok(None),
        Err(failure) if failure.code == ErrorCode::ApplicationNotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

async fn dashboard(services: &Services) -> Result<Tenant, Failure> {
    if let Some(found) = find_dashboard(services).await? {
        return Ok(found);
    }
    let signup_mode = if services.config.local {
        SignupMode::Open
    } else {
        SignupMode::InviteOnly
    };
    let settings = Settings {
        signup_mode,
        session_ttl: 12 * 3600,
        session_idle_ttl: 3600,
        ..Settings::default()
    };
    let slug = Slug::parse("dashboard").map_err(|error| Failure::new(ErrorCode::InternalError, error.to_string()))?;
    let blueprint = Blueprint {
        birth: Birth::fresh(services.now(), &*services.entropy),
        name: services.config.platform_name.clone(),
        environment: Environment::Production,
        owner: None,
        custody: KeyCustody::Kms,
        settings,
        is_dashboard: true,
        extra_role: Some(system::OPERATOR),
        actor: Actor::system(),
        origin: Origin::default(),
    };
    match create::with_slug(services, &blueprint, slug).await {
        // Another start was first: what it made is what we want.
        Ok(_) | Err(StoreOr::Store(StoreError::Conflict)) => {}
        Err(StoreOr::Store(error)) => return Err(error.into()),
        Err(StoreOr::Failure(failure)) => return Err(failure),
    }
    services.forget_hosts();
    find_dashboard(services)
        .await?
        .ok_or_else(|| Failure::new(ErrorCode::InternalError, "The dashboard application was not made."))
}

pub use crate::manage::applications::create::StoreOr;

/// One pending invitation for the configured address, until there is an operator.
async fn operator(dashboard: &Tenant) -> Result<Option<String>, Failure> {
    let now = dashboard.now();
    let wanted = &dashboard.services().config.operator_email;
    let known = dashboard.store().operator_invitations(now).await?;
    if let Some(pending) = known
        .iter()
        .find(|invitation| invitation.email == *wanted && invitation.is_pending(now))
    {
        return Ok(Some(link(dashboard, &pending.id).await?));
    }
    if has_operator(dashboard).await? {
        return Ok(None);
    }
    let id = InvitationId::generate(now, dashboard.entropy());
    let made = invite(dashboard, id, wanted.clone(), Actor::system()).await?;
    Ok(Some(link(dashboard, &made.id).await?))
}

async fn has_operator(dashboard: &Tenant) -> Result<bool, Failure> {
    Ok(!crate::manage::operators::list(dashboard).await?.is_empty())
}

/// The set-up link of an invitation; its host comes from configuration (RS-01).
pub async fn link(dashboard: &Tenant, id: &InvitationId) -> Result<String, Failure> {
    let token = operator_setup::token(dashboard, id).await?;
    Ok(format!("{}/operator-setup?token={token}", dashboard.issuer()))
}

/// Invites an operator, and mails the link.
pub async fn invite(
    dashboard: &Tenant,
    id: InvitationId,
    email: Email,
    actor: Actor,
) -> Result<OperatorInvitation, Failure> {
    let now = dashboard.now();
    let token = operator_setup::token(dashboard, &id).await?;
    let mac = keys::digest::base64url(&keys::sha256(token.as_bytes()));
    let expires_at = now.plus_secs(invitation::OPERATOR_LIFE_SECS);
    let invitation = OperatorInvitation {
        id,
        email: email.clone(),
        mac,
        created_at: now,
        expires_at,
        accepted_at: None,
        revoked_at: None,
    };
    let minutes = u32::try_from(invitation::OPERATOR_LIFE_SECS / 60).unwrap_or(u32::MAX);
    let request = MailRequest {
        locale: None,
        kind: MailKind::OperatorInvitation,
        to: email.as_str().to_owned(),
        also: Vec::new(),
        about: None,
        code: None,
        link: Some(link(dashboard, &id).await?),
        minutes,
        sample: false,
        wording: None,
    };
    let event = Event::new(EventKind::PlatformOperatorInvited, actor, now, dashboard.entropy())
        .on("invitation", id)
        .mailing(mails::seal(dashboard, &request).await?);
    dashboard
        .store()
        .save_operator_invitation(dashboard.id(), Change::because(invitation.clone(), event))
        .await?;
    Ok(invitation)
}
