//! An application's settings: a document merged by PATCH, refused as a whole when one value is wrong (behaviour 3.2).

use super::{change, fresh, updated};
use crate::{
    manage::{By, all_good, invalid},
    tenant::{self, Tenant},
};
use domain::{
    Change, Hostname,
    application::Application,
    event::EventKind,
    settings::{RequiredField, Settings},
};
use protocol::error::{ErrorCode, Failure, FieldError};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// A document with the version of the application it belongs to.
#[derive(Clone, Debug)]
pub struct Versioned<T> {
    /// The document.
    pub document: T,
    /// The application's version.
    pub version: u64,
}

/// The settings as they are now.
pub async fn settings(tenant: &Tenant) -> Result<Versioned<Settings>, Failure> {
    let application = fresh(tenant).await?;
    Ok(Versioned {
        document: application.settings,
        version: application.version,
    })
}

/// Merges a partial document: members replace members, deeper objects likewise, `null` goes back to the default (RFC 7396).
pub(crate) fn merged<T: Serialize + DeserializeOwned>(before: &T, part: &Map<String, Value>) -> Result<T, Failure> {
    let mut whole =
        serde_json::to_value(before).map_err(|error| Failure::new(ErrorCode::InternalError, error.to_string()))?;
    let mut problems = Vec::new();
    merge(&mut whole, part, "", &mut problems);
    all_good(problems)?;
    serde_json::from_value(whole).map_err(|error| {
        Failure::new(
            ErrorCode::ValidationError,
            format!("A value is of the wrong kind: {error}."),
        )
    })
}

fn merge(whole: &mut Value, part: &Map<String, Value>, prefix: &str, problems: &mut Vec<FieldError>) {
    let Some(members) = whole.as_object_mut() else { return };
    for (name, value) in part {
        let path = format!("{prefix}{name}");
        match (members.get_mut(name), value) {
            (None, _) => problems.push(FieldError {
                field: path.clone(),
                code: ErrorCode::UnknownField,
                detail: format!("There is no member {path}."),
            }),
            (Some(_), Value::Null) => {
                members.remove(name);
            }
            (Some(inner @ Value::Object(_)), Value::Object(part)) => merge(inner, part, &format!("{path}."), problems),
            (Some(place), value) if same_kind(place, value) => *place = value.clone(),
            (Some(_), _) => problems.push(invalid(&path, "This value is of the wrong kind.")),
        }
    }
}

/// A null in the document may become anything; everything else keeps its kind. What it must be exactly is judged when the whole is read.
fn same_kind(place: &Value, value: &Value) -> bool {
    place.is_null() || std::mem::discriminant(place) == std::mem::discriminant(value)
}

/// Changes settings.
pub async fn update_settings(
    tenant: &Tenant,
    by: &By<'_>,
    part: &Map<String, Value>,
    if_match: Option<u64>,
) -> Result<Versioned<Settings>, Failure> {
    let providers = tenant.store().identity_providers(tenant.id()).await?;
    let providers = providers.iter().any(|provider| provider.enabled);
    // Asked only where it matters.
    let is_fixed = part.contains_key(RP_ID) && tenant.store().has_passkeys(tenant.id()).await?;
    let after = change(tenant, if_match, |before| {
        let settings: Settings = merged(&before.settings, part)?;
        all_good(settings.problems())?;
        all_good(
            rp_id_problem(tenant, &before, &settings, is_fixed)
                .into_iter()
                .collect(),
        )?;
        if settings.signup_required_fields.contains(&RequiredField::Terms) && before.terms_url.is_none() {
            let detail = "Give the application its terms_url first.";
            return Err(Failure::from(ErrorCode::ValidationError).field(
                "signup_required_fields",
                ErrorCode::ValidationError,
                detail,
            ));
        }
        if !settings.has_a_method(providers) {
            return Err(Failure::new(
                ErrorCode::NoAuthMethodLeft,
                "At least one way to sign in must stay on.",
            ));
        }
        let mut after = before.clone();
        after.settings = settings;
        let event = updated(tenant, by, EventKind::SettingsUpdated, &before, &after);
        Ok(Change::because(after.touched(tenant.now()), event))
    })
    .await?;
    Ok(Versioned {
        document: after.settings,
        version: after.version,
    })
}

/// The setting that says which domain passkeys are bound to.
const RP_ID: &str = "webauthn_rp_id";

/// What is wrong with the domain that passkeys shall be bound to: it must be ours alone, and stays as it is once somebody has a passkey (behaviour 3.2).
fn rp_id_problem(tenant: &Tenant, before: &Application, after: &Settings, is_fixed: bool) -> Option<FieldError> {
    if before.settings.webauthn_rp_id == after.webauthn_rp_id {
        return None;
    }
    let issuer = tenant::issuer_hostname(tenant.services(), before);
    let of = |settings: &Settings| {
        let fixed = settings
            .webauthn_rp_id
            .as_deref()
            .and_then(|text| Hostname::parse(text).ok());
        fixed.unwrap_or_else(|| issuer.clone())
    };
    let wanted = of(after);
    if is_fixed && wanted != of(&before.settings) {
        return Some(invalid(
            RP_ID,
            "There are passkeys already: they work with this domain only.",
        ));
    }
    let platform = &tenant.services().config.platform_domain;
    let is_shared = wanted == *platform || platform.is_within(&wanted) || wanted.is_public_suffix();
    let covers = wanted == issuer || issuer.is_within(&wanted);
    let detail = "Use the host of the issuer, or a domain above it that is yours alone.";
    (is_shared || !covers).then(|| invalid(RP_ID, detail))
}
