//! Making an application: everything it begins with, in one transaction (behaviour 2.6), under a slug that the system chooses (2.2).

use super::{ApplicationView, hosts, view};
use crate::{
    birth::Birth,
    manage::{By, api_keys, limit_exceeded},
    services::Services,
    teams,
    tenant::Tenant,
};
use domain::{
    ApplicationId, Change, Event, OrganizationId, RoleId, Slug,
    api_key::ApiKeyKind,
    application::{Application, ApplicationStatus, Environment, KeyCustody},
    branding::Branding,
    clock::Epoch,
    event::{Actor, EventKind, Origin},
    organization::MAX_APPLICATIONS,
    permission::TeamRole,
    role::{Role, system},
    settings::Settings,
    signing_key::{KeyRing, KeyStatus, SigningKey},
    text,
    user::User,
    words,
};
use keys::ring;
use protocol::{
    error::{ErrorCode, Failure},
    jwt::Alg,
};
use serde::{Deserialize, Serialize};
use store::{NewApplication, StoreError};

/// Slugs that are tried before giving up.
const SLUGS: usize = 10;

/// What an application is made from.
#[derive(Clone, Debug)]
pub struct Blueprint {
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub environment: Environment,
    /// The dashboard application and the team in it; `None` for the dashboard itself.
    pub owner: Option<(ApplicationId, OrganizationId)>,
    /// Where its private keys live.
    pub custody: KeyCustody,
    /// Its settings.
    pub settings: Settings,
    /// The built-in application of developers and operators.
    pub is_dashboard: bool,
    /// A system role besides `admin` and `user`.
    pub extra_role: Option<&'static str>,
    /// Who makes it.
    pub actor: Actor,
    /// From where.
    pub origin: Origin,
    /// With what chance.
    pub birth: Birth,
}

/// A new application with its keys, shown this once.
#[derive(Clone, Debug)]
pub struct Created {
    /// The application.
    pub tenant: Tenant,
    /// Its publishable key.
    pub publishable_key: String,
    /// Its secret key.
    pub secret_key: String,
}

/// Why making an application under a given slug did not work.
#[derive(Debug, thiserror::Error)]
pub enum StoreOr {
    /// The store refused; `Conflict` = the slug is taken.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Anything else.
    #[error("{0}")]
    Failure(#[from] Failure),
}

/// Makes an application under `slug`.
pub async fn with_slug(services: &Services, blueprint: &Blueprint, slug: Slug) -> Result<Created, StoreOr> {
    let now = services.now();
    let id = identifier(&blueprint.birth);
    let application = application(services, blueprint, id, slug);
    let tenant = Tenant::of(services, application.clone()).with_birth(blueprint.birth.part("keys"));
    let (publishable, publishable_key) =
        api_keys::make(&tenant, ApiKeyKind::Publishable, "Default".to_owned(), Vec::new(), None).await?;
    let (secret, secret_key) = api_keys::make(
        &tenant,
        ApiKeyKind::Secret,
        "Default".to_owned(),
        vec!["*".to_owned()],
        None,
    )
    .await?;
    let event = Event::new(
        EventKind::ApplicationCreated,
        blueprint.actor.clone(),
        now,
        &*services.entropy,
    )
    .on("application", id)
    .with("slug", application.slug.as_str())
    .from(&blueprint.origin);
    let new = NewApplication {
        host: hosts::of_issuer(services, application.clone()),
        key_ring: KeyRing {
            keys: signing_keys(services, id, blueprint.custody).await?,
            version: 1,
        },
        roles: roles(services, blueprint),
        api_keys: vec![publishable, secret],
        owner: blueprint.owner,
        application: Change::because(application, event),
    };
    let tenant = match services.store.create_application(new).await {
        Ok(()) => tenant,
        // Another one has the slug, unless an earlier try of this request made it.
        Err(error) => made_before(services, blueprint).await?.ok_or(error)?,
    };
    services.forget_hosts();
    Ok(Created {
        tenant,
        publishable_key,
        secret_key,
    })
}

/// The same for every try of a request, whatever slugs it draws.
fn identifier(birth: &Birth) -> ApplicationId {
    ApplicationId::generate(birth.at(), birth.part("application").entropy())
}

/// What an earlier try of this request made.
async fn made_before(services: &Services, blueprint: &Blueprint) -> Result<Option<Tenant>, Failure> {
    if !blueprint.birth.is_again() {
        return Ok(None);
    }
    let found = services.store.application(&identifier(&blueprint.birth)).await?;
    Ok(found.map(|found| Tenant::of(services, found)))
}

fn application(services: &Services, blueprint: &Blueprint, id: ApplicationId, slug: Slug) -> Application {
    let now = services.now();
    Application {
        id,
        slug,
        name: blueprint.name.clone(),
        environment: blueprint.environment,
        owner_org_id: blueprint.owner.map(|(_, team)| team),
        transfer: None,
        status: ApplicationStatus::Active,
        suspended_at: None,
        support_email: None,
        homepage_url: None,
        privacy_policy_url: None,
        terms_url: None,
        settings: blueprint.settings.clone(),
        branding: Branding::default(),
        key_custody: blueprint.custody,
        token_epoch: Epoch::born(now),
        active_hostnames: Vec::new(),
        primary_hostname: None,
        previous_issuers: Vec::new(),
        is_dashboard: blueprint.is_dashboard,
        client_origins: std::collections::BTreeMap::new(),
        jwt_templates: domain::jwt_template::TemplateMarks::default(),
        shadow_hashes: Vec::new(),
        deleted_at: None,
        purge_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// A pair that signs and a pair that is published for its successor, of each algorithm.
async fn signing_keys(services: &Services, id: ApplicationId, custody: KeyCustody) -> Result<Vec<SigningKey>, Failure> {
    let now = services.now();
    let make = |alg, status| ring::generate(&id, alg, custody, status, now, &services.kms);
    let (a, b, c, d) = tokio::try_join!(
        make(Alg::RS256, KeyStatus::Active),
        make(Alg::RS256, KeyStatus::Next),
        make(Alg::ES256, KeyStatus::Active),
        make(Alg::ES256, KeyStatus::Next)
    )?;
    Ok(vec![a, b, c, d])
}

fn roles(services: &Services, blueprint: &Blueprint) -> Vec<Role> {
    let now = services.now();
    let role = |name: &str, description: &str, permissions: Vec<String>| Role {
        id: RoleId::generate(now, &*services.entropy),
        name: name.to_owned(),
        description: description.to_owned(),
        permissions,
        system: true,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let mut roles = vec![
        role(system::ADMIN, "Everything in this application.", vec!["*".to_owned()]),
        role(system::USER, "What everybody has: nothing special.", Vec::new()),
    ];
    roles.extend(
        blueprint
            .extra_role
            .map(|name| role(name, "Runs this deployment.", vec!["*".to_owned()])),
    );
    roles
}

/// A body of `POST /api/applications`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "NewApplication")
)]
pub struct NewApplicationRequest {
    /// What people call it.
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub environment: Environment,
    /// The team that will own it; by default the first one the caller is an admin of.
    pub owner_org_id: Option<OrganizationId>,
}

/// The answer: the application with what is needed to begin. The secret key is never shown again.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "CreatedApplication")
)]
pub struct NewApplicationView {
    /// The application.
    #[serde(flatten)]
    pub application: ApplicationView,
    /// For browsers.
    pub publishable_key: String,
    /// For servers.
    pub secret_key: String,
    /// Lines for a `.env` file.
    pub snippet: String,
}

