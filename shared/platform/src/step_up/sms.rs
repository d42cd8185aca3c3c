//! The code by SMS of somebody who is signed in: bound to the session, so that it works in this browser only (OT-03).

use crate::{factors, sessions::LiveSession, sign_in::Visitor, tenant::Tenant};
use domain::{Timestamp, step_up::Way, user::User};
use protocol::error::Failure;

/// Sends it; answers when it ends. An earlier one dies.
pub async fn send_sms(
    tenant: &Tenant,
    live: &LiveSession,
    user: &User,
    visitor: &Visitor,
) -> Result<Timestamp, Failure> {
    super::prove::expect(tenant, user, live, Way::Sms).await?;
    factors::sms::challenge(tenant, user, &super::binding(live), visitor).await
}
