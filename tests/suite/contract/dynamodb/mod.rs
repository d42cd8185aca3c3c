//! `DynamoDB`: what its API reference and developer guide promise of items, conditions, transactions, indexes, units and streams.

mod batches;
mod capacity;
mod conditions;
mod expressions;
mod idempotency;
mod index_paging;
mod indexes;
mod limits;
mod numbers;
mod old_items;
mod queries;
mod query_ranges;
mod refusals;
mod return_values;
mod streams;
mod time_to_live;
mod transaction_limits;
mod transaction_units;
mod transactions;
mod updates;
