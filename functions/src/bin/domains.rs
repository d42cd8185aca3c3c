//! The Lambda function `domains`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::DOMAINS)
}
