//! The Lambda function `branding`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::BRANDING)
}
