//! The whole life of a custom domain as CloudFront serves it: DNS that comes and goes, a certificate that takes its time, an edge that is slow to
//! forget, replies that are lost.

use crate::harness::{Answer, World};
use functions::events::check_domains::{self, Checked};
use http::Method;
use local::{
    Local, Served,
    aws::{cloudfront::Pace, recorder},
};
use platform::{
    dns::{Answer as Looked, Dns, Finding, Question, Records, Unreachable},
    fetch::AddressPolicy,
};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const HOST: &str = "id.acme-shop.test";
const HOUR: i64 = 3600;
const DAY: i64 = 86_400;

/// DNS as a test says.
#[derive(Clone)]
struct Zone(Arc<Mutex<Result<Records, Unreachable>>>);

impl Dns for Zone {
    fn records<'a>(&'a self, _: &'a Question) -> Looked<'a> {
        let answer = *self.0.lock().unwrap();
        Box::pin(async move { answer })
    }
}

impl Zone {
    fn shows(&self, txt: Finding, route: Finding, authority: Finding) {
        *self.0.lock().unwrap() = Ok(Records { txt, route, authority });
    }

    fn complete(&self) {
        self.shows(Finding::Present, Finding::Present, Finding::Present);
    }

    fn without_txt(&self) {
        self.shows(Finding::Missing, Finding::Present, Finding::Disputed);
    }
}

struct Edge {
    world: World,
    zone: Zone,
}

impl Edge {
    async fn start() -> Self {
        let zone = Zone(Arc::new(Mutex::new(Err(Unreachable))));
        zone.complete();
        let dns = Arc::new(zone.clone());
        let local = Box::pin(Local::in_memory_served(AddressPolicy::public(), dns, Served::ByTenants)).await;
        let local = local.unwrap();
        local.aws.cloudfront.pace(Pace::Steered);
        let seeded = Box::pin(local::seed::seed(&local)).await.unwrap();
        let world = World::around(local, seeded);
        Self { world, zone }
    }

    async fn add(&self, slug: &str) -> String {
        let body = json!({"hostname": HOST});
        let made = self
            .world
            .manage(slug, Method::POST, "/api/applications/domains", Some(&body))
            .await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.json()["id"].as_str().unwrap().to_owned()
    }

    async fn ask(&self, slug: &str, method: Method, id: &str, more: &str) -> Answer {
        let path = format!("/api/applications/domains/{id}{more}");
        self.world.manage(slug, method, &path, None).await
    }

    async fn verify(&self, id: &str) -> Value {
        self.ask("acme", Method::POST, id, "/verify").await.json()
    }

    async fn shown(&self, id: &str) -> Value {
        self.ask("acme", Method::GET, id, "").await.json()
    }

    /// Later, when the schedule has looked.
    async fn later(&self, secs: i64) -> Checked {
        self.world.later(secs);
        let looking = Box::pin(check_domains::handle(&self.world.local.services));
        let done = recorder::acting("check-domains", looking).await.unwrap();
        self.world.local.drain().await;
        done
    }

    async fn status(&self) -> u16 {
        self.world.get(&format!("http://{HOST}:8787/health")).await.status
    }

    async fn active(&self) -> String {
        let id = self.add("acme").await;
        assert_eq!(self.verify(&id).await["state"], "issuing");
        self.world.local.aws.cloudfront.certify(HOST, "issued");
        self.world.local.aws.cloudfront.deploy();
        self.later(300).await;
        assert_eq!(self.shown(&id).await["state"], "active");
        id
    }

    fn strike(&self, operation: &str, mode: &str, count: u32) {
        self.world
            .fault(json!({"service": "cloudfront", "operation": operation, "mode": mode, "count": count}));
    }

    fn tenants(&self) -> Vec<(String, bool)> {
        let tenants = self.world.local.aws.cloudfront.tenants();
        tenants
            .into_iter()
            .map(|tenant| (tenant.name, tenant.enabled))
            .collect()
    }
}

fn state(domain: &Value) -> (&str, Option<&str>) {
    (domain["state"].as_str().unwrap(), domain["failure"].as_str())
}

