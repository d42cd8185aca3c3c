//! Which function answers a request: what API Gateway selects among the routes of the template.

use http::Method;
use stack::{Stack, StackError};
use std::path::Path;

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The function's name.
    pub function: String,
    /// The route's key, as the event carries it.
    pub key: String,
}

/// The template's functions and the routes to them.
pub struct Routes(Stack);

impl Routes {
    /// Reads them.
    pub fn read(template: &Path) -> Result<Self, StackError> {
        Stack::read(template).map(Self)
    }

    /// The names of all functions.
    pub fn functions(&self) -> Vec<String> {
        self.0.functions()
    }

    /// The route of a request.
    pub fn choose(&self, method: &Method, path: &str) -> Option<Route> {
        let found = self.0.selected(method.as_str(), path)?;
        let key = if found.is_default() {
            found.path.clone()
        } else {
            format!("{} {}", found.method.as_deref().unwrap_or("ANY"), found.path)
        };
        Some(Route {
            function: found.function.clone(),
            key,
        })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_function_that_has_it() {
        let routes = Routes::read(Path::new(crate::TEMPLATE)).unwrap();
        for (method, path, function, key) in [
            (Method::POST, "/oauth2/token", "token", "ANY /oauth2/token"),
            (Method::HEAD, "/login", "sign-in", "ANY /login"),
            (Method::POST, "/api/users", "password", "POST /api/users"),
            (Method::PUT, "/api/users", "users", "ANY /api/users"),
            (Method::GET, "/nothing", "well-known", "$default"),
        ] {
            let found = routes.choose(&method, path).unwrap();
            assert_eq!(
                (found.function.as_str(), found.key.as_str()),
                (function, key),
                "{method} {path}"
            );
        }
    }
}
