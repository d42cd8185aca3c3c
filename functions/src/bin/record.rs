//! The Lambda function `record`.

fn main() -> std::process::ExitCode {
    web::lambda::serve_events(functions::events::record::function)
}
