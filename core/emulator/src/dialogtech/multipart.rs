//! Forms in parts (RFC 7578), as `curl -F` and many HTTP clients send them.

use crate::message::Request;

/// The names and values of a form in parts; none where the body is no such form.
pub(super) fn pairs(request: &Request) -> Vec<(String, String)> {
    let header = request.header("content-type").unwrap_or_default();
    let boundary = request.is_of("multipart/form-data").then(|| parameter(header, "boundary"));
    let Some(boundary) = boundary.flatten() else { return Vec::new() };
    let body = String::from_utf8_lossy(&request.body);
    // What goes before the first boundary is no part, nor what follows the last.
    body.split(&format!("--{boundary}")).skip(1).filter_map(pair).collect()
}

fn pair(part: &str) -> Option<(String, String)> {
    let part = part.strip_prefix("\r\n")?;
    let (headers, value) = part.split_once("\r\n\r\n")?;
    let is_disposition = |line: &&str| {
        let (name, _) = line.split_once(':').unwrap_or_default();
        name.eq_ignore_ascii_case("content-disposition")
    };
    let name = parameter(headers.split("\r\n").find(is_disposition)?, "name")?;
    Some((name, value.strip_suffix("\r\n").unwrap_or(value).to_owned()))
}

/// A parameter of a header, with or without quotes.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let mut all = header.split(';').skip(1).filter_map(|it| it.trim().split_once('='));
    let (_, value) = all.find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
    Some(value.trim_matches('"').to_owned())
}
