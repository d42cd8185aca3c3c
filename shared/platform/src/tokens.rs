//! Tokens of a grant: what goes into them, and whether one that comes back is alive (RFC 9068, OIDC Core §2; behaviour 6).
//!
//! An access token finds its grant by its `jti` (grant id + random) and its user by its `sub`: one `BatchGet` decides (decision 4, `live`).

mod live;

pub(crate) use live::{Bearer, Live, live, live_for_any_audience};

use crate::{
    claims::{self, About},
    tenant::Tenant,
};
use domain::{
    Event, Timestamp,
    client::Client,
    entropy,
    event::{Actor, ActorKind, EventKind, Origin},
    grant::{Epochs, Grant},
    jwt_template::{SessionFacts, Target},
    permission::Permission,
    session::Session,
    user::User,
};
use keys::{MacKind, RefreshContents, mint};
use protocol::{
    error::{ErrorCode, Failure},
    jwt::{AccessTokenClaims, Alg, Audience, IdTokenClaims, claims::Epochs as ClaimedEpochs},
    scope::{self, ScopeSet},
    token::{TokenResponse, TokenType},
    userinfo,
};

/// Random characters of a `jti`.
const JTI_RANDOM: usize = 22;

/// The epochs something issued now is born under.
pub(crate) fn epochs(tenant: &Tenant, client: &Client, user: &User) -> Epochs {
    Epochs {
        application: tenant.application().token_epoch,
        client: client.token_epoch,
        user: user.token_epoch,
    }
}

/// What tokens are made for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Issue<'a> {
    pub(crate) client: &'a Client,
    pub(crate) user: &'a User,
    pub(crate) grant: &'a Grant,
    /// The grant's scope, or less.
    pub(crate) scope: &'a ScopeSet,
    /// The grant's resources, or fewer.
    pub(crate) resource: &'a [String],
    /// Only with the first ID token.
    pub(crate) nonce: Option<&'a str>,
    /// Where the request came from.
    pub(crate) origin: &'a Origin,
}

impl Issue<'_> {
    /// What templates may say of it.
    fn about<'a>(&'a self, subject: &'a str, session_id: &'a str) -> About<'a> {
        About {
            client: self.client,
            person: Some((self.user, subject)),
            session: Some(session_facts(self.grant, session_id)),
        }
    }
}

/// What a grant remembers of its session.
pub(crate) fn session_facts<'a>(grant: &'a Grant, id: &'a str) -> SessionFacts<'a> {
    SessionFacts {
        id,
        auth_time: grant.auth_time.secs(),
        acr: grant.acr,
        amr: &grant.amr,
    }
}

/// Makes the tokens of an answer; the refresh token is the caller's business.
pub(crate) async fn issue(
    tenant: &Tenant,
    issue: &Issue<'_>,
    refresh_token: Option<String>,
) -> Result<TokenResponse, Failure> {
    let subject = claims::subject(tenant, issue.client, &issue.user.id).await?;
    let life = issue
        .client
        .access_token_ttl
        .unwrap_or(tenant.settings().access_token_ttl);
    let access_token = access_token(tenant, issue, &subject, life).await?;
    let id_token = if issue.scope.contains(scope::OPENID) {
        Some(id_token(tenant, issue, subject, &access_token).await?)
    } else {
        None
    };
    Ok(TokenResponse {
        access_token,
        token_type: TokenType::Bearer,
        expires_in: life,
        scope: issue.scope.clone(),
        id_token,
        refresh_token,
    })
}

