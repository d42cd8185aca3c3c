//! Tokens of a grant: what goes into them, and whether one that comes back is alive (RFC 9068, OIDC Core §2; behaviour 6).
//!
//! An access token finds its grant by its `jti` (grant id + random) and its user by its `sub`: one `BatchGet` decides (decision 4).

use crate::{claims, tenant::Tenant};
use domain::{
    GrantId, Timestamp,
    client::Client,
    entropy,
    grant::{Epochs, Grant},
    permission::Permission,
    session::Session,
    user::User,
};
use keys::{MacKind, RefreshContents, mint, verify};
use protocol::{
    error::{ErrorCode, Failure},
    jwt::{AccessTokenClaims, Alg, Audience, IdTokenClaims, claims::Epochs as ClaimedEpochs},
    scope::{self, ScopeSet},
    token::{TokenResponse, TokenType},
    userinfo,
};
use std::sync::Arc;

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
        sid: Some(grant.session_id.to_string()),
        roles: if own_api {
            claims::role_names(tenant, issue.user).await?
        } else {
            Vec::new()
        },
        userinfo_claims: grant.userinfo_claims.clone(),
    };
    sign_access_token(tenant, &claims).await
}

async fn sign_access_token(tenant: &Tenant, claims: &AccessTokenClaims) -> Result<String, Failure> {
    let ring = tenant.ring().await?;
    let signer = ring
        .signer(tenant.settings().access_token_signing_alg)
        .ok_or_else(no_key)?;
    let token = mint::access_token(signer, claims).await?;
    if token.len() > protocol::bearer::MAX_TOKEN {
        return Err(Failure::new(
            ErrorCode::InvalidRequest,
            "The access token would be larger than 8 KiB. Ask for less.",
        ));
    }
    Ok(token)
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
        sid: Some(grant.session_id.to_string()),
        at_hash: Some(mint::at_hash(access_token)),
        azp: None,
        person: claims::values(tenant, issue.user, names).await?,
    };
    let ring = tenant.ring().await?;
    let signer = ring
        .signer(issue.client.id_token_signed_response_alg)
        .ok_or_else(no_key)?;
    Ok(mint::id_token(signer, &claims).await?)
}

/// A machine's access token: no user, no grant, nothing stored (RFC 6749 §4.4).
pub(crate) async fn machine(
    tenant: &Tenant,
    client: &Client,
    scope: ScopeSet,
    resource: &[String],
) -> Result<TokenResponse, Failure> {
    let now = tenant.now().secs();
    let life = client.access_token_ttl.unwrap_or(tenant.settings().access_token_ttl);
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
    };
    let access_token = sign_access_token(tenant, &claims).await?;
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

/// Whose access token it is.
#[derive(Clone, Debug)]
pub(crate) enum Bearer {
    /// A client's own.
    Machine,
    /// A person's, through a grant that is alive.
    User {
        /// The person.
        user: Box<User>,
    },
}

/// An access token that is alive.
#[derive(Clone, Debug)]
pub(crate) struct Live {
    /// What it says.
    pub(crate) claims: AccessTokenClaims,
    /// Whom it was issued to.
    pub(crate) client: Arc<Client>,
    /// Whose it is.
    pub(crate) bearer: Bearer,
}

/// Judges an access token for one audience of ours: signature, then epochs, then user and grant in one call. `None`: not alive.
pub(crate) async fn live(tenant: &Tenant, token: &str, audience: &str) -> Result<Option<Live>, Failure> {
    let ring = tenant.ring().await?;
    let expect = verify::Expect {
        issuer: tenant.issuer(),
        audience: Some(audience),
        now: tenant.now(),
    };
    match verify::access_token(&ring, token, &expect) {
        Ok(claims) => still_good(tenant, claims).await,
        Err(_) => Ok(None),
    }
}

/// The same whatever its audience: for introspection, whose caller is judged by `client_id`.
pub(crate) async fn live_for_any_audience(tenant: &Tenant, token: &str) -> Result<Option<Live>, Failure> {
    let ring = tenant.ring().await?;
    let expect = verify::Expect {
        issuer: tenant.issuer(),
        audience: None,
        now: tenant.now(),
    };
    match verify::access_token(&ring, token, &expect) {
        Ok(claims) => still_good(tenant, claims).await,
        Err(_) => Ok(None),
    }
}

async fn still_good(tenant: &Tenant, claims: AccessTokenClaims) -> Result<Option<Live>, Failure> {
    let Ok(id) = claims.client_id.parse() else {
        return Ok(None);
    };
    let Some(client) = tenant.client(&id).await?.filter(|client| client.is_usable()) else {
        return Ok(None);
    };
    let old = claims.epo.application < tenant.application().token_epoch.value()
        || claims.epo.client < client.token_epoch.value();
    if old {
        return Ok(None);
    }
    let Some(user_epoch) = claims.epo.user else {
        let cut = cut_hash(tenant, &claims.jti).await?;
        let dead = tenant.store().is_cut(tenant.id(), &cut, tenant.now()).await?;
        return Ok((!dead).then_some(Live {
            claims,
            client,
            bearer: Bearer::Machine,
        }));
    };
    let grant_id = claims
        .jti
        .split('.')
        .next()
        .and_then(|text| text.parse::<GrantId>().ok());
    let user_id = claims::user_of(tenant, &client, &claims.sub).await?;
    let (Some(grant_id), Some(user_id)) = (grant_id, user_id) else {
        return Ok(None);
    };
    let now = tenant.now();
    let (user, grant) = tenant
        .store()
        .user_and_grant(tenant.id(), &user_id, &grant_id, now)
        .await?;
    let (Some(user), Some(grant)) = (user, grant) else {
        return Ok(None);
    };
    let alive = user.is_active()
        && user_epoch >= user.token_epoch.value()
        && grant.is_live(now)
        && grant.client_id == client.id;
    Ok(alive.then(|| Live {
        claims,
        client,
        bearer: Bearer::User { user: Box::new(user) },
    }))
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
