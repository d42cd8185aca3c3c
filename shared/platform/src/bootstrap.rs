//! How the deployment's own application and its first operator come to be: on every deploy and every local start, changing nothing the second time (behaviour 2.5).

use crate::{
    birth::Birth,
    invitations::{self, Invite},
    manage::{
        applications::create::{self, Blueprint},
        clients, operators,
    },
    services::Services,
    tenant::{self, Site, Tenant},
};
use domain::{
    Email, Event, InvitationId, Slug,
    application::{Environment, KeyCustody},
    event::{Actor, EventKind, Origin},
    invitation::{Invitation, InvitedTo},
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

/// Makes the root, the dashboard application, its own clients and the operator's invitation, each if absent.
pub async fn bootstrap(services: &Services) -> Result<Bootstrapped, Failure> {
    if services.store.root().await?.is_none() {
        let wrapped = Root::generate(&*services.entropy).wrap(&services.kms).await?;
        services.store.create_root(wrapped).await?;
    }
    let dashboard = dashboard(services).await?;
    clients::own::ensure(&dashboard).await?;
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
    if let Some(pending) = invited(dashboard).await? {
        return link(dashboard, &pending).await.map(Some);
    }
    if has_operator(dashboard).await? {
        return Ok(None);
    }
    let id = InvitationId::generate(dashboard.now(), dashboard.entropy());
    let wanted = dashboard.services().config.operator_email.clone();
    let made = match invite(dashboard, id, wanted, Actor::system()).await {
        // Another start was first: its invitation is what we want.
        Err(failure) if failure.code == ErrorCode::AlreadyInvited => match invited(dashboard).await? {
            Some(made) => made,
            None => return Err(failure),
        },
        made => made?.id,
    };
    link(dashboard, &made).await.map(Some)
}

/// The pending invitation of the configured address.
async fn invited(dashboard: &Tenant) -> Result<Option<InvitationId>, Failure> {
    let wanted = &dashboard.services().config.operator_email;
    let pending = operators::invitations(dashboard).await?;
    Ok(pending
        .iter()
        .find(|invitation| invitation.email == *wanted)
        .map(|invitation| invitation.id))
}

async fn has_operator(dashboard: &Tenant) -> Result<bool, Failure> {
    Ok(!operators::list(dashboard).await?.is_empty())
}

async fn link(dashboard: &Tenant, id: &InvitationId) -> Result<String, Failure> {
    invitations::link(dashboard, id, InvitedTo::Operate).await
}

/// Invites an operator, and mails the link.
pub async fn invite(dashboard: &Tenant, id: InvitationId, email: Email, actor: Actor) -> Result<Invitation, Failure> {
    let invite = Invite {
        id,
        email,
        to: InvitedTo::Operate,
        roles: vec![operators::role(dashboard).await?.id],
        user_id: None,
    };
    let kind = EventKind::PlatformOperatorInvited;
    let event = Event::new(kind, actor, dashboard.now(), dashboard.entropy());
    invitations::send(dashboard, invite, event).await
}
