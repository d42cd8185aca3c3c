//! The Lambda function `bootstrap`.

fn main() -> std::process::ExitCode {
    web::lambda::serve_events("bootstrap", functions::events::bootstrap::function)
}
