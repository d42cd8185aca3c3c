//! The Lambda function `consent`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::CONSENT)
}
