//! Where things are kept: one DynamoDB table, keys made in one file, DynamoDB called from one file.
//!
//! Every method takes the application first; hashes of personal values are made by the caller; `now` decides expiry on every read (FA-15).

mod dynamodb;
mod error;
mod item;
mod keys;
mod page;
pub mod schema;
pub mod stream;
mod table;
mod tallies;
mod write;

mod adoption;
mod api_keys;
mod applications;
mod attempts;
mod audit;
mod branding;
mod clients;
mod consents;
mod credential_writes;
mod departures;
mod devices;
mod domains;
mod email_changes;
mod email_templates;
mod factors;
mod grants;
mod idempotency;
mod identities;
mod identity_providers;
mod invitations;
mod jobs;
mod jwt_templates;
mod limits;
mod mail_claims;
mod mailboxes;
mod organizations;
mod parked;
mod passkeys;
mod platform_items;
mod roles;
mod sessions;
mod sms;
mod suppressions;
mod token_counts;
mod transactions;
mod transfers;
mod usage;
mod user_search;
mod user_writes;
mod users;

pub use adoption::COUNTED_TOGETHER;
pub use applications::NewApplication;
pub use audit::{AuditFilter, AuditedEvent};
pub use credential_writes::{NewPassword, Renewal};
pub use departures::Belongings;
pub use domains::{Departure, Due};
pub use dynamodb::{Attempt, Connection, Retries, Watch};
pub use email_changes::Move;
pub use error::StoreError;
pub use factors::{FactorWrites, NewFactors};
pub use grants::{Created, Rotated, Rotation};
pub use idempotency::{Answered, Claim, Claimed};
pub use identities::IdentityWrite;
pub use invitations::InvitationWrite;
pub use mail_claims::MailTurn;
pub use mailboxes::{NewPerson, SignInState};
pub use page::{Cursor, Page};
pub use transfers::TransferWrite;
pub use user_search::{FoundUser, UserFilter, UserPage};
pub use user_writes::{Completion, ITEMS_TOGETHER};

use domain::{ApplicationId, Entropy};
use std::sync::Arc;

/// The table, as the product sees it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    table: table::Table,
}

impl Store {
    /// The store in the table `name`. No call is made.
    pub fn connect(at: Connection, name: impl Into<String>, entropy: Arc<dyn Entropy>) -> Self {
        let client = dynamodb::Client::new(at, Arc::clone(&entropy));
        Self {
            table: table::Table::new(client, name.into(), entropy),
        }
    }

    /// All of one kind in an application's own partition, in the order of their keys. Strongly consistent; such lists are short, and cached above.
    async fn configured<T: item::Entity>(&self, app: &ApplicationId, prefix: &str) -> Result<Vec<T>, StoreError> {
        let query = table::Query {
            partition: keys::application_partition(app),
            prefix: Some(prefix.to_owned()),
            ..table::Query::default()
        };
        self.table.query_all(query).await?.into_iter().map(item::read).collect()
    }
}
