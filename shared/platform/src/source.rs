//! Where a request comes from, as limits see it: IPv4 by /32, IPv6 by /64 (RL-01). Made from the edge's word, never from a header of the caller.

use std::net::IpAddr;

/// The source of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    key: String,
    exempt: bool,
}

impl Source {
    /// The source of the viewer's address; `exempt` only for the developer's own machine.
    pub fn new(address: IpAddr, exempt: bool) -> Self {
        Self {
            key: key(address),
            exempt,
        }
    }

    /// What limits and lockouts are keyed by.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether per-source and daily mail limits do not apply.
    pub const fn is_exempt(&self) -> bool {
        self.exempt
    }
}

fn key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rl_01_an_ipv6_network_is_one_source() {
        let of = |text: &str| {
            text.parse()
                .map(|address| Source::new(address, false).key().to_owned())
                .unwrap_or_default()
        };
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::1"));
        assert_ne!(of("2001:db8:1:3::1"), of("2001:db8:1:2::1"));
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
