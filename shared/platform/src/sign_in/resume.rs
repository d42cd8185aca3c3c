//! What a person has still to say once they are known: keep the account or leave it, and what the application requires of everybody (behaviour 5.3).
//!
//! Nothing was issued yet, so whatever ends a person's sessions in between ends this, too: the epoch of the proof is compared with theirs.

use super::{Ending, Loaded, Passed, Visitor, abandon, demands::needs, expired, finish::conclude, wrong_state};
use crate::{
    authorize::Next,
    manage::{all_good, diff, users::Profile},
    tenant::Tenant,
};
use domain::{
    Change, Event, Timestamp,
    event::{Actor, ActorKind, EventKind},
    settings::RequiredField,
    sign_in::{Authenticated, State},
    user::{User, UserStatus},
};
use protocol::{
    error::{ErrorCode, Failure, FieldError},
    response_mode::AuthorizationResponse,
};

/// How long what follows the first factor may take, in seconds; what is not named has the time of the whole sign-in.
const fn life_secs(state: State) -> Option<i64> {
    match state {
        State::NeedsReactivation | State::NeedsMfaSetup => Some(900),
        State::NeedsSecondFactor => Some(600),
        _ => None,
    }
}

/// What was filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// Full name.
    pub name: Option<String>,
    /// First name.
    pub given_name: Option<String>,
    /// Last name.
    pub family_name: Option<String>,
    /// Whether the terms were agreed to.
    pub terms: bool,
}

impl Filled {
    /// What was typed into a field.
    pub fn text_of(&self, field: RequiredField) -> &str {
        let typed = match field {
            RequiredField::Name => &self.name,
            RequiredField::GivenName => &self.given_name,
            RequiredField::FamilyName => &self.family_name,
            RequiredField::Terms => return "",
        };
        typed.as_deref().unwrap_or("")
    }
}

/// What is asked of the person of a sign-in, for its page.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The person.
    pub user: User,
    /// When their account is erased, where that is the question.
    pub deletion_at: Option<Timestamp>,
    /// What is missing.
    pub missing: Vec<RequiredField>,
}

/// What a sign-in in this state asks.
pub async fn asked(tenant: &Tenant, loaded: &Loaded, state: State) -> Result<Asked, Failure> {
    let (_, user) = known(tenant, loaded, state).await?;
    Ok(Asked {
        deletion_at: user.deletion_at,
        missing: tenant.settings().missing(&user),
        user,
    })
}

/// Who was recognised, if that still holds.
pub(super) async fn known(tenant: &Tenant, loaded: &Loaded, state: State) -> Result<(Authenticated, User), Failure> {
    let who = loaded.transaction.expects(state).map_err(|_| wrong_state())?.clone();
    let now = tenant.now();
    if life_secs(state).is_some_and(|secs| who.latest().plus_secs(secs).is_past(now)) {
        return Err(expired());
    }
    let user = tenant.store().user(tenant.id(), &who.user_id).await?;
    let same = |user: &User| user.token_epoch == who.user_epoch && user.may_prove_mailbox(now);
    let user = user.filter(same).ok_or_else(expired)?;
    Ok((who, user))
}

fn event(tenant: &Tenant, user: &User, kind: EventKind, visitor: &Visitor) -> Event {
    let actor = Actor::new(ActorKind::User, user.id);
    Event::new(kind, actor, tenant.now(), tenant.entropy())
        .on("user", user.id)
        .from(&visitor.origin)
}

/// The person keeps their account. Where they did so in another tab already, this goes on from there.
pub async fn keep(tenant: &Tenant, loaded: &Loaded, visitor: &Visitor) -> Result<Passed, Failure> {
    let (who, before) = known(tenant, loaded, State::NeedsReactivation).await?;
    let mut ending = Ending::default();
    let mut user = before;
    if user.status == UserStatus::DeletionScheduled {
        let event = event(tenant, &user, EventKind::UserDeletionCancelled, visitor);
        user = user.keep(tenant.now());
        ending.user = Some(Change::because(user.clone(), event));
        ending.is_kept = true;
    }
    if !user.is_active() {
        return Err(expired());
    }
    let needs = Box::pin(needs(tenant, &loaded.transaction.target, (&user, &who), visitor)).await?;
    let next = loaded.transaction.clone().keep(needs);
    let next = next.map_err(|_| wrong_state())?;
    Box::pin(conclude(tenant, loaded, next, (&user, &who), visitor, ending)).await
}

/// The person leaves: nothing is issued, and a client that waits is told so.
pub async fn leave(tenant: &Tenant, loaded: Loaded) -> Result<Option<Box<AuthorizationResponse>>, Failure> {
    loaded
        .transaction
        .expects(State::NeedsReactivation)
        .map_err(|_| wrong_state())?;
    Ok(match abandon(tenant, loaded).await? {
        Some(Next::Client(response)) => Some(response),
        _ => None,
    })
}

/// The person filled in what was missing. What they have already stays as it is.
pub async fn fill(tenant: &Tenant, loaded: &Loaded, filled: Filled, visitor: &Visitor) -> Result<Passed, Failure> {
    let (who, before) = known(tenant, loaded, State::NeedsProfile).await?;
    let after = completed(tenant, &before, filled)?;
    let mut ending = Ending::default();
    let mut user = before;
    if after != user {
        let event = event(tenant, &user, EventKind::UserUpdated, visitor).with("changes", diff::changes(&user, &after));
        user = after.touched(tenant.now());
        ending.user = Some(Change::because(user.clone(), event));
    }
    let next = loaded.transaction.clone().fill().map_err(|_| wrong_state())?;
    Box::pin(conclude(tenant, loaded, next, (&user, &who), visitor, ending)).await
}

fn completed(tenant: &Tenant, before: &User, filled: Filled) -> Result<User, Failure> {
    let missing = tenant.settings().missing(before);
    let wanted = |field: RequiredField, text: Option<String>| text.filter(|_| missing.contains(&field));
    let profile = Profile::filling(
        wanted(RequiredField::Name, filled.name),
        wanted(RequiredField::GivenName, filled.given_name),
        wanted(RequiredField::FamilyName, filled.family_name),
    );
    let mut after = before.clone();
    let mut problems = profile.apply(&mut after);
    if filled.terms && missing.contains(&RequiredField::Terms) {
        after.accept_terms(&tenant.settings().terms_version, tenant.now());
    }
    // What was said, and said wrongly, is told once.
    let told = |field: &RequiredField| problems.iter().any(|problem| problem.field == field.as_str());
    let unsaid = tenant.settings().missing(&after).into_iter();
    let unsaid: Vec<FieldError> = unsaid.filter(|field| !told(field)).map(lacking).collect();
    problems.extend(unsaid);
    all_good(problems)?;
    Ok(after)
}

/// A field that is required and was left out.
pub(crate) fn lacking(field: RequiredField) -> FieldError {
    let detail = match field {
        RequiredField::Terms => "Agree to the terms to go on.",
        RequiredField::Name | RequiredField::GivenName | RequiredField::FamilyName => "This field is required.",
    };
    FieldError {
        field: field.as_str().to_owned(),
        code: ErrorCode::ValidationError,
        detail: detail.to_owned(),
    }
}
