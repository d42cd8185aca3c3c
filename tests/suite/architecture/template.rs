//! The template against the code: every route reaches the function that answers it, nothing else does, and nothing is missing or left over.

use super::source::root;
use domain::ApplicationId;
use stack::{Route, Stack};
use std::collections::BTreeSet;
use web::{Endpoint, Lambda};

/// What is started by the table's stream, a schedule, SES or a deployment.
const EVENT_FUNCTIONS: &[&str] = &[
    "record",
    "deliver",
    "rotate-keys",
    "bootstrap",
    "check-domains",
    "erase-accounts",
    "run-jobs",
    "mail-feedback",
];

/// `CloudFormation` takes 500 resources; what is above this is reviewed, not added.
const RESOURCES: usize = 400;

pub(super) fn template() -> Stack {
    Stack::read(&root().join("infra/template.yaml")).unwrap()
}

/// The path with an id in each variable: on the own host, and below the dashboard where it is mounted.
fn addresses(endpoint: &Endpoint) -> Vec<String> {
    let id = |segment: &str| {
        if segment.starts_with('{') {
            "usr_01kax1q2w3e4r5t6y7u8v9w0xz".to_owned()
        } else {
            segment.to_owned()
        }
    };
    let own = endpoint.path.split('/').map(id).collect::<Vec<_>>().join("/");
    let mounted = web::mount::address(&ApplicationId::from_bytes([7; 16]), &own);
    std::iter::once(own).chain(mounted).collect()
}

fn rows() -> impl Iterator<Item = (&'static Lambda, &'static Endpoint, String)> {
    let endpoints = functions::ALL
        .iter()
        .flat_map(|lambda| lambda.endpoints.iter().map(move |endpoint| (lambda, endpoint)));
    endpoints.flat_map(|(lambda, endpoint)| {
        addresses(endpoint)
            .into_iter()
            .map(move |address| (lambda, endpoint, address))
    })
}

#[test]
fn every_endpoint_reaches_its_function() {
    let stack = template();
    let mut wrong = Vec::new();
    let mut seen = 0_usize;
    for (lambda, endpoint, address) in rows() {
        seen += 1;
        // A GET route answers HEAD.
        let head = (endpoint.method == web::Method::GET).then_some("HEAD");
        for method in std::iter::once(endpoint.method.as_str()).chain(head) {
            let reached = stack.route(method, &address);
            if reached != Some(lambda.name) {
                wrong.push(format!("{method} {address}: {reached:?} instead of {}", lambda.name));
            }
        }
    }
    assert!(seen > 130, "only {seen} addresses: are mounted ones made?");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_route_is_the_way_to_an_endpoint_of_its_function() {
    let stack = template();
    let used: BTreeSet<String> = rows()
        .filter_map(|(lambda, endpoint, address)| {
            let route = stack.selected(endpoint.method.as_str(), &address)?;
            (route.function == lambda.name).then(|| shown(route))
        })
        .collect();
    let idle: Vec<_> = stack
        .routes()
        .iter()
        .filter(|route| !route.is_default() && !used.contains(&shown(route)))
        .map(shown)
        .collect();
    assert!(idle.is_empty(), "no endpoint is reached by {idle:?}");
}

fn shown(route: &Route) -> String {
    format!(
        "{} {} → {}",
        route.method.as_deref().unwrap_or("ANY"),
        route.path,
        route.function
    )
}

/// The API may call the released version of each function it leads to, and of no other.
#[test]
fn the_api_may_call_what_its_routes_lead_to() {
    let stack = template();
    let function = |reference: &str| {
        let id = reference.strip_prefix("${")?.strip_suffix(".Alias}")?;
        let code = stack.at(&format!("/Resources/{id}/Properties/CodeUri"))?.as_str()?;
        Some(code.rsplit('/').next()?.to_owned())
    };
    let may: Vec<String> = stack
        .resources()
        .filter(|(_, resource)| resource["Type"] == "AWS::Lambda::Permission")
        .map(|(id, resource)| {
            let properties = &resource["Properties"];
            assert_eq!(properties["Principal"], "apigateway.amazonaws.com", "{id}");
            let source = stack::text_of(&properties["SourceArn"]);
            assert!(source.ends_with(":${Api}/*/*"), "{id}: {source}");
            function(&stack::text_of(&properties["FunctionName"])).unwrap_or_else(|| panic!("{id} names no function"))
        })
        .collect();
    let led: BTreeSet<_> = stack.routes().iter().map(|route| route.function.clone()).collect();
    assert_eq!(may.len(), led.len(), "one permission each");
    assert_eq!(may.into_iter().collect::<BTreeSet<_>>(), led);
}

#[test]
fn what_nobody_answers_reaches_the_function_that_may_least() {
    let stack = template();
    for path in ["/no/such/page", "/api/none", "/.well-known/none", "/favicon.ico"] {
        assert_eq!(stack.route("GET", path), Some("well-known"), "{path}");
    }
    let defaults: Vec<_> = stack.routes().iter().filter(|route| route.is_default()).collect();
    assert_eq!(defaults.len(), 1, "{defaults:?}");
}

#[test]
fn every_function_is_in_the_template_and_the_reverse() {
    let http = functions::ALL.iter().map(|lambda| lambda.name);
    let expected: BTreeSet<_> = http.chain(EVENT_FUNCTIONS.iter().copied()).map(str::to_owned).collect();
    let stack = template();
    let listed = stack.functions();
    assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), expected);
    assert_eq!(listed.len(), expected.len(), "a function is listed twice");
    for name in &listed {
        let code = format!("../target/lambda/{name}");
        let properties = stack.function(name).unwrap();
        assert_eq!(properties["CodeUri"], code.as_str());
        assert_eq!(
            properties["FunctionName"]["Fn::Sub"],
            format!("${{AWS::StackName}}-{name}")
        );
    }
}

