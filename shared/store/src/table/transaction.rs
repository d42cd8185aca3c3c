//! Several writes, all or none.

use super::{
    Table, broken,
    requests::{ALL_OLD, DeleteItem, Nothing, Part, PutItem, Transaction},
};
use crate::{dynamodb::Refusal, error::StoreError, write::Write};

/// The error of a transaction of which a part does not hold.
const CANCELED: &str = "TransactionCanceledException";

impl Table {
    /// All or nothing, at most 100 items. The request's token makes repetitions idempotent.
    pub(crate) async fn transact(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        let writes: Vec<Write> = writes
            .into_iter()
            .map(|write| match write {
                Write::Put(put) => Write::Put(self.signed(put)),
                delete @ Write::Delete { .. } => delete,
            })
            .collect();
        let ask = Transaction {
            transact_items: writes.iter().map(|write| self.part(write)).collect(),
            client_request_token: self.client.call_id(),
        };
        let answer: Result<Nothing, _> = self.client.call("DynamoDB_20120810.TransactWriteItems", &ask).await;
        let Err(error) = answer else { return Ok(()) };
        match error.refusal(CANCELED) {
            Some(refusal) => judge(refusal, &writes),
            None => Err(broken(error)),
        }
    }

    fn part<'a>(&'a self, write: &'a Write) -> Part<'a> {
        match write {
            Write::Put(put) => Part::Put(PutItem {
                table_name: &self.name,
                item: &put.item,
                condition: &put.condition,
                on_failure: ALL_OLD,
            }),
            Write::Delete { key, condition } => Part::Delete(DeleteItem {
                table_name: &self.name,
                key,
                condition: Some(condition),
            }),
        }
    }
}

/// What a cancelled transaction means.
fn judge(refusal: &Refusal, writes: &[Write]) -> Result<(), StoreError> {
    let reasons = refusal.reasons.as_deref().unwrap_or_default();
    let failed = || {
        let of = |code: &Option<String>| code.as_deref().filter(|code| *code != "None").map(str::to_owned);
        reasons
            .iter()
            .zip(writes)
            .filter_map(move |(reason, write)| Some((of(&reason.code)?, &reason.item, write)))
    };
    // Our own transaction, done before its reply was lost: every refused put finds exactly itself.
    let ours = |(_, item, write): (String, &Option<_>, &Write)| match write {
        Write::Put(put) => item.as_ref() == Some(&put.item),
        Write::Delete { .. } => false,
    };
    if failed().all(ours) && failed().next().is_some() {
        return Ok(());
    }
    if failed().any(|(code, _, _)| code == "ConditionalCheckFailed") {
        return Err(StoreError::Conflict);
    }
    Err(StoreError::Unavailable("TransactionCanceled".into()))
}
