//! The Lambda function `email-templates`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::EMAIL_TEMPLATES)
}
