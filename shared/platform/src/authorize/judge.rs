//! Is a session good enough for a request: of the right person, fresh enough, strong enough (OIDC Core §3.1.2.1, RFC 9470 §5; behaviour 5.10)?
//!
//! A session that is good by its age and level costs no further read. Who falls short proves themself again with what they have; who has nothing signs
//! in anew and enrols. A wish that cannot be met is forgotten, a demand is refused.

use crate::{claims, sessions, sessions::LiveSession, step_up, tenant::Tenant};
use domain::{
    client::{Client, ClientMfaPolicy},
    settings::MfaPolicy,
    sign_in::SignInRequest,
    user::User,
};
use protocol::{
    acr::{Acr, AskedAcr},
    error::Failure,
    prompt::Prompt,
};

/// What a session is for a request.
#[derive(Clone, Copy)]
pub(crate) enum Verdict<'a> {
    /// Good enough.
    Good(&'a LiveSession),
    /// Nobody's, or the person must sign in anew, perhaps as another.
    SignIn,
    /// Of the right person, and too old.
    Old,
    /// Of the right person, who can prove more than they did.
    Weak,
    /// What is demanded is beyond this person here.
    Unmet,
}

/// Judges a session.
pub(crate) async fn judge<'a>(
    tenant: &Tenant,
    client: &Client,
    request: &SignInRequest,
    session: Option<&'a LiveSession>,
) -> Result<Verdict<'a>, Failure> {
    let Some(live) = session else {
        return Ok(Verdict::SignIn);
    };
    let asked = &request.authorization;
    let made_for_this = live.session.auth_time >= request.received_at;
    let wants_page = asked.wants_fresh_sign_in()
        || asked.prompt.contains(Prompt::SelectAccount)
        || asked.prompt.contains(Prompt::Create);
    if wants_page && !made_for_this {
        return Ok(Verdict::SignIn);
    }
    if let Some(hinted) = &asked.hinted_subject
        && claims::subject(tenant, client, &live.session.user_id).await? != *hinted
    {
        return Ok(Verdict::SignIn);
    }
    let too_old = asked.max_age.is_some_and(|age| !live.is_fresh(age, tenant.now()));
    if too_old && !made_for_this {
        return Ok(Verdict::Old);
    }
    if !made_for_this && is_too_weak(tenant, client, live) {
        let Some(user) = sessions::user_of(tenant, live).await? else {
            return Ok(Verdict::SignIn);
        };
        let reach = reach(tenant, &user, live).await?;
        let has_factor = reach >= Acr::TwoFactors;
        return Ok(if has_factor { Verdict::Weak } else { Verdict::SignIn });
    }
    match asked.asked_acr() {
        Some(wish) if !wish.is_met_by(live.session.acr) => {
            strong(tenant, &wish, live, made_for_this, asked.is_silent()).await
        }
        _ => Ok(Verdict::Good(live)),
    }
}

/// The session is weaker than what is asked for.
async fn strong<'a>(
    tenant: &Tenant,
    wish: &AskedAcr,
    live: &'a LiveSession,
    made_for_this: bool,
    silent: bool,
) -> Result<Verdict<'a>, Failure> {
    // A wish is worth a page, once; where no page may be shown, or one was, what there is will do.
    if !wish.essential && (silent || made_for_this) {
        return Ok(Verdict::Good(live));
    }
    let Some(user) = sessions::user_of(tenant, live).await? else {
        return Ok(Verdict::SignIn);
    };
    if wish.is_met_by(reach(tenant, &user, live).await?) {
        return Ok(Verdict::Weak);
    }
    Ok(match wish.essential {
        _ if !made_for_this && step_up::may_enrol(tenant, &user, wish) => Verdict::SignIn,
        true => Verdict::Unmet,
        false => Verdict::Good(live),
    })
}

/// How far the person of a session gets with what they have.
pub(crate) async fn reach(tenant: &Tenant, user: &User, live: &LiveSession) -> Result<Acr, Failure> {
    let ways = step_up::methods(tenant, user, live).await?;
    Ok(ways.iter().map(|way| way.acr()).max().unwrap_or(Acr::OneFactor))
}

/// Whether the client needs a second factor that this session was not made with. A sign-in for this very client was asked for it, or spared.
fn is_too_weak(tenant: &Tenant, client: &Client, live: &LiveSession) -> bool {
    let settings = tenant.settings();
    let is_spared = live.session.idp_id.is_some() && !settings.mfa_for_federated;
    client.mfa_policy == ClientMfaPolicy::Required
        && settings.mfa_policy != MfaPolicy::Off
        && live.session.acr < Acr::TwoFactors
        && !is_spared
}
