//! What became of a mail: a bounce or a complaint silences the mailbox for the application and is told to its admins (rules 4.5).
//!
//! SES reports at least once, so an event's id is made of what was reported: the same report is the same event.

use crate::{invitations, mailed::email_hash, services::Services, tenant::Tenant};
use domain::{
    ApplicationId, Change, Email, Event, EventId, Timestamp,
    event::{Actor, EventKind},
    suppression::{Suppression, SuppressionReason},
};
pub use mail::{APPLICATION_TAG, EVENT_TAG};
use protocol::error::Failure;

/// What SES says about one mail.
#[derive(Clone, Debug)]
pub struct Report {
    /// Whose mail it was.
    pub application: ApplicationId,
    /// What asked for it.
    pub event: Option<EventId>,
    /// SES's name of the mail.
    pub message_id: String,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub fate: Fate,
    /// To which addresses.
    pub recipients: Vec<String>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It came back, and so will the next one.
    Bounced {
        /// SES's further word: `General`, `NoEmail`, `Suppressed`, `OnAccountSuppressionList`.
        detail: String,
    },
    /// It came back this time: the mailbox is full, the server is down.
    BouncedForNow {
        /// SES's further word.
        detail: String,
    },
    /// The recipient called it unwanted.
    Complained {
        /// The kind of complaint, as the recipient's provider names it.
        detail: String,
    },
}

impl Fate {
    const fn label(&self) -> &'static str {
        match self {
            Self::Bounced { .. } => "permanent",
            Self::BouncedForNow { .. } => "transient",
            Self::Complained { .. } => "complaint",
        }
    }

    fn detail(&self) -> &str {
        let (Self::Bounced { detail } | Self::BouncedForNow { detail } | Self::Complained { detail }) = self;
        detail
    }

    const fn suppresses(&self) -> Option<SuppressionReason> {
        match self {
            Self::Bounced { .. } => Some(SuppressionReason::Bounce),
            Self::Complained { .. } => Some(SuppressionReason::Complaint),
            Self::BouncedForNow { .. } => None,
        }
    }
}

/// Takes note of a report.
pub async fn note(services: &Services, report: &Report) -> Result<(), Failure> {
    let Some(application) = services.store.application(&report.application).await? else {
        return Ok(());
    };
    let tenant = Tenant::of(services, application);
    for recipient in &report.recipients {
        // What SES was given by us parses; anything else is nobody's address here.
        if let Ok(email) = Email::parse(recipient) {
            one(&tenant, report, &email).await?;
        }
    }
    Ok(())
}

async fn one(tenant: &Tenant, report: &Report, email: &Email) -> Result<(), Failure> {
    let hash = email_hash(tenant, email).await?;
    let told = event(tenant, report, email, &hash).await?;
    if let (Fate::Bounced { .. }, Some(sent)) = (&report.fate, &report.event) {
        invitations::undelivered(tenant, &hash, sent).await?;
    }
    match report.fate.suppresses() {
        Some(reason) => {
            let suppression = Suppression::new(reason, report.at);
            let change = Change::because(suppression, told);
            Ok(tenant.store().suppress(tenant.id(), &hash, change).await?)
        }
        None => tenant.record(told).await,
    }
}

async fn event(tenant: &Tenant, report: &Report, email: &Email, hash: &str) -> Result<Event, Failure> {
    let kind = match report.fate {
        Fate::Complained { .. } => EventKind::MailComplained,
        Fate::Bounced { .. } | Fate::BouncedForNow { .. } => EventKind::MailBounced,
    };
    let mut event = Event::new(kind, Actor::system(), report.at, tenant.entropy())
        .with("address", email.masked())
        .with("fate", report.fate.label())
        .with("detail", report.fate.detail().chars().take(100).collect::<String>())
        .with("mail", report.event.map(|id| id.to_string()))
        .failed(report.fate.label());
    event.id = reported(report, hash);
    Ok(match tenant.store().user_id_by_email(tenant.id(), hash).await? {
        Some(user) => event.on("user", user),
        None => event,
    })
}

/// The id of a report about one address: its moment, and what was reported.
fn reported(report: &Report, hash: &str) -> EventId {
    let said = format!("{}\n{}\n{hash}", report.message_id, report.fate.label());
    let digest = keys::sha256(said.as_bytes());
    let mut bytes = [0; 16];
    let moment = u64::try_from(report.at.millis()).unwrap_or(0).to_be_bytes();
    let source = moment.iter().skip(2).chain(&digest);
    for (to, from) in bytes.iter_mut().zip(source) {
        *to = *from;
    }
    EventId::from_bytes(bytes)
}

/// The id of what follows from an event when its mail is not sent to the `nth` recipient: always the same for the same event.
pub(crate) fn unsent(event: &EventId, nth: usize) -> EventId {
    let mut bytes = *event.as_bytes();
    let mark = u8::try_from(nth).map_or(u8::MAX, |nth| nth.saturating_add(1));
    if let Some(last) = bytes.last_mut() {
        *last ^= mark;
    }
    EventId::from_bytes(bytes)
}
