//! The Lambda function `users`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::USERS)
}
