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
    if keyed && !text.is_empty() { REDACTED.to_owned() } else { json(&text) }
}

/// JSON as it was written, but for the passwords of trunks.
fn json(text: &str) -> String {
    let mut parts = text.split(PASSWORD);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(PASSWORD);
        let value = part.trim_start_matches([' ', ':', '\n', '\r', '\t']);
        let is_text = value.starts_with('"');
        if !is_text {
            out.push_str(part);
            continue;
        }
        out.push_str(part.strip_suffix(value).unwrap_or_default());
        out.push_str(&format!("\"{REDACTED}\""));
        out.push_str(after_text(value));
    }
    out
}

/// What follows a JSON text; nothing where it does not end.
fn after_text(value: &str) -> &str {
    let mut escaped = false;
    for (at, letter) in value.char_indices().skip(1) {
        match letter {
            '"' if !escaped => return value.get(at + 1..).unwrap_or_default(),
            _ => escaped = letter == '\\' && !escaped,
        }
    }
    ""
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

/// A member of a trunk's configuration.
const PASSWORD: &str = "\"auth_password\"";

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
    fn passwords_of_trunks_are_replaced_and_nothing_else() {
        let json = "application/vnd.api+json";
        let sent = r#"{"host":"a","auth_password" : "s\"e\\","auth_user":"me","x":[{"auth_password":null}]}"#;
        let told = body(&request("/v3/voice_in_trunks", json, sent));
        let expected = r#"{"host":"a","auth_password" : "[redacted]","auth_user":"me","x":[{"auth_password":null}]}"#;
        assert_eq!(told, expected);
        let told = body(&request("/v3/voice_in_trunks", json, r#"{"auth_password":"cut"#));
        assert_eq!(told, r#"{"auth_password":"[redacted]""#);
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
