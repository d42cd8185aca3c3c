//! What nobody shall guess or make a second time.

use crate::Problem;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// 32 bytes as 43 characters.
pub(crate) fn text() -> Result<String, Problem> {
    let mut bytes = [0; 32];
    #[expect(clippy::disallowed_methods, reason = "the command is no part of the platform")]
    let filled = aws_lc_rs::rand::fill(&mut bytes);
    filled.map_err(|_| Problem::new("Nothing was done", "the system gives no random numbers", "try again"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
