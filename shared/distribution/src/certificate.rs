//! What becomes of a managed certificate: the status words of CloudFront (`GetManagedCertificateDetails`) as the one question we have.

use aws_sdk_cloudfront::types::ManagedCertificateStatus as Status;

/// What can be expected of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certificate {
    /// It may still come.
    Expected,
    /// It is there.
    Issued,
    /// It will not come.
    Lost,
}

/// A status that is not known yet is one to wait for: the caller has its own end of patience.
pub(crate) fn read(status: Option<&Status>) -> Certificate {
    match status {
        Some(Status::Issued) => Certificate::Issued,
        Some(Status::Failed | Status::ValidationTimedOut | Status::Revoked | Status::Expired | Status::Inactive) => {
            Certificate::Lost
        }
        _ => Certificate::Expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_status_is_expected_issued_or_lost() {
        let of = |word: &str| read(Some(&Status::from(word)));
        assert_eq!(of("issued"), Certificate::Issued);
        for waiting in ["pending-validation", "a-word-of-next-year"] {
            assert_eq!(of(waiting), Certificate::Expected);
        }
        for lost in ["failed", "validation-timed-out", "revoked", "expired", "inactive"] {
            assert_eq!(of(lost), Certificate::Lost);
        }
        assert_eq!(read(None), Certificate::Expected);
    }
}
