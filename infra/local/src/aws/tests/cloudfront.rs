//! Distribution tenants through the unmodified SDK: what CloudFront documents, and what our crate makes of it.

use super::super::cloudfront::{CONNECTION_GROUP, DISTRIBUTION, Pace, ROUTING_ENDPOINT};
use super::super::faults::{Fault, Mode, Service};
use super::{EmbeddedAws, in_memory};
use aws_sdk_cloudfront::error::ProvideErrorMetadata;
use aws_sdk_cloudfront::types::DomainItem;
use distribution::{Distribution, DistributionError, Removal, Site, Standing};
use domain::Hostname;

const HOST: &str = "id.acme.test";

async fn steered() -> (EmbeddedAws, Distribution) {
    let aws = in_memory().await;
    aws.cloudfront.pace(Pace::Steered);
    let ours = distribution(&aws, DISTRIBUTION);
    (aws, ours)
}

fn distribution(aws: &EmbeddedAws, id: &str) -> Distribution {
    let client = aws.cloudfront_client();
    Distribution::new(client, id.into(), CONNECTION_GROUP.into(), ROUTING_ENDPOINT.into())
}

async fn ensure(ours: &Distribution, name: &str) -> Standing {
    let hostname = Hostname::parse(HOST).unwrap();
    let site = Site {
        name,
        hostname: &hostname,
    };
    ours.ensure(site).await.unwrap()
}

fn strike(aws: &EmbeddedAws, operation: &str, mode: Mode, count: u32) {
    aws.faults.add(Fault {
        service: Service::Cloudfront,
        operation: Some(operation.to_owned()),
        mode,
        count,
        delay_ms: 0,
        at: None,
    });
}

#[tokio::test]
async fn a_tenant_is_ready_when_its_certificate_is_attached_and_the_edge_has_heard() {
    let (aws, ours) = steered().await;
    assert_eq!(ensure(&ours, "site-1").await, Standing::Pending);
    assert_eq!(ensure(&ours, "site-1").await, Standing::Pending);
    aws.cloudfront.certify(HOST, "issued");
    assert_eq!(ensure(&ours, "site-1").await, Standing::Pending);
    aws.cloudfront.deploy();
    assert_eq!(ensure(&ours, "site-1").await, Standing::Ready);
    let tenants = aws.cloudfront.tenants();
    assert_eq!(
        (tenants.len(), tenants[0].domains.as_slice()),
        (1, &[HOST.to_owned()][..])
    );
}

#[tokio::test]
async fn an_issued_certificate_that_nobody_attached_is_attached() {
    let (aws, ours) = steered().await;
    aws.cloudfront.leave_certificates_unattached();
    ensure(&ours, "site-1").await;
    aws.cloudfront.certify(HOST, "issued");
    assert_eq!(ensure(&ours, "site-1").await, Standing::Pending);
    assert!(aws.cloudfront.tenants()[0].attached.is_some());
    aws.cloudfront.deploy();
    assert_eq!(ensure(&ours, "site-1").await, Standing::Ready);
}

#[tokio::test]
async fn a_certificate_that_will_not_come_is_told() {
    for status in ["failed", "validation-timed-out", "revoked", "expired", "inactive"] {
        let (aws, ours) = steered().await;
        ensure(&ours, "site-1").await;
        aws.cloudfront.certify(HOST, status);
        assert_eq!(ensure(&ours, "site-1").await, Standing::CertificateFailed, "{status}");
    }
}

#[tokio::test]
async fn fa_03_a_create_whose_reply_was_lost_finds_its_own_tenant() {
    let (aws, ours) = steered().await;
    // Once: the SDK asks again and meets itself. Thrice: the caller gives up, and asks again later.
    strike(&aws, "CreateDistributionTenant", Mode::FailAfter, 1);
    assert_eq!(ensure(&ours, "site-1").await, Standing::Pending);
    assert_eq!(aws.cloudfront.tenants().len(), 1);
    let (aws, ours) = steered().await;
    strike(&aws, "CreateDistributionTenant", Mode::FailAfter, 3);
    let hostname = Hostname::parse(HOST).unwrap();
    let site = Site {
        name: "site-1",
        hostname: &hostname,
    };
    assert!(matches!(
        ours.ensure(site).await,
        Err(DistributionError::Unavailable(_))
    ));
    assert_eq!(ensure(&ours, "site-1").await, Standing::Pending);
    assert_eq!(aws.cloudfront.tenants().len(), 1);
}

