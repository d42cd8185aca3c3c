//! On every deploy and every local start: the root, the dashboard, the first operator's invitation (behaviour 2.5).
//!
//! CloudFormation calls it as a custom resource and reads the answer's `Data`; invoked by hand with `{}` it answers the same.

pub use platform::bootstrap::Bootstrapped;
use platform::{
    Deployed, Services,
    custom_resource::{Answers, Request, RequestType},
};
use protocol::error::Failure;
use serde::{Deserialize, Serialize};

/// What starts the function: a deployment, or anybody who may invoke it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Event {
    /// CloudFormation, which waits for an answer elsewhere.
    Deployment(Request),
    /// A direct invocation.
    Direct(serde::de::IgnoredAny),
}

/// What whoever deployed wants to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SetUp {
    /// Where the dashboard is.
    pub dashboard_url: String,
    /// Where the first operator sets up; empty once there is one. The link alone opens nothing: a code is mailed to the operator.
    pub operator_setup_url: String,
}

/// Makes what is missing.
pub async fn handle(services: &Services) -> Result<Bootstrapped, Failure> {
    platform::bootstrap::bootstrap(services).await
}

/// Makes what is missing, and tells CloudFormation where it asked.
pub async fn deploy(services: &Services, answers: &Answers, event: Event) -> Result<Option<SetUp>, Failure> {
    match event {
        Event::Direct(_) => set_up(services).await.map(Some),
        // The data outlives the stack: there is nothing to undo.
        Event::Deployment(request) if request.request_type == RequestType::Delete => {
            answers.put::<SetUp>(&request, None).await.map(|()| None)
        }
        Event::Deployment(request) => {
            let outcome = set_up(services).await;
            if let Err(failure) = &outcome {
                tracing::error!(code = failure.code.as_str(), detail = %failure.detail, "the deployment could not be set up");
            }
            answers.put(&request, Some(&outcome)).await.map(|()| None)
        }
    }
}

async fn set_up(services: &Services) -> Result<SetUp, Failure> {
    let made = handle(services).await?;
    Ok(SetUp {
        dashboard_url: made.dashboard.origin(),
        operator_setup_url: made.operator_setup_url.unwrap_or_default(),
    })
}

/// The function as Lambda runs it.
pub fn function(deployed: &Deployed) -> impl AsyncFn(Event) -> Result<Option<SetUp>, Failure> + use<> {
    let (services, answers) = (deployed.services(), deployed.answers());
    async move |event| deploy(&services, &answers, event).await
}
