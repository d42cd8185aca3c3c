//! Bulk import of users: a line each, judged one by one; good ones are stored, bad ones are reported with their number and a reason (behaviour 5.16).
//!
//! One request does its lines and answers with the report, instead of being a job: the same lines again change nothing, so whoever loses the answer sends
//! them again (docs/decisions/0018).

mod line;

use super::{
    By,
    users::{self, filled, kept, roles, shadows},
};
use crate::{factors, sign_up, tenant::Tenant};
use domain::{
    Change, RoleId, Secret,
    event::EventKind,
    permission::Permission,
    user::{User, UserStatus},
};
use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use keys::Vault;
use passwords::Stored;
use protocol::error::{ErrorCode, Failure};
use serde::Serialize;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    pin::pin,
    time::Duration,
};
use store::{ITEMS_TOGETHER, NewPerson, StoreError};

/// Lines of one request.
pub const MAX_LINES: usize = 10_000;
/// Lines that are judged, looked up and written together.
const CHUNK: usize = 500;
/// Transactions on their way at the same time: those of a chunk.
const AT_ONCE: usize = 16;
/// Items that a person is counted as at least: a user, a marker, a password and an event. More than 25 people at once take longer than a call may.
const USUAL_ITEMS: usize = 4;
/// When no further chunk is begun, so that the report is there before the request's deadline.
const ENOUGH: Duration = Duration::from_secs(5);
/// Refusals of one report: it stays below a mebibyte.
const MAX_REFUSED: usize = 2_000;

/// A line that was not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "RefusedLine"))]
pub struct Refused {
    /// Its number in the request, from 1.
    pub line: usize,
    /// Why, for programs.
    pub code: ErrorCode,
    /// Why, for people.
    pub detail: String,
}

/// What became of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "ImportReport"))]
pub struct Report {
    /// Users that were made; in a dry run, that would be.
    pub created: usize,
    /// Lines whose address is a user's already: nothing was changed.
    pub unchanged: usize,
    /// Lines that were not stored.
    pub refused: Vec<Refused>,
    /// The first line that was not looked at, for want of time; send from there on. Null at the end.
    pub next_line: Option<usize>,
    /// Nothing was written.
    pub dry_run: bool,
}

/// A line that is good as far as it can be seen without the table.
struct Candidate {
    email_hash: String,
    user: User,
    foreign: Option<Stored>,
    totp: Option<Secret<Vec<u8>>>,
}

/// Imports the lines of a body.
pub async fn users(tenant: &Tenant, by: &By<'_>, body: &[u8], dry_run: bool) -> Result<Report, Failure> {
    let lines: Vec<(usize, &[u8])> = body
        .split(|byte| *byte == b'\n')
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim_ascii()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    if lines.is_empty() || lines.len() > MAX_LINES {
        let detail = format!(
            "Send 1 to {MAX_LINES} lines, a JSON object each; these are {}.",
            lines.len()
        );
        return Err(Failure::new(ErrorCode::ImportInvalid, detail));
    }
    if !dry_run {
        tenant
            .record(by.event(tenant, EventKind::ImportStarted).with("lines", lines.len()))
            .await?;
    }
    let mut import = Import::new(tenant, by, dry_run);
    let mut late = pin!(tokio::time::sleep(ENOUGH));
    for chunk in lines.chunks(CHUNK) {
        let first = chunk.first().map_or(1, |(number, _)| *number);
        if import.report.refused.len() >= MAX_REFUSED || late.as_mut().now_or_never().is_some() {
            import.report.next_line = Some(first);
            break;
        }
        import.chunk(chunk).await?;
    }
    let report = import.report;
    if !dry_run {
        let (created, unchanged) = (report.created, report.unchanged);
        let event = by.event(tenant, EventKind::ImportFinished).with("created", created);
        let event = event.with("unchanged", unchanged).with("refused", report.refused.len());
        tenant.record(event).await?;
    }
    Ok(report)
}

/// An import in progress.
struct Import<'a> {
    tenant: &'a Tenant,
    by: &'a By<'a>,
    report: Report,
    /// Addresses of this request, and the line that named each first.
    seen: HashMap<String, usize>,
    /// Whether the caller may give these roles: asked once for equal ones.
    roles: BTreeMap<Vec<RoleId>, Result<(), Failure>>,
}

impl<'a> Import<'a> {
    fn new(tenant: &'a Tenant, by: &'a By<'a>, dry_run: bool) -> Self {
        let report = Report {
            dry_run,
            ..Report::default()
        };
        Self {
            tenant,
            by,
            report,
            seen: HashMap::new(),
            roles: BTreeMap::new(),
        }
    }

