//! A function of a few lines that does what its event says: for the tests of the host. HTTP by hand, nothing of the product.

#![expect(
    clippy::disallowed_methods,
    clippy::exit,
    reason = "a program of its own, which is told what to do by its environment"
)]

use serde_json::{Value, json};
use std::{
    env,
    io::{BufRead, BufReader, Read, Result, Write},
    net::TcpStream,
    process,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

struct Api {
    address: String,
    stream: BufReader<TcpStream>,
}

impl Api {
    /// One exchange on the kept connection; the answer's request id and body.
    fn exchange(&mut self, method: &str, path: &str, body: &str) -> Result<(String, Vec<u8>)> {
        let head = format!(
            "{method} /2018-06-01/runtime/{path} HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        self.stream.get_mut().write_all(head.as_bytes())?;
        let (mut id, mut length, mut line) = (String::new(), 0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                if line.trim_end().is_empty() {
                    break;
                }
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap_or_default(),
                "lambda-runtime-aws-request-id" => value.clone_into(&mut id),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((id, body))
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn main() -> Result<()> {
    let address = variable("AWS_LAMBDA_RUNTIME_API");
    let stream = BufReader::new(TcpStream::connect(&address)?);
    let mut api = Api { address, stream };
    match variable("PROBE_INIT").as_str() {
        "exit" => {
            log("no configuration")?;
            process::exit(3);
        }
        "error" => {
            let why = json!({ "errorType": "Config", "errorMessage": "AERO2_TABLE is missing" });
            api.exchange("POST", "init/error", &why.to_string())?;
            process::exit(1);
        }
        _ => {}
    }
    loop {
        let (id, event) = api.exchange("GET", "invocation/next", "")?;
        let event: Value = serde_json::from_slice(&event).unwrap_or_default();
        let (kind, answer) = act(&event);
        api.exchange("POST", &format!("invocation/{id}/{kind}"), &answer.to_string())?;
    }
}

fn log(text: &str) -> Result<()> {
    writeln!(std::io::stderr(), "{text}")
}

fn act(event: &Value) -> (&'static str, Value) {
    let who = variable("AWS_ACCESS_KEY_ID");
    match event.get("do").and_then(Value::as_str).unwrap_or_default() {
        "exit" => process::exit(4),
        "error" => ("error", json!({ "errorType": "Oops", "errorMessage": "it went wrong" })),
        "sleep" => {
            // The one thing here that takes time, so that several are busy at once.
            let until = Duration::from_millis(event.get("ms").and_then(Value::as_u64).unwrap_or_default());
            let (_keep, pipe) = std::sync::mpsc::channel::<()>();
            let _late = pipe.recv_timeout(until);
            ("response", json!({ "who": who }))
        }
        _ => {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            (
                "response",
                json!({ "who": who, "event": event, "now": since.as_secs() }),
            )
        }
    }
}
