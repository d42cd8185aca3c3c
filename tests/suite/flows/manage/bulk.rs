//! The same thing done to many users: as a job that can be looked at, stopped, and gone on with by whoever comes next.

use crate::harness::{Answer, Call, World};
use domain::{
    Change, JobId, UserId,
    event::{Actor, Origin},
    job::{Job, JobWork, Targets, UserAction, Wanted},
};
use functions::events::run_jobs;
use http::{Method, StatusCode};
use local::aws::recorder;
use serde_json::{Value, json};

async fn bulk(world: &World, body: Value) -> Answer {
    world.manage("acme", Method::POST, "/api/users/bulk", Some(&body)).await
}

async fn begun(world: &World, body: Value) -> Value {
    bulk(world, body).await.expect(StatusCode::ACCEPTED).json()
}

async fn job(world: &World, made: &Value) -> Value {
    let path = format!("/api/jobs/{}", made["id"].as_str().unwrap());
    world
        .manage("acme", Method::GET, &path, None)
        .await
        .expect(StatusCode::OK)
        .json()
}

/// As the function of the schedule, whose rights this shows.
async fn scheduled(world: &World) -> run_jobs::Worked {
    let running = Box::pin(run_jobs::handle(&world.local.services));
    recorder::acting("run-jobs", running).await.unwrap()
}

async fn run(world: &World) -> (usize, usize) {
    let worked = scheduled(world).await;
    world.local.drain().await;
    (worked.looked_at, worked.failed)
}

/// Runs the schedule until the job is over.
async fn over(world: &World, made: &Value) -> Value {
    for _ in 0..50 {
        let now = job(world, made).await;
        if now["finished_at"].is_string() {
            return now;
        }
        run(world).await;
    }
    panic!("the job does not end")
}

async fn ids(world: &World, query: &str) -> Vec<String> {
    let path = format!("/api/users?limit=100&{query}");
    let page = world.manage("acme", Method::GET, &path, None).await.json();
    let data = page["data"].as_array().unwrap().iter();
    data.map(|user| user["id"].as_str().unwrap().to_owned()).collect()
}

/// People who came by an import, without a second factor.
async fn import(world: &World, count: usize) {
    let line = |n: usize| json!({"email": format!("person{n}@people.example"), "email_verified": true}).to_string();
    let lines: Vec<String> = (0..count).map(line).collect();
    let report = crate::flows::imports::import(world, "", &lines).await;
    assert_eq!(report["created"], count);
}

/// A job that was asked for, and that nobody has begun.
pub async fn waiting(world: &World, users: &[String]) -> Value {
    let targets = Targets::Users(users.iter().map(|id| id.parse().unwrap()).collect());
    waiting_to(world, UserAction::Disable, targets).await
}

async fn waiting_to(world: &World, action: UserAction, targets: Targets) -> Value {
    let services = &world.local.services;
    let app = world.app("acme").id.parse().unwrap();
    let wanted = Wanted {
        action,
        role_id: None,
        reason: None,
        requested_by: Actor::system(),
    };
    let job = Job::asked(
        JobId::generate(services.now(), &*services.entropy),
        wanted,
        &targets,
        services.now(),
    );
    let work = JobWork {
        job_id: job.id,
        targets,
        permissions: vec!["*".to_owned()],
        origin: Origin::default(),
        expires_at: job.deadline(),
    };
    let asked = Change::silent(job.clone());
    services.store.create_job(&app, &asked, &work).await.unwrap();
    json!({"id": job.id})
}

#[tokio::test]
async fn the_schedule_goes_through_a_filter_as_the_request_would() {
    let world = World::start().await;
    let mut browser = world.browser();
    browser.sign_in("acme", 1).await;
    let filter = Targets::Filter(json!({"search": world.user("acme", 1).email}));
    let made = waiting_to(&world, UserAction::EndSessions, filter).await;
    assert_eq!(run(&world).await, (1, 0));
    let done = job(&world, &made).await;
    assert_eq!((&done["status"], &done["done"]), (&json!("succeeded"), &json!(1)));
    let session = browser.open(&world.url("acme", "/account")).await;
    assert!(session.url.contains("/login"), "signed out: {}", session.url);
    world.is_sound().await;
}

