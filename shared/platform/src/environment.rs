//! What a deployed function is told by its environment: read once, typed and complete, or the function refuses to start and says which variable and what to do.
//!
//! `infra/template.yaml` sets every variable here but Lambda's own; docs/operations.md lists them.

use crate::config::{self, Config, Scheme};
use domain::{Email, Hostname, Secret, application::KeyCustody};
use std::net::IpAddr;
use url::{Host, Url};

/// Why a function did not start: one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("aero2 did not start: {variable} {problem}: {remedy}")]
pub struct Refusal {
    /// The variable that is missing or wrong.
    pub variable: &'static str,
    /// What is wrong with it; never its value, which may be a secret.
    pub problem: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

/// Everything a deployed function knows before its first request.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The deployment's parameters.
    pub config: Config,
    /// The DynamoDB table.
    pub table: String,
    /// The KMS key that wraps the root and private keys.
    pub kms_key_id: String,
    /// The SES configuration set that reports bounces and complaints.
    pub mail_configuration_set: Option<String>,
    /// The number, sender or pool that SMS come from, by its ARN; none = there are no SMS.
    pub sms_origination: Option<String>,
    /// Where custom domains are served; see [`Environment::distribution`].
    distribution: DistributionVariables,
    /// Which log lines are written, as `warn` or `warn,platform=info`.
    pub log: String,
    /// How AWS is called.
    pub aws: AwsEnvironment,
}

/// The multi-tenant distribution, as far as this function was told.
#[derive(Clone, Debug, Default)]
struct DistributionVariables {
    id: Option<String>,
    connection_group_id: Option<String>,
    routing_endpoint: Option<String>,
}

/// Where custom domains are served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistributionEnvironment {
    /// The multi-tenant distribution.
    pub id: String,
    /// The connection group of its tenants.
    pub connection_group_id: String,
    /// Where hostnames point to.
    pub routing_endpoint: String,
}

/// How AWS is called: what Lambda gives every function.
#[derive(Clone, Debug)]
pub struct AwsEnvironment {
    /// The region of every service we use.
    pub region: String,
    /// Credentials of the function's role, as they are for the life of the sandbox.
    pub access_key_id: String,
    /// Their secret.
    pub secret_access_key: Secret<String>,
    /// Their token; absent only outside of Lambda.
    pub session_token: Option<Secret<String>>,
    /// `AWS_ENDPOINT_URL_…`, where they lead elsewhere than to AWS.
    pub endpoints: Endpoints,
}

/// Addresses of the services, where they are not Amazon's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoints {
    /// DynamoDB.
    pub dynamodb: Option<String>,
    /// KMS.
    pub kms: Option<String>,
    /// SES.
    pub ses: Option<String>,
    /// AWS End User Messaging.
    pub sms: Option<String>,
    /// CloudFront.
    pub cloudfront: Option<String>,
}

/// What SMS come from; every function has it, to know whether there are any.
const SMS_ORIGINATION: &str = "AERO2_SMS_ORIGINATION";
const MISSING: &str = "is missing";
const FROM_TEMPLATE: &str = "infra/template.yaml sets it on every function; deploy again with `cargo xtask deploy`";
const FROM_LAMBDA: &str =
    "AWS Lambda sets it; this program runs in AWS Lambda, `cargo xtask dev` runs Aero2 on a laptop";
const ENDPOINT: &str = "give an https address, or http to this very machine, without path, or remove the variable";

/// Reads variables by name, so that tests need no process of their own.
struct Reader<F>(F);

impl<F: Fn(&str) -> Option<String>> Reader<F> {
    /// An empty variable is an absent one: that is how a template leaves one out.
    fn optional(&self, variable: &str) -> Option<String> {
        self.0(variable).filter(|text| !text.trim().is_empty())
    }

    fn required(&self, variable: &'static str, remedy: &'static str) -> Result<String, Refusal> {
        self.optional(variable).ok_or(Refusal {
            variable,
            problem: MISSING,
            remedy,
        })
    }

    fn parsed<T, E>(
        &self,
        variable: &'static str,
        problem: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Refusal> {
        let text = self.required(variable, FROM_TEMPLATE)?;
        parse(&text).map_err(|_| Refusal {
            variable,
            problem,
            remedy: "correct the parameter and deploy again with `cargo xtask deploy`",
        })
    }

    /// https anywhere (our trust is pinned to Amazon's roots), plain http only to a loopback address.
    fn endpoint(&self, variable: &'static str) -> Result<Option<String>, Refusal> {
        let Some(text) = self.optional(variable) else {
            return Ok(None);
        };
        let refuse = |problem| Refusal {
            variable,
            problem,
            remedy: ENDPOINT,
        };
        let url = Url::parse(&text).map_err(|_| refuse("is not an absolute address"))?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !bare || !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("has more than scheme, host and port"));
        }
        match url.scheme() {
            "https" => Ok(Some(text)),
            "http" if is_loopback(&url) => Ok(Some(text)),
            "http" => Err(refuse("is plain http to another machine")),
            _ => Err(refuse("is not an https address")),
        }
    }
}

/// Whether an address is this very machine's.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(v4)) => v4.is_loopback(),
        Some(Host::Ipv6(v6)) => IpAddr::V6(v6).to_canonical().is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Letters the edge's secret must have: it is all that stands before the handlers.
const EDGE_SECRET_LENGTH: usize = 32;

impl Environment {
    /// Reads the environment of this process.
    pub fn read() -> Result<Self, Refusal> {
        Self::from(config::variable)
    }

