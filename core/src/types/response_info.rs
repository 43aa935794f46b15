use telnum_macros::record;

use super::Header;

/// A value together with what is known of the exchange that brought it.
#[derive(Clone, Debug, PartialEq)]
pub struct Response<T> {
    /// What the carrier answered, typed.
    pub value: T,
    /// Status, headers, request id, attempts and time.
    pub info: ResponseInfo,
}

/// What is known of the exchange behind a value.
#[record]
pub struct ResponseInfo {
    /// The HTTP status of the last answer; 0 for a call that has no answer of its own: it sends nothing, or makes others.
    pub http_status: i32,
    /// The headers of the last answer, names in lower case.
    pub headers: Vec<Header>,
    /// The carrier's id of the request, for its support.
    pub request_id: Option<String>,
    /// How many requests were sent for this call.
    pub attempts: i32,
    /// Seconds from the call to its answer, pauses included.
    pub elapsed: f64,
}

impl ResponseInfo {
    /// Of a call that brings its answer itself, whether or not it makes others for that.
    pub(crate) fn of_no_answer() -> Self {
        Self { http_status: 0, headers: Vec::new(), request_id: None, attempts: 0, elapsed: 0.0 }
    }
}

impl<T> Response<T> {
    /// The same exchange with the value turned into another.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Response<U> {
        Response { value: turn(self.value), info: self.info }
    }
}
