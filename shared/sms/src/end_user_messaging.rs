//! The only file that calls AWS End User Messaging: one text message from the deployment's own number or sender.

use aws_sdk_pinpointsmsvoicev2::{
    Client,
    config::{Builder, Intercept},
    error::{ProvideErrorMetadata, SdkError},
    types::MessageType,
};
use domain::{ApplicationId, EventId, Phone};

/// After so many seconds the network need not deliver any more: the code is dead.
const LIFE_SECS: i32 = 300;
/// Says in the reports of AWS whose message it was.
const APPLICATION: &str = "aero2-application";
/// What asked for it.
const EVENT: &str = "aero2-event";

/// Why an SMS did not leave.
#[derive(Debug, thiserror::Error)]
pub enum SmsError {
    /// It will never be taken: a number that opted out, or that is none.
    #[error("the message was refused: {0}")]
    Refused(String),
    /// AWS could not be reached, is throttling, or takes nothing from this sender as things are.
    #[error("messages cannot be sent right now: {0}")]
    Unavailable(String),
}

/// The way out for SMS. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Texter {
    client: Client,
    origination: String,
}

impl Texter {
    /// The texter behind a client, sending from `origination`: the ARN of a number, a sender or a pool.
    pub fn new(client: Client, origination: impl Into<String>) -> Self {
        Self {
            client,
            origination: origination.into(),
        }
    }

    /// The texter of AWS. No call is made.
    pub fn connect(
        aws: &aws_types::SdkConfig,
        watcher: impl Intercept + 'static,
        origination: impl Into<String>,
    ) -> Self {
        let config = Builder::from(aws).interceptor(watcher).build();
        Self::new(Client::from_conf(config), origination)
    }

    /// Sends one message.
    pub async fn send(
        &self,
        to: &Phone,
        body: String,
        (application, event): (&ApplicationId, &EventId),
    ) -> Result<(), SmsError> {
        let call = self
            .client
            .send_text_message()
            .destination_phone_number(to.as_str())
            .origination_identity(&self.origination)
            .message_body(body)
            .message_type(MessageType::Transactional)
            .time_to_live(LIFE_SECS)
            .context(APPLICATION, application.to_string())
            .context(EVENT, event.to_string());
        call.send().await.map(|_| ()).map_err(|error| broken(&error))
    }
}

fn broken<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> SmsError {
    let code = error.code().unwrap_or("no answer").to_owned();
    match code.as_str() {
        // A conflict is a number that opted out, or a sender that cannot reach it.
        "ValidationException" | "ConflictException" => SmsError::Refused(code),
        _ => SmsError::Unavailable(code),
    }
}
