//! The mailer: opens what an event asks to be sent, and sends it once (architecture 7; data rules 4.4).

use crate::{
    invitations, mail_feedback,
    mailed::email_hash,
    mails::{self, MailRequest, Message, SmsRequest},
    observe::{self, Metric},
    parked::Trouble,
    services::Services,
    tenant::Tenant,
};
use domain::{
    Email, Event,
    email_template::Wording,
    event::{Actor, EventKind},
    locale::Locale,
    mail_kind::MailKind,
    parked::Reason,
};
pub use mail::Mailer;
use mail::{Letter, MailError, Marks, Sample};
use protocol::error::Failure;
pub use sms::Texter;
use sms::{SmsError, Text};
use std::sync::atomic::{AtomicU32, Ordering};
use store::{MailTurn, stream::Changed};

/// How many mails in a row may not leave before the rest of the batch is not even tried.
const PATIENCE: u32 = 3;

/// The ways out.
#[derive(Clone, Debug)]
pub struct Ways {
    /// For mail.
    pub mailer: Mailer,
    /// For SMS, where the deployment has a number to send from.
    pub texter: Option<Texter>,
}

/// Whether the mail service is worth asking: each vain attempt takes seconds that other mails would wait.
#[derive(Debug, Default)]
pub struct Patience(AtomicU32);

