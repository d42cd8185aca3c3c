//! The Lambda function `domains`.

fn main() -> std::process::ExitCode {
    web::lambda::serve_with(functions::DOMAINS, platform::Deployed::domain_services)
}
