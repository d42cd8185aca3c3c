//! Why a round trip did not end in a sign-in, in words for the person: the only thing a URL may say about it.

use protocol::error::{ErrorCode, Failure};

macro_rules! reasons {
    ($($name:ident = $text:literal, $code:ident, $words:literal;)+) => {
        /// A reason, as `problem` in the address of the page that shows it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each variant is documented by its words")]
        pub enum Reason { $($name,)+ }

        impl Reason {
            /// Its value in a URL.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// The reason of a URL; nothing else is ever shown from there.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$name),)+ _ => None }
            }

            /// The same for a page: its status and words.
            pub fn failure(self) -> Failure {
                match self { $(Self::$name => Failure::new(ErrorCode::$code, $words),)+ }
            }
        }
    };
}

reasons! {
    Unavailable = "provider_unavailable", MethodDisabled, "Signing in that way is not possible here. Use another one.";
    Denied = "provider_denied", AccessDenied, "The provider did not sign you in. Try again, or use another way.";
    Failed = "provider_failed", UpstreamFailed, "The provider answered in a way that cannot be trusted. Try again, or use another way.";
    Expired = "provider_expired", TxExpired, "That took too long, was done already, or was begun in another browser. Try again.";
    SignupClosed = "signup_closed", SignupClosed, "There is no account for you here, and new ones are not open.";
    DomainNotAllowed = "signup_domain_not_allowed", SignupDomainNotAllowed, "Addresses of that domain cannot sign up here.";
    AccountExists = "account_exists", MethodDisabled, "You have an account here already. Sign in to it in the way you did before.";
    IdentityInUse = "identity_in_use", IdentityInUse, "That account at the provider belongs to another user here.";
    LimitExceeded = "limit_exceeded", LimitExceeded, "No more accounts can be connected. Remove one first.";
    Refused = "sign_in_refused", InvalidCredentials, "That did not work. Ask the application’s support.";
    TooOften = "rate_limited", RateLimited, "That was too often. Wait a while, then try again.";
    Again = "try_again", WrongState, "Something else happened at the same moment. Try again.";
}

impl Reason {
    /// The reason that a refusal of another use case amounts to.
    pub(super) const fn of(code: ErrorCode) -> Option<Self> {
        match code {
            ErrorCode::SignupClosed => Some(Self::SignupClosed),
            ErrorCode::SignupDomainNotAllowed => Some(Self::DomainNotAllowed),
            ErrorCode::RateLimited => Some(Self::TooOften),
            ErrorCode::WrongState => Some(Self::Again),
            ErrorCode::TxExpired => Some(Self::Expired),
            ErrorCode::LimitExceeded => Some(Self::LimitExceeded),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_says_known_reasons_only() {
        assert_eq!(Reason::parse(Reason::Failed.as_str()), Some(Reason::Failed));
        assert_eq!(Reason::parse("<b>you won</b>"), None);
    }
}
