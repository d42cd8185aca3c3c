//! An application's own words for its mails: set, taken back, looked at, tried (behaviour 3.17, 4.12).

use super::{By, expect_version, not_found, retry};
use crate::{
    caller::Caller,
    limits,
    mails::{self, MailRequest},
    tenant::Tenant,
};
use domain::{
    Change, Email, Timestamp,
    email_template::{EmailTemplate, EmailTemplateVersions, Wording},
    event::EventKind,
    locale::Locale,
    mail_kind::MailKind,
    rate::Limit,
};
use mail::{Letter, Rendered, Sample};
use protocol::error::{ErrorCode, Failure, FieldError};
use serde::{Deserialize, Serialize};

/// Mails that one person may try in an hour.
const TRIED: Limit = Limit::per(20, 3600);

/// A kind of mail in a language: what is said now.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Template"))]
pub struct TemplateView {
    /// Which mail.
    pub kind: MailKind,
    /// In which language.
    pub locale: Locale,
    /// One line.
    pub subject: String,
    /// Markdown with variables.
    pub body: String,
    /// Whether these are the shipped words.
    pub is_default: bool,
    /// What may be named: `{{app}}` and so on.
    pub variables: &'static [&'static str],
    /// When it was set.
    pub updated_at: Option<Timestamp>,
    /// 0: never.
    pub version: u64,
}

/// The same with the versions before, the newest first.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct TemplateDetail {
    #[serde(flatten)]
    view: TemplateView,
    default: Wording,
    versions: Vec<domain::email_template::PastWording>,
}

impl TemplateDetail {
    /// For `ETag`.
    pub const fn version(&self) -> u64 {
        self.view.version
    }
}

/// A body of `PUT`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct TemplateBody {
    /// One line, 1-150 characters.
    pub subject: String,
    /// Markdown, 1-4000 characters.
    pub body: String,
}

/// A body of `…/preview` and `…/test`: nothing is what would be sent now.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "TemplateDraft")
)]
pub struct Draft {
    subject: Option<String>,
    body: Option<String>,
}

/// Which mail, in which language.
pub type Which = (MailKind, Locale);

fn shipped(tenant: &Tenant, (kind, locale): Which) -> Wording {
    mail::shipped(kind, locale, tenant.settings().auth_methods.magic_link)
}

fn view(tenant: &Tenant, which: Which, stored: Option<&EmailTemplate>) -> TemplateView {
    let own = stored.and_then(|template| template.wording.clone());
    let is_default = own.is_none();
    let said = own.unwrap_or_else(|| shipped(tenant, which));
    TemplateView {
        kind: which.0,
        locale: which.1,
        subject: said.subject,
        body: said.body,
        is_default,
        variables: which.0.variables(),
        updated_at: stored.map(|template| template.updated_at),
        version: stored.map_or(0, |template| template.version),
    }
}

fn of(all: &[EmailTemplate], (kind, locale): Which) -> Option<&EmailTemplate> {
    all.iter()
        .find(|template| template.kind == kind && template.locale == locale)
}

/// Every mail to people in every language that the application speaks.
pub async fn list(tenant: &Tenant) -> Result<Vec<TemplateView>, Failure> {
    let all = tenant.store().email_templates(tenant.id()).await?;
    let kinds = MailKind::ALL.iter().copied().filter(|kind| kind.is_for_people());
    let locales = &tenant.settings().locales;
    let pairs = kinds.flat_map(|kind| locales.iter().map(move |locale| (kind, *locale)));
    Ok(pairs.map(|which| view(tenant, which, of(&all, which))).collect())
}

/// What is kept of one: its words, and those before.
type Kept = (Option<EmailTemplate>, Option<EmailTemplateVersions>);

async fn kept(tenant: &Tenant, which: Which) -> Result<Kept, store::StoreError> {
    let store = tenant.store();
    let (all, past) = futures_util::future::try_join(
        store.email_templates(tenant.id()),
        store.email_template_versions(tenant.id(), which.0, which.1),
    )
    .await?;
    Ok((of(&all, which).cloned(), past))
}

fn detail(tenant: &Tenant, which: Which, (stored, past): Kept) -> TemplateDetail {
    TemplateDetail {
        view: view(tenant, which, stored.as_ref()),
        default: shipped(tenant, which),
        versions: past.map(|past| past.versions).unwrap_or_default(),
    }
}

/// One, with the versions before.
pub async fn get(tenant: &Tenant, which: Which) -> Result<TemplateDetail, Failure> {
    exists(which)?;
    Ok(detail(tenant, which, kept(tenant, which).await?))
}

/// Mails of the platform are not an application's to word.
fn exists((kind, _): Which) -> Result<(), Failure> {
    if kind.is_for_people() {
        Ok(())
    } else {
        Err(not_found("e-mail template"))
    }
}

