//! CloudFormation's custom resource: a deployment asks, and waits until the answer is put to the address it names.
//!
//! The address is pre-signed for one object in a bucket of AWS: it is called without credentials, over the connections whose trust is Amazon's roots,
//! and only if it is one of AWS (or of this machine, where the services are too).

use crate::{aws::Pool, environment};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use url::Url;

/// How often the answer is put, and how long each time: without it the deployment waits for an hour.
const TRIES: u32 = 3;
const ATTEMPT: Duration = Duration::from_secs(5);
/// CloudFormation reads 4 KiB; this leaves room for the names.
const REASON: usize = 1000;

/// What we call the resource: the same on every deploy, so that none is ever replaced.
const PHYSICAL_ID: &str = "aero2-bootstrap";

/// A request of CloudFormation, as far as we need it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Request {
    /// What happens to the resource.
    pub request_type: RequestType,
    /// Where the answer is put.
    #[serde(rename = "ResponseURL")]
    pub response_url: String,
    /// For the answer.
    pub stack_id: String,
    /// For the answer.
    pub request_id: String,
    /// For the answer.
    pub logical_resource_id: String,
}

/// What happens to the resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum RequestType {
    /// The stack is new.
    Create,
    /// It is deployed again.
    Update,
    /// It is removed.
    Delete,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Answer<'a, T> {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    physical_resource_id: &'static str,
    stack_id: &'a str,
    request_id: &'a str,
    logical_resource_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a T>,
}

/// The way to answer CloudFormation.
#[derive(Clone, Debug)]
pub struct Answers {
    pool: Pool,
    loopback: bool,
}

impl Answers {
    pub(crate) const fn new(pool: Pool, loopback: bool) -> Self {
        Self { pool, loopback }
    }

    /// Tells CloudFormation how it went; `None` for a resource that is removed.
    pub async fn put<T: Serialize>(
        &self,
        request: &Request,
        outcome: Option<&Result<T, Failure>>,
    ) -> Result<(), Failure> {
        let url = allowed(&request.response_url, self.loopback)?;
        let failed = outcome.and_then(|outcome| outcome.as_ref().err());
        let answer = Answer {
            status: if failed.is_some() { "FAILED" } else { "SUCCESS" },
            reason: failed.map(|failure| failure.to_string().chars().take(REASON).collect()),
            physical_resource_id: PHYSICAL_ID,
            stack_id: &request.stack_id,
            request_id: &request.request_id,
            logical_resource_id: &request.logical_resource_id,
            data: outcome.and_then(|outcome| outcome.as_ref().ok()),
        };
        let text = serde_json::to_string(&answer)
            .map_err(|_| Failure::new(ErrorCode::InternalError, "The answer could not be written."))?;
        for _ in 0..TRIES {
            if self.once(&url, &text).await {
                return Ok(());
            }
        }
        Err(Failure::new(
            ErrorCode::UpstreamFailed,
            "CloudFormation did not take the answer.",
        ))
    }

    async fn once(&self, url: &Url, text: &str) -> bool {
        let mut request = HttpRequest::new(SdkBody::from(text));
        if request.set_method("PUT").is_err() || request.set_uri(url.as_str()).is_err() {
            return false;
        }
        // What the address is signed for: no type at all.
        request.headers_mut().insert("content-type", "");
        let sent = tokio::time::timeout(ATTEMPT, self.pool.send(request)).await;
        matches!(sent, Ok(Ok(response)) if response.status().is_success())
    }
}

/// https to AWS; with `loopback`, also this machine.
fn allowed(text: &str, loopback: bool) -> Result<Url, Failure> {
    let refuse = || Failure::new(ErrorCode::UrlNotAllowed, "That is not an address of CloudFormation's.");
    let url = Url::parse(text).map_err(|_| refuse())?;
    let amazon = [".amazonaws.com", ".amazonaws.com.cn"];
    let of_aws = url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
        && url
            .domain()
            .is_some_and(|host| amazon.iter().any(|end| host.ends_with(end)));
    let of_here = loopback && matches!(url.scheme(), "http" | "https") && environment::is_loopback(&url);
    if of_aws || of_here { Ok(url) } else { Err(refuse()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sr_01_the_answer_goes_to_aws_and_nowhere_else() {
        let good = "https://cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com/arn?X-Amz-Signature=x";
        assert!(allowed(good, false).is_ok());
        for bad in [
            "http://x.s3.amazonaws.com/",
            "https://amazonaws.com.example.com/",
            "https://exampleamazonaws.com/",
            "https://user@x.s3.amazonaws.com/",
            "https://x.s3.amazonaws.com:8443/",
            "https://169.254.169.254/",
            "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next",
            "file:///etc/passwd",
            "",
        ] {
            assert!(allowed(bad, false).is_err(), "{bad}");
        }
        assert!(allowed("http://127.0.0.1:9000/answer", true).is_ok());
        assert!(allowed("http://10.0.0.1/answer", true).is_err());
    }
}
