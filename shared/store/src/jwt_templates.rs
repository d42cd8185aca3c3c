//! An application's JWT templates: few, read together; the versions before lie in an item of their own, which no token reads.
//!
//! Each change is written with the application, whose marks say which tokens have claims of templates at all.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    write::{Condition, Write},
};
use domain::{
    ApplicationId, Change, JwtTemplateId,
    application::{Application, HostView},
    jwt_template::{JwtTemplate, JwtTemplateVersions},
};

impl Entity for JwtTemplate {
    const TYPE: &'static str = "jwt_template";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Entity for JwtTemplateVersions {
    const TYPE: &'static str = "jwt_template_versions";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Store {
    /// All of them, the oldest first. Strongly consistent.
    pub async fn jwt_templates(&self, app: &ApplicationId) -> Result<Vec<JwtTemplate>, StoreError> {
        self.configured(app, "JWT#").await
    }

    /// The last versions of one. Strongly consistent.
    pub async fn jwt_template_versions(
        &self,
        app: &ApplicationId,
        id: &JwtTemplateId,
    ) -> Result<Option<JwtTemplateVersions>, StoreError> {
        self.table
            .get(keys::jwt_template_versions(app, id).attributes(), true)
            .await?
            .map(item::read)
            .transpose()
    }

    /// Makes or changes one, keeps what it was, and marks it at the application. `Conflict`: it or the application was changed meanwhile.
    pub async fn save_jwt_template(
        &self,
        (application, hosts): (Application, Vec<HostView>),
        change: Change<JwtTemplate>,
        versions: &JwtTemplateVersions,
    ) -> Result<(), StoreError> {
        let (app, template) = (application.id, &change.state);
        let put = Draft::new(&keys::jwt_template(&app, &template.id), Some(&app), template)?
            .events(&change.events)?
            .when(Condition::before(template.version));
        let kept = Draft::new(&keys::jwt_template_versions(&app, &template.id), Some(&app), versions)?
            .when(Condition::before(versions.version));
        self.save_application_with(Change::silent(application), hosts, &[], vec![put.into(), kept.into()])
            .await
    }

    /// Removes one with all that was kept of it; the event stays behind on the application's audit.
    pub async fn delete_jwt_template(
        &self,
        (application, hosts): (Application, Vec<HostView>),
        change: Change<JwtTemplate>,
    ) -> Result<(), StoreError> {
        let (app, template) = (application.id, &change.state);
        let mut writes = vec![
            Write::Delete {
                key: keys::jwt_template(&app, &template.id).attributes(),
                condition: Condition::at_version(template.version),
            },
            Write::Delete {
                key: keys::jwt_template_versions(&app, &template.id).attributes(),
                condition: Condition::present(),
            },
        ];
        for event in &change.events {
            writes.push(Self::draft_event(&app, event)?.when(Condition::absent()).into());
        }
        self.save_application_with(Change::silent(application), hosts, &[], writes)
            .await
    }
}
