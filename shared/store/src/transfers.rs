//! Applications on their way to another team: offered, handed over or kept, each with every view of the application in one transaction.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, Item},
    keys,
    table::Query,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, OrganizationId, Timestamp,
    application::{Application, HostView},
    transfer::Offer,
};

impl Entity for Offer {
    const TYPE: &'static str = "offer";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

/// A step of a transfer: the application in its next version, and what the team that it is offered to sees.
#[derive(Clone, Debug)]
pub struct TransferWrite {
    /// The application.
    pub application: Change<Application>,
    /// Its hosts.
    pub hosts: Vec<HostView>,
    /// The team.
    pub team: OrganizationId,
    /// What it sees, with the event for the dashboard.
    pub offer: Change<Offer>,
}

impl Store {
    fn offer_write(dashboard: &ApplicationId, step: &TransferWrite) -> Result<Write, StoreError> {
        let offer = &step.offer.state;
        let key = keys::offer(dashboard, &step.team, &offer.application_id);
        let draft = Draft::new(&key, Some(dashboard), offer)?.events(&step.offer.events)?;
        Ok(draft.when(Condition::free_or_of(dashboard)).into())
    }

    /// Offers an application to a team, or takes note that it stays; `withdrawn`: a team it was offered to before. `Conflict`: it changed meanwhile.
    pub async fn save_offer(
        &self,
        dashboard: &ApplicationId,
        step: TransferWrite,
        withdrawn: Option<OrganizationId>,
    ) -> Result<(), StoreError> {
        let mut more = vec![Self::offer_write(dashboard, &step)?];
        if let Some(team) = withdrawn.filter(|team| *team != step.team) {
            more.push(Write::Delete {
                key: keys::offer(dashboard, &team, &step.application.state.id).attributes(),
                condition: Condition::free_or_of(dashboard),
            });
        }
        self.save_application_with(step.application, step.hosts, &[], more)
            .await
    }

    /// The team owns the application, and the other one no longer. `Conflict`: it changed meanwhile.
    pub async fn hand_over(
        &self,
        dashboard: &ApplicationId,
        step: TransferWrite,
        from: &OrganizationId,
    ) -> Result<(), StoreError> {
        let app = step.application.state.id;
        let more = vec![
            Self::offer_write(dashboard, &step)?,
            Write::Delete {
                key: keys::owned(dashboard, from, &app).attributes(),
                condition: Condition::present(),
            },
            Self::draft_owned(dashboard, &step.team, &app)?
                .when(Condition::absent())
                .into(),
        ];
        self.save_application_with(step.application, step.hosts, &[], more)
            .await
    }

    /// What is offered to a team and not over, with the applications as they are now. Strongly consistent.
    pub async fn offers(
        &self,
        dashboard: &ApplicationId,
        team: &OrganizationId,
        now: Timestamp,
    ) -> Result<Vec<(Offer, Application)>, StoreError> {
        let query = Query {
            partition: keys::organization_partition(dashboard, team),
            prefix: Some("OFFER#".into()),
            ..Query::default()
        };
        let mut offers: Vec<Offer> = item::all_live(self.table.query_all(query).await?, now)?;
        offers.retain(|offer| offer.answered_at.is_none());
        let wanted: Vec<Item> = offers
            .iter()
            .map(|offer| keys::application(&offer.application_id).attributes())
            .collect();
        let found = self.table.batch_get(wanted, true).await?;
        let applications = found
            .into_iter()
            .map(item::read::<Application>)
            .collect::<Result<Vec<_>, _>>()?;
        let with = |offer: Offer| {
            let known = applications.iter().find(|known| known.id == offer.application_id)?;
            Some((offer, known.clone()))
        };
        Ok(offers.into_iter().filter_map(with).collect())
    }
}
