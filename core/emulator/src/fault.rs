//! The faults: what can go wrong between a client and its carrier.

use crate::members::Members;

/// One fault, as scripts and rules name it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    /// No connection.
    Refuse,
    /// Dropped; the carrier did not act.
    ResetBefore,
    /// The carrier acted, then the connection dropped.
    ResetAfter,
    /// The carrier acted, then answers with a page of HTML.
    ErrorAfter { status: u16 },
    /// The carrier did not act; a status, readable below 500.
    Status { status: u16, retry_after: Option<String> },
    /// The carrier acted and answers late.
    Delay { ms: u64 },
    /// The carrier acted; its body is cut short.
    Truncate { after: usize },
    /// The carrier acted; its document is cut short, though its body is whole.
    Cut { after: usize },
    /// The carrier acted; its body comes byte by byte.
    Drip { ms_per_byte: u64 },
    /// The carrier acted; 200 with bytes that mean nothing.
    Garbage,
    /// The carrier acted; 200 with JSON of another shape.
    WrongType,
    /// The carrier acted; 200 with a very long body.
    Huge { bytes: usize },
    /// The carrier acted; 200 with a document of very many levels.
    Deep { levels: usize },
    /// The carrier acted; 200 with XML whose entities grow without end.
    Entities,
    /// The carrier acted; 200 with XML that refers to something elsewhere.
    ExternalEntity { url: String },
    /// The carrier did not act; it points elsewhere.
    Redirect { location: String, status: u16 },
    /// The request came twice: the carrier acted on both, and the second answer is sent or lost.
    Twice { lost: bool },
    /// The carrier acted; its JSON lacks the members of this name.
    Without { member: String },
    /// The carrier acted as if the query had no filters.
    Unfiltered,
    /// The carrier did not act and does not answer in time.
    Hang,
    /// The carrier acted and does not answer in time.
    HangAfter,
    /// The carrier did not act and the call stays under way.
    Never,
    /// The carrier acted and the call stays under way.
    NeverAfter,
}

impl Fault {
    /// Takes the fault and its own members out of an object.
    pub(crate) fn take(members: &mut Members) -> Result<Self, String> {
        let name: String = members.require("fault")?;
        Ok(match name.as_str() {
            "refuse" => Self::Refuse,
            "reset_before" => Self::ResetBefore,
            "reset_after" => Self::ResetAfter,
            "error_after" => {
                Self::ErrorAfter { status: status(members.take("status")?.unwrap_or(500))? }
            }
            "status" => Self::Status {
                status: status(members.require("status")?)?,
                retry_after: members.take("retry_after")?.map(header).transpose()?,
            },
            "delay" => Self::Delay { ms: milliseconds(members.require("seconds")?)? },
            "truncate" => Self::Truncate { after: members.require("after")? },
            "cut" => Self::Cut { after: members.require("after")? },
            "drip" => {
                Self::Drip { ms_per_byte: milliseconds(members.require("seconds_per_byte")?)? }
            }
            "garbage" => Self::Garbage,
            "wrong_type" => Self::WrongType,
            "huge" => Self::Huge { bytes: size(members.require("bytes")?)? },
            "deep" => Self::Deep { levels: depth(members.require("levels")?)? },
            "entities" => Self::Entities,
            "external_entity" => Self::ExternalEntity {
                url: members.take("url")?.unwrap_or_else(|| ELSEWHERE.to_owned()),
            },
            "redirect" => Self::Redirect {
                location: header(members.require("location")?)?,
                status: redirect_status(members.take("status")?.unwrap_or(302))?,
            },
            "twice" => Self::Twice { lost: members.take("lost")?.unwrap_or_default() },
            "without" => Self::Without { member: members.require("member")? },
            "unfiltered" => Self::Unfiltered,
            "hang" => Self::Hang,
            "hang_after" => Self::HangAfter,
            "never" => Self::Never,
            "never_after" => Self::NeverAfter,
            _ => return Err(format!("unknown fault {name:?}; known are {}", NAMES.join(", "))),
        })
    }
}

/// A status that ends a request.
pub(crate) fn status(status: u16) -> Result<u16, String> {
    match status {
        200..=599 => Ok(status),
        _ => Err(format!("status {status} is not between 200 and 599")),
    }
}

/// A header value that stays within its line.
pub(crate) fn header(text: String) -> Result<String, String> {
    if text.bytes().any(|byte| byte < b' ' && byte != b'\t' || byte == 0x7f) {
        return Err(format!("{text:?} is no header value"));
    }
    Ok(text)
}

fn redirect_status(status: u16) -> Result<u16, String> {
    match status {
        300..=399 => Ok(status),
        _ => Err(format!("status {status} is no redirect")),
    }
}

fn milliseconds(seconds: f64) -> Result<u64, String> {
    if (0.0..=MOST_SECONDS).contains(&seconds) {
        Ok((seconds * 1_000.0).round() as u64)
    } else {
        // As JSON, which is written anyway: what displays a fraction weighs ten thousand bytes.
        let text = |it: f64| serde_json::to_string(&it).unwrap_or_default();
        let (seconds, most) = (text(seconds), text(MOST_SECONDS));
        let (seconds, most) = (seconds.trim_end_matches(".0"), most.trim_end_matches(".0"));
        Err(format!("{seconds} seconds are not between 0 and {most}"))
    }
}

fn size(bytes: usize) -> Result<usize, String> {
    if (LEAST_HUGE..=MOST_HUGE).contains(&bytes) {
        Ok(bytes)
    } else {
        Err(format!("{bytes} bytes are not between {LEAST_HUGE} and {MOST_HUGE}"))
    }
}

fn depth(levels: usize) -> Result<usize, String> {
    if (1..=MOST_DEEP).contains(&levels) {
        Ok(levels)
    } else {
        Err(format!("{levels} levels are not between 1 and {MOST_DEEP}"))
    }
}

/// The names of all faults.
pub(crate) const NAMES: [&str; 23] = [
    "refuse",
    "reset_before",
    "reset_after",
    "error_after",
    "status",
    "delay",
    "truncate",
    "cut",
    "drip",
    "garbage",
    "wrong_type",
    "huge",
    "deep",
    "entities",
    "external_entity",
    "redirect",
    "twice",
    "without",
    "unfiltered",
    "hang",
    "hang_after",
    "never",
    "never_after",
];

const MOST_SECONDS: f64 = 86_400.0;
const LEAST_HUGE: usize = 16;
const MOST_HUGE: usize = 512 << 20;
const MOST_DEEP: usize = 1_000_000;
const ELSEWHERE: &str = "http://emulator.invalid/entity";
