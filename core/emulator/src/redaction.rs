//! What the emulator does not tell: the credentials in a request's target, headers and body.

use crate::carrier::Carrier;
use crate::message::Request;
use crate::target::{self, Target};

/// The target with the credentials in its query replaced.
pub(crate) fn target(target: &str) -> String {
    match target.split_once('?') {
        Some((path, query)) => format!("{path}?{}", pairs(query)),
        None => target.to_owned(),
    }
}

/// The value of a header, unless it is a credential. The name is in lower case.
pub(crate) fn header(name: &str, value: &str) -> String {
    if SECRET_HEADERS.contains(&name) { REDACTED } else { value }.to_owned()
}

/// The body as text with the credentials in it replaced.
pub(crate) fn body(request: &Request) -> String {
    let text = String::from_utf8_lossy(&request.body);
    if request.is_form() {
        return pairs(&text);
    }
    // DialogTech's forms in parts hold the keys, and other bodies may.
    let keyed = Carrier::at(&Target::parse(&request.target).path()) == Carrier::DialogTech;
    if keyed && !text.is_empty() { REDACTED.to_owned() } else { text.into_owned() }
}

/// Names and values as they were written, but for the values of credentials.
fn pairs(text: &str) -> String {
    let pair = |pair: &str| match target::pairs(pair).next() {
        Some((name, _)) if is_secret(&name) => {
            let written = pair.split_once('=').map_or(pair, |(written, _)| written);
            format!("{written}={REDACTED}")
        }
        _ => pair.to_owned(),
    };
    text.split('&').map(pair).collect::<Vec<String>>().join("&")
}

fn is_secret(name: &str) -> bool {
    SECRETS.iter().any(|secret| name.eq_ignore_ascii_case(secret))
}

const REDACTED: &str = "[redacted]";

const SECRET_HEADERS: [&str; 4] = ["x-api-key", "x-api-secret", "api-key", "authorization"];

/// The older `api_key` as well, although it opens nothing here.
const SECRETS: [&str; 4] = ["access_key", "secret_access_key", "api_key", "password"];

#[cfg(test)]
mod tests {
    use super::*;

    fn request(target: &str, content_type: &str, body: &str) -> Request {
        Request {
            method: "POST".into(),
            target: target.into(),
            headers: vec![("Content-Type".into(), content_type.into())],
            body: body.into(),
        }
    }

    #[test]
    fn keys_in_a_query_are_replaced_and_nothing_else() {
        let told = target("/ibp_api.php?&action=x&access_key=a%20b&secret%5Faccess_key=c=d&b=%2b&");
        let expected = "/ibp_api.php?&action=x&access_key=[redacted]\
                        &secret%5Faccess_key=[redacted]&b=%2b&";
        assert_eq!(told, expected);
        assert_eq!(target("/x?Access_Key"), "/x?Access_Key=[redacted]");
        assert_eq!(target("/access_key=1"), "/access_key=1");
    }

    #[test]
    fn keys_in_a_form_are_replaced() {
        let form = "application/x-www-form-urlencoded; charset=UTF-8";
        let told = body(&request("/anywhere", form, "a=1&access_key=x&secret_access_key=y"));
        assert_eq!(told, "a=1&access_key=[redacted]&secret_access_key=[redacted]");
    }

    #[test]
    fn other_bodies_stay_where_keys_are_headers() {
        let json = r#"{"a":1}"#;
        assert_eq!(body(&request("/v1/dids/orders", "application/json", json)), json);
        assert_eq!(body(&request("/ibp_api.php?a", "multipart/form-data", json)), REDACTED);
        assert_eq!(body(&request("/ibp_api.php", "", "")), "");
    }
}
