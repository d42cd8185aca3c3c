//! The Lambda function `sign-in`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::SIGN_IN)
}
