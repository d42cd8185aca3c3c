//! The Lambda function `erase-accounts`.

fn main() -> std::process::ExitCode {
    web::lambda::serve_events("erase-accounts", functions::events::erase_accounts::function)
}
