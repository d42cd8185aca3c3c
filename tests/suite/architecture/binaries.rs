//! Binaries: one per Lambda function, each naming its own, so that the linker drops what that function cannot reach.

use super::source::{Source, files, rust};

/// The names that must have a binary.
fn functions() -> Vec<&'static str> {
    let http = functions::ALL.iter().map(|lambda| lambda.name);
    http.chain(functions::EVENTS.iter().copied()).collect()
}

fn binaries() -> Vec<Source> {
    let all = rust().into_iter();
    all.filter(|file| file.is_in("functions/src/bin")).collect()
}

#[test]
fn every_function_has_a_binary_that_names_it_and_no_other() {
    let binaries = binaries();
    for name in functions() {
        let path = format!("functions/src/bin/{name}.rs");
        let file = binaries.iter().find(|file| file.path == path);
        let code = file.map(Source::code).unwrap_or_default().join("\n");
        let snake = name.replace('-', "_");
        let own = [
            format!("functions::{}", snake.to_uppercase()),
            format!("functions::events::{snake}::"),
        ];
        assert!(own.iter().any(|own| code.contains(own.as_str())), "{path}: {code}");
        assert_eq!(
            code.matches("functions::").count(),
            1,
            "{path} names one function, its own"
        );
    }
    assert_eq!(binaries.len(), functions().len(), "a binary that is no function");
}

#[test]
fn no_test_run_links_a_binary() {
    let manifest = files(&["Cargo.toml"])
        .into_iter()
        .find(|file| file.path == "functions/Cargo.toml")
        .map(|file| file.text)
        .unwrap_or_default();
    for name in functions() {
        let entry = format!("[[bin]]\nname = \"{name}\"\npath = \"src/bin/{name}.rs\"\ntest = false\ndoc = false\n");
        assert!(manifest.contains(&entry), "functions/Cargo.toml lacks\n{entry}");
    }
}
