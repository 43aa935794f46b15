//! Callbacks: what a carrier tells a program by itself, signed.

use crate::target;
use ring::hmac;

/// One that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Callback {
    /// The URL that was asked for, with the parameters in its query if the method is `get`.
    pub(crate) url: String,
    /// `GET` or `POST`
    pub(crate) method: &'static str,
    /// The form, which is empty for `GET`.
    pub(crate) body: String,
    /// The value of `X-DIDWW-Signature`.
    pub(crate) signature: String,
}

impl Callback {
    /// One to a URL, with parameters that need no escapes.
    pub(crate) fn new(url: &str, method: &str, parameters: &[(&str, &str)], key: &str) -> Self {
        let pairs: Vec<String> =
            parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let pairs = pairs.join("&");
        if method == "post" {
            let signature = signature(key, url, &pairs);
            return Self { url: url.to_owned(), method: "POST", body: pairs, signature };
        }
        let (before, fragment) = match url.split_once('#') {
            Some((before, fragment)) => (before, format!("#{fragment}")),
            None => (url, String::new()),
        };
        let mark = if before.contains('?') { '&' } else { '?' };
        let url = format!("{before}{mark}{pairs}{fragment}");
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let signature = signature(key, &url, query);
        Self { method: "GET", body: String::new(), signature, url }
    }
}

/// HMAC-SHA1 in hex, of the URL with its port and of the parameters, sorted by name.
fn signature(key: &str, url: &str, parameters: &str) -> String {
    let mut pairs: Vec<(String, String)> = target::pairs(parameters).collect();
    pairs.sort();
    let mut signed = with_port(url);
    signed.extend(pairs.into_iter().map(|(name, value)| name + &value));
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key.as_bytes());
    let tag = hmac::sign(&key, signed.as_bytes());
    tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The URL with its port, also where it goes without saying.
fn with_port(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    // The colons of an address are in brackets.
    let has_port = host.rsplit(']').next().is_some_and(|it| it.contains(':'));
    let port = match (has_port, scheme) {
        (true, _) => "",
        (false, "https") => ":443",
        (false, _) => ":80",
    };
    format!("{scheme}://{authority}{port}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the carrier's clients.
    #[test]
    fn signatures_are_those_of_the_carriers_clients() {
        let order = "id=1dd7a68b-e235-402b-8912-fe73ee14243a&status=completed&type=orders";
        let verification = "id=7ae7c48f-d48a-499f-9dc1-c9217014b457&reject_reason=&status=approved\
                            &type=address_verifications";
        let verified = format!("http://example.com/callback.php?{verification}");
        for (key, url, parameters, expected) in [
            (
                "SOMEAPIKEY",
                "http://example.com/callbacks",
                order,
                "fe99e416c3547f2f59002403ec856ea386d05b2f",
            ),
            (
                "SOMEAPIKEY",
                verified.as_str(),
                verification,
                "18050028b6b22d0ed516706fba1c1af8d6a8f9d5",
            ),
            (
                "szrdgh6547umt7tht7xbqhj6g9gdbyp7",
                "https://mycompany.com/didww_callbacks?opaque=123",
                "type=orders&id=bf2cee72-6caa-4ae2-917e-bea01945691e&status=completed",
                "30f66e9d72eb5e193051fd02952f70d8e934b4ff",
            ),
            (
                "OTHERAPIKEY",
                "http://example.com/callbacks?foo=bar#baz",
                order,
                "32754ba93ac1207e540c0cf90371e7786b3b1cde",
            ),
        ] {
            assert_eq!(signature(key, url, parameters), expected, "{url}");
        }
    }

    #[test]
    fn ports_are_always_written() {
        for (url, written) in [
            ("http://a", "http://a:80"),
            ("https://me:x@a/b", "https://me:x@a:443/b"),
            ("http://a:81/b?c=d:e", "http://a:81/b?c=d:e"),
            ("http://[::1]/", "http://[::1]:80/"),
            ("http://[::1]:9/", "http://[::1]:9/"),
        ] {
            assert_eq!(with_port(url), written);
        }
    }

    #[test]
    fn a_get_has_its_parameters_in_the_url() {
        let told = Callback::new("http://a/b?c=d#e", "get", &[("id", "1"), ("type", "x")], "key");
        assert_eq!((told.method, told.body.as_str()), ("GET", ""));
        assert_eq!(told.url, "http://a/b?c=d&id=1&type=x#e");
        let same = signature("key", &told.url, "type=x&c=d&id=1");
        assert_eq!(told.signature, same);
    }
}
