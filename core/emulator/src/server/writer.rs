//! Writing answers onto a connection, in whatever manner they are to arrive.

use crate::{Delivery, Response};
use std::fmt::Write as _;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncWrite, AsyncWriteExt};

/// What the request asked of its answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// The connection goes on.
    pub(super) keep_alive: bool,
    /// The body stays away.
    pub(super) head_only: bool,
}

/// Writes an answer.
pub(super) async fn write(
    stream: &mut (impl AsyncWrite + Unpin),
    response: &Response,
    delivery: Delivery,
    manner: Manner,
) -> io::Result<()> {
    let bodiless = matches!(response.status, 204 | 304);
    let body = if bodiless || manner.head_only { &[] } else { response.body.as_slice() };
    let mut bytes = head(response, bodiless, manner).into_bytes();
    match delivery {
        Delivery::Whole => {
            bytes.extend_from_slice(body);
            stream.write_all(&bytes).await?;
        }
        Delivery::Truncated { after } => {
            bytes.extend(body.iter().take(after));
            stream.write_all(&bytes).await?;
            stream.shutdown().await?;
        }
        Delivery::Drip { ms_per_byte } => {
            stream.write_all(&bytes).await?;
            for byte in body {
                tokio::time::sleep(Duration::from_millis(ms_per_byte)).await;
                stream.write_all(&[*byte]).await?;
                stream.flush().await?;
            }
        }
    }
    stream.flush().await
}

fn head(response: &Response, bodiless: bool, manner: Manner) -> String {
    let mut head = format!("HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
    // Writing to text cannot fail.
    for (name, value) in response.headers.iter().filter(|(name, _)| !is_framing(name)) {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    if !bodiless {
        let _ = write!(head, "content-length: {}\r\n", response.body.len());
    }
    if !manner.keep_alive {
        head.push_str("connection: close\r\n");
    }
    head.push_str("\r\n");
    head
}

/// Headers that only the server can know.
fn is_framing(name: &str) -> bool {
    ["content-length", "transfer-encoding", "connection"]
        .iter()
        .any(|framing| name.eq_ignore_ascii_case(framing))
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        406 => "Not Acceptable",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "Status",
    }
}
