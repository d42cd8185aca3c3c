//! What every page of the account portal begins with: who is signed in, and that the form in front of them is theirs (frontend 3; behaviour 10).

use crate::going;
use domain::user::User;
use platform::{
    self_service::Person,
    sessions::{self, LiveSession},
    step_up,
    tenant::Tenant,
};
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use texts::{Message, text};
use web::{
    Browser, PageForm, Query, Response, Seen, SetCookie,
    pages::{Frame, Problem, account::Portal},
};

/// A signed-in person in front of the portal.
pub(crate) struct Visit {
    pub(crate) session: LiveSession,
    pub(crate) user: User,
}

/// Who is signed in, if anybody is.
pub(crate) async fn enter(tenant: &Tenant, seen: &Seen) -> Result<Option<Visit>, Failure> {
    let Some(session) = &seen.session.0 else {
        return Ok(None);
    };
    let user = sessions::user_of(tenant, session).await?;
    Ok(user.map(|user| Visit {
        session: session.clone(),
        user,
    }))
}

/// On to the sign-in, and back here.
pub(crate) fn sign_in_first(tenant: &Tenant, here: &str) -> Response {
    let login = response_mode::with_query("/login", [("return_to", here)]);
    going::to(tenant, login, Vec::new())
}

/// Where the person proves themselves again, and comes back from.
pub(crate) fn prove_again(here: &str) -> String {
    response_mode::with_query(step_up::PAGE, [("return_to", here)])
}

/// The same, and what was typed comes back with the person.
pub(crate) async fn prove_again_for(tenant: &Tenant, user: &User, here: &str, typed: &str) -> Result<String, Failure> {
    let kept = step_up::intent::keep(tenant, user, here, typed).await?;
    let kept = kept.as_deref().map(|sealed| (KEPT, sealed));
    Ok(prove_again(&response_mode::with_query(here, kept)))
}

/// What was typed on a page before that.
pub(crate) async fn typed_before(tenant: &Tenant, user: &User, here: &str, query: &Query) -> Result<String, Failure> {
    step_up::intent::kept(tenant, user, here, query.lenient(KEPT)).await
}

/// The parameter that brings it back.
const KEPT: &str = "kept";

impl Visit {
    /// Whether the sign-in is recent and strong enough to change how one signs in.
    pub(crate) fn is_fresh(&self, tenant: &Tenant) -> bool {
        step_up::is_met(tenant, &self.user, self.session.session.standing())
    }

    /// Refuses a form of somebody else's account: another tab signed in as another person meanwhile.
    pub(crate) fn expect(&self, form: &PageForm) -> Result<(), Failure> {
        if form.text("account") == self.user.id.to_string() {
            return Ok(());
        }
        Err(Failure::new(
            ErrorCode::SessionChanged,
            "Somebody else is signed in in this browser now. Nothing was changed: go back to your account and look again.",
        ))
    }

    /// The person, for what they do.
    pub(crate) fn person(&self, seen: Seen) -> Person {
        Person {
            user: self.user.clone(),
            session: Some(self.session.clone()),
            visitor: seen.visitor(),
        }
    }

    /// The head of a page.
    pub(crate) fn portal(&self, here: &'static str, query: &Query, wrong: Option<&Failure>) -> Portal {
        let email = self.user.email.as_ref().map(|email| email.as_str().to_owned());
        Portal {
            account: self.user.id.to_string(),
            email: email.unwrap_or_default(),
            here,
            notice: query.lenient("done").and_then(notice),
            problem: wrong.map(Problem::of),
        }
    }

    /// A text in their language.
    pub(crate) fn text<'a>(&self, tenant: &Tenant, id: &'a str) -> Message<'a> {
        text(tenant.read_by_user(&self.user).reader().locale, id)
    }

    /// The page as an answer; a session cookie that grows old is replaced.
    pub(crate) async fn answer(
        &self,
        tenant: &Tenant,
        browser: &Browser,
        wrong: Option<&Failure>,
        render: impl FnOnce(&Frame) -> Result<String, Failure>,
    ) -> Result<Response, Failure> {
        let younger = going::refreshed(tenant, Some(&self.session)).await?;
        let cookies: Vec<SetCookie> = younger.into_iter().chain(browser.cookie()).collect();
        let frame = Frame::of(&tenant.read_by_user(&self.user));
        Ok(going::page(tenant, wrong, render(&frame)?, cookies, None))
    }
}

/// A moment as a page shows it.
pub(crate) fn shown_time(at: domain::Timestamp) -> String {
    let text = at.to_string().get(..16).unwrap_or("").replace('T', " ");
    format!("{text} UTC")
}

/// The day of a moment as a page shows it.
pub(crate) fn shown_day(at: domain::Timestamp) -> String {
    at.to_string().get(..10).unwrap_or("").to_owned()
}

/// The text of what was just done, by the name in the address.
fn notice(done: &str) -> Option<&'static str> {
    Some(match done {
        "profile" => "notice-profile",
        "password" => "notice-password",
        "code" => "notice-code",
        "email" => "notice-email",
        "disconnected" => "notice-disconnected",
        "mfa" => "notice-mfa",
        "mfa-removed" => "notice-mfa-removed",
        "sms-sent" => "notice-sms-sent",
        "sms" => "notice-sms",
        "sms-removed" => "notice-sms-removed",
        "saved" => "notice-codes-saved",
        "device" => "notice-device",
        "passkey-added" => "notice-passkey-added",
        "passkey-renamed" => "notice-passkey-renamed",
        "passkey-removed" => "notice-passkey-removed",
        "session" => "notice-session",
        _ => return None,
    })
}
