//! Own claims in tokens: what a template says is in the tokens it is for, costs nothing elsewhere, and changes with the next token.

use crate::harness::{Answer, Flow, World, claims, tokens};
use http::{Method, StatusCode};
use serde_json::{Value, json};

const TEMPLATES: &str = "/api/jwt-templates";

async fn template(world: &World, slug: &str, body: &Value) -> Value {
    let made = world.manage(slug, Method::POST, TEMPLATES, Some(body)).await;
    made.expect(StatusCode::CREATED).json()
}

/// Operations of the newest request.
fn operations(world: &World) -> Vec<String> {
    let mut all: Vec<String> = world
        .cost()
        .operations
        .into_iter()
        .map(|operation| operation.operation)
        .collect();
    all.sort();
    all
}

fn machine(world: &World) -> Flow<'_> {
    let client = world.client("acme", "machine");
    Flow {
        client_id: client.client_id.clone(),
        client_secret: client.client_secret.clone(),
        ..Flow::web(world, "acme")
    }
}

async fn for_itself(flow: &Flow<'_>) -> Answer {
    flow.post("/oauth2/token", &[("grant_type", "client_credentials")])
        .await
}

#[tokio::test]
async fn a_template_is_in_all_three_places_and_a_refresh_says_what_is_so_now() {
    let world = World::start().await;
    let flow = Flow::web(&world, "acme");
    let user = world.user("acme", 1).id.clone();
    let made = template(
        &world,
        "acme",
        &json!({"name": "Everywhere", "targets": ["access", "id", "userinfo"], "claims": {
            "https://acme.example/plan": "gold",
            "mail": {"address": "{{user.email}}", "proven": "{{user.email_verified}}", "zone": "{{user.zoneinfo}}"},
            "who": ["{{user.name}}", 1, null], "since": "{{user.created_at}}", "org": "{{org.id}}",
            "by": "{{client.name}}", "sid_again": "{{session.id}}", "proved": "{{session.auth_time}}"
        }}),
    )
    .await;
    let found = flow.tokens().await;
    let email = world.user("acme", 1).email.clone();
    let userinfo = flow.userinfo(&found.access_token).await.expect(StatusCode::OK).json();
    let (access, id) = (claims(&found.access_token), claims(&found.id_token));
    for told in [&access, &id, &userinfo] {
        assert_eq!(told["https://acme.example/plan"], "gold", "{told}");
        assert_eq!(told["mail"], json!({"address": email, "proven": true}));
        assert_eq!(told["who"], json!(["Mia Sommer", 1, null]));
        assert!(told["since"].is_i64() && told.get("org").is_none(), "{told}");
        assert_eq!((&told["sid_again"], &told["proved"]), (&id["sid"], &id["auth_time"]));
    }
    assert!(flow.is_active(&found.access_token).await);
    // What would come now is what comes now: the same function says both.
    let id_of = made["id"].as_str().unwrap().to_owned();
    let trial = json!({"client_id": flow.client_id, "user_id": user});
    let path = format!("{TEMPLATES}/{id_of}/preview");
    let preview = world.manage("acme", Method::POST, &path, Some(&trial)).await.json();
    let next = tokens(&flow.refresh(&found.refresh_token).await);
    for (target, token) in [("access", &next.access_token), ("id", &next.id_token)] {
        let told = claims(token);
        for (name, value) in preview["together"][target].as_object().unwrap() {
            assert_eq!(&told[name], value, "{target}: {name}");
        }
    }
    assert_eq!(preview["claims"], preview["together"]["userinfo"]);
    assert_eq!(preview["left_out"], json!(["user.zoneinfo", "org.id"]));
    // The person is called differently, and the template says less, in other places.
    let path = format!("/api/users/{user}");
    let renamed = json!({"name": "Mia Winter"});
    world
        .manage("acme", Method::PATCH, &path, Some(&renamed))
        .await
        .expect(StatusCode::OK);
    let less = json!({"targets": ["id"], "claims": {"who": "{{user.name}}"}});
    let path = format!("{TEMPLATES}/{id_of}");
    world
        .manage("acme", Method::PATCH, &path, Some(&less))
        .await
        .expect(StatusCode::OK);
    let last = tokens(&flow.refresh(&next.refresh_token).await);
    assert_eq!(claims(&last.id_token)["who"], "Mia Winter");
    assert!(claims(&last.access_token).get("who").is_none());
    assert!(claims(&last.id_token).get("mail").is_none());
    assert_eq!(world.manage("acme", Method::DELETE, &path, None).await.status, 204);
    let gone = tokens(&flow.refresh(&last.refresh_token).await);
    assert!(claims(&gone.id_token).get("who").is_none());
    world.is_sound().await;
}

