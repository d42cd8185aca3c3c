//! An application's words for mails: few, read together; the versions before lie in an item of their own, which no mail reads.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    write::Condition,
};
use domain::{
    ApplicationId, Change,
    email_template::{EmailTemplate, EmailTemplateVersions},
    locale::Locale,
    mail_kind::MailKind,
};

impl Entity for EmailTemplate {
    const TYPE: &'static str = "email_template";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Entity for EmailTemplateVersions {
    const TYPE: &'static str = "email_template_versions";

    fn version(&self) -> u64 {
        self.version
    }
}

impl Store {
    /// All that were ever set, those that are the shipped words again included. Strongly consistent.
    pub async fn email_templates(&self, app: &ApplicationId) -> Result<Vec<EmailTemplate>, StoreError> {
        self.configured(app, "TPL#").await
    }

    /// The last versions of one. Strongly consistent.
    pub async fn email_template_versions(
        &self,
        app: &ApplicationId,
        kind: MailKind,
        locale: Locale,
    ) -> Result<Option<EmailTemplateVersions>, StoreError> {
        self.table
            .get(keys::email_template_versions(app, kind, locale).attributes(), true)
            .await?
            .map(item::read)
            .transpose()
    }

    /// Sets one, and keeps what it was. `Conflict`: it was changed meanwhile.
    pub async fn save_email_template(
        &self,
        app: &ApplicationId,
        change: Change<EmailTemplate>,
        versions: &EmailTemplateVersions,
    ) -> Result<(), StoreError> {
        let template = &change.state;
        let key = keys::email_template(app, template.kind, template.locale);
        let put = Draft::new(&key, Some(app), template)?
            .events(&change.events)?
            .when(Condition::before(template.version));
        let key = keys::email_template_versions(app, template.kind, template.locale);
        let kept = Draft::new(&key, Some(app), versions)?.when(Condition::before(versions.version));
        self.table.transact(vec![put.into(), kept.into()]).await
    }
}
