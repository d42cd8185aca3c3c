//! `GET /api/auth/config`: what a sign-in form of one's own must know before anybody typed anything.

use domain::{
    branding::Branding,
    locale::Locale,
    settings::{RequiredField, SignupMode},
};
use platform::{
    manage::identity_providers::{self, PublicProvider},
    tenant::Tenant as Application,
};
use serde::Serialize;
use web::{Access, ApiError, Endpoint, Method, NoStore, Tenant, get};

/// `GET /api/auth/config`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/api/auth/config", Access::Public, || get(show))
    .says("auth_config", "What a sign-in form has to know");

/// The application as its sign-in shows it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SignInConfig"))]
struct Config {
    name: String,
    methods: Vec<&'static str>,
    signup_mode: SignupMode,
    required_fields: Vec<&'static str>,
    /// What the terms are that are to be agreed to, where they are required.
    terms_url: Option<String>,
    terms_version: Option<String>,
    /// Identity providers: `GET /rp/authorize?idp={name}` leads to one.
    providers: Vec<PublicProvider>,
    branding: Branding,
    locales: Vec<Locale>,
    default_locale: Locale,
}

/// The first factors that are switched on: the same for every address (EN-01).
pub(super) fn methods(tenant: &Application) -> Vec<&'static str> {
    let on = tenant.settings().auth_methods;
    [
        ("password", on.password),
        ("email_code", on.email_code),
        ("magic_link", on.magic_link),
        ("passkey", on.passkey),
    ]
    .into_iter()
    .filter_map(|(name, on)| on.then_some(name))
    .collect()
}

async fn show(tenant: Tenant) -> Result<NoStore<Config>, ApiError> {
    let application = tenant.application();
    let required = &tenant.settings().signup_required_fields;
    let with_terms = required.contains(&RequiredField::Terms);
    Ok(NoStore(Config {
        name: application.name.clone(),
        methods: methods(&tenant),
        signup_mode: tenant.settings().signup_mode,
        required_fields: std::iter::once("email")
            .chain(required.iter().map(|field| field.as_str()))
            .collect(),
        terms_url: application.terms_url.clone().filter(|_| with_terms),
        terms_version: Some(tenant.settings().terms_version.clone()).filter(|_| with_terms),
        providers: identity_providers::public(&tenant).await?,
        branding: application.branding.clone(),
        locales: tenant.settings().locales.clone(),
        default_locale: tenant.settings().default_locale,
    }))
}
