//! The mailer: opens what an event asks to be sent, and sends it once (architecture 7; data rules 4.4).

use crate::{
    mails::{self, MailKind, MailRequest},
    services::Services,
    tenant::Tenant,
};
use domain::Event;
pub use mail::Mailer;
use mail::{Letter, Template};
use protocol::error::{ErrorCode, Failure};
use store::stream::Changed;

/// Sends the mails that the events of one changed item ask for.
pub async fn deliver(services: &Services, mailer: &Mailer, changed: &Changed) -> Result<(), Failure> {
    for event in changed.events.iter().filter(|event| event.mail.is_some()) {
        let Some(application) = services.store.application(&changed.application).await? else {
            continue;
        };
        one(&Tenant::of(services, application), mailer, event).await?;
    }
    Ok(())
}

async fn one(tenant: &Tenant, mailer: &Mailer, event: &Event) -> Result<(), Failure> {
    let now = tenant.now();
    let Some(request) = mails::open(tenant, event.mail.as_deref().unwrap_or("")).await? else {
        return Ok(());
    };
    // A code that is dead by now helps nobody.
    if event.at.plus_secs(i64::from(request.minutes) * 60).is_past(now)
        || !tenant.store().claim_mail(tenant.id(), &event.id, now).await?
    {
        return Ok(());
    }
    match mailer.send(&letter(tenant, &request)).await {
        Ok(()) => Ok(tenant.store().mail_sent(tenant.id(), &event.id, now).await?),
        Err(error) => {
            tenant.store().release_mail(tenant.id(), &event.id).await?;
            Err(Failure::new(ErrorCode::Unavailable, error.to_string()))
        }
    }
}

fn letter(tenant: &Tenant, request: &MailRequest) -> Letter {
    let template = match request.kind {
        MailKind::SignInCode => Template::SignInCode,
        MailKind::SignUpCode => Template::SignUpCode,
        MailKind::AlreadyRegistered => Template::AlreadyRegistered,
        MailKind::OperatorInvitation => Template::OperatorInvitation,
        MailKind::OperatorCode => Template::OperatorCode,
    };
    let application = tenant.application();
    Letter {
        template,
        from: tenant.services().config.mail_from.as_str().to_owned(),
        from_name: application.name.clone(),
        to: request.to.clone(),
        code: request.code.clone(),
        // The way in is where the issuer lives, from configuration and never from a request (RS-01).
        link: request
            .link
            .clone()
            .unwrap_or_else(|| format!("{}/login", tenant.issuer())),
        minutes: request.minutes,
        accent: application.branding.primary_color.clone(),
    }
}