#[tokio::test]
async fn a_domain_is_served_when_dns_certificate_and_edge_agree() {
    let edge = Edge::start().await;
    edge.zone.without_txt();
    let id = edge.add("acme").await;
    assert_eq!(state(&edge.verify(&id).await), ("pending_dns", Some("txt_missing")));
    edge.zone.shows(Finding::Present, Finding::Disputed, Finding::Disputed);
    assert_eq!(edge.later(299).await.looked_at, 0);
    assert_eq!(edge.later(1).await.looked_at, 1);
    assert_eq!(state(&edge.shown(&id).await), ("pending_dns", Some("cname_missing")));
    edge.zone.shows(Finding::Present, Finding::Present, Finding::Missing);
    edge.later(300).await;
    assert_eq!(state(&edge.shown(&id).await), ("pending_dns", Some("caa_forbids")));
    assert!(edge.tenants().is_empty());
    edge.zone.complete();
    edge.later(300).await;
    assert_eq!(state(&edge.shown(&id).await), ("issuing", None));
    assert_eq!((edge.tenants().len(), edge.status().await), (1, 404));
    edge.world.local.aws.cloudfront.certify(HOST, "issued");
    edge.later(300).await;
    assert_eq!(edge.shown(&id).await["state"], "issuing");
    edge.world.local.aws.cloudfront.deploy();
    edge.later(300).await;
    assert_eq!(
        (state(&edge.shown(&id).await), edge.status().await),
        (("active", None), 200)
    );
    assert!(edge.world.events("acme").await.contains(&"domain.verified".to_owned()));
    // Daily from now on.
    assert_eq!(edge.later(DAY - 1).await.looked_at, 0);
    assert_eq!(
        edge.later(1).await,
        Checked {
            looked_at: 1,
            failed: 0
        }
    );
}

#[tokio::test]
async fn a_served_domain_that_loses_its_records_has_fourteen_days() {
    let edge = Edge::start().await;
    let id = edge.active().await;
    // One resolver's word, or none at all, takes nothing down.
    edge.zone.shows(Finding::Disputed, Finding::Present, Finding::Disputed);
    edge.later(DAY).await;
    assert_eq!(edge.shown(&id).await["state"], "active");
    *edge.zone.0.lock().unwrap() = Err(Unreachable);
    edge.later(DAY).await;
    assert_eq!(edge.shown(&id).await["state"], "active");
    edge.zone.without_txt();
    let mails = edge.world.mails("operator@example.com");
    edge.later(DAY).await;
    assert_eq!(
        (state(&edge.shown(&id).await), edge.status().await),
        (("degraded", Some("txt_missing")), 200)
    );
    assert!(edge.world.events("acme").await.contains(&"domain.degraded".to_owned()));
    assert_eq!(edge.world.mails("operator@example.com"), mails + 1);
    edge.zone.complete();
    edge.later(HOUR).await;
    assert_eq!(state(&edge.shown(&id).await), ("active", None));
    edge.zone.without_txt();
    edge.later(DAY).await;
    edge.later(14 * DAY - 1).await;
    assert_eq!(
        (
            edge.shown(&id).await["state"].as_str().unwrap().to_owned(),
            edge.status().await
        ),
        ("degraded".into(), 200)
    );
    edge.later(HOUR).await;
    assert_eq!(
        (state(&edge.shown(&id).await), edge.status().await),
        (("failed", Some("txt_missing")), 404)
    );
    assert!(edge.tenants().iter().all(|(_, enabled)| !enabled));
    edge.world.local.aws.cloudfront.deploy();
    edge.later(300).await;
    assert!(edge.tenants().is_empty());
}

#[tokio::test]
async fn the_issuer_goes_home_when_its_domain_fails() {
    let edge = Edge::start().await;
    let id = edge.active().await;
    assert_eq!(edge.ask("acme", Method::POST, &id, "/primary").await.status, 200);
    edge.zone.without_txt();
    edge.later(DAY).await;
    edge.later(14 * DAY).await;
    assert_eq!(edge.shown(&id).await["primary"], false);
    let discovery = edge.world.url("acme", "/.well-known/openid-configuration");
    assert_eq!(
        edge.world.get(&discovery).await.json()["issuer"],
        "http://acme.localhost:8787"
    );
    let events = edge.world.events("acme").await;
    assert!(events.contains(&"domain.failed".to_owned()));
    assert_eq!(
        events.iter().filter(|kind| *kind == "domain.primary_changed").count(),
        2
    );
}

#[tokio::test]
async fn waiting_has_an_end_and_a_retry_begins_anew() {
    let edge = Edge::start().await;
    edge.zone.without_txt();
    let id = edge.add("acme").await;
    edge.later(7 * DAY).await;
    assert_eq!(state(&edge.shown(&id).await), ("failed", Some("timeout")));
    assert_eq!(edge.later(DAY).await.looked_at, 0);
    edge.zone.complete();
    assert_eq!(edge.verify(&id).await["state"], "issuing");
    edge.later(72 * HOUR).await;
    assert_eq!(state(&edge.shown(&id).await), ("failed", Some("timeout")));
    // The first tenant is still on its way out: the second waits for it instead of failing.
    assert_eq!(edge.verify(&id).await["state"], "issuing");
    assert_eq!(edge.tenants().len(), 1);
    edge.world.local.aws.cloudfront.deploy();
    edge.later(300).await;
    edge.later(300).await;
    assert!(matches!(edge.tenants().as_slice(), [(_, true)]));
    edge.world.local.aws.cloudfront.certify(HOST, "failed");
    edge.later(300).await;
    assert_eq!(state(&edge.shown(&id).await), ("failed", Some("certificate_failed")));
}

