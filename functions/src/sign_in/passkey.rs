//! `/login/passkey`: a passkey signs in, from the first page or in the middle of a sign-in. The page it is posted from is `/login`.

use super::{start, step};
use crate::going;
use platform::{
    passkeys,
    sign_in::{self, Loaded},
};
use protocol::error::Failure;
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::passkey::PasskeyForm, post,
};

const HERE: &str = "/login/passkey";

/// `GET /login/passkey`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Public, || get(back));
/// `POST /login/passkey`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Public, || post(act));

/// The form on the first page; `None` where passkeys are switched off.
pub(super) async fn form(tenant: &Tenant, browser: &Browser, query: &Query) -> Result<Option<PasskeyForm>, Failure> {
    if !tenant.settings().auth_methods.passkey {
        return Ok(None);
    }
    let options = passkeys::sign_in::options(tenant, browser.hash()).await?;
    let token = browser.form_token(tenant, HERE).await?;
    let form = PasskeyForm::proving(&options, start::address(HERE, query), token)?;
    Ok(Some(PasskeyForm {
        by_itself: true,
        ..form
    }))
}

/// A page that is loaded again, or gone back to, is the one it was posted from.
async fn back(tenant: Tenant, query: Query) -> Response {
    going::to(&tenant, start::address("/login", &query), Vec::new())
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let loaded = begun(&tenant, &query, &form.browser).await?;
    if loaded.is_proven() {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    match passkeys::sign_in::sign_in(&tenant, &loaded, form.text("credential"), &seen.visitor()).await {
        Ok(done) => Ok(going::passed(&tenant, done).await?),
        Err(failure) if going::is_of_the_form(&failure) => {
            let (target, wrong) = (&loaded.transaction.target, Some(("", &failure)));
            let waiting = going::waiting(&tenant, target).await?;
            // The transaction in the address, if there is one, leads back to its beginning.
            let query = start::query_of(&tenant, &query, target).await?;
            Ok(start::identifier(&tenant, &form.browser, &query, target, &waiting, wrong).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The sign-in that the address names, or one that is begun by this.
async fn begun(tenant: &Tenant, query: &Query, browser: &Browser) -> Result<Loaded, Failure> {
    if let Some(id) = query.lenient("tx") {
        return step::load(tenant, browser, Some(id)).await;
    }
    let target = sign_in::target(tenant, query.lenient("request"), query.lenient("return_to")).await?;
    passkeys::sign_in::begin(tenant, browser.hash(), target).await
}
