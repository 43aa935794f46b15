//! The JSON that goes out, written by hand: a page of a thousand DIDs is two megabytes.

mod attributes;
mod document;
mod links;
mod resource;

use super::access::MEDIA_TYPE;
use super::switches::Switches;
use crate::message::Response;
pub(crate) use attributes::Attributes;
pub(crate) use document::{linkage, list, related, show, whole};
pub(crate) use resource::field_names;

/// An answer as the carrier sends it.
pub(crate) fn answer(status: u16, body: Vec<u8>, switches: &Switches) -> Response {
    let body = if switches.leading_space { [b"\n  ", body.as_slice()].concat() } else { body };
    Response::of(status, MEDIA_TYPE, body)
}

/// Writes a text as JSON.
fn quoted(out: &mut String, text: &str) {
    let plain = text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
    if plain {
        out.extend(["\"", text, "\""]);
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}
