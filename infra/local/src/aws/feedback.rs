//! What SES tells afterwards, through the configuration set of a mail: the addresses of its mailbox simulator play bounces and complaints.
//!
//! The events are written as EventBridge brings them. Nothing here hands them on: whoever runs the functions takes them.

use domain::Timestamp;
use serde_json::{Map, Value, json};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where SES's simulator lives.
const SIMULATOR: &str = "@simulator.amazonses.com";

/// The events that nobody took yet; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Feedback {
    events: Arc<Mutex<Vec<Value>>>,
}

/// A mail that left.
pub(super) struct Sent<'a> {
    pub(super) message_id: &'a str,
    pub(super) configuration_set: &'a str,
    pub(super) tags: Vec<(String, String)>,
    pub(super) from: &'a str,
    pub(super) to: &'a [String],
    pub(super) at: Timestamp,
}

impl Feedback {
    /// Takes what is there, the oldest first.
    pub fn take(&self) -> Vec<Value> {
        std::mem::take(&mut *self.events())
    }

    fn events(&self) -> MutexGuard<'_, Vec<Value>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Plays what becomes of a mail.
    pub(super) fn sent(&self, mail: &Sent<'_>) {
        for address in mail.to {
            let Some((name, _)) = address.split_once(SIMULATOR) else {
                continue;
            };
            let (detail_type, event_type, what) = match name.split('+').next().unwrap_or(name) {
                "bounce" => ("Email Bounced", "Bounce", bounce(address, "General", mail.at)),
                "suppressionlist" => ("Email Bounced", "Bounce", bounce(address, "Suppressed", mail.at)),
                "complaint" => ("Email Complaint Received", "Complaint", complaint(address, mail.at)),
                _ => (
                    "Email Delivered",
                    "Delivery",
                    json!({ "recipients": [address], "timestamp": mail.at.to_string() }),
                ),
            };
            let mut detail = Map::new();
            detail.insert("eventType".to_owned(), event_type.into());
            detail.insert(event_type.to_lowercase(), what);
            detail.insert("mail".to_owned(), about(mail));
            self.events().push(envelope(mail, detail_type, detail));
        }
    }
}

fn bounce(address: &str, sub_type: &str, at: Timestamp) -> Value {
    json!({
        "feedbackId": "local", "bounceType": "Permanent", "bounceSubType": sub_type, "timestamp": at.to_string(),
        "bouncedRecipients": [{
            "emailAddress": address, "action": "failed", "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown",
        }],
    })
}

fn complaint(address: &str, at: Timestamp) -> Value {
    json!({
        "feedbackId": "local", "complaintFeedbackType": "abuse", "complaintSubType": null, "timestamp": at.to_string(),
        "complainedRecipients": [{ "emailAddress": address }],
    })
}

fn about(mail: &Sent<'_>) -> Value {
    let mut tags = Map::new();
    tags.insert("ses:configuration-set".to_owned(), json!([mail.configuration_set]));
    tags.extend(mail.tags.iter().map(|(name, value)| (name.clone(), json!([value]))));
    json!({
        "messageId": mail.message_id, "timestamp": mail.at.to_string(), "source": mail.from, "destination": mail.to,
        "sendingAccountId": "000000000000", "tags": tags,
    })
}

fn envelope(mail: &Sent<'_>, detail_type: &str, detail: Map<String, Value>) -> Value {
    let set = format!(
        "arn:aws:ses:us-east-1:000000000000:configuration-set/{}",
        mail.configuration_set
    );
    json!({
        "version": "0", "id": mail.message_id, "detail-type": detail_type, "source": "aws.ses", "account": "000000000000",
        "time": mail.at.to_string(), "region": "us-east-1", "resources": [set], "detail": detail,
    })
}
