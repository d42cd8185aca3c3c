//! The Lambda function `password`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::PASSWORD)
}
