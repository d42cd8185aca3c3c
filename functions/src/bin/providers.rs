//! The Lambda function `providers`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::PROVIDERS)
}
