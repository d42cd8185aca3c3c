//! The Lambda function `token`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::TOKEN)
}
