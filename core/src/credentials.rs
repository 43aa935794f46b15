//! Credentials that a carrier's answer holds, such as the password of a SIP trunk. None is ever kept: what
//! is not there cannot be printed, logged, pickled or stored, in any language.

use std::borrow::Cow;

use telnum_wire::{Json, unquoted};

use crate::find::{around, holds};

/// A member as it may be kept: its JSON text, without credentials.
pub(crate) fn member(name: &str, json: &str) -> String {
    if is_credential(name, json) { REDACTED.to_owned() } else { concealed(json) }
}

/// JSON text, whole or cut short, in which `"[redacted]"` stands for each credential.
pub(crate) fn concealed(json: &str) -> String {
    let mut kept = String::new();
    let mut rest = json;
    // From string to string; each is a member's name or a value.
    while let Some(start) = rest.find('"') {
        let (before, from_text) = split(rest, start);
        let (text, after) = split(from_text, end_of_string(from_text));
        kept.push_str(before);
        kept.push_str(&without_password(text));
        rest = after;
        let space = after.len() - after.trim_start_matches([':', ' ', '\t', '\r', '\n']).len();
        let (between, from_value) = split(after, space);
        let (value, after) = split(from_value, end_of_value(from_value));
        let name = unquoted(text).unwrap_or_default();
        if between.contains(':') && is_credential(&name, value) {
            kept.push_str(between);
            kept.push_str(REDACTED);
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

/// An answer as others may see it: without credentials, and without what `conceal` takes out. JSON stays JSON, and
/// what holds neither stays as it is written.
pub(crate) fn passed(text: &str, conceal: &dyn Fn(&mut String)) -> String {
    let text = concealed(text);
    let mut whole = text.clone();
    conceal(&mut whole);
    if whole == text || Json::read(&text).is_none() {
        return whole;
    }
    // A secret may be a number, or be spelled by half an escape. So each value is looked at by itself.
    let (mut kept, mut rest) = (String::new(), &*text);
    while let Some(first) = rest.as_bytes().first() {
        let end = match first {
            b'"' => end_of_string(rest),
            _ if is_between(first) => 1,
            _ => rest.bytes().position(|it| is_between(&it)).unwrap_or(rest.len()),
        };
        let (value, after) = split(rest, end);
        let mut shown = value.to_owned();
        // With its quotation marks: a beginning of a secret at the end of a text is for texts that are cut.
        conceal(&mut shown);
        let is_whole = shown == value || first == &b'"' && Json::read(&shown).is_some();
        kept.push_str(if is_whole { &shown } else { REDACTED });
        rest = after;
    }
    kept
}

/// What stands between the values of JSON.
fn is_between(byte: &u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'{' | b'}' | b'[' | b']' | b',' | b':')
}

/// Takes credentials out of a URL, if there is one.
pub(crate) fn conceal_url(text: &mut Option<String>) {
    if let Some(Cow::Owned(concealed)) = text.as_deref().map(url) {
        *text = Some(concealed);
    }
}

/// A URL without its password, and without the values of parameters that are named like credentials.
fn url(text: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = around(text, "://") else { return Cow::Borrowed(text) };
    let (authority, path) = split(rest, rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (user, password) = user.split_once(':').unwrap_or((user, ""));
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let is_secret = |pair: &&str| {
        pair.split_once('=').is_some_and(|(name, it)| names_one(name) && !it.is_empty())
    };
    if password.is_empty() && !query.split(['&', '#']).any(|it| is_secret(&it)) {
        return Cow::Borrowed(text);
    }
    let mut url = format!("{scheme}://");
    if authority.contains('@') {
        url.push_str(user);
        if !password.is_empty() {
            url.push_str(":[redacted]");
        }
        url.push('@');
    }
    url.push_str(host);
    url.push_str(path);
    for (place, pair) in query.split_inclusive(['&', '#']).enumerate() {
        if place == 0 {
            url.push('?');
        }
        let (pair, end) = split(pair, pair.len() - pair.ends_with(['&', '#']) as usize);
        match pair.split_once('=') {
            Some((name, _)) if is_secret(&pair) => url.extend([name, "=[redacted]"]),
            _ => url.push_str(pair),
        }
        url.push_str(end);
    }
    Cow::Owned(url)
}

/// A string of JSON, of which the password is taken out if it is a URL.
fn without_password(text: &str) -> Cow<'_, str> {
    let plain = unquoted(text).or_else(|| text.strip_prefix('"').map(Cow::Borrowed));
    let Some(plain) = plain.filter(|it| holds(it, "://")) else { return Cow::Borrowed(text) };
    match url(&plain) {
        Cow::Owned(url) => Cow::Owned(serde_json::to_string(&url).unwrap_or_default()),
        Cow::Borrowed(_) => Cow::Borrowed(text),
    }
}

/// Whether there is a credential: a flag says something about one, and shows none.
fn is_credential(name: &str, value: &str) -> bool {
    names_one(name) && !matches!(value.trim(), "" | "\"\"" | "null" | "true" | "false")
}

/// Names are compared without case and without what parts their words. A user's name is no credential.
fn names_one(name: &str) -> bool {
    let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
    let mut letters = letters.map(|it| it.to_ascii_lowercase());
    loop {
        let rest = letters.clone();
        let begins = |it: &&str| it.bytes().eq(rest.clone().take(it.len()));
        match letters.next() {
            // The first letters of the names, for there are many settings to look at.
            Some(b'a' | b'p' | b's' | b't') if NAMES.iter().any(begins) => return true,
            Some(_) => {}
            None => return false,
        }
    }
}

/// Where a string of JSON ends that begins with a quote; where the text is cut, there.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    for (place, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !is_escaped => return place + 1,
            b'\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}

/// Where a value of JSON ends.
fn end_of_value(text: &str) -> usize {
    let (mut place, mut depth) = (0, 0_usize);
    while let Some(byte) = text.as_bytes().get(place) {
        match byte {
            b'"' => place += end_of_string(split(text, place).1),
            b'{' | b'[' => {
                depth += 1;
                place += 1;
            }
            b'}' | b']' | b',' if depth == 0 => return place,
            b'}' | b']' => {
                depth -= 1;
                place += 1;
            }
            _ => place += 1,
        }
        if depth == 0 && matches!(byte, b'"' | b'}' | b']') {
            return place;
        }
    }
    text.len()
}

fn split(text: &str, place: usize) -> (&str, &str) {
    text.split_at_checked(place).unwrap_or((text, ""))
}

/// What stands in the place of a credential.
const REDACTED: &str = "\"[redacted]\"";

/// What the names of credentials contain.
const NAMES: [&str; 8] =
    ["password", "passwd", "passphrase", "secret", "token", "apikey", "privatekey", "accesskey"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_credential_is_kept_wherever_it_stands() {
        for (json, kept) in [
            (
                r#"{"auth_password":"a\"b","host":"h"}"#,
                r#"{"auth_password":"[redacted]","host":"h"}"#,
            ),
            (
                r#"{"a":[{"API-Key" : 12345678901234567890}, 1]}"#,
                r#"{"a":[{"API-Key" : "[redacted]"}, 1]}"#,
            ),
            (r#"{"secret":{"a":["}",1]},"b":2}"#, r#"{"secret":"[redacted]","b":2}"#),
            (r#"{"auth_\u0070assword":"x"}"#, r#"{"auth_\u0070assword":"[redacted]"}"#),
            // Cut short in the middle.
            (r#"{"auth_password":"a\"b"#, r#"{"auth_password":"[redacted]""#),
            (r#"{"auth_password":"#, r#"{"auth_password":"#),
            (r#"{"auth_pass"#, r#"{"auth_pass"#),
            // These show none.
            (
                r#"{"password":null,"token":true,"secret":"","auth_user":"u"}"#,
                r#"{"password":null,"token":true,"secret":"","auth_user":"u"}"#,
            ),
            (r#"["password","x"]"#, r#"["password","x"]"#),
            (r#"["https:\/\/u:p@h/x?a=1"]"#, r#"["https://u:[redacted]@h/x?a=1"]"#),
            ("Grüße \"ü\"", "Grüße \"ü\""),
        ] {
            assert_eq!(concealed(json), kept);
        }
        assert_eq!(member("incoming_auth_password", "\"x\""), REDACTED);
        assert_eq!(member("username", "\"x\""), "\"x\"");
    }

    #[test]
    fn what_passes_is_still_json() {
        let secrets = |it: &mut String| {
            for secret in ["16847168", "n0secret", "LIVEkey-77"] {
                crate::types::Secret::from(secret).conceal_in(it);
            }
        };
        for (text, kept) in [
            (
                r#"{"auth_p\u0061ssword":"x","a" : 1.50}"#,
                r#"{"auth_p\u0061ssword":"[redacted]","a" : 1.50}"#,
            ),
            (r#"{"a": 16847168 ,"b":[16847168]}"#, r#"{"a": "[redacted]" ,"b":["[redacted]"]}"#),
            (r#"{"a":"x LIVE\u006bey-77 y"}"#, r#"{"a":"x [redacted] y"}"#),
            // Half an escape, the end of a string, and a name.
            (r#"{"a":"\n0secret"}"#, r#"{"a":"[redacted]"}"#),
            (r#"{"a":"LIVEkey-7","LIVEkey-77":0}"#, r#"{"a":"LIVEkey-7","[redacted]":0}"#),
            // These hold none, and stay as they are written.
            (r#"{"a":"\u00e9\/",  "a":1e0}"#, r#"{"a":"\u00e9\/",  "a":1e0}"#),
            ("<p>16847168, LIVEkey-7", "<p>[redacted], [redacted]"),
            ("", ""),
        ] {
            assert_eq!(passed(text, &secrets), kept);
            assert_eq!(Json::read(text).is_some(), Json::read(kept).is_some());
        }
    }

    #[test]
    fn a_url_keeps_all_but_credentials() {
        for (text, kept) in [
            ("https://h/x?reference=7", "https://h/x?reference=7"),
            ("https://u@h", "https://u@h"),
            ("https://u:p:q@h:8443/x", "https://u:[redacted]@h:8443/x"),
            (
                "https://h/x?a=1&token=t&b=&api_key=#f",
                "https://h/x?a=1&token=[redacted]&b=&api_key=#f",
            ),
            ("mailto:a@b", "mailto:a@b"),
            ("password", "password"),
        ] {
            assert_eq!(url(text), kept);
        }
    }
}
