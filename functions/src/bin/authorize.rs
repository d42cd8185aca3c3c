//! The Lambda function `authorize`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::AUTHORIZE)
}
