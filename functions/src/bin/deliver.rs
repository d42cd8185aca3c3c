//! The Lambda function `deliver`.

fn main() -> std::process::ExitCode {
    web::lambda::serve_events("deliver", functions::events::deliver::function)
}
