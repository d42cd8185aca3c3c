//! Demo data for people and tests: an operator, and the applications `acme` and `globex` with users, clients and keys. Asked again it answers the same.
//!
//! Made through the use cases that everybody goes through; the operator even reads the code in their mail.

use crate::Local;
use domain::{
    Email, Secret, Slug,
    application::{Environment, KeyCustody},
    event::{Actor, Origin},
    permission::PermissionSet,
    role::system,
    settings::Settings,
};
use platform::{
    birth::Birth,
    invitations,
    manage::{
        By, api_keys,
        applications::create::{self, Blueprint, StoreOr},
        clients::{self, ClientBody, secrets},
        operators,
        users::{self, NewUser, UserQuery},
    },
    sign_in::{Visitor, email_code, operator_setup},
    source::Source,
    tenant::{self, Site, Tenant},
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr};
use store::StoreError;
use tokio::sync::Mutex;

const FILE: &str = "seed.json";
const OPERATOR_PASSWORD: &str = "quiet-harbour-lantern-42";
const ADMIN_PASSWORD: &str = "copper-meadow-violin-17";
const PERSON_PASSWORD: &str = "amber-window-glacier-58";

/// What was made, as `POST /seed` answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seeded {
    /// Who runs the platform.
    pub operator: Operator,
    /// `acme`, then `globex`.
    pub applications: Vec<SeededApplication>,
}

/// The platform's operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// Their address.
    pub email: String,
    /// Their password; absent when somebody else had set the platform up before.
    pub password: Option<String>,
}

/// An application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeededApplication {
    /// `app_…`.
    pub id: String,
    /// Its name in its host.
    pub slug: String,
    /// Its issuer.
    pub issuer: String,
    /// `pk_test_…`.
    pub publishable_key: String,
    /// `sk_test_…`.
    pub secret_key: String,
    /// Web, spa, machine.
    pub clients: Vec<SeededClient>,
    /// The admin first.
    pub users: Vec<SeededUser>,
}

/// A client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeededClient {
    /// `web`, `spa` or `machine`.
    pub kind: String,
    /// `cli_…`.
    pub client_id: String,
    /// Of a confidential client.
    pub client_secret: Option<String>,
    /// Where it may return to.
    pub redirect_uris: Vec<String>,
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeededUser {
    /// `usr_…`.
    pub id: String,
    /// Their address.
    pub email: String,
    /// Their password.
    pub password: String,
    /// `admin` or `user`.
    pub role: String,
}

/// What was made before; one at a time makes it.
#[derive(Default)]
pub struct Seeds(Mutex<Option<Seeded>>);

impl Seeds {
    /// What was made before, without making it.
    pub fn known(&self, local: &Local) -> Option<Seeded> {
        self.0
            .try_lock()
            .ok()
            .and_then(|known| known.clone())
            .or_else(|| kept(local))
    }
}

fn kept(local: &Local) -> Option<Seeded> {
    let mut seeded: Seeded = serde_json::from_slice(&local.aws.kept(FILE).ok()??).ok()?;
    // The gateway may have another port than the day they were made.
    for application in &mut seeded.applications {
        if let Some(host) = local.services.config.subdomain(&application.slug) {
            application.issuer = local.services.config.origin(&host);
        }
    }
    Some(seeded)
}

fn internal(error: impl ToString) -> Failure {
    Failure::new(ErrorCode::InternalError, error.to_string())
}

/// Makes the demo data, or answers what was made before.
pub async fn seed(local: &Local) -> Result<Seeded, Failure> {
    let mut known = local.seeds.0.lock().await;
    if let Some(seeded) = known.clone().or_else(|| kept(local)) {
        *known = Some(seeded.clone());
        return Ok(seeded);
    }
    let dashboard = platform::bootstrap::find_dashboard(&local.services)
        .await?
        .ok_or_else(|| internal("there is no dashboard"))?;
    let operator = Box::pin(operator(local, &dashboard)).await?;
    let mut applications = Vec::new();
    for (slug, name) in [("acme", "Acme"), ("globex", "Globex")] {
        applications.push(application(local, &dashboard, &operator.email, slug, name).await?);
    }
    local.drain().await;
    let seeded = Seeded { operator, applications };
    local
        .aws
        .keep(FILE, &serde_json::to_vec_pretty(&seeded).map_err(internal)?)
        .map_err(internal)?;
    *known = Some(seeded.clone());
    Ok(seeded)
}

