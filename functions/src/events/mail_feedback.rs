//! What SES reports about our mails, as EventBridge brings it: bounces and complaints are noted, everything else is good news.
//!
//! The shape is SES's event publishing: `mail` with the message's tags, and `bounce` or `complaint`.

use aws_lambda_events::eventbridge::EventBridgeEvent;
use domain::{ApplicationId, EventId, Timestamp};
use platform::{
    Deployed, Services,
    mail_feedback::{self, APPLICATION_TAG, EVENT_TAG, Fate, Report},
};
use protocol::error::Failure;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What EventBridge brings.
pub type Event = EventBridgeEvent<Detail>;

/// SES's part of it, as far as it is looked at.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Detail {
    event_type: String,
    mail: Mail,
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
struct Mail {
    message_id: String,
    timestamp: String,
    tags: HashMap<String, Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
struct Bounce {
    bounce_type: String,
    bounce_sub_type: String,
    bounced_recipients: Vec<Recipient>,
    timestamp: String,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
struct Complaint {
    complaint_feedback_type: Option<String>,
    complained_recipients: Vec<Recipient>,
    timestamp: String,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
struct Recipient {
    email_address: String,
}

impl Detail {
    fn tag<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.mail.tags.get(name)?.first()?.parse().ok()
    }

    /// What it reports; nothing where it reports nothing bad, or is about a mail of nobody here.
    fn report(&self) -> Option<Report> {
        let application: ApplicationId = self.tag(APPLICATION_TAG)?;
        let (fate, recipients, at) = match (self.event_type.as_str(), &self.bounce, &self.complaint) {
            ("Bounce", Some(bounce), _) => (bounce.fate(), &bounce.bounced_recipients, &bounce.timestamp),
            ("Complaint", _, Some(complaint)) => (
                complaint.fate()?,
                &complaint.complained_recipients,
                &complaint.timestamp,
            ),
            _ => return None,
        };
        Some(Report {
            application,
            event: self.tag::<EventId>(EVENT_TAG),
            message_id: self.mail.message_id.clone(),
            at: Timestamp::parse(at).or_else(|| Timestamp::parse(&self.mail.timestamp))?,
            fate,
            recipients: recipients.iter().map(|one| one.email_address.clone()).collect(),
        })
    }
}

impl Bounce {
    fn fate(&self) -> Fate {
        let detail = self.bounce_sub_type.clone();
        if self.bounce_type == "Permanent" {
            Fate::Bounced { detail }
        } else {
            Fate::BouncedForNow { detail }
        }
    }
}

impl Complaint {
    /// "Not spam" is the opposite of a complaint (RFC 6430).
    fn fate(&self) -> Option<Fate> {
        let detail = self
            .complaint_feedback_type
            .clone()
            .unwrap_or_else(|| "abuse".to_owned());
        (detail != "not-spam").then_some(Fate::Complained { detail })
    }
}

/// Takes note of one event. True: there was something to note.
pub async fn handle(services: &Services, event: &Event) -> Result<bool, Failure> {
    match event.detail.report() {
        Some(report) => mail_feedback::note(services, &report).await.map(|()| true),
        None => Ok(false),
    }
}

/// The function as Lambda runs it.
pub fn function(deployed: &Deployed) -> impl AsyncFn(Event) -> Result<bool, Failure> + use<> {
    let services = deployed.services();
    async move |event| handle(&services, &event).await
}
