//! The Lambda function `check-domains`.

fn main() -> std::process::ExitCode {
    web::lambda::try_serve_events("check-domains", functions::events::check_domains::function)
}