fn visitor() -> Visitor {
    Visitor {
        origin: Origin::default(),
        source: Source::new(IpAddr::V4(Ipv4Addr::LOCALHOST), true),
        device: None,
        current: None,
    }
}

/// The invitation's link, the button, the code from the mail: as a person would.
async fn operator(local: &Local, dashboard: &Tenant) -> Result<Operator, Failure> {
    let email = local.services.config.operator_email.as_str().to_owned();
    let pending = operators::invitations(dashboard).await?;
    let Some(invitation) = pending
        .iter()
        .find(|invitation| invitation.email == local.services.config.operator_email)
    else {
        return Ok(Operator { email, password: None });
    };
    let token = invitations::token(dashboard, &invitation.id).await?;
    let password = Secret::new(OPERATOR_PASSWORD.to_owned());
    let loaded = operator_setup::begin(dashboard, &token, "seed", password, &visitor()).await?;
    local.drain().await;
    let mail = local.aws.outbox.list(Some(&email));
    let code = mail
        .first()
        .and_then(|mail| six_digits(&mail.text))
        .ok_or_else(|| internal("the operator’s code was not mailed"))?;
    email_code::verify(dashboard, &loaded, &code, &visitor()).await?;
    Ok(Operator {
        email,
        password: Some(OPERATOR_PASSWORD.to_owned()),
    })
}

fn six_digits(text: &str) -> Option<String> {
    text.split(|c: char| !c.is_ascii_digit())
        .find(|run| run.len() == 6)
        .map(str::to_owned)
}

async fn team(dashboard: &Tenant, operator: &str) -> Result<Option<domain::OrganizationId>, Failure> {
    let query = UserQuery::of_email(operator)?;
    let found = users::list(dashboard, &query, platform::manage::PageOf { limit: 1, start: None }).await?;
    let Some(id) = found
        .data
        .first()
        .and_then(|user| user.get("id")?.as_str()?.parse().ok())
    else {
        return Ok(None);
    };
    Ok(dashboard
        .store()
        .memberships(dashboard.id(), &id)
        .await?
        .first()
        .map(|member| member.org_id))
}

async fn application(
    local: &Local,
    dashboard: &Tenant,
    operator: &str,
    slug: &str,
    name: &str,
) -> Result<SeededApplication, Failure> {
    let owner = team(dashboard, operator).await?.map(|team| (*dashboard.id(), team));
    let blueprint = Blueprint {
        birth: Birth::fresh(local.services.now(), &*local.services.entropy),
        name: name.to_owned(),
        environment: Environment::Development,
        owner,
        custody: KeyCustody::Wrapped,
        settings: Settings::default(),
        is_dashboard: false,
        extra_role: None,
        actor: Actor::system(),
        origin: Origin::default(),
    };
    let (actor, permissions, origin) = (Actor::system(), PermissionSet::everything(), Origin::default());
    let by = By {
        actor: &actor,
        permissions: &permissions,
        origin: &origin,
    };
    let slug = Slug::parse(slug).map_err(internal)?;
    let (tenant, publishable_key, secret_key) = match create::with_slug(&local.services, &blueprint, slug.clone()).await
    {
        Ok(created) => (created.tenant, created.publishable_key, created.secret_key),
        // Cut off the last time: go on with what is there, under fresh keys.
        Err(StoreOr::Store(StoreError::Conflict)) => existing(local, &by, &slug).await?,
        Err(StoreOr::Store(error)) => return Err(error.into()),
        Err(StoreOr::Failure(failure)) => return Err(failure),
    };
    Ok(SeededApplication {
        id: tenant.id().to_string(),
        issuer: tenant.issuer().to_owned(),
        publishable_key,
        secret_key,
        clients: clients_of(&tenant, &by).await?,
        users: users_of(&tenant, &by, slug.as_str()).await?,
        slug: slug.to_string(),
    })
}

