//! Tests of JWT templates: what is refused, what becomes of a placeholder, which tokens are marked.

#![expect(clippy::unwrap_used, reason = "tests")]

use super::{
    ActiveOrganization, ClaimsTemplate, Facts, JwtTemplate, JwtTemplateVersions, MAX_BYTES, Person, Placeholder,
    SessionFacts, Target, TemplateMarks, VERSIONS, ValueType,
};
use crate::{ClientId, JwtTemplateId, Timestamp, client::Client, user::User};
use protocol::{acr::Acr, userinfo};
use serde_json::{Map, Value, json};

fn template(claims: Value) -> ClaimsTemplate {
    let Value::Object(claims) = claims else {
        return ClaimsTemplate::new(Map::new());
    };
    ClaimsTemplate::new(claims)
}

fn fields(claims: Value) -> Vec<String> {
    template(claims)
        .problems()
        .into_iter()
        .map(|problem| problem.field)
        .collect()
}

fn client() -> Client {
    serde_json::from_value(json!({
        "client_id": ClientId::from_bytes([4; 16]), "client_name": "Shop", "type": "web", "redirect_uris": [],
        "post_logout_redirect_uris": [], "grant_types": [], "scope": "openid", "token_endpoint_auth_method": "none",
        "id_token_signed_response_alg": "ES256", "first_party": true, "require_pkce": true, "enabled": true,
        "token_epoch": 1, "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z", "version": 1,
    }))
    .unwrap()
}

fn user() -> User {
    serde_json::from_value(json!({
        "id": crate::UserId::from_bytes([2; 16]), "email": "mia@acme.example", "email_verified": true, "name": "Mia",
        "status": "active", "roles": [], "has_password": true, "phone": "+4915112345678", "token_epoch": 1,
        "created_at": "1970-01-01T00:01:40Z", "updated_at": "1970-01-01T00:01:40Z", "version": 1,
    }))
    .unwrap()
}

#[test]
fn every_reserved_claim_is_refused_with_its_field_and_never_filled() {
    let client = client();
    let facts = Facts {
        client: &client,
        person: None,
        session: None,
        organization: None,
    };
    for name in userinfo::RESERVED {
        let mut claims = Map::new();
        claims.insert((*name).to_owned(), json!("x"));
        let template = ClaimsTemplate::new(claims);
        let problems = template.problems();
        assert_eq!(problems.first().unwrap().field, format!("claims.{name}"));
        assert!(
            template.fill(&facts, &mut Vec::new()).is_empty(),
            "{name}: also one that was kept once"
        );
    }
    assert!(userinfo::RESERVED.len() >= 29);
}

#[test]
fn an_address_cannot_be_said_to_be_proven() {
    for bad in [
        json!(true),
        json!("{{user.phone_number_verified}}"),
        json!(["{{user.email_verified}}"]),
    ] {
        assert_eq!(fields(json!({"email_verified": bad})), ["claims.email_verified"]);
    }
    assert_eq!(fields(json!({"email": "boss@acme.example"})), ["claims.email"]);
    assert!(fields(json!({"email": "{{user.email}}", "email_verified": "{{ user.email_verified }}"})).is_empty());
}

#[test]
fn a_placeholder_is_a_whole_value_and_one_of_the_list() {
    let unknown = template(json!({"a": {"b": ["{{user.mail}}"]}})).problems();
    let first = unknown.first().unwrap();
    assert_eq!(first.field, "claims.a.b[0]");
    assert!(
        first.detail.contains("user.mail") && first.detail.contains("session.amr"),
        "{}",
        first.detail
    );
    for bad in [
        "Hi {{user.name}}",
        "{{user.name}} ",
        "{{user.name}",
        "}}",
        "{{ {{user.name}} }}",
        "{{user.name | up}}",
    ] {
        assert_eq!(fields(json!({"a": bad})), ["claims.a"], "{bad}");
    }
    assert_eq!(fields(json!({"{{user.name}}": 1})), ["claims.{{user.name}}"]);
    assert_eq!(fields(json!({"": 1})), ["claims."]);
    assert_eq!(fields(json!({})), ["claims"]);
}

#[test]
fn the_size_and_the_depth_are_bounded() {
    let of = |length: usize| json!({"a": "x".repeat(length)});
    assert!(fields(of(MAX_BYTES - 8)).is_empty());
    assert_eq!(fields(of(MAX_BYTES - 7)), ["claims"]);
    assert!(fields(json!({"a": {"b": {"c": {"d": {"e": 1}}}}})).is_empty());
    assert_eq!(
        fields(json!({"a": {"b": {"c": {"d": {"e": []}}}}})),
        ["claims.a.b.c.d.e"]
    );
}

/// What is known of somebody who is signed in, and not of an organization.
fn known<'a>(client: &'a Client, user: &'a User, texts: &'a [String]) -> Facts<'a> {
    Facts {
        client,
        person: Some(Person {
            user,
            subject: "pairwise",
            roles: texts,
            permissions: &[],
        }),
        session: Some(SessionFacts {
            id: "ses_x",
            auth_time: 7,
            acr: Acr::TwoFactors,
            amr: texts,
        }),
        organization: None,
    }
}

