//! The Lambda function `roles`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::ROLES)
}
