//! Names of this machine need no DNS: a custom domain is proven by asking for it (behaviour 2.3).

use platform::dns::{Answer, Dns, Finding, Question, Records};

/// Answers as if every record that is asked for were there.
#[derive(Clone, Copy, Debug)]
pub struct AsAsked;

impl Dns for AsAsked {
    fn records<'a>(&'a self, _: &'a Question) -> Answer<'a> {
        Box::pin(async {
            Ok(Records {
                txt: Finding::Present,
                route: Finding::Present,
                authority: Finding::Present,
            })
        })
    }
}
