//! What goes in and what comes out: requests and replies, as plain data.

/// An HTTP request as the emulator sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// The path with its query, for example `/v1/dids/orders?page=1`.
    pub target: String,
    /// Names and values, in order. Names compare without regard to case.
    pub headers: Vec<(String, String)>,
    /// The body; empty when there is none.
    pub body: Vec<u8>,
}

/// An HTTP response as the emulator makes it, without any `content-length`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Names and values, in order.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The carrier answers.
    Answer {
        /// What it says.
        response: Response,
        /// How long it takes until the head arrives, in milliseconds.
        delay_ms: u64,
        /// How the body arrives.
        delivery: Delivery,
    },
    /// There was no connection, so nothing was sent.
    Refused,
    /// The connection is dropped without an answer, before or after the carrier acted.
    Dropped,
    /// Nothing comes before the client's own limit ends its wait.
    Hang,
    /// Nothing comes, nor does any limit end the wait: the client must give up by itself.
    Never,
}

/// How the body of an answer arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// At once.
    Whole,
    /// The connection closes early, although `content-length` tells the full length.
    Truncated {
        /// How many bytes of the body arrive.
        after: usize,
    },
    /// One byte at a time.
    Drip {
        /// The pause before each byte, in milliseconds.
        ms_per_byte: u64,
    },
}

impl Request {
    /// The first header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Whether the body is a form of names and values.
    pub(crate) fn is_form(&self) -> bool {
        self.is_of("application/x-www-form-urlencoded")
    }

    /// Whether the body says that it is of this media type, with whatever parameters.
    pub(crate) fn is_of(&self, media_type: &str) -> bool {
        let content_type = self.header("content-type").unwrap_or_default();
        let said = content_type.split(';').next().unwrap_or_default().trim();
        said.eq_ignore_ascii_case(media_type)
    }
}

impl Response {
    /// A response whose body says what it is.
    pub(crate) fn of(status: u16, content_type: impl Into<String>, body: Vec<u8>) -> Self {
        Self { status, body, ..Self::default() }.with_header("content-type", content_type)
    }

    /// A response with a body of JSON text.
    pub(crate) fn json(status: u16, body: Vec<u8>) -> Self {
        Self::of(status, "application/json; charset=utf-8", body)
    }

    /// A response with a body of XML in UTF-8.
    pub(crate) fn xml(status: u16, body: Vec<u8>) -> Self {
        Self::of(status, "text/xml; charset=UTF-8", body)
    }

    /// A response with an HTML page, as proxies and broken servers send them.
    pub(crate) fn html(status: u16, body: String) -> Self {
        Self::of(status, "text/html", body.into_bytes())
    }

    /// The same response with one more header.
    pub(crate) fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}

impl From<Response> for Reply {
    fn from(response: Response) -> Self {
        Self::Answer { response, delay_ms: 0, delivery: Delivery::Whole }
    }
}
