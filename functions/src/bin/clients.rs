//! The Lambda function `clients`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::CLIENTS)
}
