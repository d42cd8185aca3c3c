//! The Lambda function `passkey`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::PASSKEY)
}
