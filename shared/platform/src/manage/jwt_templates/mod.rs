//! JWT templates of an application: made, changed, taken back, tried (behaviour 3.17, 4.10).
//!
//! Each change is written together with the application, whose marks say which tokens have claims of templates: so names and number are judged
//! without a race, and a token without any costs nothing.

mod body;
mod preview;

pub use body::{JwtTemplateDetail, JwtTemplatePatch, JwtTemplateView, NewJwtTemplate, PlaceholderView, placeholders};
pub use preview::{Preview, Trial, preview};

use super::{
    By, TRIES, all_good, applications::hosts, clients, diff, expect_version, limit_exceeded, not_found, retry,
};
use crate::tenant::Tenant;
use domain::{
    Change, ClientId, Event, JwtTemplateId,
    application::{Application, HostView},
    event::EventKind,
    jwt_template::{ClaimsTemplate, JwtTemplate, JwtTemplateVersions, MAX_TEMPLATES},
};
use protocol::error::{ErrorCode, Failure, FieldError};
use store::StoreError;

/// All of them, the oldest first.
pub async fn list(tenant: &Tenant) -> Result<Vec<JwtTemplateView>, Failure> {
    let found = tenant.store().jwt_templates(tenant.id()).await?;
    Ok(found.iter().map(JwtTemplateView::from).collect())
}

async fn get(tenant: &Tenant, id: &JwtTemplateId) -> Result<(JwtTemplate, Vec<JwtTemplate>), Failure> {
    let all = tenant.store().jwt_templates(tenant.id()).await?;
    let found = all.iter().find(|template| template.id == *id).cloned();
    Ok((found.ok_or_else(|| not_found("JWT template"))?, all))
}

/// One, with the versions before.
pub async fn show(tenant: &Tenant, id: &JwtTemplateId) -> Result<JwtTemplateDetail, Failure> {
    let (template, _) = get(tenant, id).await?;
    let past = tenant.store().jwt_template_versions(tenant.id(), id).await?;
    Ok(JwtTemplateDetail::of(&template, past))
}

/// The client that a template is for has to be there.
async fn known_client(tenant: &Tenant, id: Option<ClientId>) -> Result<(), Failure> {
    let Some(id) = id else { return Ok(()) };
    match clients::get(tenant, &id).await {
        Ok(_) => Ok(()),
        Err(failure) if failure.code == ErrorCode::NotFound => all_good(vec![FieldError {
            field: "client_id".to_owned(),
            code: ErrorCode::TemplateInvalid,
            detail: "There is no such client.".to_owned(),
        }]),
        Err(failure) => Err(failure),
    }
}

fn free_name(template: &JwtTemplate, all: &[JwtTemplate]) -> Result<(), Failure> {
    let same = |other: &JwtTemplate| other.id != template.id && other.name == template.name;
    if all.iter().any(same) {
        return Err(Failure::new(
            ErrorCode::NameTaken,
            "Another JWT template has that name.",
        ));
    }
    Ok(())
}

fn event(tenant: &Tenant, by: &By<'_>, template: &JwtTemplate, change: &str) -> Event {
    by.event(tenant, EventKind::JwtTemplateChanged)
        .on("jwt_template", template.id)
        .with("change", change)
        .with("name", template.name.clone())
        .with("version", template.version)
}

/// The application with the marks of `templates`, and what its hosts say then. Read first: whatever is judged after it holds when it is written.
async fn application(tenant: &Tenant) -> Result<Application, StoreError> {
    let found = tenant.store().application(tenant.id()).await?;
    found.ok_or(StoreError::Conflict)
}

fn marked<'t>(
    tenant: &Tenant,
    mut application: Application,
    templates: impl IntoIterator<Item = &'t JwtTemplate>,
) -> (Application, Vec<HostView>) {
    application.jwt_templates = application.jwt_templates.next(templates);
    let after = application.touched(tenant.now());
    let views = hosts::of_all(tenant.services(), &after);
    (after, views)
}

