//! `/_preview/{page}`: the real pages in a look that is not published, for the frame of its editor (frontend 2.4; behaviour 4.4).
//!
//! The address holds the look, sealed. The page is made by the type and template of the real one, from the application's own settings and made-up values;
//! it reads no cookie, sets none, and its forms go nowhere.

use crate::going;
use domain::settings::RequiredField;
use platform::{branding_preview, sign_up, tenant::Tenant};
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use web::{
    Access, Context, Endpoint, Framed, Method, PageError, Query, Response, Tenant as Host, answer,
    extract::path::Name,
    get,
    pages::{
        self, Frame, Preview, Theme, assets,
        consent::Consent,
        logout::SignOut,
        passkey::PasskeyForm,
        resume::TextField,
        sign_in::{Code, CodeFor, Identifier, Password},
        sign_up::SignUp,
    },
};

/// `GET /_preview/{id}`
pub const SHOW: Endpoint = Endpoint::new(Method::GET, "/_preview/{id}", Access::Public, || get(show));

/// The stylesheet of the look, under the same draft.
const STYLESHEET: &str = "brand.css";
const SOMEBODY: &str = "mia@example.com";

async fn show(tenant: Host, context: Context, query: Query, Name(page): Name) -> Result<Response, PageError> {
    let draft = query.lenient("draft").unwrap_or("");
    let theme = query.lenient("theme").and_then(Theme::parse).unwrap_or(Theme::Light);
    let branding = branding_preview::open(&tenant, draft).await?;
    if page == STYLESHEET {
        let css = assets::brand_css(&branding, Some(theme)).unwrap_or_default();
        return Ok(answer::text("text/css; charset=utf-8", css));
    }
    let editor = branding_preview::editor(&tenant).ok_or_else(unknown)?;
    let stylesheet = response_mode::with_query("/_preview/brand.css", [("draft", draft), ("theme", theme.as_str())]);
    let frame = Frame::of(&tenant).showing(Preview {
        branding: &branding,
        stylesheet: &stylesheet,
        theme,
        editor: &editor,
    });
    let html = rendered(&tenant, &context, &page, &frame).await?;
    let mut response = answer::page(html, None, &[], tenant.services().config.is_secure());
    response.extensions_mut().insert(Framed(editor));
    Ok(response)
}

fn unknown() -> Failure {
    Failure::new(ErrorCode::NotFound, "There is no such page to look at.")
}

async fn rendered(tenant: &Tenant, context: &Context, page: &str, frame: &Frame) -> Result<String, Failure> {
    match page {
        "sign-in" => identifier(tenant).await?.render(frame),
        "password" => password(tenant).render(frame),
        "code" => code().render(frame),
        "sign-up" => new_account(tenant).await?.render(frame),
        "consent" => consent().render(frame),
        "sign-out" => sign_out().render(frame),
        "error" => {
            let failure = Failure::new(ErrorCode::TxExpired, "This took too long. Start again.");
            pages::error_page_in(frame, &failure, Some("/"), context).ok_or_else(unknown)
        }
        _ => Err(unknown()),
    }
}

async fn identifier(tenant: &Tenant) -> Result<Identifier, Failure> {
    let passkey = tenant.settings().auth_methods.passkey.then(|| PasskeyForm {
        action: String::new(),
        form_token: String::new(),
        options: "{}".to_owned(),
        is_new: false,
        is_main: false,
        by_itself: false,
        label: "passkey-use",
        fields: Vec::new(),
    });
    Ok(Identifier {
        sign_up: sign_up::is_offered(tenant).then(String::new),
        providers: going::providers(tenant, &[]).await?,
        passkey,
        ..Identifier::default()
    })
}

fn password(tenant: &Tenant) -> Password {
    let methods = tenant.settings().auth_methods;
    Password {
        email: SOMEBODY.to_owned(),
        action: String::new(),
        form_token: String::new(),
        problem: None,
        code_action: methods.by_mail().then(String::new),
        by_code: methods.email_code,
        code_token: String::new(),
        back: String::new(),
        forgot: String::new(),
        client_name: None,
    }
}

fn code() -> Code {
    Code {
        masked: "m•••@example.com".to_owned(),
        action: String::new(),
        form_token: String::new(),
        problem: None,
        resend_action: String::new(),
        resend_token: String::new(),
        back: String::new(),
        code_for: CodeFor::SignIn,
        by_code: true,
        minutes: 10,
        client_name: None,
    }
}

async fn new_account(tenant: &Tenant) -> Result<SignUp, Failure> {
    let settings = tenant.settings();
    let required = &settings.signup_required_fields;
    let lines = required.iter().filter(|field| **field != RequiredField::Name);
    Ok(SignUp {
        email: String::new(),
        name: String::new(),
        name_required: required.contains(&RequiredField::Name),
        fields: lines.filter_map(|field| TextField::of(*field, "")).collect(),
        terms: required.contains(&RequiredField::Terms),
        terms_url: tenant.application().terms_url.clone(),
        agreed: false,
        action: String::new(),
        form_token: String::new(),
        problem: None,
        with_password: settings.auth_methods.password,
        min_length: settings.password_min_length,
        sign_in: String::new(),
        providers: going::providers(tenant, &[]).await?,
        client_name: None,
    })
}

fn consent() -> Consent {
    Consent {
        client_name: "Example".to_owned(),
        client_uri: None,
        logo_uri: None,
        policy_uri: None,
        tos_uri: None,
        client_host: "app.example.com".to_owned(),
        scopes: ["openid", "profile", "email"].map(str::to_owned).to_vec(),
        email: SOMEBODY.to_owned(),
        action: String::new(),
        form_token: String::new(),
    }
}

fn sign_out() -> SignOut {
    SignOut {
        email: Some(SOMEBODY.to_owned()),
        action: String::new(),
        form_token: String::new(),
        request: String::new(),
        stay: String::new(),
    }
}
