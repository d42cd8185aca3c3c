//! The only file that calls the CloudFront SDK: six operations on distribution tenants. The SDK's futures are large, so each is boxed here, once.
//!
//! A refusal is read, not guessed: `EntityAlreadyExists` and `CNAMEAlreadyExists` may be the echo of our own create whose reply was lost, so the
//! tenant is looked for by name before anybody else is blamed.

use crate::{
    DistributionError, Removal, Site, Standing,
    certificate::{self, Certificate},
};
pub use aws_sdk_cloudfront::Client;
use aws_sdk_cloudfront::{
    error::{ProvideErrorMetadata, SdkError},
    types::{
        Certificate as Attached, Customizations, DistributionTenant, DomainItem, DomainStatus,
        ManagedCertificateRequest, ValidationTokenHost,
    },
};

/// What `Status` says when the edge has heard of the last change.
const DEPLOYED: &str = "Deployed";

/// The deployment's multi-tenant distribution. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Distribution {
    client: Client,
    distribution: String,
    connection_group: String,
    routing_endpoint: String,
}

/// A tenant with the version of it that was read.
struct Found {
    tenant: DistributionTenant,
    etag: String,
}

/// A change of a tenant: what it does not name stays as it was read.
#[derive(Default)]
struct Change {
    enabled: bool,
    certificate: Option<String>,
}

fn broken<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> DistributionError {
    let code = error.code().unwrap_or("no answer").to_owned();
    match code.as_str() {
        "AccessDenied" | "InvalidArgument" | "InvalidAssociation" | "InvalidTagging" => {
            DistributionError::Refused(format!("{code}: {}", error.message().unwrap_or("")))
        }
        _ => DistributionError::Unavailable(code),
    }
}

fn is<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>, codes: &[&str]) -> bool {
    error.code().is_some_and(|code| codes.contains(&code))
}

/// Somebody, perhaps we, changed or removed it since it was read: the next look tells.
const CHANGED: &[&str] = &["PreconditionFailed", "InvalidIfMatchVersion", "EntityNotFound"];

impl Distribution {
    /// CloudFront of AWS. No call is made.
    pub fn connect(
        aws: &aws_types::SdkConfig,
        distribution: String,
        connection_group: String,
        routing_endpoint: String,
    ) -> Self {
        Self::new(Client::new(aws), distribution, connection_group, routing_endpoint)
    }

    /// The distribution, and the connection group with the routing endpoint that hostnames point to.
    pub const fn new(client: Client, distribution: String, connection_group: String, routing_endpoint: String) -> Self {
        Self {
            client,
            distribution,
            connection_group,
            routing_endpoint,
        }
    }

    /// Where hostnames must point.
    pub fn routing_endpoint(&self) -> &str {
        &self.routing_endpoint
    }

    /// Sees to it that the tenant exists, is on and has its certificate; says how far it is.
    pub async fn ensure(&self, site: Site<'_>) -> Result<Standing, DistributionError> {
        let found = match self.find(site.name).await? {
            Some(found) => found,
            None => match self.create(site).await? {
                Ok(found) => found,
                Err(standing) => return Ok(standing),
            },
        };
        self.judge(&found).await
    }

    /// Switches the tenant off, and deletes it once the edge has heard of that.
    pub async fn remove(&self, name: &str) -> Result<Removal, DistributionError> {
        let Some(found) = self.find(name).await? else {
            return Ok(Removal::Gone);
        };
        if found.tenant.enabled != Some(false) {
            self.update(&found, Change::default()).await?;
            return Ok(Removal::Leaving);
        }
        if found.tenant.status.as_deref() != Some(DEPLOYED) {
            return Ok(Removal::Leaving);
        }
        let call = self
            .client
            .delete_distribution_tenant()
            .set_id(found.tenant.id)
            .if_match(found.etag);
        match Box::pin(call.send()).await {
            Ok(_) => Ok(Removal::Gone),
            Err(error) if is(&error, &["EntityNotFound"]) => Ok(Removal::Gone),
            Err(error) if is(&error, CHANGED) || is(&error, &["ResourceNotDisabled"]) => Ok(Removal::Leaving),
            Err(error) => Err(broken(&error)),
        }
    }

    async fn find(&self, name: &str) -> Result<Option<Found>, DistributionError> {
        let call = self.client.get_distribution_tenant().identifier(name);
        match Box::pin(call.send()).await {
            Ok(answer) => Ok(answer.distribution_tenant.map(|tenant| Found {
                tenant,
                etag: answer.e_tag.unwrap_or_default(),
            })),
            Err(error) if is(&error, &["EntityNotFound"]) => Ok(None),
            Err(error) => Err(broken(&error)),
        }
    }

