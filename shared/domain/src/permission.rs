//! Management permissions `resource:action`, the system roles' sets of them, and the one question: does this set hold that one? (behaviour 3.14)

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

macro_rules! permissions {
    ($($name:ident = $text:literal, $about:literal;)+) => {
        /// A built-in management permission.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
        #[expect(missing_docs, reason = "each variant is documented by its text and description")]
        pub enum Permission { $(#[serde(rename = $text)] $name,)+ }

        impl Permission {
            /// All of them, in the order of behaviour 3.14.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// `resource:action`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// What it lets somebody do, for people.
            pub const fn description(self) -> &'static str {
                match self { $(Self::$name => $about,)+ }
            }
        }
    };
}

permissions! {
    AppsRead = "apps:read", "See the application, its settings, domains and signing keys";
    AppsWrite = "apps:write", "Change the application and its settings";
    AppsDelete = "apps:delete", "Delete and restore the application";
    DomainsWrite = "domains:write", "Add, verify and remove custom domains";
    KeysRead = "keys:read", "See API keys";
    KeysWrite = "keys:write", "Create, rotate and revoke API keys";
    SigningKeysWrite = "signing_keys:write", "Rotate and revoke signing keys";
    UsersRead = "users:read", "See users and their sessions";
    UsersWrite = "users:write", "Create, change, disable and enable users";
    UsersDelete = "users:delete", "Delete users";
    SessionsRevoke = "sessions:revoke", "End sessions of users";
    IdentitiesTokens = "identities:tokens", "Get access tokens of identity providers in the name of users";
    RolesRead = "roles:read", "See roles and permissions";
    RolesWrite = "roles:write", "Create, change and delete roles";
    RolesAssign = "roles:assign", "Give roles to users and take them";
    ClientsRead = "clients:read", "See clients and their grants";
    ClientsWrite = "clients:write", "Create, change and delete clients";
    GrantsRevoke = "grants:revoke", "Revoke grants";
    IdpsRead = "idps:read", "See identity providers";
    IdpsWrite = "idps:write", "Set up, change and delete identity providers";
    AuditRead = "audit:read", "Read the audit log";
    TemplatesRead = "templates:read", "See the words of mails";
    TemplatesWrite = "templates:write", "Change the words of mails";
    ImportWrite = "import:write", "Import users";
    ExportRead = "export:read", "Export all users";
    ExportCredentials = "export:credentials", "Export password hashes and secrets of authenticator apps with them, encrypted";
}

impl Permission {
    /// Finds a permission by its text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.as_str() == text)
    }
}

/// What a caller holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PermissionSet {
    all: bool,
    names: BTreeSet<String>,
}

impl PermissionSet {
    /// Everything.
    pub const fn everything() -> Self {
        Self {
            all: true,
            names: BTreeSet::new(),
        }
    }

    /// The named ones; `*` means everything.
    pub fn of<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Self {
        let names: BTreeSet<String> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
        Self {
            all: names.contains("*"),
            names,
        }
    }

    /// Does it hold `permission`?
    pub fn holds(&self, permission: Permission) -> bool {
        self.holds_name(permission.as_str())
    }

    /// Does it hold the permission or scope of this name?
    pub fn holds_name(&self, name: &str) -> bool {
        self.all || self.names.contains(name)
    }

    /// Does it name `permission` itself? What a program must not hold unasked is not part of its `*`.
    pub fn names_it(&self, permission: Permission) -> bool {
        self.names.contains(permission.as_str())
    }

    /// Nobody can grant what they do not hold: the first of `names` that is missing.
    pub fn first_missing<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        names.into_iter().find(|name| {
            if *name == "*" {
                !self.all
            } else {
                !self.holds_name(name)
            }
        })
    }

    /// Both sets together.
    #[must_use]
    pub fn union(mut self, other: Self) -> Self {
        self.all |= other.all;
        self.names.extend(other.names);
        self
    }

    /// The names, in order; `*` for everything.
    pub fn names(&self) -> Vec<String> {
        if self.all {
            vec!["*".to_owned()]
        } else {
            self.names.iter().cloned().collect()
        }
    }
}

