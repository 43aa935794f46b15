//! Answers that a script or a fault asks for, in IDT Express's shape.

use super::error::{Code, Failure};
use super::switches::Switches;
use crate::message::Response;

/// The envelope of a scripted status: 429 is the throttle, the rest says as much as its number.
pub(crate) fn scripted(status: u16, request_id: &str) -> Response {
    let code = match status {
        401 | 403 => Code::AccessDenied,
        404 => Code::ResourceNotFound,
        429 => Code::Throttled,
        _ => Code::InvalidRequest,
    };
    let detail = format!("The emulator was told to answer {status}");
    Failure::of(status, code, detail).response(request_id, &Switches::default())
}

/// 200 with JSON in which every documented member has another type. `numbers` is a member of the
/// account's list and of what can be ordered one by one.
pub(crate) fn wrong_type() -> Response {
    Response::json(200, WRONG_TYPE.to_vec())
}

const WRONG_TYPE: &[u8] = br#"{"countries":true,"regions":0,"did_groups":{"id":"?"},"orders":"none","order":[],"numbers":{},"number":[],"status":{},"meta":[]}"#;