impl Patience {
    fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= PATIENCE
    }
    fn lost(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
    fn found(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// Sends the mails that the events of one changed item ask for.
pub async fn deliver(services: &Services, ways: &Ways, patience: &Patience, changed: &Changed) -> Result<(), Trouble> {
    for event in changed.events.iter().filter(|event| event.mail.is_some()) {
        let Some(application) = services.store.application(&changed.application).await? else {
            continue;
        };
        one(&Tenant::of(services, application), ways, patience, event).await?;
    }
    Ok(())
}

async fn one(tenant: &Tenant, ways: &Ways, patience: &Patience, event: &Event) -> Result<(), Trouble> {
    let now = tenant.now();
    let request = mails::open(tenant, event.mail.as_deref().unwrap_or("")).await?;
    let request = request.ok_or(Trouble::Aside(Reason::Sealed))?;
    let minutes = match &request {
        Message::Sms(request) => request.minutes,
        Message::Mail(request) => request.minutes,
    };
    // A code that is dead by now helps nobody.
    if event.at.plus_secs(i64::from(minutes) * 60).is_past(now) {
        return Ok(());
    }
    if patience.is_over() && matches!(request, Message::Mail(_)) {
        return Err(Trouble::Aside(Reason::Unavailable));
    }
    match tenant.store().claim_mail(tenant.id(), &event.id, now).await? {
        MailTurn::Sent => return Ok(()),
        // Whoever has it may have died: looked at again when the lease is over.
        MailTurn::Theirs => return Err(Trouble::Aside(Reason::Unavailable)),
        MailTurn::Ours => {}
    }
    match request {
        Message::Sms(request) => by_sms(tenant, ways.texter.as_ref(), event, request).await,
        Message::Mail(request) => by_mail(tenant, &ways.mailer, patience, event, *request).await,
    }
}

/// Sends a code to a phone. What AWS will never take is not tried again: the person asks for another code, or takes another way.
async fn by_sms(tenant: &Tenant, texter: Option<&Texter>, event: &Event, request: SmsRequest) -> Result<(), Trouble> {
    let text = Text {
        locale: request.language,
        app: tenant.application().name.clone(),
        code: request.code.expose().clone(),
        minutes: request.minutes,
        host: request.host,
    };
    let sent = match texter {
        Some(texter) => {
            let marks = (tenant.id(), &event.id);
            texter.send(&request.phone, text.render(), marks).await
        }
        None => Err(SmsError::Unavailable("no origination identity".to_owned())),
    };
    match sent {
        Ok(()) => {
            observe::count(Metric::SmsSent, tenant.id());
            Ok(tenant.store().mail_sent(tenant.id(), &event.id, tenant.now()).await?)
        }
        Err(error) => {
            tenant.store().release_mail(tenant.id(), &event.id).await?;
            Err(Trouble::Aside(match error {
                SmsError::Refused(_) => Reason::Refused,
                SmsError::Unavailable(_) => Reason::Unavailable,
            }))
        }
    }
}

async fn by_mail(
    tenant: &Tenant,
    mailer: &Mailer,
    patience: &Patience,
    event: &Event,
    mut request: MailRequest,
) -> Result<(), Trouble> {
    let now = tenant.now();
    if !reachable(tenant, event, &mut request).await? {
        return Ok(tenant.store().mail_sent(tenant.id(), &event.id, now).await?);
    }
    match mailer.send(&letter(tenant, event, &request).await?).await {
        Ok(()) => {
            patience.found();
            observe::count(Metric::MailSent, tenant.id());
            Ok(tenant.store().mail_sent(tenant.id(), &event.id, now).await?)
        }
        Err(error) => {
            // It will never be taken as it is: whoever looks after the application is told, once.
            if let MailError::Refused(code) = &error {
                unsent(tenant, event, (0, &request.to), code).await?;
            }
            tenant.store().release_mail(tenant.id(), &event.id).await?;
            Err(Trouble::Aside(reason(&error, patience)))
        }
    }
}

/// Leaves out who gets no mail of this application any more. False: nobody is left.
async fn reachable(tenant: &Tenant, event: &Event, request: &mut MailRequest) -> Result<bool, Failure> {
    let mut left = Vec::new();
    for (nth, address) in std::iter::once(&request.to).chain(&request.also).enumerate() {
        match suppressed(tenant, address).await? {
            Some(reason) => unsent(tenant, event, (nth, address), reason).await?,
            None => left.push(address.clone()),
        }
    }
    let mut left = left.into_iter();
    let Some(first) = left.next() else { return Ok(false) };
    (request.to, request.also) = (first, left.collect());
    Ok(true)
}

async fn suppressed(tenant: &Tenant, address: &str) -> Result<Option<&'static str>, Failure> {
    let Ok(email) = Email::parse(address) else {
        return Ok(None);
    };
    let hash = email_hash(tenant, &email).await?;
    let found = tenant.store().suppression(tenant.id(), &hash, tenant.now()).await?;
    Ok(found.map(|suppression| suppression.reason.as_str()))
}

/// Admins see that a mail was not sent, and why; the person does not (behaviour 10).
async fn unsent(tenant: &Tenant, event: &Event, (nth, address): (usize, &str), reason: &str) -> Result<(), Failure> {
    let email = Email::parse(address).ok();
    if let Some(email) = &email {
        invitations::undelivered(tenant, &email_hash(tenant, email).await?, &event.id).await?;
    }
    let masked = email.map_or_else(String::new, |email| email.masked());
    let mut told = Event::new(EventKind::MailBounced, Actor::system(), event.at, tenant.entropy())
        .with("address", masked)
        .with("fate", "not_sent")
        .with("detail", reason)
        .with("mail", event.id.to_string())
        .denied("suppressed");
    told.id = mail_feedback::unsent(&event.id, nth);
    told.target.clone_from(&event.target);
    tenant.record(told).await
}

fn reason(error: &MailError, patience: &Patience) -> Reason {
    match error {
        MailError::Unavailable(_) => {
            patience.lost();
            Reason::Unavailable
        }
        MailError::Refused(_) => Reason::Refused,
        MailError::Render(_) => Reason::Corrupt,
    }
}

async fn letter(tenant: &Tenant, event: &Event, request: &MailRequest) -> Result<Letter, Failure> {
    let application = tenant.application();
    let locale = request.locale.unwrap_or(tenant.settings().default_locale);
    let marks = Marks {
        application: *tenant.id(),
        event: event.id,
    };
    let from = tenant.services().config.mail_from.as_str().to_owned();
    if request.sample {
        let sample = Sample {
            kind: request.kind,
            locale,
            app: application.name.clone(),
            origin: tenant.issuer().to_owned(),
            accent: application.branding.primary_color.clone(),
            with_link: tenant.settings().auth_methods.magic_link,
            wording: request.wording.clone(),
        };
        return Ok(Letter {
            from,
            to: request.to.clone(),
            marks,
            ..Letter::sample(sample)
        });
    }
    Ok(Letter {
        kind: request.kind,
        locale,
        wording: own_words(tenant, request.kind, locale).await?,
        from,
        from_name: application.name.clone(),
        to: request.to.clone(),
        also: request.also.clone(),
        about: request.about.clone(),
        marks,
        code: request.code.clone(),
        with_link: request.link.is_some(),
        // The way in is where the issuer lives, from configuration and never from a request (RS-01).
        link: request
            .link
            .clone()
            .unwrap_or_else(|| format!("{}/login", tenant.issuer())),
        minutes: request.minutes,
        accent: application.branding.primary_color.clone(),
    })
}

/// The application's own words for a mail to its people.
async fn own_words(tenant: &Tenant, kind: MailKind, locale: Locale) -> Result<Option<Wording>, Failure> {
    if !kind.is_for_people() {
        return Ok(None);
    }
    let all = tenant.email_templates().await?;
    let found = all
        .iter()
        .find(|template| template.kind == kind && template.locale == locale);
    Ok(found.and_then(|template| template.wording.clone()))
}
