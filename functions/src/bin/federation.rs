//! The Lambda function `federation`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::FEDERATION)
}
