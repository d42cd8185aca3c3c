//! Every acceptance rule that holds so far has at least one test that carries its id: `fn ru_01_…`.

use super::source;

/// The rules this far; a new area adds its ids here first, and this test then asks for theirs.
const RULES: &[&str] = &[
    "RU-01", "CG-02", "CG-03", "CG-05", "CG-17", "CG-18", "PK-01", "PK-03", "RT-01", "RT-02", "RT-04", "JW-02",
    "JW-07", "JW-08", "CA-02", "RS-01", "OT-01", "SS-01", "MT-01", "MT-04", "MT-07", "EN-01", "RL-01", "SR-01",
    "AZ-01", "FA-03", "FA-15", "FE-01", "AH-01", "AH-02",
];

/// Names of functions marked as tests in `code`.
fn test_names(code: &[String]) -> Vec<String> {
    let mut names = Vec::new();
    let mut marked = false;
    for line in code.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
        if line.starts_with("#[") {
            marked |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
        } else {
            let name = line
                .split_once("fn ")
                .map(|(_, rest)| rest.split(['(', '<']).next().unwrap_or_default().trim().to_owned());
            names.extend(name.filter(|_| marked));
            marked = false;
        }
    }
    names
}

#[test]
fn every_rule_has_a_test_with_its_id() {
    let names: Vec<_> = source::rust()
        .iter()
        .flat_map(|file| test_names(&source::strip(&file.text)))
        .collect();
    assert!(
        names.len() > 50,
        "only {} tests found: the parser is broken",
        names.len()
    );
    let without: Vec<_> = RULES
        .iter()
        .filter(|id| {
            let prefix = format!("{}_", id.to_lowercase().replace('-', "_"));
            !names.iter().any(|name| name.starts_with(&prefix))
        })
        .collect();
    assert!(
        without.is_empty(),
        "no test function is named after {without:?} (`fn ru_01_what_holds()`)"
    );
}

#[test]
fn a_test_is_known_by_its_mark() {
    let code = [
        "#[test]",
        "fn ru_01_a() {}",
        "fn helper() {}",
        "#[tokio::test(start_paused = true)]",
        "#[expect(x)]",
        "async fn cg_02_b() {",
    ];
    assert_eq!(test_names(&code.map(str::to_owned)), ["ru_01_a", "cg_02_b"]);
}
