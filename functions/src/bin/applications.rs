//! The Lambda function `applications`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::APPLICATIONS)
}
