//! The Lambda function `bootstrap`.

fn main() -> std::process::ExitCode {
    web::lambda::serve_events(functions::events::bootstrap::function)
}
