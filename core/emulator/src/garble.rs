//! Bodies no carrier documents.

use crate::message::Response;
use crate::random::Random;
use serde_json::Value;

/// A page of HTML, as a proxy or a broken server sends it.
pub(crate) fn page(status: u16) -> Response {
    let body = format!("<html><head><title>{status}</title></head><body>{status}</body></html>");
    Response::html(status, body)
}

/// An answer whose document ends early, by at least one byte; nothing else tells that it does.
pub(crate) fn cut(mut response: Response, after: usize) -> Response {
    response.body.truncate(after.min(response.body.len().saturating_sub(1)));
    response
}

/// An answer whose JSON lacks the members of this name, however deep they are.
pub(crate) fn without(mut response: Response, member: &str) -> Response {
    fn strip(value: &mut Value, member: &str) {
        match value {
            Value::Object(members) => {
                members.remove(member);
                members.values_mut().for_each(|it| strip(it, member));
            }
            Value::Array(elements) => elements.iter_mut().for_each(|it| strip(it, member)),
            _ => {}
        }
    }
    if let Ok(mut body) = serde_json::from_slice(&response.body) {
        strip(&mut body, member);
        response.body = body.to_string().into_bytes();
    }
    response
}

/// Bytes that are no text.
pub(crate) fn garbage(random: &mut Random) -> Vec<u8> {
    // No JSON and no UTF-8 begins with 0xff.
    let mut body = vec![0xff];
    body.extend((0..32).flat_map(|_| random.next().to_le_bytes()));
    body
}

/// 200 with valid JSON of exactly so many bytes.
pub(crate) fn huge(bytes: usize) -> Response {
    Response::json(200, padded(b"{\"padding\":\"", bytes, b"\"}"))
}

/// 200 with valid JSON of so many levels.
pub(crate) fn deep(levels: usize) -> Response {
    let inner = levels.saturating_sub(1);
    let body = ["{\"deep\":", &"[".repeat(inner), &"]".repeat(inner), "}"].concat();
    Response::json(200, body.into_bytes())
}

/// So many bytes in all, filled up in the middle.
pub(crate) fn padded(head: &[u8], bytes: usize, tail: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(bytes);
    body.extend_from_slice(head);
    body.resize(bytes.saturating_sub(tail.len()).max(head.len()), b'x');
    body.extend_from_slice(tail);
    body
}