/// A developer makes an application for a team of theirs.
pub async fn create(
    dashboard: &Tenant,
    by: &By<'_>,
    user: &User,
    request: NewApplicationRequest,
) -> Result<NewApplicationView, Failure> {
    let name = text::line(&request.name, 100).map_err(|error| {
        Failure::new(ErrorCode::ValidationError, error.to_string()).field(
            "name",
            ErrorCode::ValidationError,
            error.to_string(),
        )
    })?;
    let team = team_of(dashboard, by, user, request.owner_org_id).await?;
    let owned = dashboard.store().owned_applications(dashboard.id(), &team).await?;
    let birth = dashboard.birth();
    let own = identifier(&birth);
    let live = owned
        .iter()
        .filter(|owned| owned.status != ApplicationStatus::Deleted && owned.id != own)
        .count();
    if live >= MAX_APPLICATIONS {
        return Err(limit_exceeded("applications in this team", MAX_APPLICATIONS, live));
    }
    let blueprint = Blueprint {
        birth,
        name,
        environment: request.environment,
        owner: Some((*dashboard.id(), team)),
        custody: dashboard.services().config.key_custody,
        settings: Settings::default(),
        is_dashboard: false,
        extra_role: None,
        actor: by.actor.clone(),
        origin: by.origin.clone(),
    };
    let created = under_a_free_slug(dashboard.services(), &blueprint).await?;
    Ok(shown(&created))
}

fn shown(created: &Created) -> NewApplicationView {
    let issuer = created.tenant.issuer();
    let snippet = format!(
        "AERO2_ISSUER={issuer}\nAERO2_PUBLISHABLE_KEY={}\nAERO2_SECRET_KEY={}\n",
        created.publishable_key, created.secret_key
    );
    NewApplicationView {
        application: view(&created.tenant),
        publishable_key: created.publishable_key.clone(),
        secret_key: created.secret_key.clone(),
        snippet,
    }
}

async fn team_of(
    dashboard: &Tenant,
    by: &By<'_>,
    user: &User,
    wanted: Option<OrganizationId>,
) -> Result<OrganizationId, Failure> {
    let teams = teams::of(dashboard, user).await?;
    if teams.is_empty() && wanted.is_none() {
        // The store was away when this person signed in: what was not made then is made now.
        return teams::ensure(dashboard, user, by.origin).await;
    }
    let named = teams
        .iter()
        .filter(|member| wanted.is_none_or(|id| member.org_id == id));
    let admin = named.clone().find(|member| member.role == TeamRole::Admin);
    match (admin, named.count()) {
        (Some(member), _) => Ok(member.org_id),
        (None, 0) => Err(super::super::not_found("team")),
        (None, _) => Err(Failure::new(
            ErrorCode::Forbidden,
            "Only an admin of the team can create applications.",
        )
        .member("required", "team admin")),
    }
}

/// Draws slugs until one is free.
async fn under_a_free_slug(services: &Services, blueprint: &Blueprint) -> Result<Created, Failure> {
    let chance = blueprint.birth.part("slugs");
    for attempt in 0..SLUGS {
        let slug = if attempt == 0 {
            words::slug(chance.entropy())
        } else {
            words::slug_with_suffix(chance.entropy())
        };
        match with_slug(services, blueprint, slug).await {
            Ok(created) => return Ok(created),
            Err(StoreOr::Store(StoreError::Conflict)) => {}
            Err(StoreOr::Store(error)) => return Err(error.into()),
            Err(StoreOr::Failure(failure)) => return Err(failure),
        }
    }
    Err(Failure::new(
        ErrorCode::SlugUnavailable,
        "No free name was found. Nothing was created; try again.",
    )
    .retry_after(1))
}
