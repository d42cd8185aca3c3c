//! The same services over loopback HTTP, as the deployed binaries reach them.

use super::super::{faults::Fault, listener::Listener};
use super::{EmbeddedAws, get, in_memory, s};
use aws_sdk_dynamodb::{
    Client, Config,
    config::{BehaviorVersion, Credentials, Region, retry::RetryConfig},
    error::ProvideErrorMetadata,
};
use aws_smithy_async::rt::sleep::TokioSleep;
use serde_json::json;

fn client(listener: &Listener, key: &str) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(key, "secret", None, None, "test"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .endpoint_url(listener.url())
        .sleep_impl(TokioSleep::new())
        .retry_config(RetryConfig::disabled());
    Client::from_conf(config.build())
}

async fn put_new(client: &Client, pk: &str) -> Result<(), String> {
    let put = client
        .put_item()
        .table_name("aero2")
        .item("PK", s(pk))
        .item("SK", s("X"))
        .item("x", s("new"));
    let put = put.condition_expression("attribute_not_exists(PK)").send().await;
    put.map(drop)
        .map_err(|error| error.code().unwrap_or("no answer").to_owned())
}

fn strike(aws: &EmbeddedAws, mode: &str) {
    let fault = json!({ "service": "dynamodb", "operation": "PutItem", "mode": mode });
    aws.faults.add(serde_json::from_value::<Fault>(fault).unwrap());
}

#[tokio::test]
async fn answers_errors_and_faults_are_those_of_the_process_itself() {
    let aws = in_memory().await;
    let listener = aws.listen().unwrap();
    let outside = client(&listener, "token-1");
    assert_eq!(put_new(&outside, "a").await, Ok(()));
    assert_eq!(get(&aws, "a").await.as_deref(), Some("new"));
    let refused = Err("ConditionalCheckFailedException".to_owned());
    assert_eq!(put_new(&outside, "a").await, refused);
    strike(&aws, "throttle");
    let throttled = Err("ProvisionedThroughputExceededException".to_owned());
    assert_eq!(put_new(&outside, "b").await, throttled);
    strike(&aws, "fail_before");
    assert_eq!(put_new(&outside, "b").await, Err("no answer".to_owned()));
    assert_eq!(get(&aws, "b").await, None);
    strike(&aws, "fail_after");
    assert_eq!(put_new(&outside, "b").await, Err("no answer".to_owned()));
    assert_eq!(get(&aws, "b").await.as_deref(), Some("new"));
}

#[tokio::test]
async fn a_call_is_counted_with_the_request_that_lent_its_access_key() {
    let aws = in_memory().await;
    let listener = aws.listen().unwrap();
    let (one, two) = (client(&listener, "token-1"), client(&listener, "token-2"));
    let request = |key: &'static str, client: Client| {
        let capacity = aws.capacity.clone();
        async move {
            let work = async {
                let _lent = capacity.lend(key);
                put_new(&client, key).await
            };
            capacity.measured(key, work).await.1
        }
    };
    let (first, second) = tokio::join!(request("token-1", one.clone()), request("token-2", two));
    assert_eq!((first.wru, second.wru), (1.0, 1.0));
    let (_, third) = aws.capacity.measured("nobody", put_new(&one, "c")).await;
    assert_eq!(third.operations.len(), 0, "a loan ends with its request");
}
