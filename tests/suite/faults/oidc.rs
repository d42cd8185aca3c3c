//! The token endpoint, revocation and logout as a client sees them.

use super::strike::{Figures, Story, Striker};
use crate::harness::{Answer, Browser, Flow, World, tokens};

#[derive(Clone, Copy, PartialEq, Debug)]
enum Ask {
    Redeem,
    Refresh,
    RevokeRefresh,
    RevokeMachine,
    Logout,
}

struct Client<'w> {
    flow: Flow<'w>,
    ask: Ask,
}

pub struct Holding<'w> {
    browser: Browser<'w>,
    /// The code, or the token.
    held: String,
}

impl<'w> Story for Client<'w> {
    type Ready = Holding<'w>;

    fn routes(&self) -> Vec<String> {
        let route = match self.ask {
            Ask::Redeem | Ask::Refresh => "POST /oauth2/token",
            Ask::RevokeRefresh | Ask::RevokeMachine => "POST /oauth2/revoke",
            Ask::Logout => "POST /oauth2/logout",
        };
        vec![route.to_owned()]
    }

    async fn ready(&self, _: &World, _: usize) -> Holding<'w> {
        let mut browser = self.flow.world.browser();
        if self.ask == Ask::RevokeMachine {
            let answer = self
                .flow
                .post("/oauth2/token", &[("grant_type", "client_credentials")])
                .await;
            let held = tokens(&answer).access_token;
            return Holding { browser, held };
        }
        let code = self.flow.authorize(&mut browser, 1).await.parameters()["code"].clone();
        let held = match self.ask {
            Ask::Redeem => code,
            Ask::Logout => tokens(&self.flow.redeem(&code).await).id_token,
            _ => tokens(&self.flow.redeem(&code).await).refresh_token,
        };
        Holding { browser, held }
    }

    async fn act(&self, world: &World, holding: &mut Holding<'w>) -> Answer {
        let held = holding.held.clone();
        match self.ask {
            Ask::Redeem => self.flow.redeem(&held).await,
            Ask::Refresh => self.flow.refresh(&held).await,
            Ask::RevokeRefresh | Ask::RevokeMachine => self.flow.post("/oauth2/revoke", &[("token", &held)]).await,
            Ask::Logout => {
                let url = world.url("acme", "/oauth2/logout");
                holding.browser.post(&url, &[("id_token_hint", &held)]).await
            }
        }
    }

    fn told(&self) -> &[&str] {
        // A client that redeems a code twice loses the grant (CG-02, decision 19): it signs its person in again.
        if self.ask == Ask::Redeem {
            &["invalid_grant"]
        } else {
            &[]
        }
    }

    fn loose(&self) -> &[&str] {
        if self.ask == Ask::Redeem {
            &["grant:rev", "audit", "audit:token.reuse_detected"]
        } else {
            &[]
        }
    }
}

pub fn all() -> Figures {
    super::alone(|| async {
        let world = World::start().await;
        let web = Flow::web(&world, "acme");
        let machine = world.client("acme", "machine");
        let machine = Flow {
            client_id: machine.client_id.clone(),
            client_secret: machine.client_secret.clone(),
            ..web.clone()
        };
        let bound = Flow {
            scope: "openid".into(),
            ..web.clone()
        };
        let mut striker = Striker::new(&world);
        for (flow, ask) in [
            (&web, Ask::Redeem),
            (&web, Ask::Refresh),
            (&web, Ask::RevokeRefresh),
            (&machine, Ask::RevokeMachine),
            (&bound, Ask::Logout),
        ] {
            let flow = flow.clone();
            striker.strike(&Client { flow, ask }).await;
        }
        striker.figures
    })
}