#[test]
fn the_stack_stays_far_below_the_limit_of_resources() {
    let count = template().expanded_count();
    assert!((200..=RESOURCES).contains(&count), "{count} resources");
}

#[test]
fn every_alarm_tells_somebody_and_names_what_to_do() {
    let text = std::fs::read_to_string(root().join("docs/operations.md")).unwrap();
    let sections: BTreeSet<_> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let alarms = template().alarms();
    assert!(alarms.len() > 40, "only {} alarms", alarms.len());
    let without: Vec<_> = alarms
        .iter()
        .filter(|alarm| {
            !alarm.tells
                || !alarm
                    .section
                    .as_deref()
                    .is_some_and(|section| sections.contains(section))
        })
        .map(|alarm| (&alarm.id, &alarm.description))
        .collect();
    assert!(
        without.is_empty(),
        "no owner, or no such section of docs/operations.md: {without:#?}"
    );
}

#[test]
fn the_table_and_its_consumers_are_as_the_rules_say() {
    let stack = template();
    let table = stack.at("/Resources/Table/Properties").unwrap();
    assert_eq!(table["BillingMode"], "PAY_PER_REQUEST");
    assert_eq!(table["DeletionProtectionEnabled"], true);
    assert_eq!(
        table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"],
        true
    );
    assert_eq!(table["StreamSpecification"]["StreamViewType"], "NEW_IMAGE");
    assert_eq!(table["TimeToLiveSpecification"]["AttributeName"], "ttl");
    let projections = table["GlobalSecondaryIndexes"].as_array().unwrap();
    assert!(
        projections
            .iter()
            .all(|index| index["Projection"]["ProjectionType"] == "KEYS_ONLY")
    );
    for consumer in ["record", "deliver"] {
        let mapping = &stack.function(consumer).unwrap()["Events"]["Changes"]["Properties"];
        assert_eq!(mapping["BisectBatchOnFunctionError"], true, "{consumer}");
        assert_eq!(mapping["MaximumRetryAttempts"], 10);
        assert_eq!(mapping["MaximumRecordAgeInSeconds"], 21_600);
        assert_eq!(mapping["FunctionResponseTypes"][0], "ReportBatchItemFailures");
        assert_eq!(mapping["DestinationConfig"]["OnFailure"]["Type"], "SQS");
        let filter = mapping["FilterCriteria"]["Filters"][0]["Pattern"].as_str().unwrap();
        assert_eq!(filter, r#"{"dynamodb":{"NewImage":{"ev":{"S":[{"exists":true}]}}}}"#);
    }
    assert_eq!(
        stack.at("/Resources/WrappingKey/Properties/EnableKeyRotation"),
        Some(&true.into())
    );
    let password = stack.function("password").unwrap();
    assert_eq!(password["MemorySize"], 1769);
    assert!(password.get("ReservedConcurrentExecutions").is_some());
}

#[test]
fn every_functions_rights_can_be_read_and_name_no_more_than_kinds_of_things() {
    let stack = template();
    for function in stack.functions() {
        let grants = stack.grants(&function).unwrap();
        assert!(
            grants.iter().any(|grant| grant.action == "logs:PutLogEvents"),
            "{function}"
        );
        let sends = grants.iter().any(|grant| grant.action.starts_with("ses:"));
        assert_eq!(sends, function == "deliver", "only the mailer calls SES: {function}");
        let texts = grants.iter().any(|grant| grant.action.starts_with("sms-voice:"));
        assert_eq!(texts, function == "deliver", "only the mailer sends SMS: {function}");
    }
}

#[test]
fn the_mailer_is_started_with_a_batch_of_nothing_though_nobody_writes() {
    let stack = template();
    let waiting = &stack.function("deliver").unwrap()["Events"]["Waiting"];
    assert_eq!(waiting["Type"], "Schedule");
    let input = waiting["Properties"]["Input"].as_str().unwrap();
    let batch: aws_lambda_events::dynamodb::Event = serde_json::from_str(input).unwrap();
    assert!(batch.records.is_empty());
}
