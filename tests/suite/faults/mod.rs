//! Faults by generation (FA-03): every write use case is run once to record its AWS calls, then again for every call and every kind of fault.
//!
//! The client gets a correct answer or one that says when to try again; its second try leaves exactly one result; the invariants hold after each.

#![expect(clippy::print_stdout, reason = "the figures are the result")]

mod account;
mod branding;
mod census;
mod consumers;
mod federation;
mod jobs;
mod leaving;
mod manage;
mod oidc;
mod operators;
mod passkeys;
mod people;
mod prepared;
mod second_factor;
mod sign_in;
mod sign_in_api;
mod sms;
mod step_up;
mod strike;
mod teams;
mod templates;

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicUsize, Ordering},
};
use strike::Figures;

/// Routes with a method that could write and that do not.
const READ_ONLY: &[&str] = &[
    "POST /oauth2/userinfo",
    "POST /oauth2/introspect",
    // A redirect, and a sealed address.
    "POST /rp/callback/{id}",
    "POST /api/users/me/identities",
    // Sealed, and nothing kept.
    "POST /api/auth/passkey/options",
    "POST /api/users/me/passkeys/options",
    // A sealed challenge.
    "POST /api/auth/step-up/webauthn/options",
    // Rendered, and nothing kept.
    "POST /api/email-templates/{id}/{sub}/preview",
    "POST /api/jwt-templates/preview",
    "POST /api/jwt-templates/{id}/preview",
    // Sealed into an address, and nothing kept.
    "POST /api/applications/branding/preview",
];

type Group = (&'static str, fn() -> Figures);

/// The longest first, so that the two threads end together.
const GROUPS: &[Group] = &[
    ("operators", operators::all),
    ("sign-in", sign_in::pages),
    ("applications", manage::applications),
    ("branding", branding::all),
    ("own account", account::pages),
    ("own account and passwords, API", account::calls),
    ("codes by SMS: asked for at a sign-in and a step-up", sms::proofs),
    ("codes by SMS: the factor", sms::factor),
    ("codes by SMS: the number", sms::numbers),
    ("passkeys", passkeys::all),
    ("leaving and coming back", leaving::all),
    ("erasure", leaving::erasure),
    ("keys and clients", manage::keys),
    ("JWT templates", templates::all),
    ("roles and domains", manage::roles),
    ("users", people::users),
    ("imports", people::imports),
    ("bulk actions", jobs::all),
    ("teams", teams::all),
    ("sign-in API", sign_in_api::api),
    ("second factors", second_factor::all),
    ("step-up", step_up::all),
    ("federation", federation::all),
    ("OAuth", oidc::all),
    ("bootstrap and rotation", consumers::scheduled),
];

/// What runs without being asked for; `AERO2_FAULTS=all` runs every group, which takes some minutes, `AERO2_FAULTS=account` those of that name.
const USUAL: &[&str] = &["OAuth", "bootstrap and rotation"];

/// The groups to run, and whether they are all.
fn chosen() -> (Vec<Group>, bool) {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test is told by its environment how much to do"
    )]
    let wanted = std::env::var("AERO2_FAULTS").unwrap_or_default();
    let all = wanted == "all";
    let named = |name: &str| !wanted.is_empty() && name.contains(&wanted);
    let usual = |name: &&str| wanted.is_empty() && USUAL.contains(name);
    let groups = GROUPS.iter().filter(|(name, _)| all || named(name) || usual(name));
    (groups.copied().collect(), all)
}

/// Runs one group on a thread of its own.
fn alone<F: Future<Output = Figures>>(group: impl FnOnce() -> F) -> Figures {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(group())
}

#[test]
fn fa_03_every_call_of_every_write_use_case_may_fail_in_every_way() {
    // Two at a time: more would only wait for each other, and for the request's deadline.
    let (groups, all) = chosen();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut own = Figures::default();
        while let Some((name, group)) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
            let figures = group();
            println!("{name}: {figures}");
            figures.problems.iter().for_each(|problem| println!("  {problem}"));
            own.add(figures);
        }
        own
    };
    let total = std::thread::scope(|scope| {
        let second = scope.spawn(work);
        let mut total = work();
        total.add(second.join().unwrap());
        total
    });
    println!("fault generation: {total}");
    assert!(total.problems.is_empty(), "{}", total.problems.join("\n"));
    if !all {
        return;
    }
    let writing: BTreeSet<String> = functions::routes()
        .iter()
        .filter(|route| route.method != "GET")
        .map(|route| format!("{} {}", route.method, route.path))
        .filter(|route| !READ_ONLY.contains(&route.as_str()))
        .collect();
    let without: Vec<_> = writing.difference(&total.routes).collect();
    assert!(
        without.is_empty(),
        "no journey strikes the calls of {without:#?}: add one to tests/suite/faults"
    );
}
