//! The one table of error codes: code, status and title of everything that can go wrong (behaviour 8; RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1).
//!
//! A code never changes its meaning. OAuth errors that travel in a redirect have a status only for the rare case that they end on a page.

pub use crate::failure::{Failure, FieldError};
use serde::{Deserialize, Serialize};

macro_rules! error_codes {
    ($($variant:ident: $code:literal, $status:literal, $title:literal;)*) => {
        /// A stable error code; in JSON as its `snake_case` name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $(#[doc = concat!($title, " (`", $code, "`).")] #[serde(rename = $code)] $variant,)*
        }

        #[cfg(feature = "openapi")]
        impl schemars::JsonSchema for ErrorCode {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                "ErrorCode".into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let codes: Vec<&str> = Self::ALL.iter().map(|code| code.as_str()).collect();
                schemars::json_schema!({
                    "type": "string", "enum": codes, "description": "A stable code; it never changes its meaning.",
                })
            }
        }

        impl ErrorCode {
            /// Every code there is.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code as it stands in `code` or `error`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* }
            }

            /// One short sentence for people, the same for every occurrence (RFC 9457 §3.1.3).
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }
        }
    };
}

error_codes! {
    // general
    MalformedBody: "malformed_body", 400, "The body could not be read";
    InvalidHost: "invalid_host", 400, "The host header is not usable";
    InvalidParameter: "invalid_parameter", 400, "A query parameter is not valid";
    CursorInvalid: "cursor_invalid", 400, "The cursor is not valid";
    CodeInvalid: "code_invalid", 400, "The code is wrong";
    CodeExpired: "code_expired", 400, "The code is too old";
    LinkInvalid: "link_invalid", 400, "The link is no longer valid";
    PasskeyInvalid: "passkey_invalid", 400, "The passkey was refused";
    WrongBrowser: "wrong_browser", 400, "The link belongs to another browser";
    SamlInvalid: "saml_invalid", 400, "The SAML message was refused";
    InvitationInvalid: "invitation_invalid", 400, "The invitation is no longer valid";
    Unauthenticated: "unauthenticated", 401, "Authentication is required";
    InvalidCredentials: "invalid_credentials", 401, "The sign-in failed";
    TxExpired: "tx_expired", 401, "The sign-in has expired";
    Forbidden: "forbidden", 403, "Permission is missing";
    CsrfFailed: "csrf_failed", 403, "The request did not come from our page";
    StepUpRequired: "step_up_required", 403, "A fresh sign-in is required";
    ApplicationSuspended: "application_suspended", 403, "The application is suspended";
    SecretKeyInBrowser: "secret_key_in_browser", 403, "A secret key must not be used in a browser";
    MethodDisabled: "method_disabled", 403, "The method is switched off";
    MfaDisabled: "mfa_disabled", 403, "Second factors are switched off";
    MfaRequired: "mfa_required", 403, "A second factor is required";
    OrgRequired: "org_required", 403, "An active organization is required";
    SsoRequired: "sso_required", 403, "The organization demands its own sign-in";
    SignupClosed: "signup_closed", 403, "Sign-up is not open";
    SignupDomainNotAllowed: "signup_domain_not_allowed", 403, "Sign-up is not open to this domain";
    ImpersonationDisabled: "impersonation_disabled", 403, "Impersonation is not possible";
    PermissionEscalation: "permission_escalation", 403, "What one lacks cannot be granted";
    InvitationWrongEmail: "invitation_wrong_email", 403, "The invitation is for another address";
    ApplicationProtected: "application_protected", 403, "The application is protected";
    OrgCreationClosed: "org_creation_closed", 403, "Only admins create organizations";
    NotFound: "not_found", 404, "Not found";
    ApplicationNotFound: "application_not_found", 404, "There is no application here";
    NotIssuerHost: "not_issuer_host", 404, "The issuer has moved";
    MethodNotAllowed: "method_not_allowed", 405, "The method is not allowed here";
    NotAcceptable: "not_acceptable", 406, "There is no such representation";
    WrongState: "wrong_state", 409, "The sign-in is at another step";
    EmailTaken: "email_taken", 409, "The address is in use";
    EmailChangeFailed: "email_change_failed", 409, "The address could not be changed";
    SlugTaken: "slug_taken", 409, "The slug is in use";
    NameTaken: "name_taken", 409, "The name is in use";
    IdentifierTaken: "identifier_taken", 409, "The identifier is in use";
    AlreadyMember: "already_member", 409, "Already a member";
    AlreadyInvited: "already_invited", 409, "Already invited";
    AlreadyExists: "already_exists", 409, "It exists already";
    AlreadyEnrolled: "already_enrolled", 409, "The factor is enrolled already";
    NotEnrolled: "not_enrolled", 409, "The factor is not enrolled";
    NotPending: "not_pending", 409, "The invitation is over";
    LastAdmin: "last_admin", 409, "An admin must remain";
    LastOperator: "last_operator", 409, "An operator must remain";
    LastSignInMethod: "last_sign_in_method", 409, "A way to sign in must remain";
    IdentityInUse: "identity_in_use", 409, "The identity belongs to another user";
    SessionIsCurrent: "session_is_current", 409, "This is the current session";
    SessionChanged: "session_changed", 409, "Somebody else is signed in now";
    DomainNotActive: "domain_not_active", 409, "The domain is not active";
    DomainIsPrimary: "domain_is_primary", 409, "The domain is the primary one";
    RoleSystem: "role_system", 409, "A system role cannot be changed";
    RoleInUse: "role_in_use", 409, "The role is in use";
    IdpInUse: "idp_in_use", 409, "The identity provider is in use";
    KeyNotActive: "key_not_active", 409, "The key is not active";
    ClientIsPublic: "client_is_public", 409, "A public client has no secret";
    IdempotencyInProgress: "idempotency_in_progress", 409, "The same request is running";
    VersionConflict: "version_conflict", 412, "It was changed meanwhile";
    PayloadTooLarge: "payload_too_large", 413, "The body is too large";
    UriTooLong: "uri_too_long", 414, "The URL is too long";
    UnsupportedMediaType: "unsupported_media_type", 415, "The content type is not supported";
    WrongHost: "wrong_host", 421, "The host and the connection differ";
    UnknownField: "unknown_field", 422, "A field is not open to the caller";
    ValidationError: "validation_error", 422, "Some values are not valid";
    WeakPassword: "weak_password", 422, "The password is too weak";
    NoAuthMethodLeft: "no_auth_method_left", 422, "A way to sign in must stay on";
    RedirectUriInvalid: "redirect_uri_invalid", 422, "The redirect URI cannot be registered";
    DomainInvalid: "domain_invalid", 422, "The domain cannot be used";
    DnsNotFound: "dns_not_found", 422, "The DNS record was not found";
    UrlNotAllowed: "url_not_allowed", 422, "The URL cannot be called";
    DiscoveryFailed: "discovery_failed", 422, "The metadata of the provider is not usable";
    PermissionUnknown: "permission_unknown", 422, "There is no such permission";
    TemplateInvalid: "template_invalid", 422, "The template is not valid";
    ImageInvalid: "image_invalid", 422, "The image is not valid";
    ImportInvalid: "import_invalid", 422, "The import is not valid";
    IdempotencyKeyReused: "idempotency_key_reused", 422, "The key was used for another request";
    LimitExceeded: "limit_exceeded", 422, "A limit is reached";
    MethodUnavailable: "method_unavailable", 422, "The method is not available";
    SmsUnavailable: "sms_unavailable", 422, "SMS is not available";
    TooManyAttempts: "too_many_attempts", 429, "Too many attempts";
    RateLimited: "rate_limited", 429, "Too many requests";
    HeadersTooLarge: "headers_too_large", 431, "The headers are too large";
    InternalError: "internal_error", 500, "Something went wrong on our side";
    NotImplemented: "not_implemented", 501, "Not implemented";
    UpstreamFailed: "upstream_failed", 502, "Another service answered badly";
    Unavailable: "unavailable", 503, "Temporarily unavailable";
    Busy: "busy", 503, "Temporarily too busy";
    SlugUnavailable: "slug_unavailable", 503, "No free slug was found";
    UpstreamTimeout: "upstream_timeout", 504, "Another service was too slow";
    // OAuth 2.0 and its extensions
    InvalidRequest: "invalid_request", 400, "The request is not valid";
    InvalidClient: "invalid_client", 401, "The client could not be authenticated";
    InvalidGrant: "invalid_grant", 400, "The grant is not valid";
    UnauthorizedClient: "unauthorized_client", 400, "The client may not do this";
    UnsupportedGrantType: "unsupported_grant_type", 400, "The grant type is not supported";
    InvalidScope: "invalid_scope", 400, "The scope is not valid";
    UnsupportedResponseType: "unsupported_response_type", 400, "The response type is not supported";
    AccessDenied: "access_denied", 400, "Access was denied";
    ServerError: "server_error", 500, "Something went wrong on our side";
    TemporarilyUnavailable: "temporarily_unavailable", 503, "Temporarily unavailable";
    InvalidTarget: "invalid_target", 400, "The resource is not valid";
    AuthorizationPending: "authorization_pending", 400, "The person has not decided yet";
    SlowDown: "slow_down", 400, "The device asks too often";
    ExpiredToken: "expired_token", 400, "The device code has expired";
    InvalidDpopProof: "invalid_dpop_proof", 400, "The DPoP proof is not valid";
    UseDpopNonce: "use_dpop_nonce", 401, "The DPoP proof needs a nonce";
    InvalidToken: "invalid_token", 401, "The token is not valid";
    InsufficientScope: "insufficient_scope", 403, "The token does not reach this far";
    InsufficientUserAuthentication: "insufficient_user_authentication", 401, "A fresh or stronger sign-in is required";
    InvalidRedirectUri: "invalid_redirect_uri", 400, "The redirect URI is not registered";
    InvalidClientMetadata: "invalid_client_metadata", 400, "The client metadata is not valid";
    InvalidRequestUri: "invalid_request_uri", 400, "The request URI is not valid";
    // OpenID Connect
    LoginRequired: "login_required", 400, "A sign-in is required";
    InteractionRequired: "interaction_required", 400, "The person must do something";
    ConsentRequired: "consent_required", 400, "The person must agree";
    AccountSelectionRequired: "account_selection_required", 400, "The person must choose an account";
    RequestNotSupported: "request_not_supported", 400, "Request objects are not supported";
    RequestUriNotSupported: "request_uri_not_supported", 400, "Request URIs are not supported";
    RegistrationNotSupported: "registration_not_supported", 400, "Registration is not supported here";
    UnmetAuthenticationRequirements: "unmet_authentication_requirements", 400, "The required authentication was not reached";
}

