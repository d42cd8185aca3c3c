//! What developers do in their teams, and how an application moves between two of them.

use super::strike::{Figures, Story, Striker};
use crate::{
    flows::teams::{Developer, text, token},
    harness::{Answer, World},
};
use http::{Method, StatusCode};
use serde_json::{Value, json};

#[derive(Clone, Copy, PartialEq, Debug)]
enum Deed {
    Make,
    Rename,
    Promote,
    Remove,
    Invite,
    Resend,
    Revoke,
    Accept,
    Decline,
    Offer,
    TakeOver,
    Refuse,
}

const ALL: &[(Deed, &str)] = &[
    (Deed::Make, "POST /api/organizations"),
    (Deed::Rename, "PATCH /api/organizations/{id}"),
    (Deed::Promote, "PATCH /api/organizations/{id}/members/{sub}"),
    (Deed::Remove, "DELETE /api/organizations/{id}/members/{sub}"),
    (Deed::Invite, "POST /api/organizations/{id}/invitations"),
    (Deed::Resend, "POST /api/organizations/{id}/invitations/{sub}/resend"),
    (Deed::Revoke, "DELETE /api/organizations/{id}/invitations/{sub}"),
    (Deed::Accept, "POST /api/organizations/accept-invitation"),
    (Deed::Decline, "POST /api/organizations/decline-invitation"),
    (Deed::Offer, "POST /api/applications/transfer"),
    (Deed::TakeOver, "POST /api/applications/transfer/accept"),
    (Deed::Refuse, "POST /api/applications/transfer/decline"),
];

struct Team<'w> {
    world: &'w World,
    deed: Deed,
    route: &'static str,
}

/// Who asks, for what.
pub struct Asked<'w> {
    who: Developer<'w>,
    method: Method,
    path: String,
    body: Value,
}

impl<'w> Team<'w> {
    async fn membership(&self, ada: &Developer<'w>, bob: &Developer<'w>, wanted: bool) {
        let path = ada.own(&format!("/members/{}", bob.id));
        let members = ada.get(&ada.own("/members")).await;
        let all = members["data"].as_array().unwrap();
        let is = all.iter().any(|one| one["user_id"] == bob.id.as_str());
        if is && !wanted {
            ada.call(Method::DELETE, &path, Value::Null).await;
        } else if !is && wanted {
            ada.takes_in(bob, "bob@example.com", "member").await;
        }
        if wanted {
            ada.role(&bob.id, "member").await.expect(StatusCode::OK);
        }
    }

    async fn invited(&self, ada: &Developer<'w>, n: usize) -> String {
        let made = ada.invite(&format!("kim{n}@example.com"), "member").await;
        text(&made.expect(StatusCode::CREATED).json()["id"])
    }

    /// The one application of the two: it is the first one's again, and offered to nobody or to the other.
    async fn application(&self, ada: &Developer<'w>, bob: &Developer<'w>, offered: bool) -> String {
        let own = ada.get("/api/applications").await;
        let others = bob.get("/api/applications").await;
        let (mine, theirs) = (&own["data"][0], &others["data"][0]);
        let id = match (mine["id"].as_str(), theirs["id"].as_str()) {
            (Some(id), _) => id.to_owned(),
            (None, Some(id)) => {
                move_to(bob, id, &ada.team).await;
                answer(ada, id, "accept").await.expect(StatusCode::OK);
                id.to_owned()
            }
            (None, None) => text(&ada.application("Shop").await["id"]),
        };
        answer(ada, &id, "decline").await;
        if offered {
            move_to(ada, &id, &bob.team).await;
        }
        id
    }
}

async fn move_to(who: &Developer<'_>, app: &str, team: &str) {
    let path = format!("/api/applications/{app}/transfer");
    let offered = who.call(Method::POST, &path, json!({"team": team})).await;
    assert_eq!(offered.status, 200, "{}", offered.body);
}

async fn answer(who: &Developer<'_>, app: &str, what: &str) -> Answer {
    let path = format!("/api/applications/{app}/transfer/{what}");
    who.call(Method::POST, &path, Value::Null).await
}

impl<'w> Story for Team<'w> {
    type Ready = Asked<'w>;

