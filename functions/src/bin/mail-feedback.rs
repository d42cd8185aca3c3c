//! The Lambda function `mail-feedback`.

fn main() -> std::process::ExitCode {
    web::lambda::serve_events("mail-feedback", functions::events::mail_feedback::function)
}
