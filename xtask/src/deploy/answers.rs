//! What a deployment must be told: by flags, by what was answered before, or by two questions.

#![expect(clippy::indexing_slicing, reason = "a JSON value answers null for what it lacks")]

use super::Options;
use crate::process::Problem;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::path::Path;

/// The two answers.
pub(super) struct Answers {
    pub(super) domain: String,
    pub(super) operator: String,
}

/// What samconfig.toml says of a profile.
pub(super) struct Profile {
    pub(super) stack: String,
    parameters: Vec<String>,
}

impl Answers {
    /// Flags before kept answers before questions; what was said is kept.
    pub(super) fn collect(options: &Options, kept: &Path, input: &mut dyn BufRead) -> Result<Self, Problem> {
        let file = kept.join(format!("{}.json", options.profile));
        let before: Value = std::fs::read(&file)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        let mut answer = |flag: &Option<String>, name: &str, question: &str| match (flag, before[name].as_str()) {
            (Some(said), _) => Ok(said.clone()),
            (None, Some(said)) => Ok(said.to_owned()),
            (None, None) => ask(question, name, input),
        };
        let domain = answer(&options.domain, "domain", "Domain of the platform (id.example.com): ")?;
        let operator = answer(&options.operator, "operator", "E-mail address of the first operator: ")?;
        let domain = domain.trim().trim_end_matches('.').to_ascii_lowercase();
        if !domain.contains('.') || domain.contains(['/', ':', ' ', '@']) {
            return Err(Problem::new(
                format!("`{domain}` is not a domain"),
                "give --domain id.example.com",
            ));
        }
        if operator
            .split_once('@')
            .is_none_or(|(name, host)| name.is_empty() || !host.contains('.'))
        {
            return Err(Problem::new(
                format!("`{operator}` is not an e-mail address"),
                "give --operator you@example.com",
            ));
        }
        let said = Self { domain, operator };
        if !options.dry_run {
            said.keep(&file)?;
        }
        Ok(said)
    }

    fn keep(&self, file: &Path) -> Result<(), Problem> {
        let text = json!({ "domain": self.domain, "operator": self.operator }).to_string();
        let folder = file.parent().unwrap_or(Path::new("."));
        let kept = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(file, text));
        kept.map_err(|error| {
            Problem::new(
                format!("{}: {error}", file.display()),
                "check that target/ can be written",
            )
        })
    }
}

fn ask(question: &str, flag: &str, input: &mut dyn BufRead) -> Result<String, Problem> {
    print!("{question}");
    let mut line = String::new();
    let read = std::io::stdout().flush().and_then(|()| input.read_line(&mut line));
    match read {
        Ok(count) if count > 0 && !line.trim().is_empty() => Ok(line.trim().to_owned()),
        _ => Err(Problem::new(
            format!("nobody answers: {question}"),
            format!("give --{flag}"),
        )),
    }
}

/// The profile's stack and parameters, read from its section: a name per line, a list of texts.
pub(super) fn profile(config: &str, name: &str) -> Result<Profile, Problem> {
    let heading = format!("[{name}.deploy.parameters]");
    let section: Vec<_> = config
        .lines()
        .map(str::trim)
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('[') || line.starts_with("[\""))
        .collect();
    let stack = section.iter().find_map(|line| line.strip_prefix("stack_name = "));
    let Some(stack) = stack.and_then(|text| text.split('"').nth(1)) else {
        return Err(Problem::new(
            format!("samconfig.toml has no {heading} with a stack_name"),
            "choose --profile dev or prod",
        ));
    };
    let listed = section
        .iter()
        .skip_while(|line| !line.starts_with("parameter_overrides"))
        .skip(1);
    let parameters = listed
        .take_while(|line| !line.starts_with(']'))
        .filter_map(|line| line.split('"').nth(1).map(str::to_owned))
        .collect();
    Ok(Profile {
        stack: stack.to_owned(),
        parameters,
    })
}

/// `Name=Value` for each; a later one wins.
pub(super) fn parameters(
    profile: &Profile,
    answers: &Answers,
    zone: &str,
    options: &Options,
    release: &str,
) -> Vec<String> {
    let said = [
        format!("PlatformDomain={}", answers.domain),
        format!("OperatorEmail={}", answers.operator),
        format!("HostedZoneId={zone}"),
        format!("TableName={}", profile.stack),
        format!("Release={release}"),
    ];
    let name = |pair: &String| pair.split('=').next().unwrap_or_default().to_owned();
    let all: Vec<String> = profile
        .parameters
        .iter()
        .cloned()
        .chain(said)
        .chain(options.parameter.iter().cloned())
        .collect();
    let last = |index: usize, pair: &String| !all.iter().skip(index + 1).any(|later| name(later) == name(pair));
    all.iter()
        .enumerate()
        .filter(|(index, pair)| last(*index, pair))
        .map(|(_, pair)| pair.clone())
        .collect()
}
