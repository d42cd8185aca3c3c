//! An application's custom domains, at most ten, read together; who holds a hostname; and what the schedule has to look at.
//!
//! A domain that is to be looked at again carries its time in the list index, so the schedule asks one index partition for what is due and reads
//! those by key, strongly: an index entry that lags behind is seen to be early and left alone.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, Item},
    keys, schema,
    table::Query,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, DomainId, Hostname, Timestamp,
    application::{Application, HostView},
    custom_domain::{CustomDomain, LeavingSite},
};
use serde::{Deserialize, Serialize};

impl Entity for CustomDomain {
    const TYPE: &'static str = "domain";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Entity for LeavingSite {
    const TYPE: &'static str = "leaving_site";

    fn version(&self) -> u64 {
        self.version
    }
}

/// Who holds a hostname before and while it is served: one application, by conditional write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Hold {
    domain_id: DomainId,
}

impl Entity for Hold {
    const TYPE: &'static str = "hold";
}

/// How a domain stops being served, held or known.
#[derive(Clone, Debug)]
pub struct Departure {
    /// The domain as it is afterwards, with what explains it.
    pub domain: Change<CustomDomain>,
    /// Whether its item goes, too.
    pub removed: bool,
    /// What must be taken from the edge: that of a domain which was held, and no longer is.
    pub leaving: Option<LeavingSite>,
    /// Where it was served: the application without the host, and what its other hosts say now.
    pub application: Option<(Change<Application>, Vec<HostView>)>,
}

/// Something the schedule must look at.
#[derive(Clone, Debug)]
pub enum Due {
    /// A domain of an application.
    Domain(ApplicationId, CustomDomain),
    /// A site nobody needs any more.
    Leaving(ApplicationId, LeavingSite),
}

impl Store {
    pub(crate) fn draft_domain(app: &ApplicationId, change: &Change<CustomDomain>) -> Result<Draft, StoreError> {
        let draft =
            Draft::new(&keys::domain(app, &change.state.hostname), Some(app), &change.state)?.events(&change.events)?;
        Ok(match change.state.next_check() {
            Some(due) => draft.listed(keys::index::DUE_DOMAINS, due),
            None => draft,
        })
    }

    fn draft_leaving(app: &ApplicationId, site: &LeavingSite) -> Result<Draft, StoreError> {
        let draft = Draft::new(&keys::leaving_site(app, &site.name), Some(app), site)?;
        Ok(draft.listed(keys::index::DUE_DOMAINS, site.next_check()))
    }

    /// All custom domains of an application.
    pub async fn domains(&self, app: &ApplicationId) -> Result<Vec<CustomDomain>, StoreError> {
        self.configured(app, "DOM#").await
    }

    /// Adds or changes a domain, as long as nobody else changed it meanwhile.
    pub async fn save_domain(&self, app: &ApplicationId, change: Change<CustomDomain>) -> Result<(), StoreError> {
        let put = Self::draft_domain(app, &change)?.when(Condition::before(change.state.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Saves a proven domain and takes hold of its hostname; `Conflict` when it was changed meanwhile or another application holds the name.
    pub async fn hold_domain(&self, app: &ApplicationId, change: Change<CustomDomain>) -> Result<(), StoreError> {
        let hold = Hold {
            domain_id: change.state.id,
        };
        let put = Self::draft_domain(app, &change)?.when(Condition::before(change.state.version));
        let key = keys::hold(&change.state.hostname);
        let hold = Draft::new(&key, Some(app), &hold)?.when(Condition::free_or_of(app));
        self.table.transact(vec![put.into(), hold.into()]).await
    }

    /// Which application holds a hostname. Strongly consistent.
    pub async fn holder(&self, hostname: &Hostname) -> Result<Option<ApplicationId>, StoreError> {
        let found = self.table.get(keys::hold(hostname).attributes(), true).await?;
        found.map(|item| owner(&item)).transpose()
    }

    /// Everything that ends with a domain, in one transaction.
    pub async fn depart(&self, app: &ApplicationId, departure: Departure) -> Result<(), StoreError> {
        let Departure {
            domain,
            removed,
            leaving,
            application,
        } = departure;
        let hostname = domain.state.hostname.clone();
        let mut writes = vec![if removed {
            Write::Delete {
                key: keys::domain(app, &hostname).attributes(),
                condition: Condition::at_version(domain.state.version),
            }
        } else {
            Self::draft_domain(app, &domain)?
                .when(Condition::before(domain.state.version))
                .into()
        }];
        let carried = removed.then_some(domain.events);
        match leaving {
            Some(site) => {
                let draft = Self::draft_leaving(app, &site)?.events(&carried.unwrap_or_default())?;
                writes.push(draft.when(Condition::absent()).into());
                writes.push(Write::Delete {
                    key: keys::hold(&hostname).attributes(),
                    condition: Condition::free_or_of(app),
                });
            }
            // Nothing is left that could carry what explains it: it goes into the audit itself.
            None => {
                for event in carried.iter().flatten() {
                    writes.push(Self::draft_event(app, event)?.when(Condition::absent()).into());
                }
            }
        }
        match application {
            None => self.table.transact(writes).await,
            Some((change, hosts)) => self.save_application_with(change, hosts, &[hostname], writes).await,
        }
    }

    /// What is due at `now`, the longest overdue first.
    pub async fn due_domains(&self, now: Timestamp, limit: i32) -> Result<Vec<Due>, StoreError> {
        let query = Query {
            index: Some(schema::LIST_INDEX),
            partition: keys::index::DUE_DOMAINS.to_owned(),
            between: Some(("0".to_owned(), now.to_string())),
            limit: Some(limit),
            ..Query::default()
        };
        let (entries, _) = self.table.query(query).await?;
        let wanted = entries.into_iter().map(|mut entry| {
            entry.retain(|name, _| name == schema::PK || name == schema::SK);
            entry
        });
        let found = self.table.batch_get(wanted.collect(), true).await?;
        Ok(found.into_iter().filter_map(|item| due(item, now)).collect())
    }

    /// Notes that a site was asked to go and is still there.
    pub async fn site_asked(&self, app: &ApplicationId, site: &LeavingSite) -> Result<(), StoreError> {
        let put = Self::draft_leaving(app, site)?.when(Condition::before(site.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Forgets a site that is gone.
    pub async fn site_gone(&self, app: &ApplicationId, name: &str) -> Result<(), StoreError> {
        self.table.delete(keys::leaving_site(app, name).attributes()).await
    }
}

fn owner(item: &Item) -> Result<ApplicationId, StoreError> {
    let text = item.get(schema::APP).and_then(item::string);
    text.and_then(|app| app.parse().ok())
        .ok_or_else(|| StoreError::Corrupt("an item of no application".into()))
}

/// One that cannot be read is told and passed over: it must not stand in the way of the others.
fn due(item: Item, now: Timestamp) -> Option<Due> {
    let is_leaving = item.get(schema::TYPE).and_then(item::string) == Some(LeavingSite::TYPE);
    let read = owner(&item).and_then(|app| {
        Ok(if is_leaving {
            Due::Leaving(app, item::read(item)?)
        } else {
            Due::Domain(app, item::read(item)?)
        })
    });
    match read {
        Ok(due) => Some(due).filter(|due| due.at().is_some_and(|at| at.is_past(now))),
        Err(error) => {
            tracing::error!(%error, "a domain that is due cannot be read");
            None
        }
    }
}

impl Due {
    fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Domain(_, domain) => domain.next_check(),
            Self::Leaving(_, site) => Some(site.next_check()),
        }
    }
}
