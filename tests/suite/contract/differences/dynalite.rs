//! dynalite 4.0.0: written against Amazon's answers before there were transactions, so it agrees on items, numbers, limits and units, and knows
//! nothing of what came later.

use super::Difference;

const TRANSACTIONS: &str = "transactions are not known";
const STREAMS: &str = "it has no streams";
const TIME_TO_LIVE: &str = "time to live is not known";
const OLD_ITEM: &str = "a refused write tells no old item";
const WRITER: &str = "a refused write tells no old item, so none is known as ours";

pub const DIFFERENCES: &[Difference] = &[
    (
        "dynamodb::batches::more_than_sixteen_megabytes_come_in_part",
        "a batch ends at one megabyte already",
    ),
    (
        "dynamodb::capacity::an_index_entry_is_a_write_of_its_own",
        "indexes are not counted",
    ),
    (
        "dynamodb::idempotency::a_first_put_repeated_under_its_token_is_a_success",
        TRANSACTIONS,
    ),
    ("dynamodb::idempotency::a_token_has_at_most_36_characters", TRANSACTIONS),
    (
        "dynamodb::idempotency::a_transaction_repeated_under_its_token_is_done_once",
        TRANSACTIONS,
    ),
    (
        "dynamodb::idempotency::another_transaction_under_the_same_token_is_refused",
        TRANSACTIONS,
    ),
    (
        "dynamodb::indexes::an_index_key_is_a_text_that_is_not_empty",
        "an empty index key is taken",
    ),
    (
        "dynamodb::indexes::an_index_of_keys_does_not_project_what_it_does_not_hold",
        "empty items are answered",
    ),
    (
        "dynamodb::limits::a_document_is_at_most_32_levels_deep",
        "depth is not limited",
    ),
    (
        "dynamodb::limits::a_partition_key_has_at_most_2048_bytes_and_a_sort_key_1024",
        "characters are counted, not bytes",
    ),
    (
        "dynamodb::limits::an_expression_has_at_most_4_kb",
        "length is not limited",
    ),
    (
        "dynamodb::old_items::a_refused_delete_returns_the_item_it_left",
        OLD_ITEM,
    ),
    (
        "dynamodb::old_items::a_refused_put_returns_the_item_that_is_there",
        OLD_ITEM,
    ),
    (
        "dynamodb::old_items::a_refused_update_returns_the_item_before_it",
        OLD_ITEM,
    ),
    (
        "dynamodb::return_values::put_and_delete_answer_the_old_item_only",
        "a delete takes UPDATED_NEW",
    ),
    (
        "dynamodb::streams::a_put_that_changes_nothing_leaves_no_record",
        STREAMS,
    ),
    ("dynamodb::streams::a_reader_goes_on_behind_a_sequence_number", STREAMS),
    ("dynamodb::streams::a_refused_write_leaves_no_record", STREAMS),
    (
        "dynamodb::streams::a_transaction_leaves_a_record_for_each_item_it_wrote",
        STREAMS,
    ),
    (
        "dynamodb::streams::an_update_that_changes_nothing_leaves_no_record",
        STREAMS,
    ),
    (
        "dynamodb::streams::changes_of_an_item_come_in_their_order_with_the_new_image",
        STREAMS,
    ),
    ("dynamodb::streams::deleting_nothing_leaves_no_record", STREAMS),
    ("dynamodb::streams::sequence_numbers_rise_and_event_ids_differ", STREAMS),
    (
        "dynamodb::time_to_live::an_expired_item_is_read_until_it_is_swept",
        TIME_TO_LIVE,
    ),
    (
        "dynamodb::time_to_live::any_value_may_stand_where_the_time_is",
        TIME_TO_LIVE,
    ),
    ("dynamodb::time_to_live::the_attribute_can_be_asked_for", TIME_TO_LIVE),
    (
        "dynamodb::transaction_limits::a_hundred_items_fit_and_one_more_does_not",
        TRANSACTIONS,
    ),
    (
        "dynamodb::transaction_limits::an_empty_transaction_is_refused",
        TRANSACTIONS,
    ),
    (
        "dynamodb::transaction_limits::more_than_four_megabytes_are_refused",
        TRANSACTIONS,
    ),
    ("dynamodb::transaction_limits::one_item_twice_is_refused", TRANSACTIONS),
    (
        "dynamodb::transaction_units::a_transaction_repeated_under_its_token_is_billed_as_a_read",
        TRANSACTIONS,
    ),
    (
        "dynamodb::transaction_units::reading_in_a_transaction_costs_twice",
        TRANSACTIONS,
    ),
    (
        "dynamodb::transaction_units::writing_in_a_transaction_costs_twice",
        TRANSACTIONS,
    ),
    (
        "dynamodb::transactions::a_refusal_without_being_asked_for_it_returns_no_item",
        TRANSACTIONS,
    ),
    ("dynamodb::transactions::all_of_it_happens", TRANSACTIONS),
    (
        "dynamodb::transactions::an_update_that_cannot_be_done_cancels_as_a_validation_error",
        TRANSACTIONS,
    ),
    (
        "dynamodb::transactions::one_refusal_undoes_all_and_the_reasons_come_in_order",
        TRANSACTIONS,
    ),
    (
        "dynamodb::transactions::reading_several_answers_in_the_order_asked_with_gaps",
        TRANSACTIONS,
    ),
    (
        "store::grants::a_code_makes_one_grant_though_the_reply_was_lost",
        WRITER,
    ),
    ("store::grants::a_revoked_grant_does_not_rotate", WRITER),
    (
        "store::grants::a_token_is_rotated_once_though_the_reply_was_lost",
        WRITER,
    ),
    (
        "store::grants::of_two_who_present_one_token_the_second_sees_what_the_first_did",
        OLD_ITEM,
    ),
    ("store::lost_replies::a_claim_is_mine_though_its_reply_was_lost", WRITER),
    (
        "store::lost_replies::a_mail_is_claimed_by_one_until_its_lease_is_over",
        WRITER,
    ),
    ("store::lost_replies::a_value_is_spent_by_one_and_only_one", WRITER),
    ("store::lost_replies::the_first_root_stays", OLD_ITEM),
    ("store::roles::a_name_is_taken_by_one_role", TRANSACTIONS),
    (
        "store::roles::a_renamed_role_gives_its_old_name_back_though_the_reply_was_lost",
        TRANSACTIONS,
    ),
    ("store::roles::a_role_is_saved_though_the_reply_was_lost", TRANSACTIONS),
    (
        "store::roles::of_two_changes_of_one_version_the_second_is_refused",
        TRANSACTIONS,
    ),
    (
        "store::sessions::a_session_goes_on_with_new_credentials_though_the_reply_was_lost",
        TRANSACTIONS,
    ),
    (
        "store::sessions::a_session_that_ended_does_not_go_on_with_new_credentials_and_nothing_is_written",
        TRANSACTIONS,
    ),
    (
        "store::sessions::a_session_that_ended_is_not_brought_back",
        TRANSACTIONS,
    ),
    (
        "store::sessions::ss_01_of_two_who_replace_one_secret_the_second_is_refused",
        TRANSACTIONS,
    ),
];
