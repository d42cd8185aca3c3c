//! `/api/organizations`: the teams of developers, on the dashboard host only (behaviour 4.11).

use super::applications::developer;
use domain::{InvitationId, OrganizationId, UserId, organization::Member, permission::OrgPermission};
use platform::manage::{
    By,
    applications::transfer::{self, OfferView},
    audit::{self, AuditQuery, EventView},
    invitations::{self as invited, InvitationView},
    organizations::{
        self, OrganizationBody, OrganizationView,
        invitations::{self, InvitationToken, Membership, NewMember},
        members::{self, MemberPatch, MemberView},
    },
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Ids, IfMatch, Json, Made, Method, NoContent, NoStore, Once,
    Paging, QueryParameter, Tenant, delete, get,
    paging::{self, ListBody},
    patch, post,
};

const READ: Access = Access::Inside(OrgPermission::MembersRead);
const WRITE: Access = Access::Inside(OrgPermission::MembersWrite);

/// `GET /api/organizations`
pub const LIST: Endpoint = Endpoint::new(Method::GET, "/api/organizations", Access::Developer, || get(list))
    .says("organizations_list", "Lists the organizations that the caller is in");
/// `POST /api/organizations`
pub const CREATE: Endpoint = Endpoint::new(Method::POST, "/api/organizations", Access::Developer, || post(create))
    .says("organizations_create", "Makes an organization");
/// `GET /api/organizations/{id}`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/api/organizations/{id}", READ, || get(show))
    .says("organizations_get", "Shows an organization");
/// `PATCH /api/organizations/{id}`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/organizations/{id}",
    Access::Inside(OrgPermission::Manage),
    || patch(update),
)
.says("organizations_update", "Changes an organization");
/// `GET /api/organizations/{id}/members`
pub const MEMBERS: Endpoint = Endpoint::new(Method::GET, "/api/organizations/{id}/members", READ, || {
    get(list_members)
})
.says("organizations_members_list", "Lists the members of an organization");
/// `PATCH /api/organizations/{id}/members/{sub}`
pub const SET_ROLE: Endpoint = Endpoint::new(Method::PATCH, "/api/organizations/{id}/members/{sub}", WRITE, || {
    patch(set_role)
})
.says("organizations_members_update", "Gives a member another role");
/// `DELETE /api/organizations/{id}/members/{sub}`: every member may remove themself.
pub const REMOVE: Endpoint = Endpoint::new(Method::DELETE, "/api/organizations/{id}/members/{sub}", READ, || {
    delete(remove)
})
.says("organizations_members_remove", "Removes a member, or leaves");
/// `GET /api/organizations/{id}/invitations`
pub const INVITATIONS: Endpoint = Endpoint::new(Method::GET, "/api/organizations/{id}/invitations", READ, || {
    get(list_invitations)
})
.says(
    "organizations_invitations_list",
    "Lists the invitations to an organization",
)
.reads(&[QueryParameter::one_of(
    "status",
    "Only those.",
    &["pending", "accepted", "declined", "revoked"],
)]);
/// `POST /api/organizations/{id}/invitations`
pub const INVITE: Endpoint = Endpoint::new(Method::POST, "/api/organizations/{id}/invitations", WRITE, || {
    post(invite)
})
.says(
    "organizations_invitations_create",
    "Invites somebody to an organization by mail",
);
/// `POST /api/organizations/{id}/invitations/{sub}/resend`
pub const RESEND: Endpoint = Endpoint::new(
    Method::POST,
    "/api/organizations/{id}/invitations/{sub}/resend",
    WRITE,
    || post(resend),
)
.says(
    "organizations_invitations_resend",
    "Sends an invitation to an organization again",
);
/// `DELETE /api/organizations/{id}/invitations/{sub}`
pub const REVOKE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/organizations/{id}/invitations/{sub}",
    WRITE,
    || delete(revoke),
)
.says(
    "organizations_invitations_revoke",
    "Revokes an invitation to an organization",
);
/// `GET /api/organizations/{id}/audit`
pub const AUDIT: Endpoint = Endpoint::new(
    Method::GET,
    "/api/organizations/{id}/audit",
    Access::Inside(OrgPermission::AuditRead),
    || get(happened),
)
.says(
    "organizations_audit_list",
    "Lists what happened in an organization, newest first",
)
.reads(super::audit::FILTERS);
/// `GET /api/organizations/{id}/transfers`
pub const OFFERS: Endpoint = Endpoint::new(Method::GET, "/api/organizations/{id}/transfers", READ, || get(offers))
    .says(
        "organizations_transfers_list",
        "Lists the applications that are offered to an organization",
    );
/// `POST /api/organizations/accept-invitation`
pub const ACCEPT: Endpoint = Endpoint::new(
    Method::POST,
    "/api/organizations/accept-invitation",
    Access::Developer,
    || post(accept),
)
.says(
    "organizations_invitations_accept",
    "Accepts an invitation to an organization",
);
/// `POST /api/organizations/decline-invitation`
pub const DECLINE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/organizations/decline-invitation",
    Access::Public,
    || post(decline),
)
.says("organizations_invitations_decline", "Declines an invitation");

