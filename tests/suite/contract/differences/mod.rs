//! Known differences, per target: the story's name and why it is told otherwise there. A story listed here must fail there.

mod dynalite;
mod embedded;
mod moto;

use super::target::Kind;

/// A story and the reason.
type Difference = (&'static str, &'static str);

/// Nothing is known to differ: this was never run against them.
const NONE: &[Difference] = &[];

const fn list(kind: Kind) -> &'static [Difference] {
    match kind {
        Kind::Embedded => embedded::DIFFERENCES,
        Kind::Moto => moto::DIFFERENCES,
        Kind::Dynalite => dynalite::DIFFERENCES,
        Kind::DynamodbLocal | Kind::Aws => NONE,
    }
}

/// Why `name` is told otherwise at `kind`, if it is.
pub fn of(kind: Kind, name: &str) -> Option<&'static str> {
    list(kind)
        .iter()
        .find(|(story, _)| *story == name)
        .map(|(_, reason)| *reason)
}

#[test]
fn every_difference_is_one_of_a_story() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("suite/contract");
    let lists = [embedded::DIFFERENCES, moto::DIFFERENCES, dynalite::DIFFERENCES];
    for (name, reason) in lists.into_iter().flatten() {
        let (file, test) = name.rsplit_once("::").unwrap();
        let text = std::fs::read_to_string(folder.join(file.replace("::", "/")).with_extension("rs")).unwrap();
        assert!(text.contains(&format!("async fn {test}()")), "there is no story {name}");
        assert!(reason.len() > 10, "{name}: say why");
    }
}
