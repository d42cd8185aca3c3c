//! The client that the dashboard's own pages sign in with (behaviour 2.5): there after every start, with the address that this deployment has now.

use super::{ClientBody, write};
use crate::tenant::Tenant;
use domain::{
    Change, Event,
    client::{Client, ClientType, DASHBOARD},
    event::{Actor, EventKind},
};
use protocol::error::Failure;
use store::StoreError;

/// Makes the client if absent, and sets its addresses right if the dashboard moved. One read when nothing is to do.
pub async fn ensure(dashboard: &Tenant) -> Result<(), Failure> {
    let Some((before, change)) = wanted(dashboard).await? else {
        return Ok(());
    };
    match write(dashboard, before.as_ref(), change).await {
        // Another start was first: what it made is what we want.
        Err(StoreError::Conflict) if wanted(dashboard).await?.is_none() => Ok(()),
        written => Ok(written?),
    }
}

/// The client as it is and what it should become; `None` when it is as it should be.
async fn wanted(dashboard: &Tenant) -> Result<Option<(Option<Client>, Change<Client>)>, Failure> {
    let callback = vec![format!("{}/callback", dashboard.origin())];
    let before = dashboard.store().client(dashboard.id(), &DASHBOARD).await?;
    let (kind, client) = match &before {
        Some(client) if client.is_usable() && client.redirect_uris == callback => return Ok(None),
        // Deleted or disabled, it would lock every developer out.
        Some(client) => (
            EventKind::ClientUpdated,
            revived(client.clone()).touched(dashboard.now()),
        ),
        None => (EventKind::ClientCreated, fresh(dashboard)?),
    };
    let after = Client {
        redirect_uris: callback,
        post_logout_redirect_uris: vec![format!("{}/", dashboard.origin())],
        ..client
    };
    let event = Event::new(kind, Actor::system(), dashboard.now(), dashboard.entropy())
        .on("client", after.id)
        .with("client_name", after.client_name.clone());
    Ok(Some((before, Change::because(after, event))))
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