/// The membership that the caller's permissions come from.
pub(super) fn membership(caller: &ApiCaller) -> Result<&Member, Failure> {
    let unlisted = || Failure::new(ErrorCode::InternalError, "The route asks for no membership.");
    caller.member.as_ref().ok_or_else(unlisted)
}

fn entity(view: OrganizationView) -> Entity<OrganizationView> {
    Entity {
        version: view.version,
        body: view,
    }
}

async fn list(caller: ApiCaller) -> Result<NoStore<ListBody<OrganizationView>>, ApiError> {
    Ok(paging::whole(
        organizations::list(&caller.tenant, developer(&caller)?).await?,
    ))
}

async fn create(
    caller: ApiCaller,
    context: Context,
    body: Once<OrganizationBody>,
) -> Result<Made<OrganizationView>, ApiError> {
    let user = developer(&caller)?;
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let made = organizations::create(&tenant, &by, user, &request).await?;
        Made::new(&made, made.version)
    })
    .await
}

async fn show(caller: ApiCaller) -> Result<Entity<OrganizationView>, ApiError> {
    Ok(entity(organizations::get(&caller.tenant, membership(&caller)?).await?))
}

async fn update(
    caller: ApiCaller,
    context: Context,
    IfMatch(version): IfMatch,
    Json(body): Json<OrganizationBody>,
) -> Result<Entity<OrganizationView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let member = membership(&caller)?;
    Ok(entity(
        organizations::update(&caller.tenant, &by, member, &body, version).await?,
    ))
}

async fn list_members(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<MemberView>>, ApiError> {
    let page = paging.page(&caller.tenant).await?;
    let found = members::list(&caller.tenant, membership(&caller)?, page).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn set_role(
    caller: ApiCaller,
    context: Context,
    Ids(_, user): Ids<OrganizationId, UserId>,
    IfMatch(version): IfMatch,
    Json(body): Json<MemberPatch>,
) -> Result<Entity<MemberView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let member = membership(&caller)?;
    let body = members::set_role(&caller.tenant, &by, member, (&user, &body), version).await?;
    Ok(Entity {
        version: body.version,
        body,
    })
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    Ids(_, user): Ids<OrganizationId, UserId>,
) -> Result<NoContent, ApiError> {
    let by = By::caller(&caller, &context.origin);
    members::remove(&caller.tenant, &by, membership(&caller)?, &user).await?;
    Ok(NoContent)
}

async fn list_invitations(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<InvitationView>>, ApiError> {
    let status = invited::wanted(&paging.params)?;
    let org = Some(membership(&caller)?.org_id);
    let page = paging.page(&caller.tenant).await?;
    let found = invited::list(&caller.tenant, org, status, page).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn invite(caller: ApiCaller, context: Context, body: Once<NewMember>) -> Result<Made<InvitationView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let member = membership(&caller)?;
    body.run(&caller, async |tenant, request| {
        let made = invitations::create(&tenant, &by, member, request).await?;
        Made::new(&made, made.version)
    })
    .await
}

async fn resend(
    caller: ApiCaller,
    context: Context,
    Ids(org, id): Ids<OrganizationId, InvitationId>,
) -> Result<Entity<InvitationView>, ApiError> {
    let body = invited::resend(&caller.tenant, &By::caller(&caller, &context.origin), Some(org), &id).await?;
    Ok(Entity {
        version: body.version,
        body,
    })
}

async fn revoke(
    caller: ApiCaller,
    context: Context,
    Ids(org, id): Ids<OrganizationId, InvitationId>,
) -> Result<NoContent, ApiError> {
    invited::revoke(&caller.tenant, &By::caller(&caller, &context.origin), Some(org), &id).await?;
    Ok(NoContent)
}

async fn happened(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<EventView>>, ApiError> {
    let query = AuditQuery::read(&paging.params)?.within(membership(&caller)?.org_id);
    let found = audit::list(&caller.tenant, &query, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn offers(caller: ApiCaller) -> Result<NoStore<ListBody<OfferView>>, ApiError> {
    Ok(paging::whole(
        transfer::offers(&caller.tenant, membership(&caller)?).await?,
    ))
}

async fn accept(
    caller: ApiCaller,
    context: Context,
    Json(body): Json<InvitationToken>,
) -> Result<NoStore<Membership>, ApiError> {
    let user = developer(&caller)?.clone();
    Ok(NoStore(
        invitations::accept(&caller.tenant, user, &body, &context.origin).await?,
    ))
}

async fn decline(tenant: Tenant, context: Context, Json(body): Json<InvitationToken>) -> Result<NoContent, ApiError> {
    invitations::decline(&tenant, &body, &context.origin).await?;
    Ok(NoContent)
}
