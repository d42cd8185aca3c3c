//! Sizes: a file fits a screen or three, a function fits one; every file says what it is.

use super::source::{self, Source, strip};

const FILE_HARD: usize = 400;
const FILE_USUAL: usize = 300;
const FUNCTION_HARD: usize = 60;
const FUNCTION_USUAL: usize = 40;
/// A journey is told in one piece.
const JOURNEY_HARD: usize = 100;
const TESTS_IN_FILE: usize = 100;

/// How many of 100 may be longer than usual.
const EXCEPTIONS: usize = 5;

fn lines(text: &str) -> usize {
    text.lines().count()
}

#[test]
fn no_file_has_more_than_400_lines_and_19_of_20_have_at_most_300() {
    let files = source::rust();
    let too_long: Vec<_> = files
        .iter()
        .filter(|file| lines(file.production()) > FILE_HARD)
        .map(named)
        .collect();
    assert!(
        too_long.is_empty(),
        "split by noun, not by layer:\n{}",
        too_long.join("\n")
    );
    let long: Vec<_> = files
        .iter()
        .filter(|file| lines(file.production()) > FILE_USUAL)
        .map(named)
        .collect();
    assert!(
        long.len() * 100 <= files.len() * EXCEPTIONS,
        "more than {EXCEPTIONS} % of the files are long:\n{}",
        long.join("\n")
    );
}

fn named(file: &Source) -> String {
    format!("{}: {} lines", file.path, lines(file.production()))
}

#[test]
fn tests_at_the_end_of_a_file_stay_short() {
    let too_long: Vec<_> = source::product()
        .iter()
        .filter(|file| !file.is_test_module())
        .map(|file| (file.path.clone(), lines(&file.text) - lines(file.production())))
        .filter(|(_, tests)| *tests > TESTS_IN_FILE)
        .map(|(path, tests)| format!("{path}: {tests} lines of tests"))
        .collect();
    assert!(
        too_long.is_empty(),
        "move them to a file of their own:\n{}",
        too_long.join("\n")
    );
}

#[test]
fn no_function_has_more_than_60_lines_and_19_of_20_have_at_most_40() {
    let functions: Vec<_> = source::rust()
        .iter()
        .flat_map(|file| functions(&file.path, &file.text))
        .collect();
    assert!(
        functions.len() > 100,
        "only {} functions found: the parser is broken",
        functions.len()
    );
    let longer_than = |most: usize| -> Vec<_> {
        functions
            .iter()
            .filter(|function| !function.place.starts_with("tests/") || function.lines > JOURNEY_HARD)
            .filter(|function| function.lines > most)
            .map(|function| format!("{}: {} lines", function.place, function.lines))
            .collect()
    };
    let too_long = longer_than(FUNCTION_HARD);
    assert!(too_long.is_empty(), "give the parts names:\n{}", too_long.join("\n"));
    let long = longer_than(FUNCTION_USUAL);
    assert!(
        long.len() * 100 <= functions.len() * EXCEPTIONS,
        "more than {EXCEPTIONS} % of the functions are long:\n{}",
        long.join("\n")
    );
}

struct Function {
    place: String,
    lines: usize,
}

/// Functions with a body, by counting braces from the line that has `fn name`. Signature and closing brace count.
fn functions(path: &str, text: &str) -> Vec<Function> {
    let code = strip(text);
    let starts = code.iter().enumerate().filter(|(_, line)| begins_function(line));
    starts
        .filter_map(|(at, _)| {
            length(&code, at).map(|lines| Function {
                place: format!("{path}:{}", at + 1),
                lines,
            })
        })
        .collect()
}

fn begins_function(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let before_name = words.by_ref().take_while(|word| *word != "fn").all(|word| {
        matches!(word, "pub" | "const" | "async" | "unsafe" | "extern" | "default")
            || word.starts_with("pub(")
            || word.ends_with(')')
    });
    before_name && line.contains("fn ") && words.next().is_some()
}

/// Lines from `start` to the brace that closes the body; `None` for a signature without one.
fn length(code: &[String], start: usize) -> Option<usize> {
    let (mut depth, mut opened) = (0_usize, false);
    for (offset, line) in code.iter().skip(start).enumerate() {
        for letter in line.chars() {
            match letter {
                '{' => (depth, opened) = (depth + 1, true),
                '}' => depth = depth.checked_sub(1)?,
                ';' if !opened && !line.contains('[') => return None,
                _ => {}
            }
            if opened && depth == 0 {
                return Some(offset + 1);
            }
        }
    }
    None
}

#[test]
fn functions_are_measured_by_their_braces() {
    let text = "trait T { fn a(); }\npub const fn b(x: &str) -> char {\n    '{'\n}\nfn c() { d() }\nimpl X {\n    pub(crate) async fn e(\n    ) {\n        if f { \"}\" }\n    }\n}";
    let found: Vec<_> = functions("x.rs", text)
        .into_iter()
        .map(|function| (function.place, function.lines))
        .collect();
    let expected = [("x.rs:2", 3), ("x.rs:5", 1), ("x.rs:7", 4)].map(|(place, lines)| (place.to_owned(), lines));
    assert_eq!(found, expected);
}

#[test]
fn every_rust_file_begins_with_what_it_is() {
    let without: Vec<_> = source::rust()
        .into_iter()
        .filter_map(|file| {
            let header = file.text.lines().take_while(|line| line.starts_with("//!")).count();
            let says = file
                .text
                .lines()
                .next()
                .is_some_and(|line| line.trim_start_matches("//!").trim().len() >= 10);
            (header == 0 || header > 8 || !says).then(|| format!("{}: {header} header lines (1 to 8)", file.path))
        })
        .collect();
    assert!(
        without.is_empty(),
        "start the file with `//!` and one sentence:\n{}",
        without.join("\n")
    );
}

#[test]
fn nothing_is_left_for_later_without_an_issue() {
    let words = ["TO", "FIX", "XX"]
        .iter()
        .zip(["DO", "ME", "X"])
        .map(|(a, b)| format!("{a}{b}"))
        .collect::<Vec<_>>();
    let left: Vec<_> = source::rust()
        .iter()
        .flat_map(|file| {
            file.text
                .lines()
                .enumerate()
                .map(|(at, line)| (format!("{}:{}", file.path, at + 1), line.to_owned()))
                .collect::<Vec<_>>()
        })
        .filter(|(_, line)| words.iter().any(|word| line.contains(word.as_str())) && !line.contains('#'))
        .map(|(place, line)| format!("{place}: {}", line.trim()))
        .collect();
    assert!(
        left.is_empty(),
        "finish it, or name the issue as #123:\n{}",
        left.join("\n")
    );
}

#[test]
fn lints_are_expected_with_a_reason_never_allowed() {
    let allowed: Vec<_> = source::product()
        .iter()
        .flat_map(|file| {
            file.code()
                .into_iter()
                .enumerate()
                .map(|(at, line)| (format!("{}:{}", file.path, at + 1), line))
                .collect::<Vec<_>>()
        })
        .filter(|(_, line)| line.contains("#[allow(") || line.contains("#![allow("))
        .map(|(place, _)| place)
        .collect();
    assert!(
        allowed.is_empty(),
        "`#[expect(…, reason = …)]` notices when it is no longer needed:\n{}",
        allowed.join("\n")
    );
}
