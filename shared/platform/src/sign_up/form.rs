//! A sign-up's form: everything that is wrong with it is told at once, before any account is looked for (behaviour 5.2).

use super::is_open_to;
use crate::{
    password::{self, Personal},
    sign_in::resume::lacking,
    tenant::Tenant,
};
use domain::{Email, Secret, mailbox::PendingSignUp, settings::RequiredField, text};
use protocol::error::{ErrorCode, Failure, FieldError};

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct SignUpForm {
    /// The address.
    pub email: String,
    /// The name, where it is asked.
    pub name: Option<String>,
    /// The first name, where it is asked.
    pub given_name: Option<String>,
    /// The last name, where it is asked.
    pub family_name: Option<String>,
    /// Whether the terms were agreed to, where they are asked for.
    pub terms: bool,
    /// The password, where passwords are on.
    pub password: Option<Secret<String>>,
}

/// A form whose fields are good: address, profile, password.
pub(crate) type Checked = (Email, PendingSignUp, Option<Secret<String>>);

fn invalid(field: &str, code: ErrorCode, detail: String) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code,
        detail,
    }
}

impl SignUpForm {
    /// Of a sign-up: with all that is required, and of an address that may.
    pub(super) fn checked(self, tenant: &Tenant) -> Result<Checked, Failure> {
        let found = self.read(tenant, &tenant.settings().signup_required_fields)?;
        is_open_to(tenant, &found.0).map(|()| found)
    }

    /// Of somebody who is invited: what is required and was not asked for is asked next.
    pub(crate) fn invited(self, tenant: &Tenant) -> Result<Checked, Failure> {
        self.read(tenant, &[])
    }

    fn read(self, tenant: &Tenant, required: &[RequiredField]) -> Result<Checked, Failure> {
        let mut bad = Vec::new();
        let email = Email::parse(&self.email)
            .map_err(|error| bad.push(invalid("email", ErrorCode::ValidationError, error.to_string())))
            .ok();
        let pending = self.profile(tenant, required, &mut bad);
        let weak = self.weakness(tenant);
        bad.extend(weak);
        let password = self.password.filter(|_| tenant.settings().auth_methods.password);
        match (Failure::of_fields(bad), email) {
            (None, Some(email)) => Ok((email, pending, password)),
            (Some(failure), _) => Err(failure),
            (None, None) => Err(Failure::from(ErrorCode::ValidationError)),
        }
    }

    /// What was said of the person; complains about what is wrong, and about what is required and was left out.
    fn profile(&self, tenant: &Tenant, required: &[RequiredField], bad: &mut Vec<FieldError>) -> PendingSignUp {
        let settings = tenant.settings();
        let is_required = |field: RequiredField| required.contains(&field);
        let mut line = |field: RequiredField, typed: &Option<String>| {
            let typed = typed.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
            let Some(typed) = typed else {
                bad.extend(is_required(field).then(|| lacking(field)));
                return None;
            };
            text::line(typed, 255)
                .map_err(|error| bad.push(invalid(field.as_str(), ErrorCode::ValidationError, error.to_string())))
                .ok()
        };
        let pending = PendingSignUp {
            name: line(RequiredField::Name, &self.name),
            given_name: line(RequiredField::GivenName, &self.given_name),
            family_name: line(RequiredField::FamilyName, &self.family_name),
            ..PendingSignUp::default()
        };
        let asks_terms = is_required(RequiredField::Terms);
        bad.extend((asks_terms && !self.terms).then(|| lacking(RequiredField::Terms)));
        PendingSignUp {
            terms_version: (asks_terms && self.terms).then(|| settings.terms_version.clone()),
            ..pending
        }
    }

    fn weakness(&self, tenant: &Tenant) -> Option<FieldError> {
        let settings = tenant.settings();
        let password = self.password.as_ref().filter(|_| settings.auth_methods.password)?;
        let words = [
            Some(self.email.clone()),
            self.name.clone(),
            self.given_name.clone(),
            self.family_name.clone(),
            Some(tenant.application().name.clone()),
        ];
        let personal = Personal {
            words: words.into_iter().flatten().collect(),
        };
        let least = settings.password_min_length;
        let weak = password::weaknesses(password.expose(), least, &personal);
        let detail = (!weak.is_empty()).then(|| password::refused(&weak, least).detail)?;
        Some(invalid("password", ErrorCode::WeakPassword, detail))
    }
}
