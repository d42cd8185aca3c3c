//! The Lambda function `imports`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::IMPORTS)
}