#[tokio::test]
async fn a_removed_domain_leaves_the_edge_whatever_happens_meanwhile() {
    let edge = Edge::start().await;
    let id = edge.active().await;
    // CloudFront does not answer: the schedule takes the first step, too.
    edge.strike("UpdateDistributionTenant", "fail_before", 3);
    assert_eq!(edge.ask("acme", Method::DELETE, &id, "").await.status, 204);
    assert_eq!((edge.status().await, edge.tenants()[0].1), (404, true));
    edge.later(300).await;
    assert!(!edge.tenants()[0].1);
    edge.later(300).await;
    assert_eq!(edge.tenants().len(), 1);
    edge.world.local.aws.cloudfront.deploy();
    edge.strike("DeleteDistributionTenant", "fail_after", 3);
    edge.later(300).await;
    edge.later(HOUR).await;
    assert!(edge.tenants().is_empty());
    assert_eq!(edge.later(DAY).await.looked_at, 0);
    assert!(edge.world.events("acme").await.contains(&"domain.removed".to_owned()));
    edge.add("globex").await;
}

#[tokio::test]
async fn a_domain_whose_tenant_is_off_already_is_gone_when_its_removal_is_answered() {
    let edge = Edge::start().await;
    let id = edge.add("acme").await;
    assert_eq!(edge.verify(&id).await["state"], "issuing");
    // Somebody switched it off at CloudFront.
    let name = edge.tenants()[0].0.clone();
    edge.world.local.services.hosting.remove(&name).await.unwrap();
    edge.world.local.aws.cloudfront.deploy();
    assert!(matches!(edge.tenants().as_slice(), [(_, false)]));
    assert_eq!(edge.ask("acme", Method::DELETE, &id, "").await.status, 204);
    assert!(edge.tenants().is_empty());
}

#[tokio::test]
async fn fa_03_a_lost_reply_of_the_edge_makes_no_second_tenant() {
    for count in [1, 3] {
        let edge = Edge::start().await;
        let id = edge.add("acme").await;
        edge.strike("CreateDistributionTenant", "fail_after", count);
        assert_eq!(edge.verify(&id).await["state"], "issuing");
        edge.world.local.aws.cloudfront.certify(HOST, "issued");
        edge.world.local.aws.cloudfront.deploy();
        edge.later(300).await;
        assert_eq!(
            (edge.shown(&id).await["state"].as_str(), edge.tenants().len()),
            (Some("active"), 1)
        );
        assert_eq!(edge.later(60).await.looked_at, 0);
    }
}

#[tokio::test]
async fn a_name_that_another_account_serves_is_given_up_and_free_for_others_here() {
    let edge = Edge::start().await;
    edge.world.local.aws.cloudfront.claim_elsewhere(HOST);
    let id = edge.add("acme").await;
    assert_eq!(state(&edge.verify(&id).await), ("failed", Some("claimed_elsewhere")));
    let theirs = edge.add("globex").await;
    let answer = edge.ask("globex", Method::POST, &theirs, "/verify").await.json();
    // Not because acme held it: CloudFront says so again.
    assert_eq!(state(&answer), ("failed", Some("claimed_elsewhere")));
    assert!(edge.world.events("globex").await.contains(&"domain.failed".to_owned()));
}

#[tokio::test]
async fn mt_04_a_hostname_is_held_by_one_application_from_its_proof_on() {
    let edge = Edge::start().await;
    let theirs = edge.add("globex").await;
    let ours = edge.add("acme").await;
    assert_eq!(edge.verify(&ours).await["state"], "issuing");
    let late = edge.ask("globex", Method::POST, &theirs, "/verify").await.json();
    assert_eq!(state(&late), ("failed", Some("claimed_elsewhere")));
    assert_eq!(edge.tenants().len(), 1);
    // Who never held it can go without touching who does.
    assert_eq!(edge.ask("globex", Method::DELETE, &theirs, "").await.status, 204);
    let theirs = edge.add("globex").await;
    // What is given up is free again, with a proof of one's own.
    assert_eq!(edge.ask("acme", Method::DELETE, &ours, "").await.status, 204);
    let again = edge.ask("globex", Method::POST, &theirs, "/verify").await.json();
    assert_eq!(again["state"], "issuing");
}

#[tokio::test]
async fn rs_01_where_to_point_comes_from_the_deployment_alone() {
    let edge = Edge::start().await;
    let id = edge.add("acme").await;
    let domain = edge.shown(&id).await;
    assert_eq!(domain["cname_target"], local::aws::cloudfront::ROUTING_ENDPOINT);
    assert_eq!(domain["txt_name"], format!("_aero2.{HOST}"));
}
