//! `cargo xtask sbom`: what the release binaries of the functions are made of, as `CycloneDX` 1.5 in target/sbom, one document per architecture.
//!
//! cargo-cyclonedx writes what the lock file could bring in; cargo tree says what is compiled. The document keeps exactly that, and it is an
//! error when something is compiled that the document does not name.

use crate::process::{self, Problem, root};
use crate::steps::{Outcome, run};
use crate::supply::CYCLONEDX;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the functions are built for.
const TARGETS: [(&str, &str); 2] = [
    ("arm64", "aarch64-unknown-linux-gnu"),
    ("x86_64", "x86_64-unknown-linux-gnu"),
];
/// What the generator calls its files, beside every manifest of the workspace.
const DRAFT: &str = "aero2-sbom-draft";
/// What no document of ours can be without; a list that lacks them was made of something else.
const ALWAYS: [&str; 5] = ["aws-lc-rs", "aws-lc-sys", "rustls", "tokio", "functions"];

/// A package and its version.
type Package = (String, String);

/// Writes the documents and says where they are.
pub(crate) fn command() -> Result<ExitCode, Problem> {
    for file in write()? {
        println!("{}", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The step of `cargo xtask test`.
pub(crate) fn step() -> Outcome {
    match write() {
        Ok(_) => Outcome::Passed,
        Err(problem) => Outcome::Failed(problem.what),
    }
}

fn write() -> Result<Vec<PathBuf>, Problem> {
    let next = "see what cargo-cyclonedx or cargo tree said above";
    let program = CYCLONEDX
        .program()
        .map_err(|_| Problem::new("cargo-cyclonedx could not be installed", next))?;
    let folder = root().join("target").join("sbom");
    fs::create_dir_all(&folder).map_err(|error| Problem::new(format!("{}: {error}", folder.display()), next))?;
    let mut written = Vec::new();
    for (architecture, target) in TARGETS {
        let mut document = draft(&program, target)?;
        let compiled = compiled(target)?;
        prune(&mut document, &compiled);
        complete(&document, &compiled).map_err(|what| Problem::new(what, next))?;
        let file = folder.join(format!("aero2-functions.{architecture}.cdx.json"));
        let text = document.to_string().replace(&root().display().to_string(), ".");
        fs::write(&file, text).map_err(|error| Problem::new(format!("{}: {error}", file.display()), next))?;
        println!("{} components for {architecture}", compiled.len());
        written.push(file);
    }
    Ok(written)
}

/// What the generator says; its files beside the other manifests are of no use.
fn draft(program: &str, target: &str) -> Result<Value, Problem> {
    let next = "run it again with the command above";
    let arguments = [
        "cyclonedx",
        "--manifest-path",
        "functions/Cargo.toml",
        "--format",
        "json",
        "--spec-version",
        "1.5",
        "--no-build-deps",
        "--quiet",
        "--override-filename",
        DRAFT,
        "--target",
        target,
    ];
    let outcome = run(process::command(program, &arguments));
    let mut found = None;
    for file in drafts(&root()) {
        if file.parent() == Some(&root().join("functions")) {
            found = fs::read(&file)
                .ok()
                .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        }
        let _gone = fs::remove_file(&file);
    }
    match (outcome, found) {
        (Outcome::Passed, Some(document)) => Ok(document),
        _ => Err(Problem::new("cargo-cyclonedx wrote no document for functions", next)),
    }
}

fn drafts(root: &Path) -> Vec<PathBuf> {
    let folders = |at: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(at).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    let below: Vec<PathBuf> = folders(root)
        .into_iter()
        .filter(|path| !path.ends_with("target") && !path.ends_with(".git"))
        .collect();
    let all = below.iter().flat_map(|path| folders(path)).chain(below.iter().cloned());
    all.map(|folder| folder.join(format!("{DRAFT}.json")))
        .filter(|file| file.exists())
        .collect()
}

/// What is compiled into the functions, by cargo's own word.
fn compiled(target: &str) -> Result<BTreeSet<Package>, Problem> {
    let arguments = [
        "tree",
        "--package",
        "functions",
        "--locked",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}",
        "--target",
        target,
    ];
    let output = process::cargo(&arguments).output();
    let text = output
        .ok()
        .filter(|output| output.status.success())
        .map(|output| output.stdout);
    let text = text.ok_or_else(|| Problem::new("cargo tree failed", "cargo tree --package functions --locked"))?;
    Ok(String::from_utf8_lossy(&text).lines().filter_map(package).collect())
}

/// `serde v1.0.0 (proc-macro) (*)`
fn package(line: &str) -> Option<Package> {
    let mut words = line.split(' ');
    Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
}

fn named(component: &Value) -> Package {
    let text = |name: &str| {
        component
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    (text("name"), text("version"))
}

/// Leaves out what is not compiled, and every reference to it.
fn prune(document: &mut Value, compiled: &BTreeSet<Package>) {
    let mut kept = BTreeSet::new();
    let reference = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    kept.extend(
        document
            .pointer("/metadata/component")
            .and_then(|own| reference(own, "bom-ref")),
    );
    if let Some(components) = document.get_mut("components").and_then(Value::as_array_mut) {
        components.retain(|component| compiled.contains(&named(component)));
        kept.extend(
            components
                .iter()
                .filter_map(|component| reference(component, "bom-ref")),
        );
    }
    let Some(dependencies) = document.get_mut("dependencies").and_then(Value::as_array_mut) else {
        return;
    };
    dependencies.retain(|one| reference(one, "ref").is_some_and(|name| kept.contains(&name)));
    for one in dependencies {
        if let Some(on) = one.get_mut("dependsOn").and_then(Value::as_array_mut) {
            on.retain(|name| name.as_str().is_some_and(|name| kept.contains(name)));
        }
    }
}

/// Everything that is compiled is named.
fn complete(document: &Value, compiled: &BTreeSet<Package>) -> Result<(), String> {
    let components = document.get("components").and_then(Value::as_array);
    let mut listed: BTreeSet<Package> = components.into_iter().flatten().map(named).collect();
    // The document is about this one.
    listed.extend(compiled.iter().filter(|(name, _)| name == "functions").cloned());
    let missing: Vec<_> = compiled
        .difference(&listed)
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    if !missing.is_empty() {
        return Err(format!("compiled, but not in the document: {}", missing.join(", ")));
    }
    match ALWAYS
        .iter()
        .find(|name| !listed.iter().any(|(known, _)| known == *name))
    {
        Some(name) => Err(format!("the document does not name {name}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn tree(names: &[&str]) -> BTreeSet<Package> {
        names
            .iter()
            .map(|name| ((*name).to_owned(), "1.0.0".to_owned()))
            .collect()
    }

    fn document(names: &[&str]) -> Value {
        let component = |name: &&str| json!({ "bom-ref": format!("ref-{name}"), "name": name, "version": "1.0.0" });
        let refs: Vec<_> = names.iter().map(|name| format!("ref-{name}")).collect();
        json!({
            "metadata": { "component": { "bom-ref": "ref-own" } },
            "components": names.iter().map(component).collect::<Vec<_>>(),
            "dependencies": [{ "ref": "ref-own", "dependsOn": refs }, { "ref": "ref-ring", "dependsOn": [] }],
        })
    }

    #[test]
    fn what_is_not_compiled_is_left_out_with_every_reference_to_it() {
        let mut made = document(&["tokio", "ring"]);
        prune(&mut made, &tree(&["tokio"]));
        assert!(!made.to_string().contains("ring"), "{made}");
        assert_eq!(made.pointer("/dependencies/0/dependsOn"), Some(&json!(["ref-tokio"])));
    }

    #[test]
    fn what_is_compiled_must_be_named() {
        let all = ["aws-lc-rs", "aws-lc-sys", "rustls", "tokio", "functions"];
        assert_eq!(complete(&document(&all), &tree(&all)), Ok(()));
        let less = document(&["aws-lc-rs", "tokio"]);
        assert!(complete(&less, &tree(&all)).is_err_and(|what| what.contains("rustls 1.0.0")));
        assert!(
            complete(&less, &tree(&["tokio"])).is_err(),
            "a document of something else"
        );
    }

    #[test]
    fn a_line_of_the_tree_is_a_package() {
        assert_eq!(
            package("serde v1.0.0 (proc-macro) (*)"),
            Some(("serde".to_owned(), "1.0.0".to_owned()))
        );
        assert_eq!(package(""), None);
    }
}
