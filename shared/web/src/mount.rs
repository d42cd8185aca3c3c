//! The dashboard's mount: `/api/applications/{app_id}/users/…` is `/api/users/…` of that application. Same handler, same answer (behaviour 4.0).

use domain::ApplicationId;

/// The areas of `/api/applications/{area}` on the own host.
const OF_THE_APPLICATION: &[&str] = &[
    "settings",
    "adoption",
    "usage",
    "branding",
    "domains",
    "api-keys",
    "signing-keys",
    "revoke-all",
    "restore",
    "transfer",
];

/// The areas that are mounted besides: what has an owner other than the application's own people is not (operators, one's own sessions, signing in).
const MOUNTED: &[&str] = &[
    "users",
    "roles",
    "permissions",
    "clients",
    "idps",
    "audit",
    "imports",
    "email-templates",
    "exports",
    "invitations",
    "jwt-templates",
    "jobs",
];

/// A mounted path: which application, and the own-host path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mounted {
    pub(crate) application: ApplicationId,
    pub(crate) path: String,
}

/// Reads a path of the dashboard host. `None`: not a mounted path.
pub(crate) fn read(path: &str) -> Option<Mounted> {
    let rest = path.strip_prefix("/api/applications/")?;
    let (id, rest) = rest.split_once('/').map_or((rest, ""), |(id, rest)| (id, rest));
    let application = id.parse().ok()?;
    let area = rest.split('/').next().unwrap_or("");
    if is_own(rest) {
        return None;
    }
    let path = match area {
        "" => "/api/applications/current".to_owned(),
        area if OF_THE_APPLICATION.contains(&area) => format!("/api/applications/{rest}"),
        area if MOUNTED.contains(&area) => format!("/api/{rest}"),
        _ => return None,
    };
    Some(Mounted { application, path })
}

/// A person's own account is nobody else's to manage: `me` of a mounted application would be a developer who is not its user.
fn is_own(rest: &str) -> bool {
    rest == "users/me" || rest.starts_with("users/me/")
}

/// Where an own-host path is mounted; `None` for what is not. The other way of `read`.
pub fn address(application: &ApplicationId, own: &str) -> Option<String> {
    let rest = own.strip_prefix("/api/")?;
    if is_own(rest) {
        return None;
    }
    let below = |rest: &str| Some(format!("/api/applications/{application}/{rest}"));
    let area = |rest: &str| rest.split('/').next().unwrap_or("").to_owned();
    match rest.strip_prefix("applications/") {
        Some("current") => Some(format!("/api/applications/{application}")),
        Some(rest) if OF_THE_APPLICATION.contains(&area(rest).as_str()) => below(rest),
        None if MOUNTED.contains(&area(rest).as_str()) => below(rest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_as_the_path_it_was_made_of() {
        let id = ApplicationId::from_bytes([1; 16]);
        for own in [
            "/api/applications/current",
            "/api/applications/domains/x/verify",
            "/api/users/usr_1/roles",
            "/api/permissions",
        ] {
            let read = address(&id, own).as_deref().and_then(read);
            assert_eq!(read.map(|mounted| mounted.path).as_deref(), Some(own));
        }
        for own in [
            "/api/sessions",
            "/api/applications",
            "/api/platform/operators",
            "/api/users/me",
            "/api/users/me/password",
            "/api/users/me/identities",
            "/login",
        ] {
            assert_eq!(address(&id, own), None, "{own}");
        }
    }

    #[test]
    fn a_mounted_path_is_the_own_host_path() {
        let id = ApplicationId::from_bytes([1; 16]);
        let seen = |path: &str| read(&format!("/api/applications/{id}{path}")).map(|mounted| mounted.path);
        assert_eq!(seen("").as_deref(), Some("/api/applications/current"));
        assert_eq!(seen("/users/usr_1/roles").as_deref(), Some("/api/users/usr_1/roles"));
        assert_eq!(seen("/settings").as_deref(), Some("/api/applications/settings"));
        for own in [
            "/users/me",
            "/users/me/password",
            "/platform/operators",
            "/sessions",
            "/applications",
            "/auth/config",
            "/users/me/identities",
        ] {
            assert_eq!(seen(own), None, "{own}");
        }
        assert_eq!(read("/api/applications/settings"), None);
        assert_eq!(read("/api/applications"), None);
    }
}
