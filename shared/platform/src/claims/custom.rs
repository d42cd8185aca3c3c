//! What JWT templates add to a token (behaviour 3.17, 6.2, 6.3). One function fills them for the mint, for `UserInfo` and for a preview.
//!
//! The application's marks say whether there is anything to add: where there is not, nothing is read.

use super::{permissions, role_names};
use crate::tenant::Tenant;
use domain::{
    client::Client,
    jwt_template::{Facts, JwtTemplate, Person, Placeholder, SessionFacts, Target},
    user::User,
};
use protocol::error::Failure;
use serde_json::{Map, Value};
use std::sync::Arc;

/// What a token is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct About<'a> {
    pub(crate) client: &'a Client,
    /// The person, and the client's name for them; none in a machine's token.
    pub(crate) person: Option<(&'a User, &'a str)>,
    pub(crate) session: Option<SessionFacts<'a>>,
}

/// Claims of templates.
#[derive(Clone, Debug, Default)]
pub(crate) struct Custom {
    pub(crate) claims: Map<String, Value>,
    /// What had no value.
    pub(crate) left_out: Vec<Placeholder>,
}

/// How long templates of one version lie here unread again, in seconds.
const LIFE_SECS: i64 = 3600;

/// The application's templates, read together. Believed as long as the application says that they are of this version: a change of one is seen with
/// the application's own.
async fn templates(tenant: &Tenant) -> Result<Arc<Vec<JwtTemplate>>, Failure> {
    let (now, wanted) = (tenant.now(), tenant.application().jwt_templates.version);
    let cache = &tenant.services().caches().jwt_templates;
    if let Some((version, known)) = cache.get_within(tenant.id(), LIFE_SECS, now)
        && version >= wanted
    {
        return Ok(known);
    }
    let found = Arc::new(tenant.store().jwt_templates(tenant.id()).await?);
    cache.put(*tenant.id(), (wanted, Arc::clone(&found)), now);
    Ok(found)
}

/// The claims that the application's templates add for `target`.
pub(crate) async fn custom(tenant: &Tenant, about: &About<'_>, target: Target) -> Result<Map<String, Value>, Failure> {
    if !tenant.application().jwt_templates.concern(&about.client.id, target) {
        return Ok(Map::new());
    }
    let templates = templates(tenant).await?;
    Ok(filled(tenant, about, &templates, target).await?.claims)
}

/// What `templates` add: those for every client first, then the client's own, each in the order they were made. A later one wins.
pub(crate) async fn filled(
    tenant: &Tenant,
    about: &About<'_>,
    templates: &[JwtTemplate],
    target: Target,
) -> Result<Custom, Failure> {
    let mut chosen: Vec<&JwtTemplate> = templates
        .iter()
        .filter(|template| template.is_for(&about.client.id, target))
        .collect();
    chosen.sort_by_key(|template| (template.client_id.is_some(), template.id));
    let (mut roles, mut permitted) = (Vec::new(), Vec::new());
    if let Some((user, _)) = about.person
        && chosen.iter().any(|template| template.claims.needs_roles())
    {
        roles = role_names(tenant, user).await?;
        permitted = permissions(tenant, user).await?;
    }
    let facts = Facts {
        client: about.client,
        person: about.person.map(|(user, subject)| Person {
            user,
            subject,
            roles: &roles,
            permissions: &permitted,
        }),
        session: about.session,
        // Nobody acts for an organization yet: an application has none.
        organization: None,
    };
    let mut custom = Custom::default();
    for template in chosen {
        custom.claims.extend(template.claims.fill(&facts, &mut custom.left_out));
    }
    Ok(custom)
}
