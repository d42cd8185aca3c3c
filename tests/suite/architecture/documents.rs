//! Documents: links lead somewhere, decisions are complete, nothing names one person's machine.

use super::source::{files, root};

/// `](target)` of a Markdown text, outside code.
fn links(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        if fenced {
            continue;
        }
        let targets = line
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(target, _)| target.to_owned());
        found.extend(targets);
    }
    found
}

#[test]
fn relative_links_resolve() {
    let mut broken = Vec::new();
    for file in files(&[".md"]) {
        let folder = root()
            .join(&file.path)
            .parent()
            .map(std::path::Path::to_path_buf)
            .unwrap_or_default();
        for link in links(&file.text) {
            let path = link.split('#').next().unwrap_or_default();
            let elsewhere = link.contains("://") || link.starts_with("mailto:") || path.is_empty();
            if !elsewhere && !folder.join(path).exists() {
                broken.push(format!("{} → {link}", file.path));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

#[test]
fn the_documents_of_the_first_page_exist() {
    let wanted = [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
        "LICENSE",
        "docs/architecture.md",
        "docs/glossary.md",
        ".ci/run",
    ];
    let missing: Vec<_> = wanted.iter().filter(|path| !root().join(path).exists()).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn the_readme_is_one_page_and_contributing_is_short() {
    for (path, most) in [("README.md", 90), ("CONTRIBUTING.md", 60)] {
        let lines = files(&[".md"])
            .iter()
            .find(|file| file.path == path)
            .map_or(0, |file| file.text.lines().count());
        assert!((1..=most).contains(&lines), "{path} has {lines} lines, at most {most}");
    }
}

#[test]
fn every_decision_says_context_decision_and_consequences() {
    let decisions: Vec<_> = files(&[".md"])
        .into_iter()
        .filter(|file| file.is_in("docs/decisions") && !file.path.ends_with("README.md"))
        .collect();
    assert!(decisions.len() >= 10, "only {} decisions", decisions.len());
    let mut last = 0;
    for file in &decisions {
        let name = file.path.strip_prefix("docs/decisions/").unwrap_or("");
        let number = name.split('-').next().and_then(|digits| digits.parse::<u32>().ok());
        assert!(number > Some(last), "{}: numbers grow", file.path);
        last = number.unwrap_or(last);
        for heading in ["## Context", "## Decision", "## Consequences"] {
            assert!(file.text.contains(heading), "{} has no `{heading}`", file.path);
        }
    }
}

#[test]
fn no_file_names_one_persons_machine() {
    // Put together, so that this file does not contain them.
    let forbidden: Vec<String> = ["work", "root", "home", "Users"]
        .iter()
        .map(|folder| format!("/{folder}/"))
        .collect();
    let mut found = Vec::new();
    for file in files(&[])
        .iter()
        .filter(|file| !file.path.ends_with("Cargo.lock") && file.path != "LICENSE")
    {
        for (at, line) in file.text.lines().enumerate() {
            let personal = forbidden
                .iter()
                .any(|path| line.match_indices(path.as_str()).any(|(at, _)| is_absolute(line, at)));
            found.extend(personal.then(|| {
                format!(
                    "{}:{}: {}",
                    file.path,
                    at + 1,
                    line.trim().chars().take(120).collect::<String>()
                )
            }));
        }
    }
    assert!(found.is_empty(), "paths of one machine:\n{}", found.join("\n"));
}

/// At the beginning of a path: not in the middle of an address or of a relative path.
fn is_absolute(line: &str, at: usize) -> bool {
    let before = line.get(..at).and_then(|head| head.chars().next_back()).unwrap_or(' ');
    !(before.is_alphanumeric() || matches!(before, '.' | '-' | '_' | '}' | '*'))
}

#[test]
fn lock_files_of_the_clients_name_no_registry_host() {
    let locks = files(&["package-lock.json", "Cargo.lock"]);
    let named: Vec<_> = locks
        .iter()
        .filter(|file| file.text.contains("\"resolved\": \"http"))
        .map(|file| &file.path)
        .collect();
    assert!(
        named.is_empty(),
        "write lock files without addresses (npm: omit-lockfile-registry-resolved): {named:?}"
    );
}

#[test]
fn scripts_can_be_run() {
    #[cfg(unix)]
    for path in [".ci/run", "tests/clients/run"] {
        use std::os::unix::fs::PermissionsExt;
        let Ok(meta) = std::fs::metadata(root().join(path)) else {
            continue;
        };
        assert!(meta.permissions().mode() & 0o111 != 0, "{path} is not executable");
    }
}