#[test]
fn every_placeholder_keeps_its_type_or_is_left_out() {
    let (client, user, texts) = (client(), user(), ["a".to_owned()]);
    let all: Map<String, Value> = Placeholder::ALL
        .iter()
        .map(|one| {
            (
                format!("x-{}", one.as_str()),
                json!(format!("{{{{{}}}}}", one.as_str())),
            )
        })
        .collect();
    let mut left_out = Vec::new();
    let filled = ClaimsTemplate::new(all).fill(&known(&client, &user, &texts), &mut left_out);
    for one in Placeholder::ALL {
        let typed = match (filled.get(&format!("x-{}", one.as_str())), one.value_type()) {
            (None, _) => left_out.contains(one),
            (Some(value), ValueType::String) => value.is_string(),
            (Some(value), ValueType::Boolean) => value.is_boolean(),
            (Some(value), ValueType::Number) => value.is_i64(),
            (Some(value), ValueType::Array) => value.is_array(),
        };
        assert!(typed, "{}: {filled:?}", one.as_str());
    }
    assert_eq!(filled.get("x-user.id"), Some(&json!("pairwise")));
    assert_eq!(filled.get("x-user.created_at"), Some(&json!(100)));
}

#[test]
fn what_is_not_known_is_left_out_wherever_it_stands() {
    let (client, user, texts) = (client(), user(), ["read".to_owned()]);
    let facts = known(&client, &user, &texts);
    let said = |claims: Value, facts: &Facts<'_>| Value::Object(template(claims).fill(facts, &mut Vec::new()));
    let nested = json!({"a": {"b": "{{user.picture}}", "n": null}, "l": ["{{user.locale}}", "{{user.name}}", 1.5]});
    assert_eq!(said(nested, &facts), json!({"a": {"n": null}, "l": ["Mia", 1.5]}));
    let machine = Facts {
        person: None,
        session: None,
        ..facts
    };
    let claims = json!({"c": "{{client.type}}", "e": "{{user.email}}", "s": "{{session.id}}", "o": "{{org.id}}"});
    assert_eq!(said(claims, &machine), json!({"c": "web"}));
    let org = ActiveOrganization {
        id: "org_x",
        name: "Acme",
        slug: None,
        role: "admin",
        permissions: &texts,
    };
    let acting = Facts {
        organization: Some(org),
        ..facts
    };
    let claims = json!({"o": ["{{org.id}}", "{{org.slug}}", "{{org.role}}"], "p": "{{org.permissions}}"});
    assert_eq!(said(claims, &acting), json!({"o": ["org_x", "admin"], "p": ["read"]}));
}

fn kept(client_id: Option<ClientId>, target: Target, version: u64) -> JwtTemplate {
    let now = Timestamp::from_secs(1);
    JwtTemplate {
        id: JwtTemplateId::from_bytes([1; 16]),
        name: format!("v{version}"),
        targets: [target].into(),
        client_id,
        claims: template(json!({"n": 1e300, "i": 9_007_199_254_740_993_i64, "f": 1.0})),
        created_at: now,
        updated_at: now,
        version,
    }
}

#[test]
fn numbers_survive_being_kept() {
    let text = serde_json::to_string(&kept(None, Target::Id, 1)).unwrap();
    let read: JwtTemplate = serde_json::from_str(&text).unwrap();
    assert_eq!(read, kept(None, Target::Id, 1));
    assert!(
        serde_json::from_str::<JwtTemplate>(&text.replace("9007199254740993", "9007199254740992")).unwrap() != read
    );
}

#[test]
fn marks_name_the_tokens_that_templates_are_for_and_no_others() {
    let (one, other) = (ClientId::from_bytes([1; 16]), ClientId::from_bytes([2; 16]));
    let templates = [kept(None, Target::Id, 1), kept(Some(one), Target::Access, 1)];
    let marks = TemplateMarks::default().next(&templates);
    assert!(marks.concern(&one, Target::Id) && marks.concern(&other, Target::Id));
    assert!(marks.concern(&one, Target::Access) && !marks.concern(&other, Target::Access));
    assert!(!marks.concern(&one, Target::Userinfo));
    let none = marks.next(&[]);
    assert!((none.version, none.concern(&one, Target::Id)) == (2, false) && !none.is_blank());
}

#[test]
fn the_last_twenty_versions_are_kept() {
    let mut past = None;
    for version in 2..=30 {
        let (before, after) = (kept(None, Target::Id, version - 1), kept(None, Target::Id, version));
        past = Some(JwtTemplateVersions::after(past, Some(&before), &after));
    }
    let past = past.unwrap();
    assert_eq!((past.versions.len(), past.version), (VERSIONS, 30));
    assert_eq!(past.versions.first().unwrap().name, "v29");
}