#[tokio::test]
async fn whose_the_hostname_is_decides_between_waiting_and_giving_up() {
    let (aws, ours) = steered().await;
    ensure(&ours, "site-1").await;
    assert_eq!(ensure(&ours, "site-2").await, Standing::Occupied);
    let (aws_elsewhere, ours) = steered().await;
    aws_elsewhere.cloudfront.claim_elsewhere(HOST);
    assert_eq!(ensure(&ours, "site-1").await, Standing::ClaimedElsewhere);
    let (unpointed, ours) = steered().await;
    unpointed.cloudfront.points(HOST, false);
    assert_eq!(ensure(&ours, "site-1").await, Standing::NotPointed);
    unpointed.cloudfront.points(HOST, true);
    assert_eq!(ensure(&ours, "site-1").await, Standing::Pending);
    assert_eq!(aws.cloudfront.tenants().len(), 1);
}

#[tokio::test]
async fn a_removal_switches_off_waits_for_the_edge_and_deletes() {
    let (aws, ours) = steered().await;
    ensure(&ours, "site-1").await;
    assert_eq!(ours.remove("site-1").await.unwrap(), Removal::Leaving);
    assert_eq!(ours.remove("site-1").await.unwrap(), Removal::Leaving);
    assert!(!aws.cloudfront.tenants()[0].enabled);
    aws.cloudfront.deploy();
    assert_eq!(ours.remove("site-1").await.unwrap(), Removal::Gone);
    assert_eq!(ours.remove("site-1").await.unwrap(), Removal::Gone);
    assert!(aws.cloudfront.tenants().is_empty());
}

#[tokio::test]
async fn fa_03_a_removal_survives_lost_replies_and_changes_meanwhile() {
    let (aws, ours) = steered().await;
    ensure(&ours, "site-1").await;
    strike(&aws, "UpdateDistributionTenant", Mode::FailAfter, 1);
    assert_eq!(ours.remove("site-1").await.unwrap(), Removal::Leaving);
    aws.cloudfront.deploy();
    // The certificate's status is a new version of the tenant, so the version that was read is not the present one for long.
    aws.cloudfront.certify(HOST, "issued");
    strike(&aws, "DeleteDistributionTenant", Mode::FailAfter, 1);
    assert_eq!(ours.remove("site-1").await.unwrap(), Removal::Gone);
    assert!(aws.cloudfront.tenants().is_empty());
}

#[tokio::test]
async fn throttling_is_not_now_and_a_wrong_distribution_is_not_waited_for() {
    let (aws, ours) = steered().await;
    strike(&aws, "GetDistributionTenant", Mode::Throttle, 3);
    assert!(matches!(ours.remove("site-1").await, Err(DistributionError::Unavailable(code)) if code == "Throttling"));
    strike(&aws, "GetDistributionTenant", Mode::Throttle, 2);
    assert_eq!(ours.remove("site-1").await.unwrap(), Removal::Gone);
    let hostname = Hostname::parse(HOST).unwrap();
    let site = Site {
        name: "site-1",
        hostname: &hostname,
    };
    let other = distribution(&aws, "E0");
    assert!(other.ensure(site).await.is_err());
}

#[tokio::test]
async fn the_documented_errors_have_their_documented_codes() {
    let (aws, ours) = steered().await;
    ensure(&ours, "site-1").await;
    let client = aws.cloudfront_client();
    let id = aws.cloudfront.tenants()[0].id.clone();
    let delete = |etag: &str| client.delete_distribution_tenant().id(&id).if_match(etag).send();
    assert_eq!(delete("E0").await.unwrap_err().code(), Some("PreconditionFailed"));
    let found = client.get_distribution_tenant().identifier(&id).send().await.unwrap();
    let etag = found.e_tag().unwrap();
    assert_eq!(delete(etag).await.unwrap_err().code(), Some("ResourceNotDisabled"));
    let bare = client.update_distribution_tenant().id(&id).enabled(false);
    assert_eq!(
        bare.clone().send().await.unwrap_err().code(),
        Some("InvalidIfMatchVersion")
    );
    assert_eq!(
        bare.if_match(etag).send().await.unwrap_err().code(),
        Some("InvalidArgument")
    );
    let missing = client.get_managed_certificate_details().identifier("nobody").send();
    assert_eq!(missing.await.unwrap_err().code(), Some("EntityNotFound"));
    let create = |name: &str, host: &str| {
        let domain = DomainItem::builder().domain(host).build().unwrap();
        let create = client.create_distribution_tenant().distribution_id(DISTRIBUTION);
        create
            .connection_group_id(CONNECTION_GROUP)
            .name(name)
            .domains(domain)
            .send()
    };
    let codes = [
        ("site-1", "b.test", "EntityAlreadyExists"),
        ("site-3", HOST, "CNAMEAlreadyExists"),
        ("a b", "c.test", "InvalidArgument"),
    ];
    for (name, host, code) in codes {
        assert_eq!(
            create(name, host).await.unwrap_err().code(),
            Some(code),
            "{name} {host}"
        );
    }
}
