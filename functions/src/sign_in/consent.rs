//! `/consent`: a client that is not the application's own asks; the person allows or denies (OIDC Core §3.1.2.4).

use crate::going;
use platform::{consents, sessions};
use protocol::{
    error::{ErrorCode, Failure},
    redirect_uri, response_mode,
};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{Frame, consent::Consent},
    post,
};

/// `GET /consent`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/consent", Access::Session, || get(show));
/// `POST /consent`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/consent", Access::Session, || post(act));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let sealed = query.lenient("request").unwrap_or("");
    let question = consents::question(&tenant, sealed).await?;
    if let Some(first) = consents::obstacle(&tenant, &question, seen.session.0.as_ref()).await? {
        return Ok(going::on(&tenant, first, Vec::new())?);
    }
    let email = match &seen.session.0 {
        Some(session) => sessions::user_of(&tenant, session).await?.and_then(|user| user.email),
        None => None,
    };
    let (client, asked) = (&question.client, &question.request.authorization);
    let origin = redirect_uri::origin(&asked.redirect_uri);
    let page = Consent {
        client_name: client.client_name.clone(),
        client_uri: client.client_uri.clone(),
        logo_uri: client.logo_uri.clone(),
        policy_uri: client.policy_uri.clone(),
        tos_uri: client.tos_uri.clone(),
        client_host: origin
            .as_deref()
            .and_then(|origin| origin.split_once("://"))
            .map_or("your device", |(_, host)| host)
            .to_owned(),
        scopes: asked.consent_scope().iter().map(str::to_owned).collect(),
        email: email.map(|email| email.as_str().to_owned()).unwrap_or_default(),
        action: response_mode::with_query("/consent", [("request", sealed)]),
        form_token: browser.form_token(&tenant, "/consent").await?,
    };
    Ok(going::page(
        &tenant,
        None,
        page.render(&Frame::of(&tenant))?,
        browser.cookie(),
        origin,
    ))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let question = consents::question(&tenant, query.lenient("request").unwrap_or("")).await?;
    let gone = || {
        Failure::new(
            ErrorCode::TxExpired,
            "You are no longer signed in. Go back to the application and start again.",
        )
    };
    if let Some(first) = consents::obstacle(&tenant, &question, seen.session.0.as_ref()).await? {
        return Ok(going::on(&tenant, first, Vec::new())?);
    }
    let session = seen.session.0.as_ref().ok_or_else(gone)?;
    let user = sessions::user_of(&tenant, session).await?.ok_or_else(gone)?;
    let next = match form.text("decision") {
        "allow" => consents::allow(&tenant, &question, session, &user, &seen.context.origin).await?,
        "deny" => consents::deny(&tenant, &question, &user, &seen.context.origin).await?,
        _ => return Err(Failure::new(ErrorCode::ValidationError, "Choose Allow or Deny.").into()),
    };
    Ok(going::on(&tenant, next, Vec::new())?)
}