/// What somebody may do inside one organization (behaviour 3.14: those that teams need).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrgPermission {
    /// Change it.
    Manage,
    /// See its members and invitations.
    MembersRead,
    /// Invite, give roles, remove.
    MembersWrite,
    /// See what happened in it.
    AuditRead,
}

impl OrgPermission {
    /// `org:…`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manage => "org:manage",
            Self::MembersRead => "org:members:read",
            Self::MembersWrite => "org:members:write",
            Self::AuditRead => "org:audit:read",
        }
    }
}

/// Role of a developer in a team, and what it lets them do to the team's applications (behaviour 3.13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum TeamRole {
    /// Everything.
    Admin,
    /// Everything but keys, domains, deletion.
    Developer,
    /// Reads and helps people.
    Support,
    /// Reads.
    Member,
}

impl TeamRole {
    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Developer => "developer",
            Self::Support => "support",
            Self::Member => "member",
        }
    }

    /// What this role gives in the team itself: everything to an admin, to read to the others.
    pub fn inside(self) -> PermissionSet {
        match self {
            Self::Admin => PermissionSet::everything(),
            Self::Developer | Self::Support | Self::Member => PermissionSet::of([OrgPermission::MembersRead.as_str()]),
        }
    }

    /// The permissions this role gives on the team's applications.
    pub fn permissions(self) -> PermissionSet {
        use Permission as P;
        let allowed = |permission: &P| match self {
            Self::Admin => true,
            Self::Developer => !matches!(
                permission,
                P::AppsDelete
                    | P::KeysWrite
                    | P::SigningKeysWrite
                    | P::DomainsWrite
                    | P::ExportRead
                    | P::ExportCredentials
                    | P::IdentitiesTokens
            ),
            Self::Support => matches!(
                permission,
                P::UsersRead | P::UsersWrite | P::SessionsRevoke | P::AuditRead | P::AppsRead
            ),
            Self::Member => permission.as_str().ends_with(":read") && *permission != P::ExportRead,
        };
        if self == Self::Admin {
            return PermissionSet::everything();
        }
        PermissionSet::of(P::ALL.iter().filter(|p| allowed(p)).map(|p| p.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_grants_what_they_lack() {
        let some = PermissionSet::of(["users:read"]);
        assert_eq!(some.first_missing(["users:read", "users:write"]), Some("users:write"));
        assert_eq!(some.first_missing(["*"]), Some("*"));
        assert_eq!(PermissionSet::everything().first_missing(["*", "x:y"]), None);
    }

    #[test]
    fn a_developer_of_a_team_makes_no_keys() {
        assert!(!TeamRole::Developer.permissions().holds(Permission::KeysWrite));
        assert!(TeamRole::Developer.permissions().holds(Permission::ClientsWrite));
        assert!(!TeamRole::Member.permissions().holds(Permission::UsersWrite));
    }

    #[test]
    fn only_the_admins_of_a_team_change_it() {
        for role in [TeamRole::Developer, TeamRole::Support, TeamRole::Member] {
            let held = role.inside();
            assert!(held.holds_name("org:members:read") && !held.holds_name("org:members:write"));
            assert!(!held.holds_name("org:manage") && !held.holds(Permission::AppsRead));
        }
        assert!(TeamRole::Admin.inside().holds_name(OrgPermission::Manage.as_str()));
    }

    #[test]
    fn only_the_admins_of_a_team_export_or_get_tokens_of_users() {
        for role in [TeamRole::Developer, TeamRole::Support, TeamRole::Member] {
            let held = role.permissions();
            assert!(!held.holds(Permission::IdentitiesTokens));
            assert!(!held.holds(Permission::ExportRead) && !held.holds(Permission::ExportCredentials));
        }
        assert!(TeamRole::Admin.permissions().holds(Permission::ExportCredentials));
        assert!(!PermissionSet::everything().names_it(Permission::ExportCredentials));
        assert!(PermissionSet::of(["*", "export:credentials"]).names_it(Permission::ExportCredentials));
    }
}
