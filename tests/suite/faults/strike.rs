//! The generation: which calls there are, what may happen to each, and what must hold afterwards.

use super::census::Census;
use crate::harness::{Answer, World};
use local::aws::faults::Seen;
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// One journey up to one request, and that request.
pub trait Story {
    /// What the request needs.
    type Ready;
    /// The routes it is the journey of: `POST /api/users`.
    fn routes(&self) -> Vec<String>;
    /// Prepares a fresh one; `n` was never used before in this world.
    fn ready(&self, world: &World, n: usize) -> impl Future<Output = Self::Ready>;
    /// The request; also its repetition.
    fn act(&self, world: &World, ready: &mut Self::Ready) -> impl Future<Output = Answer>;
    /// What a client may be told when it repeats what was done.
    fn told(&self) -> &[&str] {
        &[]
    }
    /// Kinds of which a repetition may leave another number.
    fn loose(&self) -> &[&str] {
        &[]
    }
    /// Whether another story strikes the same calls in every way: then this one is struck only by what no retry of the SDK heals.
    fn is_told_elsewhere(&self) -> bool {
        false
    }
    /// Whether the calls of the recorder and the mailer behind it are struck too.
    fn consumers(&self) -> bool {
        false
    }
    /// What must hold in the end.
    fn settle(&self, _world: &World, _ready: &mut Self::Ready) -> impl Future<Output = ()> {
        async {}
    }
}

/// What is not a result: counters of limits, and memory of what was used.
const NEVER_A_RESULT: &[&str] = &[
    "bucket",
    "tally",
    "attempts",
    "attempts_aggregate",
    "idempotency",
    "spent",
];

/// Mode, attempts struck, delay in milliseconds.
type Strike = (&'static str, u32, u64);

/// Healed by the SDK's retry, and for good. (A delay beyond the request's deadline: security/faults.rs.)
const ON_WRITES: &[Strike] = &[
    ("fail_before", 1, 0),
    ("fail_before", 3, 0),
    ("fail_after", 1, 0),
    ("fail_after", 3, 0),
    ("throttle", 1, 0),
    ("throttle", 3, 0),
    ("delay", 1, 5),
];
/// A read that fails before or after is the same to us.
const ON_READS: &[Strike] = &[("fail_after", 3, 0), ("throttle", 3, 0)];

/// What was struck.
#[derive(Default)]
pub struct Figures {
    pub routes: BTreeSet<String>,
    pub problems: Vec<String>,
    stories: usize,
    write_calls: usize,
    read_calls: usize,
    points: usize,
    consumer_points: usize,
    first_answers: BTreeMap<u16, usize>,
}

impl Figures {
    /// Points of a use case that is no story.
    pub fn struck_elsewhere(&mut self, points: usize) {
        self.points += points;
    }

    pub fn add(&mut self, other: Self) {
        self.routes.extend(other.routes);
        self.problems.extend(other.problems);
        self.stories += other.stories;
        self.write_calls += other.write_calls;
        self.read_calls += other.read_calls;
        self.points += other.points;
        self.consumer_points += other.consumer_points;
        for (status, count) in other.first_answers {
            *self.first_answers.entry(status).or_default() += count;
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} journeys of {} routes, {} write and {} read calls, {} fault points struck ({} of them behind the answer), first answers {:?}, {} problems",
            self.stories,
            self.routes.len(),
            self.write_calls,
            self.read_calls,
            self.points,
            self.consumer_points,
            self.first_answers,
            self.problems.len(),
        )
    }
}

/// The n-th call of an operation.
struct Point<'s> {
    seen: &'s Seen,
    at: usize,
}

fn is_write(seen: &Seen) -> bool {
    let reads = [
        "GetItem",
        "BatchGetItem",
        "Query",
        "Decrypt",
        "GetPublicKey",
        "Sign",
        "DescribeKey",
    ];
    !reads.contains(&seen.operation.as_str())
}

fn points(seen: &[Seen]) -> Vec<Point<'_>> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut points = Vec::new();
    for seen in seen {
        let name = (format!("{:?}", seen.service), seen.operation.clone());
        let at = counts.entry(name).or_default();
        *at += 1;
        points.push(Point { seen, at: *at });
    }
    points
}

/// The code of an answer, on whichever surface.
fn code(answer: &Answer, told: &[&str]) -> String {
    if answer.is_page() {
        let found = told.iter().find(|code| answer.body.contains(**code));
        return found.map_or_else(String::new, |code| (*code).to_owned());
    }
    serde_json::from_str::<serde_json::Value>(&answer.body).map_or_else(|_| String::new(), |_| answer.error())
}

/// Whether a client knows that, and when, it may try again.
fn says_when(answer: &Answer) -> bool {
    let waits = answer
        .header("retry-after")
        .parse::<u32>()
        .is_ok_and(|seconds| seconds > 0);
    let running = answer.status == 409 && answer.body.contains("idempotency_in_progress");
    waits && (matches!(answer.status, 429 | 503) || running)
}

/// Strikes every call of a story.
pub struct Striker<'w> {
    world: &'w World,
    pub figures: Figures,
    n: usize,
}

