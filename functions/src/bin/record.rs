//! The Lambda function `record`.

fn main() -> std::process::ExitCode {
    web::lambda::serve_events("record", functions::events::record::function)
}
