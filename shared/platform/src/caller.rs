//! Who calls the management API, and with which permissions (behaviour 4.0; AZ-01, isolation rules I1-I3).
//!
//! Secret key, machine token, or a person by session or token. On the dashboard's mount a person's team decides; a stranger's application does not exist.

mod within;

use crate::{
    manage::api_keys,
    sessions::{self, LiveSession},
    step_up,
    tenant::Tenant,
    tokens::{self, Bearer},
};
use domain::{
    ApplicationId, Event, OrganizationId, Timestamp,
    event::{Actor, ActorKind, EventKind, Origin},
    organization::Member,
    permission::{OrgPermission, Permission, PermissionSet, TeamRole},
    role::system,
    step_up::Standing,
    user::User,
};
use protocol::{
    acr::Acr,
    bearer,
    error::{ErrorCode, Failure},
    scope,
};

/// What a route asks of its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// This permission; `fresh` = a person must have authenticated recently.
    Permission {
        /// Which.
        permission: Permission,
        /// With step-up.
        fresh: bool,
    },
    /// A developer at the dashboard.
    Developer,
    /// A member of the organization in the path, at the dashboard, with this permission in it.
    Inside(OrgPermission),
    /// An admin of the team that the mounted application is offered to, or of the one that offers it.
    Party,
    /// An operator at the dashboard.
    Operator {
        /// With step-up.
        fresh: bool,
    },
    /// Any signed-in person.
    Person {
        /// With step-up.
        fresh: bool,
    },
}

/// What a request shows of its caller.
#[derive(Clone, Copy, Debug)]
pub struct Presented<'a> {
    /// The `Authorization` header.
    pub authorization: Option<&'a str>,
    /// The session cookie.
    pub session: Option<&'a str>,
    /// The `Origin` header: a secret key has no business in a browser.
    pub origin: Option<&'a str>,
    /// The application of a mounted path.
    pub mount: Option<ApplicationId>,
    /// The organization of the path.
    pub organization: Option<OrganizationId>,
}

/// An authenticated caller.
#[derive(Clone, Debug)]
pub struct Caller {
    /// For the audit.
    pub actor: Actor,
    /// What may be done.
    pub permissions: PermissionSet,
    /// The person, when it is one.
    pub user: Option<User>,
    /// The session, when the person came with one.
    pub session: Option<LiveSession>,
    /// The membership that gives the permissions, where one does.
    pub member: Option<Member>,
    /// A stable name of the credential: idempotency records and limits hang from it.
    pub credential: String,
    /// What the person's sign-in is worth; machines have none and are not asked.
    standing: Option<Standing>,
    is_operator: bool,
}

fn unauthenticated(detail: &str) -> Failure {
    Failure::new(ErrorCode::Unauthenticated, detail)
}

/// Who calls, and the application they may manage.
pub async fn authenticate(
    host: &Tenant,
    presented: &Presented<'_>,
    need: Need,
    origin: &Origin,
) -> Result<(Caller, Tenant), Failure> {
    let mut caller = identify(host, presented, origin).await?;
    let managed = match (presented.mount, need) {
        (None, Need::Party) => return Err(not_here()),
        (None, Need::Inside(_)) => {
            within::enter(host, presented.organization, &mut caller).await?;
            host.clone()
        }
        (None, _) => host.clone(),
        (Some(id), _) => within::mount(host, &id, &mut caller, need).await?,
    };
    check(host, &caller, need)?;
    Ok((caller, managed))
}

async fn identify(host: &Tenant, presented: &Presented<'_>, origin: &Origin) -> Result<Caller, Failure> {
    if let Some(header) = presented.authorization {
        let token = bearer::from_header(header)
            .ok_or_else(|| unauthenticated("The Authorization header holds no bearer token."))?;
        if token.starts_with("sk_") || token.starts_with("pk_") {
            return by_key(host, token, presented, origin).await;
        }
        return by_token(host, token).await;
    }
    let cookie = presented
        .session
        .ok_or_else(|| unauthenticated("Sign in, or send a secret key or an access token."))?;
    let dead = || unauthenticated("The session has ended. Sign in again.");
    let session = sessions::find(host, cookie).await?.ok_or_else(dead)?;
    let user = sessions::user_of(host, &session).await?.ok_or_else(dead)?;
    let mut caller = person(host, user).await?;
    caller.standing = Some(session.session.standing());
    caller.session = Some(session);
    Ok(caller)
}

