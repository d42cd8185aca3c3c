//! Text that is safe in a line: short, plain, and without anything that looks like a secret or a person.

use std::fmt::Write;

/// The longest id of a request that is written: API Gateway's have 16 characters, a UUID 36.
const ID: usize = 36;
/// `1-5759e988-bd862e3fe1be46a994272793`: version, time, chance.
const ROOT: [usize; 3] = [1, 8, 24];
/// Words longer than any of our names and ids are not written: a token, a key, a hash.
const WORD: usize = 40;
/// The longest value of one field of a diagnostic line.
const VALUE: usize = 400;

/// The id of a request, as far as it is one.
pub(super) fn id(text: &str) -> String {
    let plain = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '=' | '.');
    text.chars().filter(plain).take(ID).collect()
}

/// The root of a trace header (`Root=…;Parent=…;Sampled=…`), if it has one.
pub(super) fn trace_root(header: &str) -> Option<String> {
    let root = header.split(';').find_map(|part| part.trim().strip_prefix("Root="))?;
    let hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut lengths = root.split('-').map(|part| if hex(part) { part.len() } else { 0 });
    (lengths.by_ref().take(ROOT.len()).eq(ROOT) && lengths.next().is_none()).then(|| root.to_owned())
}

/// Appends a JSON string.
pub(super) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {
                let _never = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
}

/// What an error says, without what it quotes: values come in quotes, addresses have an `@`, tokens and keys are long.
pub(super) fn scrubbed(text: &str) -> String {
    let mut quote = None;
    let mut open = String::with_capacity(text.len().min(VALUE));
    for letter in text.chars() {
        match (quote, letter) {
            (None, '"' | '`') => {
                quote = Some(letter);
                open.push('…');
            }
            (Some(end), letter) if letter == end => quote = None,
            (Some(_), _) => {}
            (None, letter) => open.push(letter),
        }
    }
    let mut out = String::with_capacity(open.len());
    for word in open.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.contains('@') || longest_run(bare) > WORD {
            out.push('…');
            out.push_str(word.get(bare.len()..).unwrap_or(""));
        } else {
            out.push_str(word);
        }
        if out.len() > VALUE {
            let end = out.floor_char_boundary(VALUE);
            out.truncate(end);
            out.push('…');
            break;
        }
    }
    out
}

/// The most characters in a row that could be of one encoded value.
fn longest_run(word: &str) -> usize {
    let of_value = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '+' | '%' | '.');
    word.split(|letter| !of_value(letter)).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_root_of_a_well_formed_trace_is_kept() {
        let root = "1-5759e988-bd862e3fe1be46a994272793";
        assert_eq!(
            trace_root(&format!("Root={root};Parent=53995c3f42cd8ad8;Sampled=1")).as_deref(),
            Some(root)
        );
        for bad in [
            "",
            "Root=1-x-y",
            "Self=1-5759e988-bd862e3fe1be46a994272793",
            "Root=1-5759e988-bd862e3fe1be46a994272793-a",
        ] {
            assert_eq!(trace_root(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_an_error_quotes_is_not_repeated() {
        let said = "invalid value: string \"alice\", sent by bob@example.com at line 3 for 0123456789012345678901234567890123456789x.";
        assert_eq!(scrubbed(said), "invalid value: string …, sent by … at line 3 for …");
        assert!(scrubbed(&"word ".repeat(200)).len() < 410);
        assert_eq!(scrubbed("an unclosed \"quote hides the rest"), "an unclosed …");
    }

    #[test]
    fn text_becomes_a_json_string() {
        let mut out = String::new();
        quoted(&mut out, "a\"b\\c\nd\u{1}é");
        assert_eq!(
            serde_json::from_str::<String>(&out).ok().as_deref(),
            Some("a\"b\\c\nd\u{1}é")
        );
    }
}
