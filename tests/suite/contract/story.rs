//! Runs one story against the target of this run, and holds it to the list of known differences.

use super::{
    differences,
    target::{Kind, Target, variable},
};
use futures_util::FutureExt;
use std::{fs::OpenOptions, io::Write, panic::AssertUnwindSafe, panic::resume_unwind};

/// What became of a story.
enum Outcome {
    Passed,
    /// As it is known to; the reason.
    Differs(&'static str),
    /// The target has no such service.
    Absent,
}

/// Tells `story` at the target of this run. It is known by the test around it, whose name is in the closure's type.
pub async fn story<F: AsyncFnOnce(&Target)>(story: F) {
    let name = name_of::<F>();
    let kind = Kind::of_this_run();
    if !kind.has(name.split("::").next().unwrap()) {
        return report(name, &Outcome::Absent);
    }
    let target = Target::open().await;
    let told = AssertUnwindSafe(story(&target)).catch_unwind().await;
    target.leave().await;
    let known = differences::of(kind, name);
    match (told, known) {
        (Ok(()), None) => report(name, &Outcome::Passed),
        (Err(_), Some(reason)) => report(name, &Outcome::Differs(reason)),
        (Err(panic), None) => resume_unwind(panic),
        (Ok(()), Some(_)) => panic!(
            "{name} is listed as a difference of {} but passes: take it off the list",
            kind.name()
        ),
    }
}

/// `dynamodb::conditions::a_put…` of the type of a closure in that test.
fn name_of<F>() -> &'static str {
    let path = std::any::type_name::<F>();
    let path = path.split("::{{closure}}").next().unwrap();
    path.split("::contract::").nth(1).unwrap()
}

/// One line for the step that counts (`AERO2_CONTRACT_REPORT`).
fn report(name: &str, outcome: &Outcome) {
    let line = match outcome {
        Outcome::Passed => format!("passed\t{name}\n"),
        Outcome::Differs(reason) => format!("differs\t{name}\t{reason}\n"),
        Outcome::Absent => format!("absent\t{name}\n"),
    };
    if let Some(path) = variable("AERO2_CONTRACT_REPORT") {
        let file = OpenOptions::new().append(true).create(true).open(path);
        file.unwrap().write_all(line.as_bytes()).unwrap();
    }
}

#[tokio::test]
async fn a_story_is_known_by_its_test() {
    fn named<F: AsyncFnOnce(&Target)>(_: &F) -> &'static str {
        name_of::<F>()
    }
    assert_eq!(named(&async |_: &Target| {}), "story::a_story_is_known_by_its_test");
}
