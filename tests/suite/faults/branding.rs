//! The look of an application: drafted, taken back, published, gone back to, and given an image.

use super::strike::{Figures, Story, Striker};
use crate::{
    flows::manage::branding::{DRAFT, LOOK, picture},
    harness::{Answer, Call, World},
};
use http::Method;
use image::ImageFormat;
use serde_json::{Value, json};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Draft,
    Discard,
    Publish,
    RollBack,
    Upload,
}

struct Ready {
    body: Value,
    picture: Vec<u8>,
}

impl Look {
    const fn route(self) -> &'static str {
        match self {
            Self::Draft => "PATCH /api/applications/branding/draft",
            Self::Discard => "DELETE /api/applications/branding/draft",
            Self::Publish => "POST /api/applications/branding/publish",
            Self::RollBack => "POST /api/applications/branding/rollback",
            Self::Upload => "POST /api/applications/branding/images",
        }
    }
}

fn colour(n: usize) -> Value {
    json!({"primary_color": format!("#{n:06x}")})
}

async fn done(world: &World, method: Method, path: &str, body: &Value) -> Value {
    let answer = world.manage("acme", method, path, Some(body)).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

impl Story for Look {
    type Ready = Ready;

    fn routes(&self) -> Vec<String> {
        vec![self.route().to_owned()]
    }

    async fn ready(&self, world: &World, n: usize) -> Ready {
        let mut ready = Ready {
            body: json!({}),
            picture: Vec::new(),
        };
        match self {
            Self::Draft => ready.body = colour(n),
            Self::Discard | Self::Publish => {
                done(world, Method::PATCH, DRAFT, &colour(n)).await;
            }
            Self::RollBack => {
                done(world, Method::PATCH, LOOK, &colour(2 * n)).await;
                done(world, Method::PATCH, LOOK, &colour(2 * n + 1)).await;
                let shown = world.manage("acme", Method::GET, DRAFT, None).await.json();
                ready.body = json!({"version": shown["versions"][0]["version"]});
            }
            Self::Upload => {
                // Sixty an hour are the most.
                world.later(120);
                ready.picture = picture(u8::try_from(n % 250).unwrap(), ImageFormat::Png);
                ready.picture.extend(n.to_be_bytes());
            }
        }
        ready
    }

    async fn act(&self, world: &World, ready: &mut Ready) -> Answer {
        let (method, path) = self.route().split_once(' ').unwrap();
        let url = world.url("acme", path);
        let call = Call::new(method.parse().unwrap(), &url)
            .header("authorization", format!("Bearer {}", world.app("acme").secret_key));
        world
            .send(match self {
                Self::Upload => Call {
                    body: ready.picture.clone(),
                    ..call.header("content-type", "image/png")
                },
                Self::Discard => call,
                _ => call.json(&ready.body),
            })
            .await
    }
}

pub fn all() -> Figures {
    super::alone(|| async {
        let mut figures = Figures::default();
        for look in [Look::Draft, Look::Discard, Look::Publish, Look::RollBack, Look::Upload] {
            let world = World::start().await;
            figures.add(Striker::new(&world).alone(&look).await);
        }
        figures
    })
}
