//! Which hosts a client may call.

use http::Uri;

use crate::error::{Error, Result};

/// A base URL's host, and what follows from it.
pub(crate) struct Host {
    name: String,
    pub(crate) is_https: bool,
    pub(crate) is_loopback: bool,
}

impl Host {
    pub(crate) fn of(base_url: &str) -> Result<Self> {
        let unusable = || {
            Error::configuration(
                "`base_url` must be a URL such as https://relay.example/telnum, without user, \
                 query or fragment.",
            )
        };
        let uri: Uri = base_url.parse().map_err(|_| unusable())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(unusable());
        };
        let has_user = authority.as_str().contains('@');
        if has_user || base_url.contains(['?', '#']) || !matches!(scheme, "http" | "https") {
            return Err(unusable());
        }
        // Such a path reaches another one, and such a port none: the URL parser of a transport tells.
        let path = uri.path().to_ascii_lowercase();
        let climbs =
            path.split('/').any(|it| matches!(it.replace("%2e", ".").as_str(), "." | ".."));
        let port = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
        let wrong_port = !port.is_empty() && authority.port_u16().is_none();
        if climbs || path.contains('\\') || wrong_port {
            return Err(unusable());
        }
        let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
        let address = name.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        let is_loopback = name == "localhost" || address.is_ok_and(|it| it.is_loopback());
        Ok(Self { name, is_https: scheme == "https", is_loopback })
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
