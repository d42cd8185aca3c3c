//! The metrics by name, unit and dimension: alarms are written on these names, so they never change (docs/observability.md).

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Time.
    Milliseconds,
    /// Whatever the name says.
    None,
}

impl Unit {
    /// As `CloudWatch` writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "Count",
            Self::Milliseconds => "Milliseconds",
            Self::None => "None",
        }
    }
}

macro_rules! metrics {
    ($($(#[$doc:meta])* $name:ident: $unit:ident $(by $dimension:literal)?;)+) => {
        /// A metric of the namespace `Aero2`. Each has the dimensions application and function, never a user.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Metric { $($(#[$doc])* $name,)+ }

        impl Metric {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name in `CloudWatch`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            /// Its unit.
            pub const fn unit(self) -> Unit {
                match self { $(Self::$name => Unit::$unit,)+ }
            }

            /// A dimension it has beside application and function.
            pub const fn dimension(self) -> Option<&'static str> {
                match self { $(Self::$name => metrics!(@ $($dimension)?),)+ }
            }
        }
    };
    (@ $dimension:literal) => { Some($dimension) };
    (@) => { None };
}

metrics! {
    /// Somebody signed in.
    SignInSucceeded: Count by "Method";
    /// A sign-in failed: a wrong password or code.
    SignInFailed: Count by "Method";
    /// How long a request took inside the function.
    RequestDuration: Milliseconds;
    /// Conditions and transactions of the table that did not hold.
    Conflicts: Count;
    /// Calls that a service of AWS refused because there were too many.
    Throttles: Count by "Service";
    /// A rotated refresh token, or a redeemed code, was used again: its family was ended.
    RefreshReuse: Count;
    /// Something of one application was shown at another.
    CrossTenantDenied: Count;
    /// Answers 429.
    RateLimited: Count;
    /// Records of the stream that were set aside, because they can never be handled as they are.
    RecordsParked: Count by "Consumer";
    /// Mails handed to SES.
    MailSent: Count;
    /// Mails that were not: refused for good, or given up.
    MailFailed: Count;
    /// SMS handed to AWS.
    SmsSent: Count;
    /// Applications that have sent half of the SMS they may send in a day.
    SmsHalfSpent: Count;
    /// New passwords that were not looked up among breached ones, because the API did not answer.
    BreachCheckFailed: Count;
    /// Age of the oldest active signing key.
    KeyAgeDays: None;
    /// Answers of 500 and above.
    Errors5xx: Count;
}
