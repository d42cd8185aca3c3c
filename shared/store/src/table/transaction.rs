//! Several writes, all or none.

use super::{Table, broken, some};
use crate::{
    error::StoreError,
    item::Item,
    write::{Condition, Write},
};
use aws_sdk_dynamodb::{
    operation::transact_write_items::TransactWriteItemsError,
    types::{Delete, Put, ReturnValuesOnConditionCheckFailure as OnFailure, TransactWriteItem},
};

impl Table {
    /// All or nothing, at most 100 items. The SDK's request token makes its own retries idempotent.
    pub(crate) async fn transact(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        let writes: Vec<Write> = writes
            .into_iter()
            .map(|write| match write {
                Write::Put(put) => Write::Put(self.signed(put)),
                delete @ Write::Delete { .. } => delete,
            })
            .collect();
        let ours: Vec<Option<Item>> = writes
            .iter()
            .map(|write| {
                if let Write::Put(put) = write {
                    Some(put.item.clone())
                } else {
                    None
                }
            })
            .collect();
        let items = writes
            .into_iter()
            .map(|write| self.transact_item(write))
            .collect::<Result<Vec<_>, _>>()?;
        let answer = Box::pin(
            self.client
                .transact_write_items()
                .set_transact_items(Some(items))
                .send(),
        )
        .await;
        let Err(error) = answer else { return Ok(()) };
        let reasons = error.as_service_error().and_then(|service| {
            if let TransactWriteItemsError::TransactionCanceledException(e) = service {
                e.cancellation_reasons.clone()
            } else {
                None
            }
        });
        let Some(reasons) = reasons else {
            return Err(broken(&error));
        };
        let failed = || {
            reasons
                .iter()
                .zip(&ours)
                .filter(|(reason, _)| reason.code.as_deref().is_some_and(|code| code != "None"))
        };
        // Our own transaction, done before its reply was lost: every refused put finds exactly itself.
        if failed().all(|(reason, own)| own.is_some() && reason.item == *own) && failed().next().is_some() {
            return Ok(());
        }
        if failed().any(|(reason, _)| reason.code.as_deref() == Some("ConditionalCheckFailed")) {
            return Err(StoreError::Conflict);
        }
        Err(StoreError::Unavailable("TransactionCanceled".into()))
    }

    fn transact_item(&self, write: Write) -> Result<TransactWriteItem, StoreError> {
        let bad = |error: aws_sdk_dynamodb::error::BuildError| StoreError::Corrupt(error.to_string());
        let builder = TransactWriteItem::builder();
        Ok(match write {
            Write::Put(put) => {
                let Condition {
                    expression,
                    names,
                    values,
                } = put.condition;
                let put = Put::builder()
                    .table_name(&self.name)
                    .set_item(Some(put.item))
                    .condition_expression(expression)
                    .set_expression_attribute_names(some(names))
                    .set_expression_attribute_values(some(values))
                    .return_values_on_condition_check_failure(OnFailure::AllOld);
                builder.put(put.build().map_err(bad)?).build()
            }
            Write::Delete { key, condition } => {
                let Condition {
                    expression,
                    names,
                    values,
                } = condition;
                let delete = Delete::builder()
                    .table_name(&self.name)
                    .set_key(Some(key))
                    .condition_expression(expression)
                    .set_expression_attribute_names(some(names))
                    .set_expression_attribute_values(some(values));
                builder.delete(delete.build().map_err(bad)?).build()
            }
        })
    }
}
