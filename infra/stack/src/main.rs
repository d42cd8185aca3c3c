//! `aero2-stack check [RECORDED]`: what the template holds, and whether rights are what the suite recorded.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks on its standard streams"
)]

use stack::Stack;
use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["check"] => check(None),
        ["check", recorded] => check(Some(recorded)),
        _ => Err(vec!["usage: aero2-stack check [RECORDED]".to_owned()]),
    };
    match outcome {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            eprintln!("{}", problems.join("\n"));
            ExitCode::FAILURE
        }
    }
}

fn check(recorded: Option<&str>) -> Result<String, Vec<String>> {
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml");
    let stack = Stack::read(&template).map_err(|error| vec![error.to_string()])?;
    if let Some(file) = recorded {
        let lines = std::fs::read_to_string(file).map_err(|error| vec![format!("{file}: {error}")])?;
        let found = stack.differences(&lines).map_err(|problem| vec![problem])?;
        if !found.is_empty() {
            return Err(found);
        }
    }
    let mut grants = 0_usize;
    for function in stack.functions() {
        grants += stack.grants(&function).map_err(|problem| vec![problem])?.len();
    }
    Ok(format!(
        "{} functions, {} routes, {grants} rights, {} alarms, {} resources",
        stack.functions().len(),
        stack.routes().len(),
        stack.alarms().len(),
        stack.expanded_count()
    ))
}
