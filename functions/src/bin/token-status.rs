//! The Lambda function `token-status`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::TOKEN_STATUS)
}
