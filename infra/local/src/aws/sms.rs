//! AWS End User Messaging in the process: `SendTextMessage`, whose messages lie in an outbox for people and tests. Nothing leaves the machine.
//!
//! As with mail, the outbox is durable as JSON lines, and a last line that a crash left unfinished is dropped.

use super::data_dir::DataDir;
use super::reply::Reply;
use domain::{Clock, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const FILE: &str = "sms.jsonl";
/// The longest text that AWS takes, in letters.
const LONGEST: usize = 1600;
/// A number whose owner wrote STOP.
pub const OPTED_OUT: &str = "+4915100000000";

/// One message that was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SentSms {
    /// The number, sender or pool, as given.
    pub from: String,
    /// The number.
    pub to: String,
    /// What it says.
    pub text: String,
    /// When it was sent, by the local clock.
    pub at: Timestamp,
}

/// The messages sent by one process; clones share them.
#[derive(Clone)]
pub struct SmsOutbox {
    sent: Arc<Mutex<Vec<SentSms>>>,
    dir: Arc<DataDir>,
}

impl SmsOutbox {
    /// The outbox of `dir`, with what was sent before.
    pub(super) fn open(dir: &Arc<DataDir>) -> io::Result<Self> {
        let kept = dir.read(FILE)?.unwrap_or_default();
        let text = String::from_utf8_lossy(&kept);
        let whole = text.rfind('\n').map_or("", |end| text.get(..=end).unwrap_or(""));
        let sent = whole.lines().map(serde_json::from_str).collect::<Result<Vec<_>, _>>()?;
        if whole.len() != kept.len() {
            dir.write(FILE, whole.as_bytes())?;
        }
        Ok(Self {
            sent: Arc::new(Mutex::new(sent)),
            dir: Arc::clone(dir),
        })
    }

    fn add(&self, message: SentSms) -> io::Result<()> {
        let mut sent = self.sent();
        if let Some(mut file) = self.dir.append(FILE)? {
            let mut line = serde_json::to_vec(&message)?;
            line.push(b'\n');
            file.write_all(&line)?;
        }
        sent.push(message);
        Ok(())
    }

    /// What was sent so far, newest first; only what went to `to`, if given.
    pub fn list(&self, to: Option<&str>) -> Vec<SentSms> {
        let sent = self.sent();
        let fits = |message: &&SentSms| to.is_none_or(|to| message.to == to);
        sent.iter().rev().filter(fits).cloned().collect()
    }

    fn sent(&self) -> MutexGuard<'_, Vec<SentSms>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The embedded service.
#[derive(Clone)]
pub(super) struct Sms {
    outbox: SmsOutbox,
    clock: Arc<dyn Clock>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SendTextMessage {
    destination_phone_number: String,
    origination_identity: Option<String>,
    message_body: Option<String>,
}

impl Sms {
    pub(super) fn new(outbox: SmsOutbox, clock: Arc<dyn Clock>) -> Self {
        Self { outbox, clock }
    }

    /// Serves one request of the SDK.
    pub(super) fn serve(&self, operation: &str, body: &[u8]) -> Reply {
        if operation != "SendTextMessage" {
            return refused("ValidationException", &format!("{operation} is not served locally"));
        }
        let request: SendTextMessage = match serde_json::from_slice(body) {
            Ok(request) => request,
            Err(error) => return refused("ValidationException", &error.to_string()),
        };
        let text = request.message_body.unwrap_or_default();
        let digits = request.destination_phone_number.strip_prefix('+').unwrap_or("");
        let is_number = (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_number || text.is_empty() || text.chars().count() > LONGEST {
            return refused(
                "ValidationException",
                "a number in E.164 and 1 to 1600 letters are required",
            );
        }
        if request.destination_phone_number == OPTED_OUT {
            return refused("ConflictException", "the destination phone number opted out");
        }
        let at = self.clock.now();
        let message = SentSms {
            from: request.origination_identity.unwrap_or_default(),
            to: request.destination_phone_number,
            text,
            at,
        };
        match self.outbox.add(message) {
            Ok(()) => Reply::ok(&json!({ "MessageId": format!("local-{}", at.millis()) })),
            Err(error) => Reply::error(500, "InternalServerException", &error.to_string()),
        }
    }
}

fn refused(code: &str, message: &str) -> Reply {
    Reply::error(400, code, message)
}
