//! The repository as these tests see it: its files, their lines, and Rust code without comments, text and tests.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// What cargo, npm and Python make, and what is not ours.
const NOT_OURS: &[&str] = &[
    "target",
    "node_modules",
    ".git",
    ".aero2",
    ".venv",
    "venv",
    "__pycache__",
    "dist",
    "vectors",
];

/// The root of the workspace.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// One file of the repository.
pub(super) struct Source {
    /// Relative to the root, with `/`.
    pub(super) path: String,
    /// The whole text.
    pub(super) text: String,
}

/// Every text file of ours whose name ends in one of `endings` (all of them when empty).
pub(super) fn files(endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root(), endings, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(
        !found.is_empty(),
        "no file ends in {endings:?}: is the test looking in the right place?"
    );
    found
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        // In a worktree of git `.git` is a file.
        if NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, endings, found);
        } else if endings.is_empty() || endings.iter().any(|ending| name.ends_with(ending)) {
            let Ok(text) = fs::read_to_string(&path) else { continue }; // not text
            let relative = path
                .strip_prefix(root())
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/");
            found.push(Source { path: relative, text });
        }
    }
}

/// Rust files of the product: `shared`, `functions`, `infra`.
pub(super) fn product() -> Vec<Source> {
    rust()
        .into_iter()
        .filter(|file| {
            ["shared/", "functions/", "infra/"]
                .iter()
                .any(|at| file.path.starts_with(at))
        })
        .collect()
}

/// Every Rust file.
pub(super) fn rust() -> Vec<Source> {
    files(&[".rs"])
}

impl Source {
    /// The text before its test module; nothing of a file that is one.
    pub(super) fn production(&self) -> &str {
        if self.is_test_module() {
            return "";
        }
        let tests = self.text.find("\nmod tests {").and_then(|at| self.text.get(..at));
        tests
            .and_then(|head| head.rfind("\n#[cfg(test)]").and_then(|end| head.get(..end)))
            .unwrap_or(&self.text)
    }

    /// A test module that outgrew the file it tests.
    pub(super) fn is_test_module(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.ends_with("_tests.rs") || self.path.contains("/src/tests/")
    }

    /// The production part, each line without comments, texts and characters: what is left is code.
    pub(super) fn code(&self) -> Vec<String> {
        strip(self.production())
    }

    /// Is it `folder` or below it?
    pub(super) fn is_in(&self, folder: &str) -> bool {
        self.path == folder || self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Code,
    LineComment,
    BlockComment(u32),
    Text,
    RawText(usize),
}

/// Blanks out comments and literals of Rust, keeping the lines.
pub(super) fn strip(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let at = |index: usize| letters.get(index).copied().unwrap_or('\0');
    let (mut lines, mut line, mut mode, mut i) = (Vec::new(), String::new(), Mode::Code, 0);
    while i < letters.len() {
        let letter = at(i);
        if letter == '\n' {
            lines.push(std::mem::take(&mut line));
            mode = if mode == Mode::LineComment { Mode::Code } else { mode };
            i += 1;
            continue;
        }
        let (next, step) = match mode {
            Mode::Code => in_code(&letters, i, &mut line),
            Mode::BlockComment(depth) if letter == '/' && at(i + 1) == '*' => (Mode::BlockComment(depth + 1), 2),
            Mode::BlockComment(depth) if letter == '*' && at(i + 1) == '/' => (
                if depth == 1 {
                    Mode::Code
                } else {
                    Mode::BlockComment(depth - 1)
                },
                2,
            ),
            Mode::Text if letter == '\\' => (mode, if at(i + 1) == '\n' { 1 } else { 2 }),
            Mode::Text => (if letter == '"' { Mode::Code } else { mode }, 1),
            Mode::RawText(marks) if letter == '"' && (1..=marks).all(|n| at(i + n) == '#') => (Mode::Code, 1 + marks),
            Mode::LineComment | Mode::BlockComment(_) | Mode::RawText(_) => (mode, 1),
        };
        mode = next;
        i += step;
    }
    lines.push(line);
    lines
}

/// One step in code: what begins here, and how many letters it takes.
fn in_code(letters: &[char], i: usize, line: &mut String) -> (Mode, usize) {
    let at = |index: usize| letters.get(index).copied().unwrap_or('\0');
    match at(i) {
        '/' if at(i + 1) == '/' => (Mode::LineComment, 2),
        '/' if at(i + 1) == '*' => (Mode::BlockComment(1), 2),
        '"' => (Mode::Text, 1),
        'r' if matches!(at(i + 1), '"' | '#')
            && !at(i.wrapping_sub(1)).is_alphanumeric()
            && at(i.wrapping_sub(1)) != '_' =>
        {
            let marks = (1..=255).take_while(|n| at(i + n) == '#').count();
            if at(i + 1 + marks) == '"' {
                (Mode::RawText(marks), 2 + marks)
            } else {
                (Mode::Code, 1 + marks)
            }
        }
        // A character, not a lifetime: '{' must not count as a brace.
        '\'' if at(i + 1) == '\\' => (
            Mode::Code,
            2 + (2..12).take_while(|n| at(i + n) != '\'' || *n == 2).count() + 1,
        ),
        '\'' if at(i + 2) == '\'' => (Mode::Code, 3),
        letter => {
            line.push(letter);
            (Mode::Code, 1)
        }
    }
}

#[test]
fn comments_texts_and_characters_are_not_code() {
    let text = "a(\"x { // \\\" y\"); // { note\nb('{', '\\'', '\\u{7b}'); /* { /* { */ */ c(r#\"{ \"quoted\" \"#);\nfn d<'a>(e: &'a str) {}";
    assert_eq!(strip(text), ["a(); ", "b(, , );  c();", "fn d<'a>(e: &'a str) {}"]);
}
