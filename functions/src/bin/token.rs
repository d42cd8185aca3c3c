//! The Lambda function `token`.

use platform::token_counts;

fn main() -> std::process::ExitCode {
    web::lambda::serve_to_the_end(functions::TOKEN, async |services| {
        token_counts::tell_all(&services).await;
    })
}