async fn access_token(tenant: &Tenant, issue: &Issue<'_>, subject: &str, life: u32) -> Result<String, Failure> {
    let now = tenant.now().secs();
    let grant = issue.grant;
    let audience = audience(tenant, issue.scope, issue.resource);
    let own_api = audience.contains(&tenant.api_audience());
    let sid = grant.session_id.to_string();
    let custom = claims::custom(tenant, &issue.about(subject, &sid), Target::Access).await?;
    let claims = AccessTokenClaims {
        iss: tenant.issuer().to_owned(),
        sub: subject.to_owned(),
        aud: audience,
        exp: now + i64::from(life),
        iat: now,
        jti: format!("{}.{}", grant.id, entropy::base62(tenant.entropy(), JTI_RANDOM)),
        client_id: issue.client.id.to_string(),
        scope: issue.scope.clone(),
        epo: ClaimedEpochs {
            application: grant.epochs.application.value(),
            client: grant.epochs.client.value(),
            user: Some(grant.epochs.user.value()),
        },
        auth_time: Some(grant.auth_time.secs()),
        acr: Some(grant.acr),
        amr: grant.amr.clone(),
        sid: Some(sid),
        roles: if own_api {
            claims::role_names(tenant, issue.user).await?
        } else {
            Vec::new()
        },
        userinfo_claims: grant.userinfo_claims.clone(),
        custom,
    };
    sign_access_token(tenant, issue.client, &claims, issue.origin).await
}

async fn sign_access_token(
    tenant: &Tenant,
    client: &Client,
    claims: &AccessTokenClaims,
    origin: &Origin,
) -> Result<String, Failure> {
    let ring = tenant.ring().await?;
    let signer = ring
        .signer(tenant.settings().access_token_signing_alg)
        .ok_or_else(no_key)?;
    let token = mint::access_token(signer, claims).await?;
    bounded(tenant, client, (Target::Access, token), origin).await
}

/// A token that others can take: what is larger than 8 KiB is not given out, and the application is told (behaviour 6.2).
async fn bounded(
    tenant: &Tenant,
    client: &Client,
    (target, token): (Target, String),
    origin: &Origin,
) -> Result<String, Failure> {
    let most = protocol::bearer::MAX_TOKEN;
    if token.len() <= most {
        return Ok(token);
    }
    let what = match target {
        Target::Access => "access token",
        Target::Id => "ID token",
        Target::Userinfo => "UserInfo answer",
    };
    let actor = Actor::new(ActorKind::Client, client.id);
    let event = Event::new(EventKind::TokenTooLarge, actor, tenant.now(), tenant.entropy())
        .on("client", client.id)
        .with("what", what)
        .with("bytes", token.len())
        .with("limit", most)
        .denied("too_large")
        .from(origin);
    tenant.record(event).await?;
    Err(Failure::new(
        ErrorCode::InvalidRequest,
        format!("The {what} would be larger than 8 KiB. Ask for less, or let templates say less."),
    ))
}

fn no_key() -> Failure {
    Failure::new(
        ErrorCode::InternalError,
        "The application has no active key of the algorithm.",
    )
}

/// What a token is for: the resources asked, else the issuer; `openid` adds the issuer, `account` and management scopes the application's own API.
fn audience(tenant: &Tenant, scope: &ScopeSet, resource: &[String]) -> Audience {
    let mut audience: Vec<String> = resource.to_vec();
    let own_api = scope.contains(scope::ACCOUNT) || scope.iter().any(|name| Permission::parse(name).is_some());
    if own_api {
        audience.push(tenant.api_audience());
    }
    if scope.contains(scope::OPENID) || audience.is_empty() {
        audience.push(tenant.issuer().to_owned());
    }
    audience.into_iter().collect()
}

/// Resources a client may name: the issuer itself and its own API; registered ones come with API resources.
pub(crate) fn check_resources(tenant: &Tenant, resource: &[String]) -> Result<(), Failure> {
    let known = |uri: &String| *uri == tenant.api_audience() || uri == tenant.issuer();
    if resource.iter().all(known) {
        Ok(())
    } else {
        Err(Failure::new(
            ErrorCode::InvalidTarget,
            "This application has no such resource.",
        ))
    }
}

