//! OAuth 2.0 and OpenID Connect as clients see them.

mod code_flow;
mod jwt_templates;
mod logout;
mod prompts;
