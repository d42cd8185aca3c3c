//! The client that the dashboard's own pages sign in with (behaviour 2.5): there after every start, with the address that this deployment has now.

use super::{ClientBody, save};
use crate::tenant::Tenant;
use domain::{
    Change, Event,
    client::{Client, ClientType, DASHBOARD},
    event::{Actor, EventKind},
};
use protocol::error::Failure;

/// Makes the client if absent, and sets its addresses right if the dashboard moved. One read when nothing is to do.
pub async fn ensure(dashboard: &Tenant) -> Result<(), Failure> {
    let before = dashboard.store().client(dashboard.id(), &DASHBOARD).await?;
    let callback = vec![format!("{}/callback", dashboard.origin())];
    let home = vec![format!("{}/", dashboard.origin())];
    let (kind, after) = match &before {
        Some(client) if client.is_usable() && client.redirect_uris == callback => return Ok(()),
        // Deleting or disabling it would lock every developer out.
        Some(client) => (EventKind::ClientUpdated, revived(client.clone())),
        None => (EventKind::ClientCreated, fresh(dashboard)?),
    };
    let after = Client {
        redirect_uris: callback,
        post_logout_redirect_uris: home,
        ..after
    };
    let after = if before.is_some() {
        after.touched(dashboard.now())
    } else {
        after
    };
    let event = Event::new(kind, Actor::system(), dashboard.now(), dashboard.entropy())
        .on("client", after.id)
        .with("client_name", after.client_name.clone());
    save(dashboard, before.as_ref(), Change::because(after, event), None).await
}

fn revived(client: Client) -> Client {
    Client {
        enabled: true,
        deleted_at: None,
        ..client
    }
}

fn fresh(dashboard: &Tenant) -> Result<Client, Failure> {
    let client = ClientBody::named("Dashboard", ClientType::Spa).begin(dashboard)?;
    Ok(Client {
        id: DASHBOARD,
        client_name: "Dashboard".to_owned(),
        ..client
    })
}