impl<'w> Striker<'w> {
    pub fn new(world: &'w World) -> Self {
        Self {
            world,
            figures: Figures::default(),
            n: 0,
        }
    }

    /// Strikes one story, and is done.
    pub async fn alone<S: Story>(mut self, story: &S) -> Figures {
        self.strike(story).await;
        self.figures
    }

    fn next(&mut self) -> usize {
        self.n += 1;
        self.n
    }

    /// Runs it, then runs it again for every call and fault.
    pub async fn strike<S: Story>(&mut self, story: &S) {
        let world = self.world;
        // Once for the caches, once to record.
        let n = self.next();
        let mut ready = story.ready(world, n).await;
        story.act(world, &mut ready).await;
        let n = self.next();
        let mut ready = story.ready(world, n).await;
        let (before, _) = Census::take(world).await;
        world.local.aws.faults.watch();
        let good = story.act(world, &mut ready).await;
        let seen = world.local.aws.faults.seen();
        let (after, report) = Census::take(world).await;
        let name = story.routes().join(", ");
        assert!(good.status < 400, "{name}: {} {}", good.status, good.body);
        assert!(report.is_clean(), "{name}: {report}");
        story.settle(world, &mut ready).await;
        let wanted = before.until(&after);
        for point in points(&seen) {
            if !point.seen.in_request && !story.consumers() {
                continue;
            }
            let writes = is_write(point.seen);
            *(if writes {
                &mut self.figures.write_calls
            } else {
                &mut self.figures.read_calls
            }) += 1;
            let strikes = if writes { ON_WRITES } else { ON_READS };
            let heals = |strike: &&Strike| strike.1 < 3 && story.is_told_elsewhere();
            for strike in strikes.iter().filter(|strike| !heals(strike)) {
                self.one(story, &point, *strike, (&good, &wanted)).await;
            }
        }
        self.figures.stories += 1;
        self.figures.routes.extend(story.routes());
    }

    async fn one<S: Story>(&mut self, story: &S, point: &Point<'_>, strike: Strike, wanted: (&Answer, &Census)) {
        let (world, n) = (self.world, self.next());
        let mut ready = story.ready(world, n).await;
        let (before, _) = Census::take(world).await;
        let (mode, count, delay_ms) = strike;
        let (service, operation) = (point.seen.service, &point.seen.operation);
        world.fault(json!({
            "service": service, "operation": operation, "mode": mode, "count": count, "delay_ms": delay_ms, "at": point.at,
        }));
        let first = story.act(world, &mut ready).await;
        let left = world.local.aws.faults.list().first().map_or(0, |fault| fault.count);
        world.local.aws.faults.clear();
        let name = format!(
            "{}: {service:?} {operation} {} {mode}×{count} {delay_ms} ms",
            story.routes().join(", "),
            point.at
        );
        let mut problem = |what: String| self.figures.problems.push(format!("{name}: {what}"));
        if left == count {
            problem("was not struck".to_owned());
        }
        let last = match repeat(world, story, &mut ready, &first, wanted.0.status).await {
            Ok(last) => last,
            Err(what) => return problem(what),
        };
        world.local.drain().await;
        if !point.seen.in_request {
            // A mailer that was cut off holds its lease for a minute.
            world.later(61);
            world.local.drain().await;
        }
        let (after, report) = Census::take(world).await;
        if !report.is_clean() {
            problem(format!("{:?}", report.violations()));
        }
        let mut loose = [NEVER_A_RESULT, story.loose()].concat();
        if mode == "fail_after" && operation == "SendEmail" {
            // SES knows no idempotency token: a mail whose acceptance was lost is sent again.
            loose.push("mails");
        }
        let different = wanted.1.differences(&before.until(&after), &loose);
        if !different.is_empty() {
            problem(format!("{} (answers {} {})", different.join("; "), first.status, last));
        }
        story.settle(world, &mut ready).await;
        self.figures.points += 1;
        self.figures.consumer_points += usize::from(!point.seen.in_request);
        *self.figures.first_answers.entry(first.status).or_default() += 1;
    }
}

/// A client that repeats its request as long as it is told to; answers the last status.
async fn repeat<S: Story>(
    world: &World,
    story: &S,
    ready: &mut S::Ready,
    first: &Answer,
    good: u16,
) -> Result<u16, String> {
    let done = |answer: &Answer| answer.status == good;
    if done(first) {
        return Ok(first.status);
    }
    if !says_when(first) {
        return Err(format!("the first answer is {} {}", first.status, brief(first)));
    }
    let mut last = first.clone();
    for _ in 0..4 {
        if matches!(last.status, 409 | 429) {
            world.later(last.header("retry-after").parse().unwrap());
        }
        last = story.act(world, ready).await;
        if done(&last) || story.told().contains(&code(&last, story.told()).as_str()) {
            return Ok(last.status);
        }
        if !says_when(&last) {
            break;
        }
    }
    Err(format!("{} then {} {}", first.status, last.status, brief(&last)))
}

fn brief(answer: &Answer) -> String {
    let text = if answer.is_page() {
        answer.body.split("<h1").nth(1).unwrap_or(&answer.body)
    } else {
        &answer.body
    };
    text.chars().take(220).collect()
}