    /// A look-up of all addresses, a hundred a call, then transactions for those that are nobody's.
    async fn chunk(&mut self, lines: &[(usize, &[u8])]) -> Result<(), Failure> {
        let mut good = Vec::with_capacity(lines.len());
        for (number, text) in lines {
            match self.candidate(*number, text).await {
                Ok(candidate) => good.push(candidate),
                Err(failure) if failure.status() >= 500 => return Err(failure),
                Err(failure) => self.report.refused.push(refused(*number, failure)),
            }
        }
        let hashes: Vec<String> = good.iter().map(|candidate| candidate.email_hash.clone()).collect();
        let taken: HashSet<String> = self.tenant.store().taken_emails(self.tenant.id(), &hashes).await?;
        good.retain(|candidate| !taken.contains(&candidate.email_hash));
        self.report.unchanged += taken.len();
        if self.report.dry_run {
            self.report.created += good.len();
            return Ok(());
        }
        shadows::note(
            self.tenant,
            good.iter().filter_map(|candidate| candidate.foreign.as_ref()),
        )
        .await?;
        let all = good.len();
        let vault = self.tenant.vault().await?;
        let people = good
            .into_iter()
            .map(|candidate| person(self.tenant, vault, self.by, candidate));
        let groups = together(people);
        let tenant = self.tenant;
        let writes = stream::iter(groups).map(|people| make(tenant, people));
        let made: Vec<usize> = writes.buffer_unordered(AT_ONCE).try_collect().await?;
        let created: usize = made.iter().sum();
        self.report.created += created;
        self.report.unchanged += all - created;
        Ok(())
    }

    async fn candidate(&mut self, number: usize, text: &[u8]) -> Result<Candidate, Failure> {
        let line = line::read(text)?;
        let required = || Failure::new(ErrorCode::ValidationError, "email: This field is required.");
        let email = line.user.email.clone().ok_or_else(required)?;
        let mut user = sign_up::new_user(self.tenant, email.clone(), None).await?;
        let mut problems = Vec::new();
        let foreign = filled(&line.user, &mut user, &mut problems);
        super::all_good(problems)?;
        user.has_password = foreign.is_some();
        user.has_totp = line.totp.is_some();
        if line.disabled {
            user.status = UserStatus::Disabled;
        }
        if let Some(roles) = line.user.roles {
            self.may_assign(&roles).await?;
            user.roles = roles;
        }
        let email_hash = users::email_hash(self.tenant, &email).await?;
        if let Some(first) = self.seen.get(&email_hash) {
            let detail = format!("Line {first} has the same address.");
            return Err(Failure::new(ErrorCode::EmailTaken, detail));
        }
        self.seen.insert(email_hash.clone(), number);
        Ok(Candidate {
            email_hash,
            user,
            foreign,
            totp: line.totp,
        })
    }

    async fn may_assign(&mut self, wanted: &[RoleId]) -> Result<(), Failure> {
        self.by.needs(Permission::RolesAssign)?;
        if let Some(known) = self.roles.get(wanted) {
            return known.clone();
        }
        let answer = roles::may_assign(self.tenant, self.by, wanted).await;
        self.roles.insert(wanted.to_vec(), answer.clone());
        answer
    }
}

/// The first thing that is wrong says which field it is about.
fn refused(line: usize, failure: Failure) -> Refused {
    let about = |(field, detail): (&str, &str)| format!("{field}: {detail}");
    let first = failure
        .fields
        .first()
        .map(|one| (one.code, about((&one.field, &one.detail))));
    let (code, detail) = first.unwrap_or((failure.code, failure.detail));
    Refused { line, code, detail }
}

fn person(tenant: &Tenant, vault: &Vault, by: &By<'_>, candidate: Candidate) -> NewPerson {
    let id = candidate.user.id;
    let mut event = by.event(tenant, EventKind::UserCreated).on("user", id);
    event = event.with("via", "import");
    let app = |secret| factors::imported(vault, tenant.id(), &id, secret, tenant.now());
    let totp = candidate.totp.as_ref().map(app);
    if totp.is_some() {
        event = event.with("factors", vec!["totp"]);
    }
    NewPerson {
        user: Change::because(candidate.user, event),
        email_hash: candidate.email_hash,
        password: candidate.foreign.as_ref().map(|foreign| kept(tenant, foreign)),
        totp,
    }
}

/// People in groups that fit into one transaction each.
fn together(people: impl Iterator<Item = NewPerson>) -> Vec<Vec<NewPerson>> {
    let mut groups: Vec<Vec<NewPerson>> = Vec::new();
    let mut room = 0_usize;
    for person in people {
        let items = person.items().max(USUAL_ITEMS);
        if let Some(group) = groups.last_mut().filter(|_| items <= room) {
            room = room.saturating_sub(items);
            group.push(person);
        } else {
            room = ITEMS_TOGETHER.saturating_sub(items);
            groups.push(vec![person]);
        }
    }
    groups
}

/// Makes users, and says how many: together, or when an address became somebody's meanwhile one by one, and whoever has it stays as they are.
async fn make(tenant: &Tenant, people: Vec<NewPerson>) -> Result<usize, Failure> {
    match tenant.store().create_users(tenant.id(), &people).await {
        Ok(()) => return Ok(people.len()),
        Err(StoreError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    let mut made = 0;
    for person in &people {
        made += match tenant.store().create_user(tenant.id(), person).await {
            Ok(()) => 1,
            Err(StoreError::Conflict) => 0,
            Err(error) => return Err(error.into()),
        };
    }
    Ok(made)
}
