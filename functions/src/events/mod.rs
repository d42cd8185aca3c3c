//! What is not HTTP: the table's stream, schedules, deployment, what SES reports.

pub mod bootstrap;
pub mod check_domains;
pub mod deliver;
pub mod erase_accounts;
pub mod mail_feedback;
pub mod record;
pub mod rotate_keys;
pub mod run_jobs;
mod stream;
