//! The environment of the functions, as the template sets it; nothing of the developer's own gets in.

use crate::host::SECRET;
use local::{
    Local,
    assembly::{MAIL_SET, SMS_ORIGINATION},
    aws::{cloudfront, dynamodb::TABLE},
};
use std::path::Path;

/// What the template tells every function.
pub(crate) fn of(local: &Local, aws: &str) -> Vec<(String, String)> {
    let config = &local.services.config;
    let mut all = vec![
        ("AERO2_PLATFORM_DOMAIN", config.platform_domain.to_string()),
        ("AERO2_OPERATOR_EMAIL", config.operator_email.as_str().to_owned()),
        ("AERO2_MAIL_FROM", config.mail_from.as_str().to_owned()),
        ("AERO2_PLATFORM_NAME", config.platform_name.clone()),
        ("AERO2_EDGE_SECRET", SECRET.to_owned()),
        ("AERO2_TABLE", TABLE.to_owned()),
        ("AERO2_KMS_KEY_ID", local.aws.kms.default_key_id()),
        ("AERO2_MAIL_CONFIGURATION_SET", MAIL_SET.to_owned()),
        ("AERO2_SMS_ORIGINATION", SMS_ORIGINATION.to_owned()),
        ("AERO2_DISTRIBUTION_ID", cloudfront::DISTRIBUTION.to_owned()),
        ("AERO2_CONNECTION_GROUP_ID", cloudfront::CONNECTION_GROUP.to_owned()),
        ("AERO2_ROUTING_ENDPOINT", cloudfront::ROUTING_ENDPOINT.to_owned()),
    ];
    // Only for the platform domain `localhost`: origins as a laptop has them.
    if let Some(port) = config.port {
        all.push(("AERO2_PORT", port.to_string()));
    }
    for service in [
        "AWS_ENDPOINT_URL_DYNAMODB",
        "AWS_ENDPOINT_URL_KMS",
        "AWS_ENDPOINT_URL_SESV2",
        "AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2",
        "AWS_ENDPOINT_URL_CLOUDFRONT",
    ] {
        all.push((service, aws.to_owned()));
    }
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The processes' clock is the file; what measures durations stays real.
pub(crate) fn faketime(library: &Path, file: &Path) -> Vec<(String, String)> {
    [
        ("LD_PRELOAD", library.display().to_string()),
        ("FAKETIME_TIMESTAMP_FILE", file.display().to_string()),
        ("FAKETIME_NO_CACHE", "1".to_owned()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ("FAKETIME_DISABLE_SHM", "1".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}
