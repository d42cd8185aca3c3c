//! An application's roles: few, read together; a marker keeps each name unique.

use crate::{
    Store,
    error::StoreError,
    item::{Draft, Entity},
    keys,
    write::{Condition, Write},
};
use domain::{ApplicationId, Change, RoleId, role::Role};
use serde::{Deserialize, Serialize};

impl Entity for Role {
    const TYPE: &'static str = "role";

    fn version(&self) -> u64 {
        self.version
    }
}

/// Whose name this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NameMarker {
    role_id: RoleId,
}

impl Entity for NameMarker {
    const TYPE: &'static str = "role_name";
}

impl Store {
    pub(crate) fn role_writes(app: &ApplicationId, role: &Role) -> Result<Vec<Write>, StoreError> {
        Self::changed_role(app, &Change::silent(role.clone()), None)
    }

    fn changed_role(
        app: &ApplicationId,
        change: &Change<Role>,
        old_name: Option<&str>,
    ) -> Result<Vec<Write>, StoreError> {
        let role = &change.state;
        let draft = Draft::new(&keys::role(app, &role.id), Some(app), role)?.events(&change.events)?;
        let mut writes: Vec<Write> = vec![draft.when(Condition::before(role.version)).into()];
        if old_name != Some(role.name.as_str()) {
            let marker = Draft::new(
                &keys::role_name(app, &role.name),
                Some(app),
                &NameMarker { role_id: role.id },
            )?;
            writes.push(marker.when(Condition::absent()).into());
            if let Some(old) = old_name {
                writes.push(Write::Delete {
                    key: keys::role_name(app, old).attributes(),
                    condition: Condition::present(),
                });
            }
        }
        Ok(writes)
    }

    /// All roles of an application.
    pub async fn roles(&self, app: &ApplicationId) -> Result<Vec<Role>, StoreError> {
        self.configured(app, "ROLE#").await
    }

    /// Makes or changes a role; `old_name` is the name it had. `Conflict`: the name is taken, or it was changed meanwhile.
    pub async fn save_role(
        &self,
        app: &ApplicationId,
        change: Change<Role>,
        old_name: Option<&str>,
    ) -> Result<(), StoreError> {
        self.table.transact(Self::changed_role(app, &change, old_name)?).await
    }

    /// Removes a role; the event stays behind on the application's audit.
    pub async fn delete_role(&self, app: &ApplicationId, change: Change<Role>) -> Result<(), StoreError> {
        let role = &change.state;
        let mut writes = vec![
            Write::Delete {
                key: keys::role(app, &role.id).attributes(),
                condition: Condition::at_version(role.version),
            },
            Write::Delete {
                key: keys::role_name(app, &role.name).attributes(),
                condition: Condition::present(),
            },
        ];
        for event in &change.events {
            writes.push(Self::draft_event(app, event)?.when(Condition::absent()).into());
        }
        self.table.transact(writes).await
    }
}
