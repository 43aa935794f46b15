//! Which proxy a request goes through.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::Uri;
use percent_encoding::percent_decode_str;

use super::no_proxy;
use super::target::Origin;

/// An HTTP proxy.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Proxy {
    pub(super) origin: Origin,
    /// What the `Proxy-Authorization` header says.
    pub(super) authorization: Option<String>,
}

impl Proxy {
    /// The proxy of a URL; nothing where it is not that of an HTTP proxy.
    pub(super) fn of(url: &str) -> Option<Self> {
        let uri: Uri = url.trim().parse().ok()?;
        let origin = Origin::of(&uri)?;
        let user = uri.authority()?.as_str().rsplit_once('@').map(|(user, _)| user);
        let authorization = user.map(|it| {
            let (name, password) = it.split_once(':').unwrap_or((it, ""));
            let mut plain: Vec<u8> = percent_decode_str(name).collect();
            plain.push(b':');
            plain.extend(percent_decode_str(password));
            format!("Basic {}", BASE64_STANDARD.encode(plain))
        });
        Some(Self { origin, authorization })
    }
}

/// What the environment says of proxies.
#[derive(Default)]
pub(super) struct Environment {
    https: Option<String>,
    http: Option<String>,
    no_proxy: String,
}

impl Environment {
    /// As the process has it.
    pub(super) fn read() -> Self {
        let first = |names: &[&str]| {
            let mut found = names.iter().filter_map(|name| std::env::var(name).ok());
            found.find(|value| !value.trim().is_empty())
        };
        // In a CGI program, `HTTP_PROXY` is a header of the request it serves.
        let is_cgi = std::env::var_os("REQUEST_METHOD").is_some();
        let http: &[&str] = if is_cgi { &["http_proxy"] } else { &["HTTP_PROXY", "http_proxy"] };
        let all = first(&["ALL_PROXY", "all_proxy"]);
        Self {
            https: first(&["HTTPS_PROXY", "https_proxy"]).or_else(|| all.clone()),
            http: first(http).or(all),
            no_proxy: first(&["NO_PROXY", "no_proxy"]).unwrap_or_default(),
        }
    }

    /// The proxy on the way to an origin; the error says what is wrong with it.
    pub(super) fn proxy_for(&self, origin: &Origin) -> Result<Option<Proxy>, &'static str> {
        let url = if origin.is_https { &self.https } else { &self.http };
        let Some(url) = url else { return Ok(None) };
        if no_proxy::names(&self.no_proxy, origin) {
            return Ok(None);
        }
        let url = url.trim();
        let proxy =
            if url.contains("://") { Proxy::of(url) } else { Proxy::of(&format!("http://{url}")) };
        // Going without it would break the rule of whoever set it.
        proxy.map(Some).ok_or("the environment names a proxy that is not an HTTP proxy")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_of_proxies() {
        let proxy = Proxy::of("http://user:pass%20word@proxy.example:3128").unwrap();
        assert_eq!(proxy.origin.authority(), "proxy.example:3128");
        assert_eq!(proxy.authorization.as_deref(), Some("Basic dXNlcjpwYXNzIHdvcmQ="));
        for wrong in ["not a url", "proxy.example:3128", "socks5://proxy.example", "http://", ""] {
            assert!(Proxy::of(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn what_the_environment_says() {
        let environment = Environment {
            https: Some("proxy.example:3128".to_owned()),
            http: Some("socks5://proxy.example".to_owned()),
            no_proxy: "*.inside.example".to_owned(),
        };
        let proxy = |url: &str| environment.proxy_for(&Origin::of(&url.parse().unwrap()).unwrap());
        let found = proxy("https://carrier.example").unwrap().unwrap();
        assert_eq!((found.origin.port, found.origin.is_https), (3128, false));
        assert!(proxy("https://relay.inside.example").unwrap().is_none());
        assert!(proxy("http://carrier.example").is_err());
    }
}