    /// Reads what `lookup` knows.
    pub fn from(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, Refusal> {
        let reader = Reader(lookup);
        // What would make the runtime client panic: first, because it tells best that this is not Lambda.
        for variable in [
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        ] {
            reader.required(variable, FROM_LAMBDA)?;
        }
        Ok(Self {
            config: config(&reader)?,
            table: reader.required("AERO2_TABLE", FROM_TEMPLATE)?,
            kms_key_id: reader.required("AERO2_KMS_KEY_ID", FROM_TEMPLATE)?,
            mail_configuration_set: reader.optional("AERO2_MAIL_CONFIGURATION_SET"),
            sms_origination: reader.optional(SMS_ORIGINATION),
            distribution: DistributionVariables {
                id: reader.optional("AERO2_DISTRIBUTION_ID"),
                connection_group_id: reader.optional("AERO2_CONNECTION_GROUP_ID"),
                routing_endpoint: reader.optional("AERO2_ROUTING_ENDPOINT"),
            },
            log: reader.optional("AERO2_LOG").unwrap_or_else(|| "warn".to_owned()),
            aws: aws(&reader)?,
        })
    }

    /// How the edge proves itself: required by whatever answers HTTP.
    pub fn edge_secret(&self) -> Result<Secret<String>, Refusal> {
        self.config.edge_secret.clone().ok_or(Refusal {
            variable: "AERO2_EDGE_SECRET",
            problem: MISSING,
            remedy: FROM_TEMPLATE,
        })
    }
}

impl Environment {
    /// Where custom domains are served: required by the two functions that prove and serve them.
    pub fn distribution(&self) -> Result<DistributionEnvironment, Refusal> {
        let required = |variable, value: &Option<String>| {
            value.clone().ok_or(Refusal {
                variable,
                problem: MISSING,
                remedy: FROM_TEMPLATE,
            })
        };
        let known = &self.distribution;
        Ok(DistributionEnvironment {
            id: required("AERO2_DISTRIBUTION_ID", &known.id)?,
            connection_group_id: required("AERO2_CONNECTION_GROUP_ID", &known.connection_group_id)?,
            routing_endpoint: required("AERO2_ROUTING_ENDPOINT", &known.routing_endpoint)?,
        })
    }
}

fn config<F: Fn(&str) -> Option<String>>(reader: &Reader<F>) -> Result<Config, Refusal> {
    let edge_secret = reader.optional("AERO2_EDGE_SECRET").map(Secret::new);
    if edge_secret
        .as_ref()
        .is_some_and(|secret| secret.expose().len() < EDGE_SECRET_LENGTH)
    {
        return Err(Refusal {
            variable: "AERO2_EDGE_SECRET",
            problem: "is shorter than 32 characters",
            remedy: "let `cargo xtask deploy` make a new one",
        });
    }
    let key_custody = match reader.optional("AERO2_KEY_CUSTODY").as_deref() {
        None | Some("wrapped") => KeyCustody::Wrapped,
        Some("kms") => KeyCustody::Kms,
        Some(_) => {
            return Err(Refusal {
                variable: "AERO2_KEY_CUSTODY",
                problem: "is neither `wrapped` nor `kms`",
                remedy: "use one of the two, or remove the variable for `wrapped`",
            });
        }
    };
    let platform_domain = reader.parsed("AERO2_PLATFORM_DOMAIN", "is not a hostname", Hostname::parse)?;
    let port = port(reader, &platform_domain)?;
    Ok(Config {
        platform_domain,
        scheme: if port.is_some() { Scheme::Http } else { Scheme::Https },
        port,
        operator_email: reader.parsed("AERO2_OPERATOR_EMAIL", "is not an e-mail address", Email::parse)?,
        mail_from: reader.parsed("AERO2_MAIL_FROM", "is not an e-mail address", Email::parse)?,
        platform_name: reader
            .optional("AERO2_PLATFORM_NAME")
            .unwrap_or_else(|| "Aero2".to_owned()),
        edge_secret,
        key_custody,
        sms: reader.optional(SMS_ORIGINATION).is_some(),
        local: false,
    })
}

/// The port of plain-http origins, which only the platform domain of a laptop may have: what the runtime host starts the binaries with.
fn port<F: Fn(&str) -> Option<String>>(reader: &Reader<F>, domain: &Hostname) -> Result<Option<u16>, Refusal> {
    let Some(text) = reader.optional("AERO2_PORT") else {
        return Ok(None);
    };
    let refuse = |problem| Refusal {
        variable: "AERO2_PORT",
        problem,
        remedy: "remove the variable: a deployed platform is reached over https",
    };
    if domain.as_str() != "localhost" {
        return Err(refuse("is for the platform domain `localhost` only"));
    }
    text.parse().map(Some).map_err(|_| refuse("is not a port"))
}

fn aws<F: Fn(&str) -> Option<String>>(reader: &Reader<F>) -> Result<AwsEnvironment, Refusal> {
    Ok(AwsEnvironment {
        region: reader.required("AWS_REGION", FROM_LAMBDA)?,
        access_key_id: reader.required("AWS_ACCESS_KEY_ID", FROM_LAMBDA)?,
        secret_access_key: Secret::new(reader.required("AWS_SECRET_ACCESS_KEY", FROM_LAMBDA)?),
        session_token: reader.optional("AWS_SESSION_TOKEN").map(Secret::new),
        endpoints: Endpoints {
            dynamodb: reader.endpoint("AWS_ENDPOINT_URL_DYNAMODB")?,
            kms: reader.endpoint("AWS_ENDPOINT_URL_KMS")?,
            ses: reader.endpoint("AWS_ENDPOINT_URL_SESV2")?,
            sms: reader.endpoint("AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2")?,
            cloudfront: reader.endpoint("AWS_ENDPOINT_URL_CLOUDFRONT")?,
        },
    })
}

#[cfg(test)]
#[path = "environment_tests.rs"]
mod tests;
