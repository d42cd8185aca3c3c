//! What a mail will say, sealed into the event that asks for it: nothing readable is in the stream (architecture 7).

use crate::{bootstrap, reader, tenant::Tenant};
pub use domain::mail_kind::MailKind;
use domain::{
    Email, OrganizationId, Phone, Secret,
    email_template::Wording,
    locale::Locale,
    permission::TeamRole,
    user::{User, UserStatus},
};
use keys::Purpose;
use protocol::error::Failure;
use serde::{Deserialize, Serialize};

/// How long a notice is worth sending.
const NOTICE_MINUTES: u32 = 3 * 24 * 60;
/// How many admins get one.
const NOTICE_RECIPIENTS: usize = 10;

/// A mail to be sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailRequest {
    /// Which.
    pub kind: MailKind,
    /// In which language; that of the application where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// To whom.
    pub to: String,
    /// To whom else, in the same mail.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The code in it.
    pub code: Option<String>,
    /// The link in it; made from configuration, never from a request (RS-01).
    pub link: Option<String>,
    /// How long it works.
    pub minutes: u32,
    /// Whether it is a mail of made-up values, for whoever words it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// Words that are not set yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<Wording>,
}

impl MailRequest {
    /// A mail to one person, without code or link, worth sending as long as a notice is.
    pub(crate) fn to(kind: MailKind, email: &Email) -> Self {
        Self {
            kind,
            locale: None,
            to: email.as_str().to_owned(),
            also: Vec::new(),
            about: None,
            code: None,
            link: None,
            minutes: NOTICE_MINUTES,
            sample: false,
            wording: None,
        }
    }
}

/// A code by SMS to be sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SmsRequest {
    /// To which number.
    pub(crate) phone: Phone,
    /// The code in it.
    pub(crate) code: Secret<String>,
    /// In which language.
    pub(crate) language: Locale,
    /// The host of the page where it is typed.
    pub(crate) host: String,
    /// How long it works.
    pub(crate) minutes: u32,
}

/// What an event may ask to be sent.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Message {
    /// By SMS.
    Sms(SmsRequest),
    /// By mail.
    Mail(Box<MailRequest>),
}

/// A notice to a person about their own account, sealed, with the page of ours that it leads to; nothing where they have no address.
pub(crate) async fn tell(
    tenant: &Tenant,
    user: &User,
    kind: MailKind,
    about: Option<&str>,
    page: &str,
) -> Result<Option<String>, Failure> {
    let Some(email) = &user.email else { return Ok(None) };
    let request = MailRequest {
        about: about.map(str::to_owned),
        locale: reader::of_user(user, tenant.settings()),
        link: Some(format!("{}{page}", tenant.issuer())),
        ..MailRequest::to(kind, email)
    };
    seal(tenant, &request).await.map(Some)
}

/// Seals a request for the function that sends mail; where it names no language, in that of whoever asked for it.
pub(crate) async fn seal(tenant: &Tenant, request: &MailRequest) -> Result<String, Failure> {
    let request = MailRequest {
        locale: request.locale.or(Some(tenant.reader().locale)),
        ..request.clone()
    };
    Ok(tenant.vault().await?.seal_json(tenant.id(), Purpose::Mail, &request))
}

/// A notice to the admins of the team that owns the application; nothing where it has no team, or nobody in it an address.
pub(crate) async fn notice(tenant: &Tenant, kind: MailKind, about: &str) -> Result<Option<String>, Failure> {
    let (Some(team), Some(dashboard)) = (
        tenant.application().owner_org_id,
        bootstrap::find_dashboard(tenant.services()).await?,
    ) else {
        return Ok(None);
    };
    notice_to(tenant, admins(&dashboard, &team).await?, kind, about).await
}

/// The same to the admins of any team, of the dashboard itself.
pub(crate) async fn notice_of_team(
    dashboard: &Tenant,
    team: &OrganizationId,
    kind: MailKind,
    about: &str,
) -> Result<Option<String>, Failure> {
    notice_to(dashboard, admins(dashboard, team).await?, kind, about).await
}

async fn notice_to(
    tenant: &Tenant,
    addresses: Vec<String>,
    kind: MailKind,
    about: &str,
) -> Result<Option<String>, Failure> {
    let mut addresses = addresses.into_iter();
    let Some(to) = addresses.next() else { return Ok(None) };
    let dashboard = tenant.services().config.subdomain("dashboard");
    let request = MailRequest {
        kind,
        locale: None,
        to,
        also: addresses.collect(),
        about: Some(about.to_owned()),
        code: None,
        link: dashboard.map(|host| tenant.services().config.origin(&host)),
        minutes: NOTICE_MINUTES,
        sample: false,
        wording: None,
    };
    seal(tenant, &request).await.map(Some)
}

async fn admins(dashboard: &Tenant, team: &OrganizationId) -> Result<Vec<String>, Failure> {
    let mut addresses = Vec::new();
    let store = dashboard.store();
    let members = store.members(dashboard.id(), team).await?;
    for member in members
        .iter()
        .filter(|member| member.role == TeamRole::Admin)
        .take(NOTICE_RECIPIENTS)
    {
        let user = store.user(dashboard.id(), &member.user_id).await?;
        let reachable = user.filter(|user| user.status == UserStatus::Active);
        addresses.extend(
            reachable
                .and_then(|user| user.email)
                .map(|email| email.as_str().to_owned()),
        );
    }
    Ok(addresses)
}

/// Seals a code by SMS for the same function: an event asks for one message, whichever way it goes.
pub(crate) async fn seal_sms(tenant: &Tenant, request: &SmsRequest) -> Result<String, Failure> {
    Ok(tenant.vault().await?.seal_json(tenant.id(), Purpose::Mail, request))
}

/// Opens it there.
pub(crate) async fn open(tenant: &Tenant, sealed: &str) -> Result<Option<Message>, Failure> {
    Ok(tenant.vault().await?.open_json(tenant.id(), Purpose::Mail, sealed))
}
