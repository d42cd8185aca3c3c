//! The embedded AWS: what lies inside dynoxide, or is so on purpose.

use super::Difference;

pub const DIFFERENCES: &[Difference] = &[
    (
        "dynamodb::capacity::units_are_told_only_when_asked_for",
        "always told: the capacity trace asks for them in every request, and the product does not look",
    ),
    (
        "dynamodb::indexes::an_index_of_keys_does_not_project_what_it_does_not_hold",
        "dynoxide answers empty items instead of refusing; the product never projects from an index",
    ),
    (
        "dynamodb::return_values::an_update_that_makes_an_item_had_no_old_one",
        "dynoxide answers the key as the old item; the product asks for ALL_NEW only",
    ),
    (
        "dynamodb::streams::a_put_that_changes_nothing_leaves_no_record",
        "dynoxide records it; ours never are, because each put names its writer",
    ),
    (
        "dynamodb::streams::an_update_that_changes_nothing_leaves_no_record",
        "dynoxide records it; ours never are, because each update names its writer",
    ),
];
