//! The Lambda function `audit`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::AUDIT)
}
