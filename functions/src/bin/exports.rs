//! The Lambda function `exports`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::EXPORTS)
}
