//! The Lambda function `api-keys`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::API_KEYS)
}
