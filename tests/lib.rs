//! Nothing lives here: the suite is in `suite/`.