/// Makes a template.
pub async fn create(tenant: &Tenant, by: &By<'_>, body: NewJwtTemplate) -> Result<JwtTemplateDetail, Failure> {
    let now = tenant.now();
    let template = JwtTemplate {
        id: JwtTemplateId::generate(tenant.born_at(), tenant.entropy()),
        name: body.name.trim().to_owned(),
        targets: body.targets,
        client_id: body.client_id,
        claims: ClaimsTemplate::new(body.claims),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    all_good(template.problems())?;
    known_client(tenant, template.client_id).await?;
    for attempt in 0..TRIES {
        let application = application(tenant).await?;
        let all = tenant.store().jwt_templates(tenant.id()).await?;
        if let Some(made) = all.iter().find(|known| known.id == template.id) {
            // An earlier try of this request made it.
            return Ok(JwtTemplateDetail::of(made, None));
        }
        free_name(&template, &all)?;
        if all.len() >= MAX_TEMPLATES {
            return Err(limit_exceeded("JWT templates", MAX_TEMPLATES, all.len()));
        }
        let targets = serde_json::json!(template.targets);
        let event = event(tenant, by, &template, "created")
            .with("targets", targets)
            .with("client_id", template.client_id.map(|id| id.to_string()));
        let versions = JwtTemplateVersions::after(None, None, &template);
        let application = marked(tenant, application, all.iter().chain([&template]));
        let saved = tenant
            .store()
            .save_jwt_template(application, Change::because(template.clone(), event), &versions)
            .await;
        match saved {
            Ok(()) => {
                tenant.forget_application();
                return Ok(JwtTemplateDetail::of(&template, Some(versions)));
            }
            Err(error) => retry(error, None, attempt)?,
        }
    }
    Err(StoreError::Conflict.into())
}

/// Changes a template; a version before is taken back by saying what it said.
pub async fn update(
    tenant: &Tenant,
    by: &By<'_>,
    id: &JwtTemplateId,
    body: &JwtTemplatePatch,
    if_match: Option<u64>,
) -> Result<JwtTemplateDetail, Failure> {
    for attempt in 0..TRIES {
        let application = application(tenant).await?;
        let (before, all) = get(tenant, id).await?;
        expect_version(if_match, before.version)?;
        let past = tenant.store().jwt_template_versions(tenant.id(), id).await?;
        let mut after = before.clone();
        body.apply(&mut after);
        if after == before {
            return Ok(JwtTemplateDetail::of(&before, past));
        }
        all_good(after.problems())?;
        free_name(&after, &all)?;
        if after.client_id != before.client_id {
            known_client(tenant, after.client_id).await?;
        }
        let after = after.touched(tenant.now());
        let (old, new) = (JwtTemplateView::from(&before), JwtTemplateView::from(&after));
        let event = event(tenant, by, &after, "updated").with("changes", diff::changes(&old, &new));
        let versions = JwtTemplateVersions::after(past, Some(&before), &after);
        let others = all.iter().filter(|other| other.id != after.id);
        let application = marked(tenant, application, others.chain([&after]));
        let saved = tenant
            .store()
            .save_jwt_template(application, Change::because(after.clone(), event), &versions)
            .await;
        match saved {
            Ok(()) => {
                tenant.forget_application();
                return Ok(JwtTemplateDetail::of(&after, Some(versions)));
            }
            // What was seen is looked at again: it may be the application that was changed.
            Err(error) => retry(error, None, attempt)?,
        }
    }
    Err(StoreError::Conflict.into())
}

/// Deletes a template; tokens that are out keep what they say.
pub async fn delete(tenant: &Tenant, by: &By<'_>, id: &JwtTemplateId, if_match: Option<u64>) -> Result<(), Failure> {
    for attempt in 0..TRIES {
        let application = application(tenant).await?;
        let (template, all) = get(tenant, id).await?;
        expect_version(if_match, template.version)?;
        let event = event(tenant, by, &template, "deleted");
        let application = marked(tenant, application, all.iter().filter(|other| other.id != template.id));
        let gone = tenant
            .store()
            .delete_jwt_template(application, Change::because(template, event))
            .await;
        match gone {
            Ok(()) => {
                tenant.forget_application();
                return Ok(());
            }
            // What was seen is looked at again: it may be the application that was changed.
            Err(error) => retry(error, None, attempt)?,
        }
    }
    Err(StoreError::Conflict.into())
}