async fn by_key(host: &Tenant, token: &str, presented: &Presented<'_>, origin: &Origin) -> Result<Caller, Failure> {
    let unknown = || unauthenticated("This API key is not known here, or no longer works.");
    if presented.mount.is_some() || token.starts_with("pk_") {
        return Err(unknown());
    }
    let key = api_keys::find(host, token).await?.ok_or_else(unknown)?;
    if presented.origin.is_some() {
        let event = Event::new(
            EventKind::ApiKeyRefusedInBrowser,
            Actor::new(ActorKind::ApiKey, key.id),
            host.now(),
            host.entropy(),
        );
        host.record(event.on("api_key", key.id).denied("browser").from(origin))
            .await?;
        return Err(Failure::new(
            ErrorCode::SecretKeyInBrowser,
            "Keep secret keys on your server: this request came from a browser. Rotate the key.",
        ));
    }
    Ok(Caller {
        actor: Actor::new(ActorKind::ApiKey, key.id),
        permissions: PermissionSet::of(&key.permissions),
        user: None,
        session: None,
        member: None,
        credential: key.id.to_string(),
        standing: None,
        is_operator: false,
    })
}

async fn by_token(host: &Tenant, token: &str) -> Result<Caller, Failure> {
    let live = tokens::live(host, token, &host.api_audience()).await?;
    let live =
        live.ok_or_else(|| unauthenticated("The access token is not valid here. Get a new one for this API."))?;
    match live.bearer {
        Bearer::Machine => Ok(Caller {
            actor: Actor::new(ActorKind::Client, live.client.id),
            permissions: PermissionSet::of(live.claims.scope.iter()),
            user: None,
            session: None,
            member: None,
            credential: live.client.id.to_string(),
            standing: None,
            is_operator: false,
        }),
        Bearer::User { user } if live.claims.scope.contains(scope::ACCOUNT) && live.client.first_party => {
            let mut caller = person(host, *user).await?;
            let claims = &live.claims;
            let at = claims.auth_time.map(Timestamp::from_secs);
            caller.standing = Some(Standing::new(at, claims.acr.unwrap_or(Acr::OneFactor), &claims.amr));
            Ok(caller)
        }
        Bearer::User { .. } => Err(unauthenticated("This access token was not issued for the account API.")),
    }
}

/// A person with what their roles allow.
async fn person(host: &Tenant, user: User) -> Result<Caller, Failure> {
    let roles = host.roles().await?;
    let held: Vec<_> = roles.iter().filter(|role| user.roles.contains(&role.id)).collect();
    let permissions = held
        .iter()
        .map(|role| PermissionSet::of(&role.permissions))
        .fold(PermissionSet::default(), PermissionSet::union);
    let is_operator =
        host.application().is_dashboard && held.iter().any(|role| role.system && role.name == system::OPERATOR);
    Ok(Caller {
        actor: Actor::new(
            if is_operator {
                ActorKind::Operator
            } else {
                ActorKind::User
            },
            user.id,
        ),
        permissions,
        credential: user.id.to_string(),
        user: Some(user),
        session: None,
        member: None,
        standing: None,
        is_operator,
    })
}

fn check(host: &Tenant, caller: &Caller, need: Need) -> Result<(), Failure> {
    let fresh = match need {
        Need::Permission { permission, fresh } => {
            if !caller.permissions.holds(permission) {
                return Err(forbidden(permission.as_str()));
            }
            fresh
        }
        Need::Developer | Need::Operator { .. } if !host.application().is_dashboard => return Err(not_here()),
        Need::Inside(permission) => {
            if !caller.permissions.holds_name(permission.as_str()) {
                return Err(forbidden(permission.as_str()));
            }
            false
        }
        Need::Party => {
            if caller
                .member
                .as_ref()
                .is_none_or(|member| member.role != TeamRole::Admin)
            {
                return Err(forbidden("team admin"));
            }
            false
        }
        Need::Operator { .. } if !caller.is_operator => return Err(forbidden("operator")),
        Need::Operator { fresh } => fresh,
        Need::Developer | Need::Person { .. } => {
            if caller.user.is_none() {
                return Err(forbidden("a signed-in person"));
            }
            need == Need::Person { fresh: true }
        }
    };
    match (&caller.user, caller.standing) {
        (Some(user), Some(standing)) if fresh => step_up::require(host, user, standing),
        _ => Ok(()),
    }
}

fn not_here() -> Failure {
    Failure::new(ErrorCode::NotFound, "There is nothing at this address.")
}

pub(crate) fn forbidden(required: &str) -> Failure {
    Failure::new(ErrorCode::Forbidden, format!("This needs the permission {required}.")).member("required", required)
}
