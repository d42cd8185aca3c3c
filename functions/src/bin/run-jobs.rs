//! The Lambda function `run-jobs`.

fn main() -> std::process::ExitCode {
    web::lambda::serve_events("run-jobs", functions::events::run_jobs::function)
}
