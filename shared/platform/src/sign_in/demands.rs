//! What a person has still to say before they are signed in: as their account, the application and the client have it (behaviour 5.3, 5.7).

use super::Visitor;
use crate::{authorize, factors, step_up, tenant::Tenant};
use domain::{
    client::ClientMfaPolicy,
    settings::MfaPolicy,
    sign_in::{Authenticated, Method, Needs, Target},
    user::{User, UserStatus},
};
use protocol::error::Failure;

/// What `person`, recognised as `who`, has still to say.
pub(super) async fn needs(
    tenant: &Tenant,
    target: &Target,
    (person, who): (&User, &Authenticated),
    visitor: &Visitor,
) -> Result<Needs, Failure> {
    let needs = Needs {
        reactivation: person.status == UserStatus::DeletionScheduled,
        profile: !tenant.settings().missing(person).is_empty(),
        ..Needs::default()
    };
    let settings = tenant.settings();
    if settings.mfa_policy == MfaPolicy::Off || who.method.is_passkey() || who.second.is_some() {
        return Ok(needs);
    }
    // A client that asks for more gets it: neither a provider's word nor a remembered browser spares anybody then.
    let asked = step_up::asks_for_more(tenant, target, person, who.acr());
    if is_spared(tenant, who) && !asked {
        return Ok(needs);
    }
    if factors::of(tenant, person).is_empty() {
        let mfa_setup = asked || is_required(tenant, target).await?;
        return Ok(Needs { mfa_setup, ..needs });
    }
    let unasked = !asked && has_unasked_ones_alone(tenant, person).await?;
    if unasked {
        let mfa_setup = is_required(tenant, target).await?;
        return Ok(Needs { mfa_setup, ..needs });
    }
    let second_factor = asked || !is_trusted(tenant, person, visitor).await?;
    Ok(Needs { second_factor, ..needs })
}

/// Whether no second factor is asked, whoever it is: a provider answers for its own, or is believed to have asked for one.
fn is_spared(tenant: &Tenant, who: &Authenticated) -> bool {
    who.method == Method::Federated && (who.idp_mfa || !tenant.settings().mfa_for_federated)
}

/// Whether everybody needs one, by the application or by the client that waits.
async fn is_required(tenant: &Tenant, target: &Target) -> Result<bool, Failure> {
    if tenant.settings().mfa_policy == MfaPolicy::Required {
        return Ok(true);
    }
    let Target::Client(request) = target else {
        return Ok(false);
    };
    let client = authorize::client_of(tenant, request).await?;
    Ok(client.mfa_policy == ClientMfaPolicy::Required)
}

/// Whether all that the person has are passkeys that their browser made without a question: nobody who never chose a second factor is kept out for
/// lack of it, in another browser.
async fn has_unasked_ones_alone(tenant: &Tenant, person: &User) -> Result<bool, Failure> {
    if person.has_totp || person.has_sms {
        return Ok(false);
    }
    let all = tenant.store().passkeys(tenant.id(), &person.id).await?;
    Ok(all.iter().all(|passkey| passkey.silent))
}

/// Whether the person wanted this browser remembered, and nothing has ended that since.
async fn is_trusted(tenant: &Tenant, person: &User, visitor: &Visitor) -> Result<bool, Failure> {
    if tenant.settings().mfa_remember_device_days == 0 {
        return Ok(false);
    }
    let Some(hash) = visitor.device_hash(tenant).await? else {
        return Ok(false);
    };
    let now = tenant.now();
    let device = tenant.store().device(tenant.id(), &person.id, &hash, now).await?;
    Ok(device.is_some_and(|device| device.trusted_until(person.token_epoch, now).is_some()))
}
