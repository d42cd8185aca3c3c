//! What a browser answered, read and not believed: the JSON form of a credential (Web Authentication §5.1), and what of its client data is ours to judge.

use super::refused;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::passkey::MAX_ID_BYTES;
use protocol::{error::Failure, json};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

/// Bytes of an attestation object, and of any other part of an answer (rules, section 7).
const MOST_OF_OBJECT: usize = 16 * 1024;
const MOST_OF_PART: usize = 4 * 1024;

/// Whether every part of an answer is of a size that a browser makes; base64url has four letters for three bytes.
fn fits(answer: &Value) -> bool {
    let parts = answer.get("response").and_then(Value::as_object);
    parts.into_iter().flatten().all(|(name, part)| {
        let most = if name == "attestationObject" {
            MOST_OF_OBJECT
        } else {
            MOST_OF_PART
        };
        part.as_str().is_none_or(|text| text.len() <= most.div_ceil(3) * 4)
    })
}

/// An authenticator's id for a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Id(Vec<u8>);

impl Id {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// As options and the table spell it.
    pub(super) fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.0)
    }

    /// From what the table holds.
    pub(super) fn stored(text: &str) -> Result<Self, Failure> {
        read_bytes(text).map(Self)
    }
}

pub(super) fn read_bytes(text: &str) -> Result<Vec<u8>, Failure> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| refused())
}

/// A credential as the browser gives it, with the library's type for `R`.
#[derive(Debug)]
pub(super) struct Answer<R> {
    /// As the library reads it.
    pub(super) raw: R,
    /// Which credential.
    pub(super) id: Id,
    /// The challenge that it answers.
    pub(super) challenge: String,
    /// The user handle, where the authenticator told it.
    pub(super) user_handle: Option<String>,
}

#[derive(Deserialize)]
struct Outer {
    id: String,
    #[serde(rename = "rawId")]
    raw_id: String,
    #[serde(rename = "type")]
    kind: String,
    response: Inner,
}

#[derive(Deserialize)]
struct Inner {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    #[serde(rename = "userHandle", default)]
    user_handle: Option<String>,
}

#[derive(Deserialize)]
struct ClientData {
    challenge: String,
    #[serde(rename = "crossOrigin", default)]
    cross_origin: Option<bool>,
    #[serde(rename = "topOrigin", default)]
    top_origin: Option<Value>,
}

impl<R: DeserializeOwned> Answer<R> {
    /// Reads a credential. Nobody embeds our pages, so an answer that says so is none of ours.
    pub(super) fn read(text: &str) -> Result<Self, Failure> {
        let value = json::parse_value(text.as_bytes()).map_err(|_| refused())?;
        if !fits(&value) {
            return Err(refused());
        }
        let outer = Outer::deserialize(&value).map_err(|_| refused())?;
        let id = read_bytes(&outer.raw_id)?;
        let fits = !id.is_empty() && id.len() <= MAX_ID_BYTES;
        if !fits || outer.id != outer.raw_id || outer.kind != "public-key" {
            return Err(refused());
        }
        let client_data = json::parse_value(&read_bytes(&outer.response.client_data)?).map_err(|_| refused())?;
        let client_data = ClientData::deserialize(&client_data).map_err(|_| refused())?;
        // The library asks this of new credentials only.
        if client_data.cross_origin == Some(true) || client_data.top_origin.is_some() {
            return Err(refused());
        }
        Ok(Self {
            raw: serde_json::from_value(value).map_err(|_| refused())?,
            id: Id(id),
            challenge: client_data.challenge,
            user_handle: outer.response.user_handle.filter(|handle| !handle.is_empty()),
        })
    }
}
