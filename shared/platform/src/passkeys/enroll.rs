//! A person gets a passkey: asked for, verified, written with its marker and with the user who counts it (behaviour 5.8; Web Authentication §7.1).
//!
//! One that its person chose is a second factor, where passkeys count as one: it ends what was signed in without it, and recovery codes are made where
//! there are none, so that the day it is lost weakens nothing. One that the browser made by itself asks nobody for itself, and ends nothing.

use super::{
    account_name,
    ceremony::{self, Kind},
    count_answer, described, handle, identifier, is_offered, of_user, refused, room_for_one, rp_id,
    verify::{self, Created, Made},
};
use crate::{
    factors::{self, Kind as Factor},
    mails::{self, MailKind},
    sign_in::Visitor,
    tenant::Tenant,
};
use domain::{
    Change, Event, Secret,
    event::{Actor, ActorKind, EventKind, Origin},
    passkey::{self, Passkey},
    user::User,
};
use protocol::{
    error::{ErrorCode, Failure},
    webauthn::{CreationOptions, RelyingParty, UserEntity},
};
use store::FactorWrites;

/// Where a notice about passkeys leads.
pub(super) const PAGE: &str = "/account/security";

/// What a new passkey changes; nothing is written yet.
pub(crate) struct Enrolment {
    /// The user as they will be, who carries the events.
    pub(crate) user: Change<User>,
    pub(crate) passkey: Passkey,
    pub(crate) factors: FactorWrites,
    /// New recovery codes, where this is the first factor.
    pub(crate) codes: Vec<Secret<String>>,
    /// Whether it is a second factor from now on.
    pub(crate) is_factor: bool,
}

/// How a passkey is made.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// What the person calls it, if they say.
    pub name: Option<&'a str>,
    /// Whether the browser made it without a question.
    pub silent: bool,
    /// Whether new recovery codes can be looked at until they are said to be saved.
    pub keep: bool,
}

/// What a browser is asked to make. `binding` names the session, or the transaction, in which it is asked for.
pub async fn options(tenant: &Tenant, user: &User, binding: &str) -> Result<CreationOptions, Failure> {
    is_offered(tenant)?;
    room_for_one(user)?;
    let known = of_user(tenant, user).await?;
    let rp = RelyingParty {
        id: rp_id(tenant),
        name: tenant.application().name.clone(),
    };
    let name = account_name(user);
    let entity = UserEntity {
        id: handle(tenant, &user.id).await?,
        display_name: user.name.clone().unwrap_or_else(|| name.clone()),
        name,
    };
    let challenge = ceremony::challenge(tenant, Kind::Create, &bound(user, binding)).await?;
    Ok(CreationOptions::new(rp, entity, challenge, described(&known)))
}

fn bound(user: &User, binding: &str) -> String {
    format!("enroll {} {binding}", user.id)
}

/// Verifies what the browser made, and says what it changes. The owner is told by mail.
pub(crate) async fn enrolment(
    tenant: &Tenant,
    user: &User,
    binding: &str,
    credential: &str,
    wish: Wish<'_>,
    visitor: &Visitor,
) -> Result<Enrolment, Failure> {
    is_offered(tenant)?;
    count_answer(tenant, &visitor.source)?;
    let origin = &visitor.origin;
    let name = wish.name.map(named).transpose()?;
    let answer = Created::read(credential)?;
    ceremony::consume(tenant, Kind::Create, &bound(user, binding), &answer.challenge).await?;
    room_for_one(user)?;
    let known = of_user(tenant, user).await?;
    let silent = wish.silent && tenant.settings().passkey_silent_create;
    let made = verify::created(tenant, &known, &answer, silent).map_err(|_| refused())?;
    let (id, marker) = identifier(tenant, &answer.id).await?;
    let name = name.unwrap_or_else(|| passkey::first_name(&made.aaguid));
    let passkey = Passkey {
        silent: wish.silent,
        ..passkey_of(tenant, user, made, (id, marker, answer.id.text()), name)
    };
    let mut event = event(tenant, user, &passkey, EventKind::PasskeyAdded, origin).with("silent", wish.silent);
    if let Some(mail) = mails::tell(tenant, user, MailKind::PasskeyAdded, Some(&passkey.name), PAGE).await? {
        event = event.mailing(mail);
    }
    let is_factor = !wish.silent && factors::enrollable(tenant).contains(&Factor::Passkey);
    let change = Change::because(user.clone().with_passkey(is_factor, tenant.now()), event);
    let mut enrolment = Enrolment {
        user: change,
        passkey,
        factors: FactorWrites::default(),
        codes: Vec::new(),
        is_factor,
    };
    if is_factor {
        enrolment = with_codes(tenant, user, enrolment, wish.keep, origin).await?;
    }
    Ok(enrolment)
}

/// Recovery codes for whoever has none. Whoever has no factor yet has none for certain.
async fn with_codes(
    tenant: &Tenant,
    user: &User,
    enrolment: Enrolment,
    keep: bool,
    origin: &Origin,
) -> Result<Enrolment, Failure> {
    if user.has_second_factor() && tenant.store().recovery_codes(tenant.id(), &user.id).await?.is_some() {
        return Ok(enrolment);
    }
    let (codes, set) = factors::new_set(tenant, user, keep).await?;
    let actor = Actor::new(ActorKind::User, user.id);
    let made = Event::new(EventKind::MfaRecoveryCodesMade, actor, tenant.now(), tenant.entropy())
        .on("user", user.id)
        .with("count", codes.len())
        .from(origin);
    Ok(Enrolment {
        user: enrolment.user.and(made),
        factors: FactorWrites {
            recovery_codes: Some(set),
            ..enrolment.factors
        },
        codes,
        ..enrolment
    })
}

fn passkey_of(
    tenant: &Tenant,
    user: &User,
    made: Made,
    (id, marker, credential_id): (domain::CredentialId, String, String),
    name: String,
) -> Passkey {
    Passkey {
        id,
        user_id: user.id,
        credential_id,
        marker,
        public_key: made.public_key,
        counter: made.counter,
        aaguid: made.aaguid,
        transports: made.transports,
        backup_eligible: made.backup_eligible,
        backed_up: made.backed_up,
        name,
        silent: false,
        created_at: tenant.now(),
        last_used_at: None,
        version: 1,
    }
}

/// A name that a person gave, or what is wrong with it.
pub(super) fn named(typed: &str) -> Result<String, Failure> {
    passkey::name(typed).map_err(|error| {
        let detail = error.to_string();
        Failure::new(ErrorCode::ValidationError, detail.clone()).field("name", ErrorCode::ValidationError, detail)
    })
}

/// Something that happened to a passkey, by its owner.
pub(super) fn event(tenant: &Tenant, user: &User, passkey: &Passkey, kind: EventKind, origin: &Origin) -> Event {
    let actor = Actor::new(ActorKind::User, user.id);
    about(Event::new(kind, actor, tenant.now(), tenant.entropy()), passkey).from(origin)
}

/// What an event tells of a passkey.
pub(super) fn about(event: Event, passkey: &Passkey) -> Event {
    event
        .on("user", passkey.user_id)
        .with("passkey", passkey.id.to_string())
        .with("name", passkey.name.clone())
        .with("aaguid", passkey.aaguid.clone())
        .with("synced", passkey.backup_eligible)
}