impl ErrorCode {
    /// The code an OAuth endpoint says for it: only registered OAuth codes stand in `error`. The status stays that of the original.
    #[must_use]
    pub const fn for_oauth(self) -> Self {
        match self {
            Self::InternalError | Self::UpstreamFailed => Self::ServerError,
            Self::Unavailable | Self::Busy | Self::UpstreamTimeout | Self::RateLimited | Self::TooManyAttempts => {
                Self::TemporarilyUnavailable
            }
            Self::MalformedBody
            | Self::InvalidHost
            | Self::InvalidParameter
            | Self::NotFound
            | Self::ApplicationNotFound
            | Self::MethodNotAllowed
            | Self::NotAcceptable
            | Self::PayloadTooLarge
            | Self::UriTooLong
            | Self::HeadersTooLarge
            | Self::UnsupportedMediaType
            | Self::WrongHost
            | Self::UnknownField
            | Self::ValidationError => Self::InvalidRequest,
            Self::Unauthenticated => Self::InvalidToken,
            Self::Forbidden => Self::InsufficientScope,
            Self::StepUpRequired => Self::InsufficientUserAuthentication,
            Self::ApplicationSuspended => Self::UnauthorizedClient,
            other => other,
        }
    }

    /// Is the answer a `Bearer` challenge (RFC 6750 §3)?
    pub const fn is_bearer_challenge(self) -> bool {
        matches!(
            self,
            Self::InvalidToken | Self::InsufficientScope | Self::InsufficientUserAuthentication
        )
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn codes_are_unique_and_read_back() {
        let codes: HashSet<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(codes.len(), ErrorCode::ALL.len());
        for code in ErrorCode::ALL {
            let text = serde_json::to_string(code).unwrap();
            assert_eq!(text, format!("\"{code}\""));
            assert_eq!(serde_json::from_str::<ErrorCode>(&text).unwrap(), *code);
            assert!((400..600).contains(&code.status()) && !code.title().is_empty());
        }
    }

    #[test]
    fn oauth_endpoints_say_oauth_codes() {
        assert_eq!(ErrorCode::MalformedBody.for_oauth(), ErrorCode::InvalidRequest);
        assert_eq!(ErrorCode::Unavailable.for_oauth(), ErrorCode::TemporarilyUnavailable);
        assert_eq!(ErrorCode::InvalidGrant.for_oauth(), ErrorCode::InvalidGrant);
    }
}