#[tokio::test]
async fn named_users_are_changed_one_by_one_and_each_change_is_in_the_audit() {
    let world = World::start().await;
    import(&world, 60).await;
    let users = ids(&world, "search=person").await;
    assert_eq!(users.len(), 60);
    let nobody = UserId::from_bytes([5; 16]).to_string();
    let named: Vec<&String> = users.iter().chain([&nobody, &users[0]]).collect();
    let made = begun(
        &world,
        json!({"action": "disable", "user_ids": named, "reason": "Left"}),
    )
    .await;
    assert_eq!(made["total"], 61, "a user who is named twice is one");
    let done = over(&world, &made).await;
    assert_eq!(
        (&done["status"], &done["done"], &done["failed"]),
        (&json!("succeeded"), &json!(60), &json!(1))
    );
    assert_eq!(
        (&done["errors"][0]["user_id"], &done["errors"][0]["code"]),
        (&json!(nobody), &json!("not_found"))
    );
    assert_eq!(ids(&world, "status=disabled").await.len(), 60);
    let path = format!("/api/audit?user_id={}&type=user.disabled", users[9]);
    let told = world.manage("acme", Method::GET, &path, None).await.json();
    assert_eq!(
        (
            told["data"].as_array().unwrap().len(),
            &told["data"][0]["data"]["reason"]
        ),
        (1, &json!("Left"))
    );
    assert_eq!(told["data"][0]["actor"]["type"], "api_key");
    for kind in ["job.started", "job.finished"] {
        let path = format!("/api/audit?type={kind}");
        let told = world.manage("acme", Method::GET, &path, None).await.json();
        assert_eq!(told["data"].as_array().unwrap().len(), 1, "{kind}");
    }
    // Who is so already stays so, and nothing is told of them.
    let again = begun(&world, json!({"action": "disable", "user_ids": users})).await;
    assert_eq!(over(&world, &again).await["done"], 60);
    let told = world.manage("acme", Method::GET, &path, None).await.json();
    assert_eq!(told["data"].as_array().unwrap().len(), 1);
    let listed = world.manage("acme", Method::GET, "/api/jobs", None).await.json();
    let mut listed = listed["data"].as_array().unwrap().iter();
    assert!(listed.any(|job| job["id"] == again["id"]));
    world.is_sound().await;
}

#[tokio::test]
async fn every_action_does_what_its_route_does() {
    let world = World::start().await;
    import(&world, 30).await;
    let role = json!({"name": "helper", "permissions": ["users:read"]});
    let role = world
        .manage("acme", Method::POST, "/api/roles", Some(&role))
        .await
        .json()["id"]
        .clone();
    let filter = json!({"search": "person", "factor": "none"});
    for (body, query, wanted) in [
        (
            json!({"action": "add_role", "role_id": role}),
            format!("role={}", role.as_str().unwrap()),
            30,
        ),
        (
            json!({"action": "remove_role", "role_id": role}),
            format!("role={}", role.as_str().unwrap()),
            0,
        ),
        (json!({"action": "delete"}), "status=deletion_scheduled".to_owned(), 30),
        (json!({"action": "restore"}), "status=deletion_scheduled".to_owned(), 0),
        (json!({"action": "disable"}), "status=disabled".to_owned(), 30),
        (json!({"action": "enable"}), "status=disabled".to_owned(), 0),
        (json!({"action": "end_sessions"}), "status=disabled".to_owned(), 0),
    ] {
        let mut body = body;
        body["filter"] = filter.clone();
        let made = begun(&world, body.clone()).await;
        let done = over(&world, &made).await;
        assert_eq!(
            (&done["done"], &done["failed"], &done["total"]),
            (&json!(30), &json!(0), &json!(30)),
            "{body}"
        );
        assert_eq!(ids(&world, &query).await.len(), wanted, "{body}");
    }
    world.is_sound().await;
}

