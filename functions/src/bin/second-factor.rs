//! The Lambda function `second-factor`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::SECOND_FACTOR)
}
