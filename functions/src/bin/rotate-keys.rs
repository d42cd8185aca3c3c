//! The Lambda function `rotate-keys`.

fn main() -> std::process::ExitCode {
    web::lambda::serve_events("rotate-keys", functions::events::rotate_keys::function)
}
