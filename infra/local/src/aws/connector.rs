//! The HTTP client under the clients of AWS: a request goes to the embedded service it names, and faults and the capacity count sit here.
//!
//! Everything above is as it is against AWS: signing, retries, (de)serialisation, of the SDKs and of the table's client.

use super::capacity::{self, Operation};
use super::cloudfront::Cloudfront;
use super::cloudfront_wire::{self, Asked};
use super::dynamodb::Dynamodb;
use super::faults::{Attempt, Faults, Mode, Service};
use super::kms::Kms;
use super::reply::Reply;
use super::ses::Ses;
use super::sms::Sms;
use super::units::Units;
use crate::measure;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

const SEND_EMAIL: &str = "/v2/email/outbound-emails";

/// The way from the SDKs to the embedded services; clones share them.
#[derive(Clone)]
pub struct Connector {
    pub(super) dynamodb: Dynamodb,
    pub(super) kms: Arc<Kms>,
    pub(super) ses: Ses,
    pub(super) sms: Sms,
    pub(super) cloudfront: Cloudfront,
    pub(super) faults: Faults,
}

/// What one request asks for.
struct Call {
    service: Service,
    operation: String,
    /// The SDK's name of the call: the same for each of its attempts.
    id: String,
    body: Vec<u8>,
    /// What a request to CloudFront says outside its body.
    asked: Option<Asked>,
}

impl Call {
    fn read(request: &HttpRequest) -> Result<Self, ConnectorError> {
        let target = request
            .headers()
            .get("x-amz-target")
            .and_then(|target| target.split_once('.'));
        let asked = cloudfront_wire::asked(
            request.method(),
            address(request.uri()),
            request.headers().get("if-match"),
        );
        let (service, operation) = match target {
            None if asked.is_some() => (Service::Cloudfront, asked.as_ref().map_or("", |asked| asked.operation)),
            Some(("DynamoDB_20120810" | "DynamoDBStreams_20120810", operation)) => (Service::Dynamodb, operation),
            Some(("TrentService", operation)) => (Service::Kms, operation),
            Some(("PinpointSMSVoiceV2", operation)) => (Service::Sms, operation),
            None if path(request.uri()) == SEND_EMAIL => (Service::Ses, "SendEmail"),
            _ => {
                let asked = format!("no embedded service answers {} {:?}", path(request.uri()), target);
                return Err(ConnectorError::user(asked.into()));
            }
        };
        let body = request
            .body()
            .bytes()
            .ok_or_else(|| ConnectorError::user("a streamed body is not served".into()))?;
        Ok(Self {
            service,
            operation: operation.to_owned(),
            id: request
                .headers()
                .get("amz-sdk-invocation-id")
                .unwrap_or_default()
                .to_owned(),
            body: body.to_vec(),
            asked,
        })
    }
}

/// Path and query of an absolute URI.
fn address(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

/// The path of an absolute URI, without its query.
fn path(uri: &str) -> &str {
    let address = address(uri);
    address.split('?').next().unwrap_or(address)
}

impl Connector {
    pub(super) async fn serve(&self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let call = Call::read(&request)?;
        super::recorder::note(call.service, &call.operation, &call.body);
        let (service, began) = (call.service, measure::start());
        capacity::began(service);
        // Over a network every call waits; here some answer at once, and calls side by side would not be seen to be.
        tokio::task::yield_now().await;
        let answer = self.of(call).await;
        capacity::spent(service, began.elapsed());
        answer
    }

    async fn of(&self, mut call: Call) -> Result<HttpResponse, ConnectorError> {
        let fault = self.faults.take(&Attempt {
            service: call.service,
            operation: &call.operation,
            call: &call.id,
        });
        match fault.as_ref().map(|fault| fault.mode) {
            Some(Mode::FailBefore) => {
                note(&call, Units::default(), "not_sent");
                return Err(broken("before the request was sent"));
            }
            Some(Mode::Throttle) => return answer(&call, throttled(call.service), Units::default()),
            _ => {}
        }
        if let Some(fault) = fault.as_ref().filter(|fault| fault.mode == Mode::Delay) {
            tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
        }
        let (reply, units) = self.forward(&mut call).await;
        if fault.is_some_and(|fault| fault.mode == Mode::FailAfter) {
            note(&call, units, "reply_lost");
            return Err(broken("after the request was served"));
        }
        answer(&call, reply, units)
    }

    async fn forward(&self, call: &mut Call) -> (Reply, Units) {
        let body = std::mem::take(&mut call.body);
        match call.service {
            Service::Dynamodb => self.dynamodb.serve(&call.operation, body).await,
            Service::Kms => (self.kms.serve(&call.operation, body).await, Units::default()),
            Service::Ses => (self.ses.send(&body), Units::default()),
            Service::Sms => (self.sms.serve(&call.operation, &body), Units::default()),
            Service::Cloudfront => {
                let reply = call.asked.as_ref().map(|asked| self.cloudfront.serve(asked, &body));
                (reply.unwrap_or_else(|| Reply::empty(404)), Units::default())
            }
        }
    }
}

fn answer(call: &Call, reply: Reply, units: Units) -> Result<HttpResponse, ConnectorError> {
    note(call, units, reply.error.as_deref().unwrap_or("ok"));
    let content_type = match call.service {
        Service::Dynamodb | Service::Sms => "application/x-amz-json-1.0",
        Service::Kms => "application/x-amz-json-1.1",
        Service::Ses => "application/json",
        Service::Cloudfront => "text/xml",
    };
    reply
        .into_http(content_type)
        .map_err(|error| ConnectorError::other(error.into(), None))
}

fn note(call: &Call, units: Units, outcome: &str) {
    capacity::note(Operation {
        service: call.service,
        operation: call.operation.clone(),
        rru: units.read,
        wru: units.write,
        outcome: outcome.to_owned(),
    });
}

fn throttled(service: Service) -> Reply {
    let (status, code) = match service {
        Service::Dynamodb => (400, "ProvisionedThroughputExceededException"),
        Service::Kms | Service::Sms => (400, "ThrottlingException"),
        Service::Ses => (429, "TooManyRequestsException"),
        Service::Cloudfront => return cloudfront_wire::error(400, "Throttling", "Rate exceeded"),
    };
    Reply::error(status, code, "Rate exceeded")
}

fn broken(when: &str) -> ConnectorError {
    ConnectorError::io(format!("a configured fault broke the connection {when}").into())
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Connector")
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let this = self.clone();
        HttpConnectorFuture::new(async move { this.serve(request).await })
    }
}

impl HttpClient for Connector {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn the_path_of_a_request_is_found() {
        assert_eq!(
            path("https://email.us-east-1.amazonaws.com/v2/email/outbound-emails?x=1"),
            super::SEND_EMAIL
        );
        assert_eq!(path("https://kms.us-east-1.amazonaws.com"), "/");
        assert_eq!(path("/v2/email/outbound-emails"), super::SEND_EMAIL);
    }
}
