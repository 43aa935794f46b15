//! What is known of the requests of one call.

use std::time::Duration;

use crate::error::Error;
use crate::transport::HttpResponse;
use crate::types::{ResponseInfo, Timestamp};

/// What is known of the requests of one call.
#[derive(Clone, Copy)]
pub(crate) struct Trace {
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    /// When the last request was sent.
    pub(crate) sent_at: Timestamp,
    /// Whether the carrier may have acted on a request before the last.
    pub(crate) may_have_acted: bool,
}

impl Trace {
    pub(crate) fn info(&self, answer: HttpResponse) -> ResponseInfo {
        ResponseInfo {
            http_status: i32::from(answer.status),
            request_id: answer.request_id(),
            headers: answer.headers,
            attempts: i32::try_from(self.attempts).unwrap_or(i32::MAX),
            elapsed: self.elapsed.as_secs_f64(),
        }
    }

    /// The same of a refusal, whose headers are gone.
    pub(crate) fn info_of(&self, refusal: &Error) -> ResponseInfo {
        ResponseInfo {
            http_status: refusal.http_status.unwrap_or_default(),
            request_id: refusal.request_id.clone(),
            headers: Vec::new(),
            attempts: i32::try_from(self.attempts).unwrap_or(i32::MAX),
            elapsed: self.elapsed.as_secs_f64(),
        }
    }
}
