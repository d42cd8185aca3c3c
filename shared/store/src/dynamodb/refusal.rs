//! What DynamoDB answers when it does not do what was asked.

use crate::item::Item;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::error::display::DisplayErrorContext;
use serde::Deserialize;

/// Why a call did not succeed.
#[derive(Debug)]
pub(crate) enum CallError {
    /// DynamoDB said no.
    Refused(Box<Refusal>),
    /// The answer did not come in time.
    TimedOut,
    /// The connection failed.
    Lost(String),
    /// The request could not be sent as it is.
    Unsendable(String),
    /// A request or an answer is not what it should be.
    Unreadable(String),
}

impl CallError {
    pub(super) fn lost(error: &ConnectorError) -> Self {
        let why = DisplayErrorContext(error).to_string();
        if error.is_timeout() {
            Self::TimedOut
        } else if error.is_user() {
            Self::Unsendable(why)
        } else {
            Self::Lost(why)
        }
    }

    /// The refusal, if it is one with this code.
    pub(crate) fn refusal(&self, code: &str) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) if refusal.code() == code => Some(refusal),
            _ => None,
        }
    }
}

/// A refusal, in the fields of awsJson.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Refusal {
    #[serde(skip)]
    pub(crate) status: u16,
    #[serde(rename = "__type")]
    kind: String,
    #[serde(alias = "Message")]
    pub(crate) message: String,
    /// The item as it was, of a refused condition.
    #[serde(rename = "Item")]
    pub(crate) item: Option<Item>,
    /// One for each part of a transaction.
    #[serde(rename = "CancellationReasons")]
    pub(crate) reasons: Option<Vec<Reason>>,
}

impl Refusal {
    /// The error's name: `com.amazonaws.dynamodb.v20120810#Name` without the namespace.
    pub(crate) fn code(&self) -> &str {
        self.kind.rsplit('#').next().unwrap_or_default()
    }
}

/// Why a part of a transaction was refused; `None` is the code of the parts that were not.
#[derive(Debug, Deserialize)]
pub(crate) struct Reason {
    #[serde(rename = "Code", default)]
    pub(crate) code: Option<String>,
    #[serde(rename = "Item", default)]
    pub(crate) item: Option<Item>,
}

/// The refusal in a body; a proxy on the way may answer something that is none of DynamoDB's.
pub(super) fn read(status: u16, body: &[u8]) -> CallError {
    let mut refusal: Refusal = serde_json::from_slice(body).unwrap_or_default();
    refusal.status = status;
    if refusal.kind.is_empty() {
        refusal.kind = format!("HTTP {status}");
    }
    CallError::Refused(Box::new(refusal))
}
