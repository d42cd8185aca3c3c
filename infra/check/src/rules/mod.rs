//! The rules, one file per subject. Each is looked for by one function and named in the report by one sentence.

mod access;
mod adoption;
mod applications;
mod configuration;
mod departures;
mod envelope;
mod identities;
mod index;
mod outbox;
mod passkeys;
mod people;
mod teams;
mod usage;

use crate::{report::Report, world::World};

/// All of them, in the report's order.
pub(crate) const ALL: &[fn(&World<'_>, &mut Report)] = &[
    envelope::check,
    index::check,
    people::check,
    departures::check,
    identities::check,
    passkeys::check,
    adoption::check,
    usage::check,
    access::check,
    applications::check,
    configuration::check,
    teams::check,
    outbox::check,
];
