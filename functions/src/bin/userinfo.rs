//! The Lambda function `userinfo`.

fn main() -> std::process::ExitCode {
    web::lambda::serve(functions::USERINFO)
}
