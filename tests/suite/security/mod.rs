//! The acceptance rules: each test carries its rule's id, and fails when the check is removed.

mod bad_input;
mod branding;
mod clients;
mod codes;
mod data_rules;
mod edge;
mod faults;
mod federation;
mod federation_answers;
mod instances;
mod invariants;
mod invariants_adoption;
mod invariants_between;
mod invariants_departures;
mod isolation;
mod limits_of_power;
mod logs;
mod pages;
mod passkey_owners;
mod passkey_sources;
mod passkeys;
mod races;
mod redirects;
mod refresh;
mod tokens;
mod upstream_tokens;
