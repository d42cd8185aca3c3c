//! Trying a template with a person and a client: what tokens would say, made by what makes them. Nothing is kept, and no token is signed.

use super::{body::JwtTemplatePatch, get, known_client};
use crate::{
    claims::{self, About},
    manage::{By, all_good, clients, invalid},
    tenant::Tenant,
    tokens,
};
use domain::{
    ClientId, JwtTemplateId, Timestamp, UserId,
    client::Client,
    grant::Grant,
    jwt_template::{ClaimsTemplate, JwtTemplate, Target},
    permission::Permission,
    user::{User, UserStatus},
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A body of a preview.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "JwtTemplateTrial")
)]
pub struct Trial {
    /// For which client.
    client_id: ClientId,
    /// About whom; nobody: what a machine's token would say.
    #[serde(default)]
    user_id: Option<UserId>,
    /// What is not saved yet, in place of what is.
    #[serde(default)]
    draft: JwtTemplatePatch,
}

/// What tokens would say.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "JwtTemplatePreview")
)]
pub struct Preview {
    /// What this template alone says.
    claims: Map<String, Value>,
    /// Placeholders that have no value here: what they fill is left out.
    left_out: Vec<&'static str>,
    /// Whether it is for this client at all.
    applies: bool,
    /// What all templates of the application add together.
    together: Together,
}

/// Claims of templates by target.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct Together {
    access: Map<String, Value>,
    id: Map<String, Value>,
    userinfo: Map<String, Value>,
}

/// What a template would say, saved (`id`) or not.
pub async fn preview(
    tenant: &Tenant,
    by: &By<'_>,
    id: Option<&JwtTemplateId>,
    trial: &Trial,
) -> Result<Preview, Failure> {
    let mut template = match id {
        Some(id) => get(tenant, id).await?.0,
        None => unsaved(tenant),
    };
    trial.draft.apply(&mut template);
    // Its name matters to no token.
    let problems = template
        .problems()
        .into_iter()
        .filter(|problem| problem.field != "name");
    all_good(problems.collect())?;
    known_client(tenant, template.client_id).await?;
    let client = clients::get(tenant, &trial.client_id)
        .await
        .map_err(|failure| unless_there(failure, "client_id", "There is no such client."))?;
    let user = match &trial.user_id {
        Some(user) => Some(person(tenant, by, user).await?),
        None => None,
    };
    let grant = match &user {
        Some(user) => newest_grant(tenant, user, &client).await?,
        None => None,
    };
    let subject = match &user {
        Some(user) => claims::subject(tenant, &client, &user.id).await?,
        None => String::new(),
    };
    let session_id = grant
        .as_ref()
        .map(|grant| grant.session_id.to_string())
        .unwrap_or_default();
    let about = About {
        client: &client,
        person: user.as_ref().map(|user| (user, subject.as_str())),
        session: grant.as_ref().map(|grant| tokens::session_facts(grant, &session_id)),
    };
    shown(tenant, &about, template).await
}

async fn shown(tenant: &Tenant, about: &About<'_>, template: JwtTemplate) -> Result<Preview, Failure> {
    let applies = template.client_id.is_none_or(|own| own == about.client.id);
    let alone = JwtTemplate {
        targets: [Target::Id].into(),
        client_id: None,
        ..template.clone()
    };
    let mut alone = claims::filled(tenant, about, &[alone], Target::Id).await?;
    alone.left_out.sort_unstable();
    let mut all = tenant.store().jwt_templates(tenant.id()).await?;
    all.retain(|other| other.id != template.id);
    all.push(template);
    let of = async |target| Ok::<_, Failure>(claims::filled(tenant, about, &all, target).await?.claims);
    Ok(Preview {
        claims: alone.claims,
        left_out: alone.left_out.iter().map(|one| one.as_str()).collect(),
        applies,
        together: Together {
            access: of(Target::Access).await?,
            id: if about.person.is_some() {
                of(Target::Id).await?
            } else {
                Map::new()
            },
            userinfo: if about.person.is_some() {
                of(Target::Userinfo).await?
            } else {
                Map::new()
            },
        },
    })
}

/// A template that is nowhere yet: later than all others.
fn unsaved(tenant: &Tenant) -> JwtTemplate {
    JwtTemplate {
        // Saved, it would be the newest, and have the last word: also over one that was made in this very millisecond.
        id: JwtTemplateId::generate(tenant.now().plus_secs(1), tenant.entropy()),
        name: String::new(),
        targets: [Target::Id].into(),
        client_id: None,
        claims: ClaimsTemplate::new(Map::new()),
        created_at: tenant.now(),
        updated_at: tenant.now(),
        version: 1,
    }
}

fn unless_there(failure: Failure, field: &str, detail: &str) -> Failure {
    if failure.code == ErrorCode::NotFound {
        nobody(field, detail)
    } else {
        failure
    }
}

fn nobody(field: &str, detail: &str) -> Failure {
    let problem = invalid(field, detail);
    Failure::of_fields(vec![problem.clone()]).unwrap_or_else(|| Failure::new(problem.code, problem.detail))
}

/// The claims are the person's: whoever may not see people may not see them this way either.
async fn person(tenant: &Tenant, by: &By<'_>, id: &UserId) -> Result<User, Failure> {
    by.needs(Permission::UsersRead)?;
    let found = tenant.store().user(tenant.id(), id).await?;
    found
        .filter(|user| user.status != UserStatus::Deleted)
        .ok_or_else(|| nobody("user_id", "There is no such user."))
}

/// The session that the client's newest tokens come from, if the person is there.
async fn newest_grant(tenant: &Tenant, user: &User, client: &Client) -> Result<Option<Grant>, Failure> {
    let now = tenant.now();
    let grants = tenant.store().grants(tenant.id(), &user.id, now).await?;
    let made = |grant: &Grant| -> Timestamp { grant.created_at };
    let live = grants
        .into_iter()
        .filter(|grant| grant.client_id == client.id && grant.is_live(now));
    Ok(live.max_by_key(made))
}