async fn existing(local: &Local, by: &By<'_>, slug: &Slug) -> Result<(Tenant, String, String), Failure> {
    let host = local
        .services
        .config
        .subdomain(slug.as_str())
        .ok_or_else(|| internal("no such host"))?;
    let Site::Application(tenant) = tenant::resolve(&local.services, host.as_str()).await? else {
        return Err(internal("no such application"));
    };
    let new = |kind: &str| serde_json::from_value(json!({ "kind": kind, "name": "Default" })).map_err(internal);
    let publishable = api_keys::create(&tenant, by, new("publishable")?).await?;
    let secret = api_keys::create(&tenant, by, new("secret")?).await?;
    Ok((
        tenant,
        publishable.key.unwrap_or_default(),
        secret.key.unwrap_or_default(),
    ))
}

fn bodies() -> [(&'static str, Value); 3] {
    let all: Vec<&str> = domain::permission::Permission::ALL
        .iter()
        .map(|permission| permission.as_str())
        .collect();
    [
        (
            "web",
            json!({
                "client_name": "Web", "type": "web",
                "redirect_uris": ["http://localhost:3001/callback", "http://localhost:3002/redirect_uri"],
                "post_logout_redirect_uris": ["http://localhost:3001/", "http://localhost:3002/"],
            }),
        ),
        (
            "spa",
            json!({
                "client_name": "Single-page app", "type": "spa",
                "redirect_uris": ["http://localhost:3000/callback", "http://localhost:3000/silent"],
                "post_logout_redirect_uris": ["http://localhost:3000/"],
            }),
        ),
        (
            "machine",
            json!({ "client_name": "Machine", "type": "machine", "machine_permissions": all }),
        ),
    ]
}

async fn clients_of(tenant: &Tenant, by: &By<'_>) -> Result<Vec<SeededClient>, Failure> {
    let known = tenant.store().clients(tenant.id(), 100, None).await?.items;
    let mut made = Vec::new();
    for (kind, body) in bodies() {
        let name = body.get("client_name").and_then(Value::as_str).unwrap_or("");
        let (client, secret) = match known.iter().find(|client| client.client_name == name) {
            Some(client) if client.is_confidential() => {
                let (client, secret) =
                    secrets::rotate(tenant, by, &client.id, secrets::RotateRequest::default()).await?;
                (client, Some(secret))
            }
            Some(client) => (client.clone(), None),
            None => {
                let body: ClientBody = serde_json::from_value(body).map_err(internal)?;
                clients::create(tenant, by, body).await?
            }
        };
        made.push(SeededClient {
            kind: kind.to_owned(),
            client_id: client.id.to_string(),
            client_secret: secret.map(|secret| secret.expose().clone()),
            redirect_uris: client.redirect_uris,
        });
    }
    Ok(made)
}

async fn users_of(tenant: &Tenant, by: &By<'_>, slug: &str) -> Result<Vec<SeededUser>, Failure> {
    let roles = tenant.store().roles(tenant.id()).await?;
    let role = |name: &str| roles.iter().find(|role| role.name == name).map(|role| role.id);
    let people = [
        ("ada", "Ada Admin", system::ADMIN, ADMIN_PASSWORD),
        ("mia", "Mia Sommer", system::USER, PERSON_PASSWORD),
        ("noah", "Noah Winter", system::USER, PERSON_PASSWORD),
    ];
    let mut made = Vec::new();
    for (local_part, name, role_name, password) in people {
        let email = Email::parse(&format!("{local_part}@{slug}.example")).map_err(internal)?;
        let mut ids = vec![role(system::USER), role(role_name)];
        ids.dedup();
        let new = NewUser::demo(
            email.clone(),
            name.to_owned(),
            Secret::new(password.to_owned()),
            ids.into_iter().flatten().collect(),
        );
        let id = match users::create(tenant, by, new).await {
            Ok(user) => user.id.to_string(),
            Err(failure) if failure.code == ErrorCode::EmailTaken => id_of(tenant, &email).await?,
            Err(failure) => return Err(failure),
        };
        made.push(SeededUser {
            id,
            email: email.as_str().to_owned(),
            password: password.to_owned(),
            role: role_name.to_owned(),
        });
    }
    Ok(made)
}

async fn id_of(tenant: &Tenant, email: &Email) -> Result<String, Failure> {
    let query = UserQuery::of_email(email.as_str())?;
    let found = users::list(tenant, &query, platform::manage::PageOf { limit: 1, start: None }).await?;
    let id = found.data.first().and_then(|user| user.get("id")?.as_str());
    id.map(str::to_owned).ok_or_else(|| internal("the user is not there"))
}
