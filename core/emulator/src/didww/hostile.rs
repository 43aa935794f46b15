//! Answers that a script or a fault asks for, in DIDWW's shape.

use super::access::MEDIA_TYPE;
use super::error::Failure;
use super::switches::Switches;
use crate::message::Response;

/// The refusal of a status, as near to the carrier's own as the number tells.
pub(crate) fn scripted(status: u16) -> Response {
    let failure = match status {
        401 => Failure::unauthorized(),
        404 => Failure::no_record("emulator"),
        422 => {
            let title = "must be less than or equal to 32767";
            Failure::invalid(title, "capacity_limit", "/data/attributes/capacity_limit")
        }
        429 => Failure::throttled(None),
        500 => Failure::of(500, "500", "Internal Server Error", "Internal Server Error"),
        _ => {
            let known = ["403", "406", "409", "415"].into_iter();
            let code = known.into_iter().find(|code| *code == status.to_string()).unwrap_or("400");
            let detail = format!("The emulator was told to answer {status}");
            Failure::of(status, code, "Refused", detail)
        }
    };
    failure.response(&Switches::default())
}

/// 200 in which every documented member has another type.
pub(crate) fn wrong_type() -> Response {
    json_api(br#"{"data":"none","included":{},"meta":[],"links":7}"#.to_vec())
}

/// 200 with a body that may be anything.
pub(crate) fn json_api(body: Vec<u8>) -> Response {
    Response::of(200, MEDIA_TYPE, body)
}