#[tokio::test]
async fn a_token_without_a_template_costs_what_it_did_and_one_with_reads_once() {
    let world = World::start().await;
    let (web, machine) = (Flow::web(&world, "acme"), machine(&world));
    let only =
        json!({"name": "Web", "targets": ["access"], "client_id": web.client_id, "claims": {"a": "{{user.roles}}"}});
    template(&world, "acme", &only).await;
    let found = web.tokens().await;
    assert_eq!(claims(&found.access_token)["a"], json!(["user"]));
    for _ in 0..2 {
        for_itself(&machine).await.expect(StatusCode::OK);
    }
    assert_eq!(
        operations(&world),
        Vec::<String>::new(),
        "the template is another client's"
    );
    web.userinfo(&found.access_token).await;
    web.userinfo(&found.access_token).await.expect(StatusCode::OK);
    assert_eq!(operations(&world), ["BatchGetItem"], "and for another place");
    // Warm: nothing more than without. The roles are read as they are for `roles`.
    world.later(1);
    let next = tokens(&web.refresh(&found.refresh_token).await);
    assert_eq!(operations(&world), ["GetItem", "UpdateItem"]);
    // The host, the client and the roles are read again after half a minute; templates of the same version are not.
    world.later(45);
    let next = tokens(&web.refresh(&next.refresh_token).await);
    let read_again = operations(&world);
    let queries = read_again.iter().filter(|one| *one == "Query").count();
    assert_eq!(queries, 1, "roles alone: {read_again:?}");
    // A machine's token has what is known without a person.
    let all = json!({"name": "All", "targets": ["access", "id"], "claims": {"kind": "{{client.type}}", "mail": "{{user.email}}", "s": "{{session.acr}}"}});
    template(&world, "acme", &all).await;
    let said = claims(&tokens(&for_itself(&machine).await).access_token);
    assert_eq!(
        (&said["kind"], said.get("mail"), said.get("s")),
        (&json!("machine"), None, None)
    );
    let reads = operations(&world).iter().filter(|one| *one == "Query").count();
    assert_eq!(reads, 1, "one read for the change");
    for_itself(&machine).await.expect(StatusCode::OK);
    assert_eq!(operations(&world), Vec::<String>::new());
    assert_eq!(
        claims(&tokens(&web.refresh(&next.refresh_token).await).access_token)["kind"],
        "web"
    );
}

#[tokio::test]
async fn a_client_s_own_template_wins_and_a_pairwise_client_never_sees_the_id() {
    let world = World::start().await;
    let body = json!({"client_name": "Pairwise", "type": "web", "redirect_uris": ["https://pair.example/cb"], "subject_type": "pairwise",
        "userinfo_signed_response_alg": "ES256", "id_token_signed_response_alg": "ES256"});
    let client = world
        .manage("acme", Method::POST, "/api/clients", Some(&body))
        .await
        .json();
    let own = json!({"name": "Own", "targets": ["id", "userinfo", "access"], "client_id": client["client_id"], "claims": {"tier": "own", "me": "{{user.id}}"}});
    template(&world, "acme", &own).await;
    let all = json!({"name": "All", "targets": ["id", "userinfo", "access"], "claims": {"tier": "all", "name": "{{user.given_name}}"}});
    template(&world, "acme", &all).await;
    let flow = Flow {
        redirect_uri: "https://pair.example/cb".into(),
        ..Flow::made(&world, "acme", &client)
    };
    let found = flow.tokens().await;
    let signed = claims(&flow.userinfo(&found.access_token).await.expect(StatusCode::OK).body);
    for told in [claims(&found.id_token), claims(&found.access_token), signed] {
        assert_eq!((&told["tier"], &told["me"]), (&json!("own"), &told["sub"]));
        assert_ne!(told["me"], world.user("acme", 1).id.as_str());
    }
    let other = Flow::web(&world, "acme").tokens().await;
    assert_eq!(claims(&other.id_token)["tier"], "all");
    assert!(claims(&other.id_token).get("me").is_none());
    let globex = Flow::web(&world, "globex").tokens().await;
    let said = claims(&globex.id_token);
    assert!(
        said.get("tier").is_none(),
        "MT-01: nothing of it is another application's: {said}"
    );
}

#[tokio::test]
async fn a_token_over_eight_kilobytes_is_not_given_out_and_the_application_is_told() {
    let world = World::start().await;
    let machine = machine(&world);
    for n in 0..2 {
        let big =
            json!({"name": format!("Big {n}"), "targets": ["access"], "claims": {format!("c{n}"): "x".repeat(4000)}});
        template(&world, "acme", &big).await;
    }
    let refused = for_itself(&machine).await;
    assert_eq!((refused.status, refused.error()), (400, "invalid_request".to_owned()));
    assert!(refused.body.contains("8 KiB"), "{}", refused.body);
    let events = world
        .manage("acme", Method::GET, "/api/audit?type=token.too_large", None)
        .await
        .json();
    let event = &events["data"][0];
    assert_eq!(
        (&event["outcome"], &event["data"]["what"]),
        (&json!("denied"), &json!("access token"))
    );
    assert!(
        event["data"]["bytes"].as_u64().unwrap() > 8192 && event["request_id"].is_string(),
        "{event}"
    );
    let id = json!({"targets": ["id"]});
    let listed = world.manage("acme", Method::GET, TEMPLATES, None).await.json();
    for one in listed["data"].as_array().unwrap() {
        let path = format!("{TEMPLATES}/{}", one["id"].as_str().unwrap());
        world
            .manage("acme", Method::PATCH, &path, Some(&id))
            .await
            .expect(StatusCode::OK);
    }
    for_itself(&machine).await.expect(StatusCode::OK);
    let flow = Flow::web(&world, "acme");
    let code = flow.code().await;
    let refused = flow.redeem(&code).await;
    assert_eq!((refused.status, refused.error()), (400, "invalid_request".to_owned()));
    let count = world
        .events("acme")
        .await
        .iter()
        .filter(|kind| *kind == "token.too_large")
        .count();
    assert_eq!(count, 2);
}
