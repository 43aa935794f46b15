//! `NO_PROXY`: the hosts that are called without the environment's proxy.

use std::net::IpAddr;

use super::target::Origin;

/// Whether this list names the host of a request.
///
/// An item is a host, whose subdomains are meant too (`carrier.example`, `.carrier.example`,
/// `*.carrier.example`), an address (`127.0.0.1`, `::1`, `[::1]`), a range of addresses (`10.0.0.0/8`), or
/// `*` for all. A port after it (`carrier.example:443`, `[::1]:8080`) limits it to that port.
pub(super) fn names(list: &str, origin: &Origin) -> bool {
    list.split([',', ' ', '\t']).any(|item| names_it(&item.to_ascii_lowercase(), origin))
}

fn names_it(item: &str, origin: &Origin) -> bool {
    let (item, port) = divided(item);
    if port.is_some_and(|it| it != origin.port) {
        return false;
    }
    let host = origin.host.trim_end_matches('.');
    if item == "*" {
        return true;
    }
    if let Ok(address) = host.parse::<IpAddr>() {
        return match item.split_once('/') {
            Some((network, length)) => is_within(address, network, length),
            None => item.parse() == Ok(address),
        };
    }
    let suffix = item.trim_start_matches('*').trim_start_matches('.').trim_end_matches('.');
    let before = host.strip_suffix(suffix);
    !suffix.is_empty() && before.is_some_and(|it| it.is_empty() || it.ends_with('.'))
}

/// The item without its brackets and its port.
fn divided(item: &str) -> (&str, Option<u16>) {
    if let Some((address, rest)) = item.strip_prefix('[').and_then(|it| it.split_once(']')) {
        return (address, rest.strip_prefix(':').and_then(|it| it.parse().ok()));
    }
    match item.split_once(':') {
        // An IPv6 address has more colons.
        Some((host, port)) if !port.contains(':') => (host, port.parse().ok()),
        _ => (item, None),
    }
}

fn is_within(address: IpAddr, network: &str, length: &str) -> bool {
    let Ok(length) = length.parse::<u32>() else { return false };
    match (address, network.parse()) {
        (IpAddr::V4(address), Ok(IpAddr::V4(network))) if length <= 32 => {
            let differs = u32::from(address) ^ u32::from(network);
            differs.checked_shr(32 - length).unwrap_or(0) == 0
        }
        (IpAddr::V6(address), Ok(IpAddr::V6(network))) if length <= 128 => {
            let differs = u128::from(address) ^ u128::from(network);
            differs.checked_shr(128 - length).unwrap_or(0) == 0
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(list: &str, url: &str) -> bool {
        names(list, &Origin::of(&url.parse().unwrap()).unwrap())
    }

    #[test]
    fn hosts_and_their_subdomains_in_any_case() {
        for list in ["idtexpress.com", ".idtexpress.com", "*.idtexpress.com", "*.IDTexpress.COM."] {
            assert!(named(list, "https://api.IDTExpress.com/v1"), "{list}");
            assert!(named(list, "https://idtexpress.com./v1"), "{list}");
            assert!(!named(list, "https://notidtexpress.com"), "{list}");
        }
        assert!(named("a.example, *", "https://b.example"));
        assert!(named("a.example b.example", "https://b.example"));
        for list in ["", ",", "*.", ".", "example"] {
            assert!(!named(list, "https://example.org"), "{list:?}");
        }
    }

    #[test]
    fn ports() {
        assert!(named("carrier.example:443", "https://carrier.example"));
        assert!(named("*.carrier.example:8443", "https://api.carrier.example:8443"));
        assert!(!named("carrier.example:8443", "https://carrier.example"));
        assert!(named("[::1]:8443", "https://[::1]:8443"));
        assert!(!named("[::1]:443", "https://[::1]:8443"));
    }

    #[test]
    fn addresses_and_ranges() {
        for list in ["::1", "[::1]", "0:0:0:0:0:0:0:1", "::/8", "::/0"] {
            assert!(named(list, "https://[::1]"), "{list}");
        }
        for list in ["10.0.0.0/8", "10.1.2.3", "0.0.0.0/0", "10.1.2.3/32"] {
            assert!(named(list, "https://10.1.2.3"), "{list}");
        }
        for list in ["10.0.0.0/33", "11.0.0.0/8", "10.1.2.0/x", "2.3", "fd00::/8"] {
            assert!(!named(list, "https://10.1.2.3"), "{list}");
        }
        assert!(named("fd00::/8", "https://[fd12::1]"));
    }
}
