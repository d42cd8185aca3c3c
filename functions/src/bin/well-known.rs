//! The Lambda function `well-known`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::WELL_KNOWN)
}