#[tokio::test]
async fn az_06_a_job_may_no_more_than_whoever_asks_for_it() {
    let world = World::start().await;
    let user = &world.user("acme", 1).id;
    let body = json!({"kind": "secret", "permissions": ["keys:write", "users:read", "users:write", "roles:assign"]});
    let made = world
        .manage("acme", Method::POST, "/api/applications/api-keys", Some(&body))
        .await
        .json();
    let roles = world.manage("acme", Method::GET, "/api/roles", None).await.json();
    let admin = roles["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|role| role["name"] == "admin")
        .unwrap()["id"]
        .clone();
    for (body, code) in [
        (json!({"action": "delete", "user_ids": [user]}), "forbidden"),
        (json!({"action": "restore", "user_ids": [user]}), "forbidden"),
        (json!({"action": "end_sessions", "user_ids": [user]}), "forbidden"),
        (
            json!({"action": "add_role", "user_ids": [user], "role_id": admin}),
            "permission_escalation",
        ),
        (
            json!({"action": "remove_role", "user_ids": [user], "role_id": admin}),
            "permission_escalation",
        ),
    ] {
        let url = world.url("acme", "/api/users/bulk");
        let call = Call::new(Method::POST, &url);
        let call = call.header("authorization", format!("Bearer {}", made["key"].as_str().unwrap()));
        let answer = world.send(call.json(&body)).await;
        assert_eq!(
            (answer.status, answer.error().as_str()),
            (403, code),
            "{body}: {}",
            answer.body
        );
    }
    // Somebody of another application is nobody here.
    let stranger = json!({"action": "disable", "user_ids": [world.user("globex", 1).id]});
    let made = begun(&world, stranger).await;
    let done = over(&world, &made).await;
    assert_eq!(
        (&done["status"], &done["errors"][0]["code"]),
        (&json!("failed"), &json!("not_found"))
    );
    let path = format!("/api/jobs/{}", made["id"].as_str().unwrap());
    assert_eq!(world.manage("globex", Method::GET, &path, None).await.status, 404);
    assert_eq!(world.manage("globex", Method::DELETE, &path, None).await.status, 404);
}

#[tokio::test]
async fn a_job_waits_for_the_one_before_it_and_can_be_stopped() {
    let world = World::start().await;
    import(&world, 30).await;
    let users = ids(&world, "search=person").await;
    let first = waiting(&world, &users).await;
    let second = begun(&world, json!({"action": "delete", "user_ids": users})).await;
    assert_eq!((&second["status"], &second["done"]), (&json!("queued"), &json!(0)));
    let path = format!("/api/jobs/{}", second["id"].as_str().unwrap());
    let stopped = world
        .manage("acme", Method::DELETE, &path, None)
        .await
        .expect(StatusCode::OK)
        .json();
    assert_eq!(stopped["status"], "cancelled");
    assert_eq!(run(&world).await, (1, 0));
    assert_eq!(job(&world, &first).await["status"], "succeeded");
    assert_eq!(ids(&world, "status=deletion_scheduled").await, Vec::<String>::new());
    // Stopped again, or too late, it stays as it ended.
    for (made, status) in [(&second, "cancelled"), (&first, "succeeded")] {
        let path = format!("/api/jobs/{}", made["id"].as_str().unwrap());
        assert_eq!(
            world.manage("acme", Method::DELETE, &path, None).await.json()["status"],
            status
        );
    }
    for _ in 0..5 {
        waiting(&world, &users).await;
    }
    let sixth = bulk(&world, json!({"action": "enable", "user_ids": users})).await;
    assert_eq!(sixth.error(), "limit_exceeded");
    assert_eq!(run(&world).await, (5, 0), "the oldest first, one after the other");
    assert_eq!(run(&world).await, (0, 0));
    world.is_sound().await;
}

#[tokio::test]
async fn whoever_comes_next_goes_on_where_a_job_was_left() {
    let world = World::start().await;
    import(&world, 60).await;
    let users = ids(&world, "search=person").await;
    let made = waiting(&world, &users).await;
    // The table goes away in the middle, and is away for the note of it too.
    for at in [30, 50] {
        world
            .fault(json!({"service": "dynamodb", "operation": "PutItem", "mode": "fail_before", "at": at, "count": 9}));
    }
    let worked = scheduled(&world).await;
    assert_eq!(worked.failed, 1);
    world.local.aws.faults.clear();
    let half = job(&world, &made).await;
    assert_eq!((&half["status"], &half["done"]), (&json!("running"), &json!(24)));
    assert_eq!(run(&world).await, (1, 0));
    assert_eq!(job(&world, &made).await["done"], 24, "somebody may still be at it");
    world.later(61);
    run(&world).await;
    let done = job(&world, &made).await;
    assert_eq!(
        (&done["status"], &done["done"], &done["failed"]),
        (&json!("succeeded"), &json!(60), &json!(0))
    );
    let disabled = world
        .manage("acme", Method::GET, "/api/audit?type=user.disabled&limit=100", None)
        .await
        .json();
    assert_eq!(disabled["data"].as_array().unwrap().len(), 60, "nobody twice");
    world.is_sound().await;
}

#[tokio::test]
async fn fa_15_after_a_day_a_job_has_failed_and_nothing_more_is_done() {
    let world = World::start().await;
    import(&world, 3).await;
    let users = ids(&world, "search=person").await;
    let made = waiting(&world, &users).await;
    world.later(86_400);
    assert_eq!(job(&world, &made).await["status"], "failed");
    assert_eq!(run(&world).await, (1, 0));
    assert_eq!(run(&world).await, (0, 0));
    assert_eq!(ids(&world, "status=disabled").await, Vec::<String>::new());
    world.is_sound().await;
    world.later(7 * 86_400);
    let path = format!("/api/jobs/{}", made["id"].as_str().unwrap());
    assert_eq!(world.manage("acme", Method::GET, &path, None).await.status, 404);
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_with_its_field() {
    let world = World::start().await;
    let user = &world.user("acme", 1).id;
    let many: Vec<String> = (0..1001_u16)
        .map(|n| UserId::from_bytes([u8::try_from(n % 250).unwrap(); 16]).to_string())
        .collect();
    for (body, field) in [
        (json!({"user_ids": [user]}), "action"),
        (json!({"action": "disable"}), "user_ids"),
        (json!({"action": "disable", "user_ids": []}), "user_ids"),
        (json!({"action": "disable", "user_ids": many}), "user_ids"),
        (
            json!({"action": "disable", "user_ids": [user], "filter": {"status": "active"}}),
            "user_ids",
        ),
        (json!({"action": "disable", "filter": {}}), "filter"),
        (json!({"action": "disable", "filter": {"status": "away"}}), "filter"),
        (json!({"action": "add_role", "user_ids": [user]}), "role_id"),
        (
            json!({"action": "disable", "user_ids": [user], "role_id": "rol_01k9z3w8e2m4n6p8q0r2s4t6v8"}),
            "role_id",
        ),
        (json!({"action": "enable", "user_ids": [user], "reason": "x"}), "reason"),
    ] {
        let answer = bulk(&world, body.clone()).await;
        assert_eq!(
            (answer.status, &answer.json()["errors"][0]["field"]),
            (422, &json!(field)),
            "{body}"
        );
    }
    let strange = bulk(&world, json!({"action": "explode", "user_ids": [user]})).await;
    assert!(strange.status == 400 || strange.status == 422, "{}", strange.body);
    assert_eq!(
        world.manage("acme", Method::GET, "/api/jobs", None).await.json()["data"],
        json!([])
    );
}
