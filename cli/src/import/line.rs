//! One user as `POST /api/imports/users` takes it, and what of the other provider's record has no place there.

use serde::Serialize;

/// What was left out of a record. Counted, and said at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// A phone number.
    Phone,
    /// Metadata, attributes, claims of the application's own.
    Metadata,
    /// A second factor.
    SecondFactor,
    /// A user name that is not the address.
    UserName,
    /// A hash of an algorithm that is not verified here.
    Password,
    /// Roles beyond the one that everybody has.
    Roles,
    /// Accounts at providers.
    Identities,
}

impl Note {
    /// What it means for the people.
    pub const fn about(self) -> &'static str {
        match self {
            Self::Phone => "phone numbers were left out: a user has none here",
            Self::Metadata => "users have metadata or attributes, which were left out",
            Self::SecondFactor => "users have a second factor that cannot be moved: they enrol again",
            Self::UserName => "user names were left out: people sign in with their address",
            Self::Password => {
                "password hashes are of a kind that cannot be verified: these people sign in by a code and set a new password"
            }
            Self::Roles => "roles were left out: everybody has the role user, give others again",
            Self::Identities => {
                "accounts at providers were left out: they are linked again when people sign in through them"
            }
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it asks about by reference"
)]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// A user to import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The address people sign in with.
    pub email: String,
    /// Whether the other provider says that the mailbox was proven.
    pub email_verified: bool,
    /// In one of the forms of docs/importing.md.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_hash: Option<String>,
    /// The secret of an authenticator app, in base32.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totp_secret: Option<String>,
    /// Switched off there, and here.
    #[serde(skip_serializing_if = "is_false")]
    pub disabled: bool,
    /// Full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// An https URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// IANA zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoneinfo: Option<String>,
    /// The other provider's id of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// What was left out.
    #[serde(skip)]
    pub notes: Vec<Note>,
}

impl Line {
    /// Notes something once.
    pub(crate) fn note_if(&mut self, left_out: bool, note: Note) {
        if left_out && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}
