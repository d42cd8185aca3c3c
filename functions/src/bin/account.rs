//! The Lambda function `account`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::ACCOUNT)
}
