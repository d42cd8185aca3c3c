//! moto 5.2.5: good for the shape of an answer and for most conditions; not for limits, units, states and digests.

use super::Difference;

pub const DIFFERENCES: &[Difference] = &[
    (
        "dynamodb::batches::a_key_twice_in_one_batch_is_refused",
        "BatchWriteItem takes one key twice",
    ),
    (
        "dynamodb::batches::an_empty_batch_is_refused",
        "an empty list of keys is answered",
    ),
    (
        "dynamodb::batches::twenty_five_writes_are_done_and_one_more_is_refused",
        "BatchWriteItem takes 26",
    ),
    (
        "dynamodb::capacity::a_batch_rounds_each_item_and_a_query_their_sum",
        "a unit per item or one per call, whatever the size",
    ),
    (
        "dynamodb::capacity::a_read_costs_by_four_kilobytes_and_half_when_eventual",
        "half a unit, strong or large",
    ),
    (
        "dynamodb::capacity::a_write_costs_one_unit_per_kilobyte_begun",
        "one unit, whatever the size",
    ),
    (
        "dynamodb::capacity::an_index_entry_is_a_write_of_its_own",
        "indexes are not counted",
    ),
    (
        "dynamodb::capacity::an_index_is_read_by_the_size_of_its_entries",
        "indexes are not counted",
    ),
    (
        "dynamodb::capacity::overwriting_and_deleting_cost_by_the_larger_item",
        "one unit, whatever the size",
    ),
    (
        "dynamodb::conditions::values_of_different_types_are_never_equal_or_ordered",
        "500: it compares a number with a text",
    ),
    (
        "dynamodb::conditions::what_is_absent_equals_and_precedes_nothing",
        "500: the size of an absent attribute",
    ),
    (
        "dynamodb::idempotency::a_first_put_repeated_under_its_token_is_a_success",
        "ClientRequestToken is not looked at",
    ),
    (
        "dynamodb::idempotency::a_token_has_at_most_36_characters",
        "ClientRequestToken is not looked at",
    ),
    (
        "dynamodb::idempotency::a_transaction_repeated_under_its_token_is_done_once",
        "ClientRequestToken is not looked at",
    ),
    (
        "dynamodb::idempotency::another_transaction_under_the_same_token_is_refused",
        "ClientRequestToken is not looked at",
    ),
    (
        "dynamodb::index_paging::a_start_without_all_four_parts_is_refused",
        "500: it looks up the missing part",
    ),
    (
        "dynamodb::indexes::an_index_key_is_a_text_that_is_not_empty",
        "an index key of another type is taken",
    ),
    (
        "dynamodb::indexes::an_index_of_keys_does_not_project_what_it_does_not_hold",
        "empty items are answered",
    ),
    (
        "dynamodb::indexes::an_index_that_does_not_exist_is_refused",
        "ResourceNotFoundException instead",
    ),
    (
        "dynamodb::limits::a_document_is_at_most_32_levels_deep",
        "depth is not limited",
    ),
    (
        "dynamodb::limits::a_set_is_neither_empty_nor_repeats_itself",
        "a set may be empty",
    ),
    (
        "dynamodb::limits::an_expression_has_at_most_4_kb",
        "length is not limited",
    ),
    (
        "dynamodb::limits::an_item_has_at_most_400_kb",
        "its limit lies some kilobytes below",
    ),
    (
        "dynamodb::limits::an_update_does_not_make_it_larger",
        "its limit lies some kilobytes below",
    ),
    (
        "dynamodb::numbers::a_number_has_a_range_and_is_one",
        "range and digits are not looked at",
    ),
    (
        "dynamodb::numbers::a_number_is_written_without_needless_zeros",
        "kept as it was written",
    ),
    (
        "dynamodb::numbers::thirty_eight_digits_are_kept_exactly",
        "more than 38 digits are taken",
    ),
    (
        "dynamodb::queries::a_limit_of_nothing_and_a_start_elsewhere_are_refused",
        "500: a limit of 0",
    ),
    (
        "dynamodb::queries::a_page_that_ends_with_the_partition_may_still_name_a_next_one",
        "it looks ahead and names none",
    ),
    (
        "dynamodb::query_ranges::a_query_names_its_whole_partition_and_one_condition_of_the_sort_key",
        "500: an operator that is none for keys",
    ),
    (
        "dynamodb::query_ranges::a_range_turned_round_is_refused",
        "an empty page is answered",
    ),
    (
        "dynamodb::refusals::a_key_must_be_whole_and_of_its_type",
        "a key of another type is read",
    ),
    (
        "dynamodb::refusals::a_placeholder_that_is_not_used_or_not_defined_is_refused",
        "500: a value that is not defined",
    ),
    (
        "dynamodb::refusals::an_expression_that_does_not_parse_is_refused",
        "500: what does not parse",
    ),
    (
        "dynamodb::streams::a_put_that_changes_nothing_leaves_no_record",
        "recorded, as in dynoxide",
    ),
    (
        "dynamodb::streams::a_transaction_leaves_a_record_for_each_item_it_wrote",
        "an update in a transaction is recorded twice",
    ),
    (
        "dynamodb::streams::an_update_that_changes_nothing_leaves_no_record",
        "recorded, as in dynoxide",
    ),
    (
        "dynamodb::transaction_limits::an_empty_transaction_is_refused",
        "answered as done",
    ),
    (
        "dynamodb::transaction_limits::more_than_four_megabytes_are_refused",
        "size is not limited",
    ),
    (
        "dynamodb::transaction_units::a_transaction_repeated_under_its_token_is_billed_as_a_read",
        "transactions are not counted",
    ),
    (
        "dynamodb::transaction_units::reading_in_a_transaction_costs_twice",
        "counted once",
    ),
    (
        "dynamodb::transaction_units::writing_in_a_transaction_costs_twice",
        "transactions are not counted",
    ),
    (
        "dynamodb::transactions::an_update_that_cannot_be_done_cancels_as_a_validation_error",
        "ValidationException instead of a reason",
    ),
    (
        "kms::encryption::a_signing_key_does_not_encrypt",
        "it encrypts with whatever key",
    ),
    (
        "kms::encryption::another_key_is_said_to_be_the_wrong_one",
        "AccessDeniedException instead",
    ),
    (
        "kms::keys::a_key_without_a_spec_is_symmetric_and_enabled",
        "its default key has no usage",
    ),
    (
        "kms::keys::a_public_key_is_a_der_document_of_its_kind",
        "the spec is not told with the public key",
    ),
    (
        "kms::keys::a_spec_and_a_usage_that_do_not_fit_are_refused",
        "any usage goes with any spec",
    ),
    ("kms::keys::a_symmetric_key_has_no_public_half", "it makes one up"),
    (
        "kms::sign_limits::a_digest_is_as_long_as_its_algorithm_makes_it",
        "length is not looked at",
    ),
    (
        "kms::sign_limits::a_message_has_one_to_4096_bytes",
        "4097 bytes are signed",
    ),
    (
        "kms::sign_limits::an_algorithm_of_another_kind_of_key_is_refused",
        "ValidationException instead",
    ),
    ("kms::signing::es256_signs_a_digest", "a digest is hashed again"),
    ("kms::signing::ps256_signs_a_digest", "a digest is hashed again"),
    (
        "kms::signing::ps256_signs_a_message",
        "the salt is as long as fits, not as the hash",
    ),
    ("kms::signing::rs256_signs_a_digest", "a digest is hashed again"),
    (
        "kms::states::a_deletion_waits_seven_to_thirty_days",
        "a number out of range is passed over",
    ),
    (
        "kms::states::a_disabled_key_does_nothing_until_it_is_enabled",
        "a disabled key goes on working",
    ),
    (
        "kms::states::a_key_pending_deletion_is_in_no_state_for_anything",
        "such a key goes on working",
    ),
    (
        "kms::states::a_key_pending_deletion_is_neither_enabled_nor_scheduled_again",
        "states are not looked at",
    ),
    (
        "ses::refusals::a_line_break_does_not_make_a_header",
        "line breaks are taken",
    ),
    (
        "ses::refusals::a_mail_to_nobody_is_refused",
        "a mail to nobody is accepted",
    ),
    (
        "ses::refusals::a_mail_without_a_body_or_content_is_refused",
        "500: no body",
    ),
    (
        "ses::refusals::an_address_that_is_none_is_refused",
        "InvalidParameterValue instead",
    ),
    (
        "store::roles::a_renamed_role_gives_its_old_name_back_though_the_reply_was_lost",
        "ClientRequestToken is not looked at, and a delete leaves no writer behind to know it by",
    ),
];