async fn id_token(tenant: &Tenant, issue: &Issue<'_>, subject: String, access_token: &str) -> Result<String, Failure> {
    let now = tenant.now().secs();
    let grant = issue.grant;
    let names = userinfo::for_id_token(issue.scope, grant.id_token_claims.iter().map(String::as_str));
    let sid = grant.session_id.to_string();
    let mut person = claims::values(tenant, issue.user, names).await?;
    person.extend(claims::custom(tenant, &issue.about(&subject, &sid), Target::Id).await?);
    let claims = IdTokenClaims {
        iss: tenant.issuer().to_owned(),
        sub: subject,
        aud: Audience::One(issue.client.id.to_string()),
        exp: now + i64::from(tenant.settings().id_token_ttl),
        iat: now,
        auth_time: grant.auth_time.secs(),
        nonce: issue.nonce.map(str::to_owned),
        acr: grant.acr,
        amr: grant.amr.clone(),
        sid: Some(sid),
        at_hash: Some(mint::at_hash(access_token)),
        azp: None,
        person,
    };
    let ring = tenant.ring().await?;
    let signer = ring
        .signer(issue.client.id_token_signed_response_alg)
        .ok_or_else(no_key)?;
    let token = mint::id_token(signer, &claims).await?;
    bounded(tenant, issue.client, (Target::Id, token), issue.origin).await
}

/// A machine's access token: no user, no grant, nothing stored (RFC 6749 §4.4).
pub(crate) async fn machine(
    tenant: &Tenant,
    client: &Client,
    scope: ScopeSet,
    resource: &[String],
    origin: &Origin,
) -> Result<TokenResponse, Failure> {
    let now = tenant.now().secs();
    let life = client.access_token_ttl.unwrap_or(tenant.settings().access_token_ttl);
    let about = About {
        client,
        person: None,
        session: None,
    };
    let claims = AccessTokenClaims {
        iss: tenant.issuer().to_owned(),
        sub: client.id.to_string(),
        aud: audience(tenant, &scope, resource),
        exp: now + i64::from(life),
        iat: now,
        jti: entropy::base62(tenant.entropy(), JTI_RANDOM),
        client_id: client.id.to_string(),
        scope: scope.clone(),
        epo: ClaimedEpochs {
            application: tenant.application().token_epoch.value(),
            client: client.token_epoch.value(),
            user: None,
        },
        auth_time: None,
        acr: None,
        amr: Vec::new(),
        sid: None,
        roles: Vec::new(),
        userinfo_claims: Vec::new(),
        custom: claims::custom(tenant, &about, Target::Access).await?,
    };
    let access_token = sign_access_token(tenant, client, &claims, origin).await?;
    Ok(TokenResponse {
        access_token,
        token_type: TokenType::Bearer,
        expires_in: life,
        scope,
        id_token: None,
        refresh_token: None,
    })
}

/// The hash a grant keeps of a refresh token.
pub(crate) async fn refresh_hash(tenant: &Tenant, token: &str) -> Result<String, Failure> {
    Ok(tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::RefreshToken, token.as_bytes()))
}

/// What a refresh token of a grant says about itself.
pub(crate) fn refresh_contents(grant: &Grant) -> RefreshContents {
    RefreshContents {
        user_id: grant.user_id,
        grant_id: grant.id,
        epochs: grant.epochs,
    }
}

/// The hash under which a revoked machine token is remembered.
pub(crate) async fn cut_hash(tenant: &Tenant, jti: &str) -> Result<String, Failure> {
    Ok(tenant.vault().await?.mac(tenant.id(), MacKind::Cut, jti.as_bytes()))
}

/// Ends the grants that die with their session.
pub(crate) async fn end_session_grants(tenant: &Tenant, session: &Session) -> Result<(), Failure> {
    Ok(tenant
        .store()
        .end_session_grants(tenant.id(), &session.user_id, &session.id, tenant.now())
        .await?)
}

/// The longest any token signed now may live, in seconds: how long an old key must stay published.
pub fn longest_life(tenant: &Tenant) -> u32 {
    let settings = tenant.settings();
    settings.access_token_ttl.max(settings.id_token_ttl).max(86_400)
}

/// The algorithms this application signs with.
pub async fn algorithms(tenant: &Tenant) -> Result<Vec<Alg>, Failure> {
    let ring = tenant.ring().await?;
    Ok(Alg::SIGNING
        .into_iter()
        .filter(|alg| ring.signer(*alg).is_some())
        .collect())
}

/// Until when a refresh token issued now may lie unused.
pub(crate) fn idle_until(tenant: &Tenant, client: &Client) -> Timestamp {
    let idle = client
        .refresh_token_idle_ttl
        .unwrap_or(tenant.settings().refresh_token_idle_ttl);
    tenant.now().plus_secs(i64::from(idle))
}
