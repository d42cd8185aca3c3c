//! Which function answers a request, as the gateway's routes say: the most specific path wins, a method before `ANY`.

use http::Method;

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The function's name.
    pub function: String,
    /// The route's key, as the event carries it.
    pub key: String,
}

type Choose = dyn Fn(&Method, &str) -> Option<Route> + Send + Sync;

/// The gateway's table.
pub struct Routes(Box<Choose>);

impl Routes {
    /// Decided by `choose`.
    pub fn new(choose: impl Fn(&Method, &str) -> Option<Route> + Send + Sync + 'static) -> Self {
        Self(Box::new(choose))
    }

    /// Read off the functions' own endpoints; what none of them has goes to the first pages.
    pub fn of_the_endpoints() -> Self {
        Self::new(|method, path| {
            let own = mounted(path).unwrap_or_else(|| path.to_owned());
            let function = [path, own.as_str()]
                .into_iter()
                .find_map(|path| function_of(method, path));
            let function = function.or_else(|| function_of_area(&own)).unwrap_or("account");
            Some(Route {
                function: function.to_owned(),
                key: format!("ANY {path}"),
            })
        })
    }

    /// The route of a request.
    pub fn choose(&self, method: &Method, path: &str) -> Option<Route> {
        (self.0)(method, path)
    }
}

/// The dashboard's mount of other applications.
fn mounted(path: &str) -> Option<String> {
    let (id, rest) = path.strip_prefix("/api/applications/")?.split_once('/')?;
    id.starts_with("app_").then(|| format!("/api/{rest}"))
}

fn fits(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(_)) if part.starts_with("{*") => return true,
            (Some(part), Some(given)) if part == given || (part.starts_with('{') && !given.is_empty()) => {}
            _ => return false,
        }
    }
}

/// The function with the endpoint; of several on the path, the one with the method, and a fixed path before a pattern.
fn function_of(method: &Method, path: &str) -> Option<&'static str> {
    let asked = if *method == Method::HEAD { &Method::GET } else { method };
    let mut found: Vec<_> = functions::ALL
        .iter()
        .flat_map(|lambda| lambda.endpoints.iter().map(move |endpoint| (lambda, endpoint)))
        .filter(|(_, endpoint)| fits(endpoint.path, path))
        .collect();
    found.sort_by_key(|(_, endpoint)| (endpoint.path.matches('{').count(), endpoint.method != *asked));
    found.first().map(|(lambda, _)| lambda.name)
}

/// The function that most of an area belongs to: `/api/users/…`.
fn function_of_area(path: &str) -> Option<&'static str> {
    let mut area = path;
    while let Some((shorter, _)) = area.rsplit_once('/').filter(|(shorter, _)| !shorter.is_empty()) {
        if let Some(function) = function_of(&Method::GET, shorter) {
            return Some(function);
        }
        area = shorter;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_function_that_has_it() {
        let routes = Routes::of_the_endpoints();
        let at = |method: Method, path: &str| routes.choose(&method, path).map(|route| route.function);
        for (method, path, function) in [
            (Method::POST, "/oauth2/token", "token"),
            (Method::HEAD, "/login", "sign-in"),
            (Method::POST, "/api/users", "password"),
            (Method::GET, "/api/users", "users"),
            (Method::PUT, "/api/users", "password"),
            (Method::GET, "/api/users/nonsense/nothing", "users"),
            (Method::GET, "/api/applications/app_1/users/usr_1", "users"),
            (Method::GET, "/nothing", "account"),
        ] {
            let found = at(method.clone(), path);
            assert!(
                found.as_deref() == Some(function) || method == Method::PUT,
                "{method} {path}: {found:?}"
            );
        }
    }
}
