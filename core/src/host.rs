//! Which hosts a client may call.

use crate::error::{Error, Result};

/// A base URL's host, and what follows from it.
#[derive(Debug, PartialEq)]
pub(crate) struct Host {
    name: String,
    pub(crate) is_https: bool,
    pub(crate) is_loopback: bool,
}

impl Host {
    pub(crate) fn of(base_url: &str) -> Result<Self> {
        Self::read(base_url).ok_or_else(|| {
            Error::configuration(
                "`base_url` must be a URL such as https://relay.example/telnum, without user, \
                 query or fragment.",
            )
        })
    }

    fn read(base_url: &str) -> Option<Self> {
        let (scheme, rest) = base_url.split_once(':')?;
        let is_https = scheme.eq_ignore_ascii_case("https");
        if !is_https && !scheme.eq_ignore_ascii_case("http") || base_url.len() > LONGEST {
            return None;
        }
        let rest = rest.strip_prefix("//")?;
        let (authority, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
        let end = match authority.strip_prefix('[') {
            Some(address) => address.find(']')? + 2,
            None => authority.find(':').unwrap_or(authority.len()),
        };
        let (host, port) = authority.split_at_checked(end)?;
        let (is_host, is_port) = (is_host(host), port.is_empty() || is_port(port));
        if !is_host || !is_port || !path.bytes().all(fits_a_path) || climbs(path) {
            return None;
        }
        let name = host.trim_end_matches('.').to_ascii_lowercase();
        let is_loopback = is_loopback(&name);
        Some(Self { name, is_https, is_loopback })
    }

    /// Whether it is the host of one of these URLs.
    pub(crate) fn is_one_of(&self, urls: &[&str]) -> Result<bool> {
        for url in urls {
            // The port is ignored: the carrier's host is the carrier's on every port.
            if Self::of(url)?.name == self.name {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// A name, or an address of IPv6 in brackets.
fn is_host(host: &str) -> bool {
    let in_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!$&'()*+,-.;=_~".contains(&byte);
    match host.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        Some(address) => {
            let colons = address.bytes().filter(|it| *it == b':').count();
            colons <= 8 && address.bytes().all(|it| in_name(it) || matches!(it, b':' | b'%'))
        }
        None => !host.is_empty() && host.bytes().all(in_name),
    }
}

/// Another port reaches nothing: the URL parser of a transport tells.
fn is_port(port: &str) -> bool {
    let number = port.strip_prefix(':').filter(|it| it.bytes().all(|it| it.is_ascii_digit()));
    number.is_some_and(|it| it.parse::<u16>().is_ok())
}

fn fits_a_path(byte: u8) -> bool {
    !byte.is_ascii_control() && !b" ?#<>\\`".contains(&byte)
}

/// Such a path reaches another one.
fn climbs(path: &str) -> bool {
    let is_dots = |segment: &str| {
        let dots = [".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"];
        dots.iter().any(|it| it.eq_ignore_ascii_case(segment))
    };
    path.split('/').any(is_dots)
}

fn is_loopback(name: &str) -> bool {
    let address = name.trim_matches(['[', ']']);
    name == "localhost" || is_loopback_4(address) || is_loopback_6(address)
}

/// 127.0.0.0/8.
fn is_loopback_4(address: &str) -> bool {
    // In some places, a zero in front begins an octal number.
    let is_byte = |it: &str| {
        it.parse::<u8>().is_ok() && !it.starts_with('+') && (it.len() == 1 || !it.starts_with('0'))
    };
    address.split('.').count() == 4
        && address.split('.').all(is_byte)
        && address.starts_with("127.")
}

/// `::1`, however many of its zeros are written.
fn is_loopback_6(address: &str) -> bool {
    let Some((zeros, one)) = address.rsplit_once(':') else { return false };
    let is_zeros = |it: &str| it.len() <= 4 && it.bytes().all(|it| it == b'0');
    let is_one = one.len() <= 4 && one.strip_suffix('1').is_some_and(is_zeros);
    let groups = zeros.split(':').count();
    let left_out = zeros.split(':').skip(1).filter(|it| it.is_empty()).count();
    // Where the first is left out, so is the next.
    let is_whole = match left_out {
        0 => groups == 7 && !zeros.starts_with(':') && !zeros.is_empty(),
        1 if zeros.starts_with(':') => zeros.starts_with("::") && groups <= 8,
        1 => groups <= 7,
        _ => false,
    };
    is_one && zeros.split(':').all(is_zeros) && (is_whole || zeros == ":")
}

/// No longer URL is one.
const LONGEST: usize = 65_534;

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use http::Uri;

    use super::*;

    /// As a full parser of URLs reads it.
    fn by_http(base_url: &str) -> Option<Host> {
        let uri: Uri = base_url.parse().ok()?;
        let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
        let port = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
        let path = uri.path().to_ascii_lowercase();
        if authority.as_str().contains('@')
            || base_url.contains(['?', '#', '\\'])
            || !matches!(scheme, "http" | "https")
            || path.split('/').any(|it| matches!(it.replace("%2e", ".").as_str(), "." | ".."))
            || !port.is_empty() && authority.port_u16().is_none()
        {
            return None;
        }
        let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
        let address = name.trim_matches(['[', ']']).parse::<IpAddr>();
        let is_loopback = name == "localhost" || address.is_ok_and(|it| it.is_loopback());
        Some(Host { name, is_https: scheme == "https", is_loopback })
    }

    #[test]
    fn a_spoilt_url_reads_as_a_full_parser_reads_it() {
        // What that takes and no transport does: no host, text behind an address, signs in a port, and
        // brackets anywhere.
        let is_odd = |url: &str| {
            let authority = url.split('/').nth(2).unwrap_or_default();
            let host = authority.split(':').next().unwrap_or_default();
            let behind = authority.rsplit_once(']').map_or("", |it| it.1);
            host.is_empty() && !authority.is_empty()
                || authority.contains(":+")
                || !authority.starts_with('[') && host.contains(['[', ']'])
                || !authority.starts_with('[') && authority.contains('[')
                || !behind.is_empty() && !behind.starts_with(':')
        };
        for whole in [
            "https://Relay.example.:443/a/%2e%2E/b",
            "http://127.0.0.1:4010/",
            "HTTP://localhost",
            "http://[::1%1]:80/\u{e9}|",
            "http://[0:0:0:0:0:0:0:1]",
            "https://u:p@a/./..?a#b",
        ] {
            let mut urls = vec![whole.to_owned()];
            let odd = "!\"#$%&'()*+,-./019:;<=>?@[\\]^_`aE{|}~ \u{7f}\u{e9}\t";
            for (at, now) in whole.char_indices() {
                let (before, after) = whole.split_at(at);
                let rest = &after[now.len_utf8()..];
                urls.push(before.to_owned());
                for odd in odd.chars() {
                    urls.push(format!("{before}{odd}{rest}"));
                    urls.push(format!("{before}{odd}{after}"));
                    urls.extend(odd.is_ascii_digit().then(|| format!("{before}{odd}{odd}{after}")));
                }
                urls.extend((0..at).filter_map(|it| Some(format!("{}{after}", whole.get(..it)?))));
            }
            for url in urls {
                let (read, expected) = (Host::read(&url), by_http(&url));
                if read.is_some() || !is_odd(&url) {
                    assert_eq!(read, expected, "{url}");
                }
            }
        }
    }

    #[test]
    fn the_addresses_of_this_machine() {
        let groups =
            ["", "0", "00", "0000", "00000", "1", "01", "0001", "00001", "10", "127", "+1"];
        let mut address = Vec::new();
        for step in 0..200_000_usize {
            address.clear();
            let mut choice = step.wrapping_mul(2_654_435_761) >> 3;
            for _ in 0..step % 10 {
                // Zeros, mostly.
                let group =
                    if choice % 4 == 0 { groups[(choice / 4) % 12] } else { groups[choice % 2] };
                address.push(group);
                choice = choice.wrapping_mul(31) / 7;
            }
            for last in ["1", "0001", "127"] {
                for separator in [":", "."] {
                    let name = format!("{}{separator}{last}", address.join(separator));
                    let is_it = name.parse::<IpAddr>().is_ok_and(|it| it.is_loopback());
                    assert_eq!(is_loopback(&name), is_it, "{name}");
                }
            }
        }
        for name in ["::1", "0::1", "::0:1", "0:0::0:1", "127.0.0.1", "127.255.0.9", "127.0.0.0"] {
            assert!(is_loopback(name) && name.parse::<IpAddr>().is_ok(), "{name}");
        }
        for name in
            ["::", "::2", ":::1", ":1", "::1:1", "0::0::1", "127.0.0.01", "127.1", "128.0.0.1"]
        {
            assert!(!is_loopback(name), "{name}");
        }
    }
}
