//! Watches every attempt at a call of AWS: how many, throttled or not, and whether a condition held. One per client: an interceptor of the SDK's clients, and
//! what the table's own client tells.

use super::{Metric, measure, with};
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        interceptors::{Intercept, context::FinalizerInterceptorContextRef},
        runtime_components::RuntimeComponents,
    },
};
use aws_smithy_types::config_bag::ConfigBag;
use std::borrow::Cow;
use store::{Attempt, Watch};

/// Where the type of an error stands in a body; what follows may be an item.
const HEAD: usize = 300;

/// A service of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// The table.
    Store,
    /// The keys.
    Kms,
    /// Mail.
    Ses,
    /// SMS.
    Sms,
}

impl Service {
    /// The dimension `Service`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Store => "store",
            Self::Kms => "kms",
            Self::Ses => "ses",
            Self::Sms => "sms",
        }
    }
}

/// The watcher of one client. It reads and changes nothing.
#[derive(Debug)]
pub struct CallWatcher(pub Service);

impl Intercept for CallWatcher {
    fn name(&self) -> &'static str {
        "CallWatcher"
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.called();
        if let Some(response) = context.response().filter(|response| response.status().as_u16() >= 400) {
            let header = response.headers().get("x-amzn-errortype").unwrap_or_default();
            self.failed(
                response.status().as_u16(),
                header,
                response.body().bytes().unwrap_or_default(),
            );
        }
        Ok(())
    }
}

impl Watch for CallWatcher {
    fn attempted(&self, ended: Attempt<'_>) {
        self.called();
        if let Attempt::Refused(status, body) = ended {
            self.failed(status, "", body);
        }
    }
}

impl CallWatcher {
    fn called(&self) {
        with(|facts| match self.0 {
            Service::Store => facts.store_calls += 1,
            Service::Kms => facts.kms_calls += 1,
            Service::Ses | Service::Sms => {}
        });
    }

    fn failed(&self, status: u16, header: &str, body: &[u8]) {
        let head = String::from_utf8_lossy(body.get(..HEAD).unwrap_or(body));
        let says = |words: &[&str]| words.iter().any(|word| header.contains(word) || head.contains(word));
        if status == 429
            || says(&[
                "Throttl",
                "ThroughputExceeded",
                "RequestLimitExceeded",
                "TooManyRequests",
            ])
        {
            measure(Metric::Throttles, None, Some(Cow::Borrowed(self.0.as_str())), 1.0);
        } else if says(&["ConditionalCheckFailed", "TransactionConflict"]) {
            measure(Metric::Conflicts, None, None, 1.0);
        }
    }
}
