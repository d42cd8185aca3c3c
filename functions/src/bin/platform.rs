//! The Lambda function `platform`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::PLATFORM)
}
