//! Bodies no carrier documents.

use crate::message::Response;
use crate::random::Random;

/// A page of HTML, as a proxy or a broken server sends it.
pub(crate) fn page(status: u16) -> Response {
    let body = format!("<html><head><title>{status}</title></head><body>{status}</body></html>");
    Response::html(status, body)
}

/// 200 with bytes that are no text.
pub(crate) fn garbage(random: &mut Random) -> Response {
    // No JSON and no UTF-8 begins with 0xff.
    let mut body = vec![0xff];
    body.extend((0..32).flat_map(|_| random.next().to_le_bytes()));
    Response::json(200, body)
}

/// 200 with JSON in which every documented member has another type.
pub(crate) fn wrong_type() -> Response {
    Response::json(200, WRONG_TYPE.to_vec())
}

/// 200 with valid JSON of exactly so many bytes.
pub(crate) fn huge(bytes: usize) -> Response {
    const HEAD: &[u8] = b"{\"padding\":\"";
    const TAIL: &[u8] = b"\"}";
    let mut body = Vec::with_capacity(bytes);
    body.extend_from_slice(HEAD);
    body.resize(bytes.saturating_sub(TAIL.len()).max(HEAD.len()), b'x');
    body.extend_from_slice(TAIL);
    Response::json(200, body)
}

const WRONG_TYPE: &[u8] = br#"{"countries":true,"regions":0,"did_groups":{"id":"?"},"orders":"none","order":[],"numbers":{},"number":[],"status":{},"meta":[]}"#;
