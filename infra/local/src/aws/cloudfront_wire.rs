//! The REST and XML of CloudFront (2020-05-31) as far as distribution tenants go: requests read, answers written.

use super::reply::Reply;
use aws_smithy_xml::decode::{Document, ScopedDecoder, XmlDecodeError, try_data};
use std::fmt::Write as _;

const VERSION: &str = "/2020-05-31/";
const NAMESPACE: &str = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

/// What a request asks for, before its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The operation's name.
    pub(super) operation: &'static str,
    /// The identifier in the path, or the domain in the query.
    pub(super) of: String,
    /// `If-Match`.
    pub(super) if_match: Option<String>,
}

/// The operation that a method and an address without its host name; nothing where they name none of ours.
pub(super) fn asked(method: &str, address: &str, if_match: Option<&str>) -> Option<Asked> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut parts = path.strip_prefix(VERSION)?.split('/');
    let (kind, id, rest) = (parts.next()?, parts.next(), parts.next());
    let domain = query.split('&').find_map(|pair| pair.strip_prefix("domain="));
    let (operation, of) = match (method, kind, id, domain) {
        ("POST", "distribution-tenant", None, None) => ("CreateDistributionTenant", ""),
        ("GET", "distribution-tenant", None, Some(domain)) => ("GetDistributionTenantByDomain", domain),
        ("GET", "distribution-tenant", Some(id), None) => ("GetDistributionTenant", id),
        ("PUT", "distribution-tenant", Some(id), None) => ("UpdateDistributionTenant", id),
        ("DELETE", "distribution-tenant", Some(id), None) => ("DeleteDistributionTenant", id),
        ("GET", "managed-certificate", Some(id), None) => ("GetManagedCertificateDetails", id),
        _ => return None,
    };
    rest.is_none().then(|| Asked {
        operation,
        of: of.to_owned(),
        if_match: if_match.map(str::to_owned),
    })
}

/// The members of a create or an update that we know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) distribution: String,
    pub(super) connection_group: String,
    pub(super) name: String,
    pub(super) domains: Vec<String>,
    pub(super) enabled: Option<bool>,
    /// `ValidationTokenHost` of a managed certificate's request.
    pub(super) managed_certificate: Option<String>,
    /// The certificate among the customizations.
    pub(super) certificate: Option<String>,
}

impl Body {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, XmlDecodeError> {
        let mut document = Document::try_from(bytes)?;
        let mut root = document.root_element()?;
        let mut body = Self::default();
        while let Some(mut tag) = root.next_tag() {
            match tag.start_el().local().to_owned().as_str() {
                "DistributionId" => body.distribution = text(&mut tag)?,
                "ConnectionGroupId" => body.connection_group = text(&mut tag)?,
                "Name" => body.name = text(&mut tag)?,
                "Enabled" => body.enabled = Some(text(&mut tag)? == "true"),
                "Domains" => {
                    while let Some(mut member) = tag.next_tag() {
                        body.domains.extend(inner(&mut member, "Domain")?);
                    }
                }
                "ManagedCertificateRequest" => body.managed_certificate = inner(&mut tag, "ValidationTokenHost")?,
                "Customizations" => {
                    while let Some(mut part) = tag.next_tag() {
                        if part.start_el().local() == "Certificate" {
                            body.certificate = inner(&mut part, "Arn")?;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(body)
    }
}

fn text(tag: &mut ScopedDecoder<'_, '_>) -> Result<String, XmlDecodeError> {
    try_data(tag).map(|data| data.trim().to_owned())
}

fn inner(tag: &mut ScopedDecoder<'_, '_>, name: &str) -> Result<Option<String>, XmlDecodeError> {
    let mut found = None;
    while let Some(mut field) = tag.next_tag() {
        if field.start_el().local() == name {
            found = Some(text(&mut field)?);
        }
    }
    Ok(found)
}

/// An element with text, or with elements already written.
pub(super) fn element(name: &str, inner: &str) -> String {
    format!("<{name}>{inner}</{name}>")
}

/// Text as it may stand in XML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// A whole answer.
pub(super) fn document(root: &str, inner: &str) -> String {
    format!("<?xml version=\"1.0\"?><{root} xmlns=\"{NAMESPACE}\">{inner}</{root}>")
}

/// CloudFront's error.
pub(super) fn error(status: u16, code: &str, message: &str) -> Reply {
    let mut inner = String::from("<Error><Type>Sender</Type>");
    let _never_fails = write!(
        inner,
        "<Code>{code}</Code><Message>{}</Message></Error>",
        escaped(message)
    );
    inner.push_str("<RequestId>local</RequestId>");
    Reply::error_text(status, code.to_owned(), document("ErrorResponse", &inner))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn requests_are_told_apart_by_method_path_and_query() {
        let operation =
            |method: &str, address: &str| asked(method, address, None).map(|asked| (asked.operation, asked.of));
        let named = |operation, of: &str| Some((operation, of.to_owned()));
        let tenant = "/2020-05-31/distribution-tenant";
        assert_eq!(operation("POST", tenant), named("CreateDistributionTenant", ""));
        assert_eq!(
            operation("GET", &format!("{tenant}?domain=id.x.test")),
            named("GetDistributionTenantByDomain", "id.x.test")
        );
        assert_eq!(
            operation("PUT", &format!("{tenant}/dt_1")),
            named("UpdateDistributionTenant", "dt_1")
        );
        for other in ["/2020-05-31/distribution/E1", "/v2/email/outbound-emails", "/"] {
            assert_eq!(operation("GET", other), None);
        }
        assert_eq!(operation("POST", &format!("{tenant}/dt_1")), None);
    }

    #[test]
    fn a_body_is_read_and_text_is_escaped() {
        let xml = document(
            "CreateDistributionTenantRequest",
            "<Domains><member><Domain>a.test</Domain></member></Domains><Enabled>true</Enabled><Name>n</Name>",
        );
        let body = Body::read(xml.as_bytes()).unwrap();
        assert_eq!(
            (body.domains, body.enabled, body.name.as_str()),
            (vec!["a.test".to_owned()], Some(true), "n")
        );
        assert!(Body::read(b"").is_err() && Body::read(&[0xff]).is_err());
        assert_eq!(escaped("a<b&\"c\">"), "a&lt;b&amp;&quot;c&quot;&gt;");
    }
}