fn good(kind: MailKind, wording: &Wording) -> Result<(), Failure> {
    let problems = mail::problems(wording, kind.variables());
    let fields = problems.into_iter().map(|(field, detail)| FieldError {
        field: field.to_owned(),
        code: ErrorCode::TemplateInvalid,
        detail,
    });
    Failure::of_fields(fields.collect()).map_or(Ok(()), Err)
}

/// Sets the words of a mail.
pub async fn set(
    tenant: &Tenant,
    by: &By<'_>,
    which: Which,
    body: TemplateBody,
    if_match: Option<u64>,
) -> Result<TemplateDetail, Failure> {
    exists(which)?;
    let wording = Wording {
        subject: body.subject.trim().to_owned(),
        body: body.body,
    };
    good(which.0, &wording)?;
    let kept = change(tenant, by, which, Some(wording), if_match).await?;
    Ok(detail(tenant, which, kept))
}

/// The shipped words again.
pub async fn reset(tenant: &Tenant, by: &By<'_>, which: Which, if_match: Option<u64>) -> Result<(), Failure> {
    exists(which)?;
    change(tenant, by, which, None, if_match).await.map(drop)
}

async fn change(
    tenant: &Tenant,
    by: &By<'_>,
    which: Which,
    wording: Option<Wording>,
    if_match: Option<u64>,
) -> Result<Kept, Failure> {
    for attempt in 0..super::TRIES {
        let (before, past) = kept(tenant, which).await?;
        expect_version(if_match, before.as_ref().map_or(0, |before| before.version))?;
        if before.as_ref().and_then(|before| before.wording.as_ref()) == wording.as_ref() {
            return Ok((before, past));
        }
        let after = EmailTemplate::next(before.as_ref(), which, wording.clone(), tenant.now());
        let versions = EmailTemplateVersions::after(past, before.as_ref(), &after);
        let event = by
            .event(tenant, EventKind::EmailTemplateChanged)
            .with("kind", which.0.as_str())
            .with("locale", which.1.tag())
            .with("is_default", wording.is_none())
            .with("version", after.version);
        match tenant
            .store()
            .save_email_template(tenant.id(), Change::because(after.clone(), event), &versions)
            .await
        {
            Ok(()) => {
                tenant.forget_email_templates();
                return Ok((Some(after), Some(versions)));
            }
            Err(error) => retry(error, if_match, attempt)?,
        }
    }
    Err(store::StoreError::Conflict.into())
}

async fn drafted(tenant: &Tenant, which: Which, draft: &Draft) -> Result<Option<Wording>, Failure> {
    exists(which)?;
    let all = tenant.store().email_templates(tenant.id()).await?;
    let stored = of(&all, which).and_then(|template| template.wording.clone());
    if draft.subject.is_none() && draft.body.is_none() {
        return Ok(stored);
    }
    let base = stored.unwrap_or_else(|| shipped(tenant, which));
    let wording = Wording {
        subject: draft.subject.clone().unwrap_or(base.subject).trim().to_owned(),
        body: draft.body.clone().unwrap_or(base.body),
    };
    good(which.0, &wording)?;
    Ok(Some(wording))
}

/// What a mail looks like.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "TemplatePreview")
)]
pub struct Preview {
    subject: String,
    html: String,
    text: String,
}

/// The mail with made-up values, as it would arrive.
pub async fn preview(tenant: &Tenant, which: Which, draft: &Draft) -> Result<Preview, Failure> {
    let wording = drafted(tenant, which, draft).await?;
    let application = tenant.application();
    let sample = Sample {
        kind: which.0,
        locale: which.1,
        app: application.name.clone(),
        origin: tenant.issuer().to_owned(),
        accent: application.branding.primary_color.clone(),
        with_link: tenant.settings().auth_methods.magic_link,
        wording,
    };
    let internal = |error: mail::RenderError| Failure::new(ErrorCode::InternalError, error.to_string());
    let Rendered { subject, text, html } = Letter::sample(sample).render().map_err(internal)?;
    Ok(Preview { subject, html, text })
}

/// Mails it to the caller, and to nobody else.
pub async fn test(
    tenant: &Tenant,
    caller: &Caller,
    by: &By<'_>,
    which: Which,
    draft: &Draft,
) -> Result<Email, Failure> {
    let wording = drafted(tenant, which, draft).await?;
    let to = caller.user.as_ref().and_then(|user| user.email.clone());
    let nobody = || {
        Failure::new(
            ErrorCode::Forbidden,
            "A test goes to the person who asks for it: sign in, instead of using a key.",
        )
    };
    let to = to.ok_or_else(nobody)?;
    limits::count_always(tenant, "template_test", &caller.credential, TRIED).await?;
    let request = MailRequest {
        locale: Some(which.1),
        sample: true,
        wording,
        ..MailRequest::to(which.0, &to)
    };
    let event = by
        .event(tenant, EventKind::EmailTemplateTested)
        .with("kind", which.0.as_str())
        .with("locale", which.1.tag())
        .mailing(mails::seal(tenant, &request).await?);
    tenant.record(event).await?;
    Ok(to)
}
