//! A server under load: where it listens, whose CPU time it is, how to ask it for each workload.

use crate::{
    check::Checks,
    flow::{Paths, Subject},
    load::{Job, Mode},
    process::Running,
};
use std::net::SocketAddr;

/// The workloads of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Workload {
    MachineEs256,
    MachineRs256,
    Code,
    Refresh,
    Introspection,
    Userinfo,
    Discovery,
    DiscoveryKnown,
    Jwks,
    JwksKnown,
}

impl Workload {
    pub(crate) const ALL: [Self; 10] = [
        Self::MachineEs256,
        Self::MachineRs256,
        Self::Code,
        Self::Refresh,
        Self::Introspection,
        Self::Userinfo,
        Self::Discovery,
        Self::DiscoveryKnown,
        Self::Jwks,
        Self::JwksKnown,
    ];

    /// The name that `cargo xtask bench` takes.
    pub(crate) const fn group(self) -> &'static str {
        match self {
            Self::MachineEs256 | Self::MachineRs256 => "W1",
            Self::Code => "W2",
            Self::Refresh => "W3",
            Self::Introspection | Self::Userinfo => "W4",
            Self::Discovery | Self::DiscoveryKnown | Self::Jwks | Self::JwksKnown => "W5",
        }
    }

    /// What the table calls it.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::MachineEs256 => "W1 client_credentials, ES256",
            Self::MachineRs256 => "W1 client_credentials, RS256",
            Self::Code => "W2 authorize with a session + code → tokens",
            Self::Refresh => "W3 refresh with rotation",
            Self::Introspection => "W4 introspection",
            Self::Userinfo => "W4 userinfo",
            Self::Discovery => "W5 discovery",
            Self::DiscoveryKnown => "W5 discovery, If-None-Match",
            Self::Jwks => "W5 JWKS",
            Self::JwksKnown => "W5 JWKS, If-None-Match",
        }
    }
}

/// A server that runs, with everything a cell needs to know of it.
pub(crate) struct Server {
    pub(crate) name: &'static str,
    pub(crate) address: SocketAddr,
    /// Ends with this value.
    pub(crate) running: Running,
    /// Its database, whose CPU time and memory count with it.
    pub(crate) database: Option<u32>,
    pub(crate) paths: Paths,
    /// Machines of an application that signs with ES256, and with RS256.
    pub(crate) machines: (Vec<Subject>, Vec<Subject>),
    /// The form of a machine's token request.
    pub(crate) machine_body: String,
    pub(crate) people: Vec<Subject>,
    pub(crate) issuer: String,
    /// Whether each workload can be asked of it.
    pub(crate) serves: fn(Workload) -> bool,
    /// Whether a refreshed answer carries an ID token.
    pub(crate) id_token_again: bool,
}

impl Server {
    /// The process trees that count.
    pub(crate) fn pids(&self) -> Vec<u32> {
        std::iter::once(self.running.id()).chain(self.database).collect()
    }

    fn get(path: &str, headers: &str) -> Mode {
        Mode::Request {
            method: "GET".to_owned(),
            path: path.to_owned(),
            headers: headers.to_owned(),
            body: None,
        }
    }

    /// How to measure one cell; `etag` is that of the document, where the workload says that it is known.
    pub(crate) fn job(&self, workload: Workload, connections: usize, seconds: f64, etag: &str) -> Option<Job> {
        if !(self.serves)(workload) {
            return None;
        }
        let known = format!("If-None-Match: {etag}\r\n");
        let mode = match workload {
            Workload::MachineEs256 | Workload::MachineRs256 => Mode::Machine {
                body: self.machine_body.clone(),
            },
            Workload::Code => Mode::Code,
            Workload::Refresh => Mode::Refresh,
            Workload::Introspection => Mode::Introspect,
            Workload::Userinfo => Mode::Userinfo,
            Workload::Discovery => Self::get(&self.paths.discovery, ""),
            Workload::DiscoveryKnown => Self::get(&self.paths.discovery, &known),
            Workload::Jwks => Self::get(&self.paths.jwks, ""),
            Workload::JwksKnown => Self::get(&self.paths.jwks, &known),
        };
        let subjects = match workload {
            Workload::MachineRs256 => &self.machines.1,
            Workload::Code | Workload::Refresh | Workload::Introspection | Workload::Userinfo => &self.people,
            _ => &self.machines.0,
        };
        let mut paths = self.paths.clone();
        if workload.group() == "W4" {
            // Where a token is for a resource of its own, the server's userinfo endpoint refuses it.
            paths.authorize_extra.clear();
            paths.token_extra.clear();
        }
        Some(Job {
            address: self.address,
            mode,
            paths,
            subjects: subjects.clone(),
            connections,
            warm: (seconds / 3.0).clamp(0.3, 1.0),
            seconds,
            pids: self.pids(),
            checks: self.checks(workload, subjects),
        })
    }

    fn checks(&self, workload: Workload, subjects: &[Subject]) -> Option<Checks> {
        let (access, id, nonce) = match workload {
            Workload::MachineEs256 => ("ES256", None, false),
            Workload::MachineRs256 => ("RS256", None, false),
            Workload::Code => ("ES256", Some("ES256"), true),
            Workload::Refresh => ("ES256", self.id_token_again.then_some("ES256"), false),
            _ => return None,
        };
        let host = subjects.first().map(|subject| subject.host.clone())?;
        Some(Checks {
            issuer: (workload != Workload::MachineRs256).then(|| self.issuer.clone()),
            host,
            access_token_alg: access.to_owned(),
            id_token_alg: id.map(str::to_owned),
            nonce,
        })
    }
}