    /// Creates it, or says why CloudFront would not.
    async fn create(&self, site: Site<'_>) -> Result<Result<Found, Standing>, DistributionError> {
        let hostname = site.hostname.as_str();
        let request = ManagedCertificateRequest::builder()
            .validation_token_host(ValidationTokenHost::CloudFront)
            .primary_domain_name(hostname)
            .build();
        let call = self
            .client
            .create_distribution_tenant()
            .distribution_id(&self.distribution)
            .connection_group_id(&self.connection_group)
            .name(site.name)
            .domains(domain(hostname)?)
            .managed_certificate_request(request.map_err(|error| DistributionError::Refused(error.to_string()))?)
            .enabled(true);
        let error = match Box::pin(call.send()).await {
            Ok(answer) => {
                let etag = answer.e_tag.unwrap_or_default();
                let tenant = answer.distribution_tenant;
                return Ok(tenant.map(|tenant| Found { tenant, etag }).ok_or(Standing::Pending));
            }
            Err(error) => error,
        };
        if is(&error, &["CNAMEAlreadyExists", "EntityAlreadyExists"]) {
            return self.adopt(site).await;
        }
        if is(&error, &["InvalidArgument"]) {
            // "Could not verify Domain Name ownership. It may not be pointing to a valid CloudFront resource."
            tracing::info!(
                name = site.name,
                detail = error.message().unwrap_or(""),
                "CloudFront does not accept the hostname yet"
            );
            return Ok(Err(Standing::NotPointed));
        }
        Err(broken(&error))
    }

    /// Whose is the name, or the hostname? Ours, when the reply to our create was lost.
    async fn adopt(&self, site: Site<'_>) -> Result<Result<Found, Standing>, DistributionError> {
        if let Some(found) = self.find(site.name).await? {
            return Ok(Ok(found));
        }
        let call = self
            .client
            .get_distribution_tenant_by_domain()
            .domain(site.hostname.as_str());
        match Box::pin(call.send()).await {
            Ok(answer) => {
                let holder = answer.distribution_tenant.and_then(|tenant| tenant.distribution_id);
                let ours = holder.as_deref() == Some(self.distribution.as_str());
                Ok(Err(if ours {
                    Standing::Occupied
                } else {
                    Standing::ClaimedElsewhere
                }))
            }
            Err(error) if is(&error, &["EntityNotFound"]) => Ok(Err(Standing::ClaimedElsewhere)),
            Err(error) => Err(broken(&error)),
        }
    }

    async fn judge(&self, found: &Found) -> Result<Standing, DistributionError> {
        let call = self
            .client
            .get_managed_certificate_details()
            .set_identifier(found.tenant.id.clone());
        let details = match Box::pin(call.send()).await {
            Ok(answer) => answer.managed_certificate_details,
            Err(error) if is(&error, &["EntityNotFound"]) => None,
            Err(error) => return Err(broken(&error)),
        };
        let (status, arn) = details.map_or((None, None), |details| {
            (details.certificate_status, details.certificate_arn)
        });
        match certificate::read(status.as_ref()) {
            Certificate::Lost => return Ok(Standing::CertificateFailed),
            Certificate::Expected => return Ok(Standing::Pending),
            Certificate::Issued => {}
        }
        // CloudFront attaches it of itself; where it has not, or the tenant is off, the change is asked for.
        if found.tenant.enabled != Some(true) || (attached(&found.tenant).is_none() && arn.is_some()) {
            let change = Change {
                enabled: true,
                certificate: arn,
            };
            self.update(found, change).await?;
            return Ok(Standing::Pending);
        }
        let active = found
            .tenant
            .domains()
            .iter()
            .all(|domain| domain.status == Some(DomainStatus::Active));
        let spread = found.tenant.status.as_deref() == Some(DEPLOYED);
        Ok(if active && spread {
            Standing::Ready
        } else {
            Standing::Pending
        })
    }

    /// Changes the version that was read, or nothing: a later look finds out.
    async fn update(&self, found: &Found, change: Change) -> Result<(), DistributionError> {
        let tenant = &found.tenant;
        let domains = tenant.domains().iter().map(|one| domain(&one.domain));
        let call = self
            .client
            .update_distribution_tenant()
            .set_id(tenant.id.clone())
            .if_match(&found.etag)
            .set_distribution_id(tenant.distribution_id.clone())
            .set_connection_group_id(tenant.connection_group_id.clone())
            .set_parameters(tenant.parameters.clone())
            .set_domains(Some(domains.collect::<Result<_, _>>()?))
            .set_customizations(customized(tenant, change.certificate)?)
            .enabled(change.enabled);
        match Box::pin(call.send()).await {
            Ok(_) => Ok(()),
            Err(error) if is(&error, CHANGED) => Ok(()),
            Err(error) => Err(broken(&error)),
        }
    }
}

fn domain(hostname: &str) -> Result<DomainItem, DistributionError> {
    let built = DomainItem::builder().domain(hostname).build();
    built.map_err(|error| DistributionError::Refused(error.to_string()))
}

fn attached(tenant: &DistributionTenant) -> Option<&str> {
    Some(tenant.customizations()?.certificate()?.arn())
}

/// The tenant's customizations, with this certificate in them.
fn customized(
    tenant: &DistributionTenant,
    certificate: Option<String>,
) -> Result<Option<Customizations>, DistributionError> {
    let Some(arn) = certificate else {
        return Ok(tenant.customizations.clone());
    };
    let certificate = Attached::builder().arn(arn).build();
    let certificate = certificate.map_err(|error| DistributionError::Refused(error.to_string()))?;
    let kept = tenant.customizations.clone();
    let builder = Customizations::builder()
        .set_web_acl(kept.as_ref().and_then(|kept| kept.web_acl.clone()))
        .set_geo_restrictions(kept.and_then(|kept| kept.geo_restrictions));
    Ok(Some(builder.certificate(certificate).build()))
}
