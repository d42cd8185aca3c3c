//! Claims about the person an access token is for (OIDC Core §5.3).

use crate::{
    claims::{self, About},
    tenant::Tenant,
    tokens::{self, Bearer, Live},
};
use domain::{
    client::Client,
    jwt_template::{SessionFacts, Target},
    user::User,
};
use keys::mint;
use protocol::{
    error::{ErrorCode, Failure},
    jwt::{AccessTokenClaims, UserinfoClaims},
    scope, userinfo,
};
use serde_json::{Map, Value};

/// How the client wants its claims.
#[derive(Clone, Debug)]
pub enum Userinfo {
    /// As JSON.
    Plain(UserinfoClaims),
    /// As a signed JWT.
    Signed(String),
}

/// The claims an access token reads.
pub async fn userinfo(tenant: &Tenant, token: Option<&str>) -> Result<Userinfo, Failure> {
    let token = token.ok_or_else(|| Failure::new(ErrorCode::Unauthenticated, "Send an access token."))?;
    let invalid = || {
        Failure::new(
            ErrorCode::InvalidToken,
            "The access token is not valid: wrong, expired or revoked.",
        )
    };
    let live = tokens::live(tenant, token, tenant.issuer())
        .await?
        .ok_or_else(invalid)?;
    let Live { claims, client, bearer } = live;
    let Bearer::User { user } = bearer else {
        return Err(insufficient());
    };
    if !claims.scope.contains(scope::OPENID) {
        return Err(insufficient());
    }
    let names = userinfo::for_userinfo(&claims.scope, claims.userinfo_claims.iter().map(String::as_str));
    let mut person = claims::values(tenant, &user, names).await?;
    person.extend(custom(tenant, &client, &user, &claims).await?);
    let Some(alg) = client.userinfo_signed_response_alg else {
        return Ok(Userinfo::Plain(UserinfoClaims {
            sub: claims.sub,
            person,
            ..UserinfoClaims::default()
        }));
    };
    let signed = UserinfoClaims {
        iss: Some(tenant.issuer().to_owned()),
        aud: Some(client.id.to_string()),
        iat: Some(tenant.now().secs()),
        sub: claims.sub,
        person,
    };
    let ring = tenant.ring().await?;
    let signer = ring.signer(alg).ok_or_else(|| {
        Failure::new(
            ErrorCode::InternalError,
            "The application has no active key of the algorithm.",
        )
    })?;
    Ok(Userinfo::Signed(mint::userinfo_jwt(signer, &signed).await?))
}

/// What templates add. The token says as whom the client knows the person, and from which session it is.
async fn custom(
    tenant: &Tenant,
    client: &Client,
    user: &User,
    token: &AccessTokenClaims,
) -> Result<Map<String, Value>, Failure> {
    let session = match (&token.sid, token.auth_time, token.acr) {
        (Some(id), Some(auth_time), Some(acr)) => Some(SessionFacts {
            id,
            auth_time,
            acr,
            amr: &token.amr,
        }),
        _ => None,
    };
    let about = About {
        client,
        person: Some((user, &token.sub)),
        session,
    };
    claims::custom(tenant, &about, Target::Userinfo).await
}

fn insufficient() -> Failure {
    Failure::new(
        ErrorCode::InsufficientScope,
        "This needs an access token of a person with the scope openid.",
    )
    .member("scope", scope::OPENID)
}