    fn routes(&self) -> Vec<String> {
        vec![self.route.to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> Asked<'w> {
        // A mailbox gets ten invitations a day.
        world.later(9000);
        let mut ada = Developer::again(self.world, "ada").await;
        let bob = Developer::again(self.world, "bob").await;
        ada.key = Some(format!("key-{n}"));
        let asked = |who, method, path: String, body| Asked {
            who,
            method,
            path,
            body,
        };
        let transfer = |id: &str, rest: &str| format!("/api/applications/{id}/transfer{rest}");
        match self.deed {
            Deed::Make => {
                let mut new = Developer::new(self.world, &format!("dev{n}")).await;
                new.key = ada.key;
                let body = json!({"name": format!("Team {n}")});
                asked(new, Method::POST, "/api/organizations".to_owned(), body)
            }
            Deed::Rename => {
                let path = ada.own("");
                asked(ada, Method::PATCH, path, json!({"name": format!("Team {n}")}))
            }
            Deed::Promote | Deed::Remove => {
                self.membership(&ada, &bob, true).await;
                let path = ada.own(&format!("/members/{}", bob.id));
                if self.deed == Deed::Promote {
                    return asked(ada, Method::PATCH, path, json!({"role": "support"}));
                }
                asked(ada, Method::DELETE, path, Value::Null)
            }
            Deed::Invite => {
                let path = ada.own("/invitations");
                let body = json!({"email": format!("kim{n}@example.com"), "role": "member"});
                asked(ada, Method::POST, path, body)
            }
            Deed::Resend | Deed::Revoke => {
                let path = ada.own(&format!("/invitations/{}", self.invited(&ada, n).await));
                if self.deed == Deed::Resend {
                    return asked(ada, Method::POST, format!("{path}/resend"), Value::Null);
                }
                asked(ada, Method::DELETE, path, Value::Null)
            }
            Deed::Accept => {
                self.membership(&ada, &bob, false).await;
                ada.invite("bob@example.com", "member")
                    .await
                    .expect(StatusCode::CREATED);
                let body = json!({"token": token(world, "bob@example.com")});
                asked(
                    bob,
                    Method::POST,
                    "/api/organizations/accept-invitation".to_owned(),
                    body,
                )
            }
            Deed::Decline => {
                self.invited(&ada, n).await;
                let body = json!({"token": token(world, &format!("kim{n}@example.com"))});
                asked(
                    bob,
                    Method::POST,
                    "/api/organizations/decline-invitation".to_owned(),
                    body,
                )
            }
            Deed::Offer => {
                let id = self.application(&ada, &bob, false).await;
                asked(ada, Method::POST, transfer(&id, ""), json!({"team": bob.team}))
            }
            Deed::TakeOver => {
                let id = self.application(&ada, &bob, true).await;
                asked(bob, Method::POST, transfer(&id, "/accept"), Value::Null)
            }
            Deed::Refuse => {
                let id = self.application(&ada, &bob, true).await;
                asked(bob, Method::POST, transfer(&id, "/decline"), Value::Null)
            }
        }
    }

    async fn act(&self, _: &World, asked: &mut Asked<'w>) -> Answer {
        asked
            .who
            .call(asked.method.clone(), &asked.path, asked.body.clone())
            .await
    }

    fn told(&self) -> &[&str] {
        match self.deed {
            Deed::Remove | Deed::TakeOver | Deed::Refuse => &["not_found"],
            Deed::Revoke => &["not_pending"],
            Deed::Accept | Deed::Decline => &["invitation_invalid"],
            _ => &[],
        }
    }

    fn loose(&self) -> &[&str] {
        match self.deed {
            // Mailed again by who asks again: the newest link is the one that works.
            Deed::Resend => &[
                "mail",
                "mails",
                "audit",
                "audit:invitation.sent",
                "organization_event",
                "invitation",
            ],
            _ => &[],
        }
    }
}

pub fn all() -> Figures {
    super::alone(|| async {
        let mut figures = Figures::default();
        for (deed, route) in ALL {
            // A world each: every strike counts all there is.
            let world = World::start().await;
            for name in ["ada", "bob"] {
                Developer::new(&world, name).await;
            }
            let story = Team {
                world: &world,
                deed: *deed,
                route,
            };
            figures.add(Striker::new(&world).alone(&story).await);
        }
        figures
    })
}
