//! Second factors, and proving oneself again (behaviour 4.4, 4.5, 5.7, 5.10).

pub mod step_up;
pub mod step_up_api;
