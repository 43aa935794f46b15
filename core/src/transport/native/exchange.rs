//! One request and its answer, on one connection.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::Poll;

use http::Uri;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, ReadBuf};
use tokio::task::coop::unconstrained;

use super::body::Chunks;
use super::head::{Framing, Head, MOST_BYTES, MOST_INTERIM, end_of};
use super::proxy::Proxy;
use super::stream::Stream;
use super::target::Origin;
use super::{NativeTransport, broken, garbled, unusable};
use crate::transport::{Failure, HttpRequest, HttpResponse, Limits, TransportError};
use crate::types::Header;

/// How far an exchange has come.
#[derive(Default)]
pub(super) struct Progress {
    /// Whether a byte of the request may have been sent.
    pub(super) sent: bool,
    /// Status and headers, once they are known.
    pub(super) head: Option<(u16, Vec<Header>)>,
}

/// A connection, and what came on it that was not read yet.
pub(super) struct Connection {
    pub(super) stream: Stream,
    buffer: Vec<u8>,
}

impl NativeTransport {
    /// Sends the request once and reads the whole answer, still packed.
    pub(super) async fn exchange(
        &self,
        request: &HttpRequest,
        limits: Limits,
        progress: &mut Progress,
    ) -> Result<HttpResponse, TransportError> {
        let uri: Uri = request.url.parse().map_err(|_| unusable("its URL cannot be read"))?;
        let origin = Origin::of(&uri).ok_or_else(|| unusable("its URL has no host"))?;
        let proxy = self.connector.proxy_for(&origin)?;
        let kept = if limits.fresh_connection { None } else { self.pool.take(&origin) };
        let mut connection = match kept {
            Some(connection) => connection,
            None => {
                let user_agent = &self.options.user_agent;
                self.connector.connect(&origin, proxy.as_ref(), user_agent).await?
            }
        };
        let bytes = self.bytes(request, &uri, &origin, proxy.as_ref())?;
        progress.sent = true;
        connection.write(&bytes).await?;
        let head = connection.head().await?;
        progress.head = Some((head.status, head.headers.clone()));
        let body = connection.body(head.framing, limits.max_body).await?;
        if head.keeps && !limits.fresh_connection && connection.has_nothing_left().await {
            self.pool.give_back(origin, connection);
        }
        Ok(HttpResponse { status: head.status, headers: head.headers, body })
    }

    /// The request as it goes on the wire.
    fn bytes(
        &self,
        request: &HttpRequest,
        uri: &Uri,
        origin: &Origin,
        proxy: Option<&Proxy>,
    ) -> Result<Vec<u8>, TransportError> {
        let authority = origin.authority();
        let path = uri.path_and_query().map_or("/", |it| it.as_str());
        let method = request.method.as_str();
        // To a proxy that reads the request, the whole URL is said (RFC 9112, 3.2.2).
        let reader = proxy.filter(|_| !origin.is_https);
        let before = if reader.is_some() { format!("http://{authority}") } else { String::new() };
        let mut text = format!("{method} {before}{path} HTTP/1.1\r\nhost: {authority}\r\n");
        let mut add = |name: &str, value: &str| {
            if value.bytes().any(|it| matches!(it, b'\r' | b'\n' | 0)) {
                return Err(unusable("a header has a value that breaks lines"));
            }
            for part in [name, ": ", value, "\r\n"] {
                text.push_str(part);
            }
            Ok(())
        };
        let has = |wanted: &str| request.headers.iter().any(|(name, _)| name == wanted);
        if !has("user-agent") && !self.options.user_agent.is_empty() {
            add("user-agent", &self.options.user_agent)?;
        }
        add("accept-encoding", "gzip")?;
        for (name, value) in &request.headers {
            add(name, value.reveal())?;
        }
        if let Some(authorization) = reader.and_then(|it| it.authorization.as_deref()) {
            add("proxy-authorization", authorization)?;
        }
        let body = request.body.as_deref();
        if let Some(body) = body {
            add("content-length", &body.len().to_string())?;
        }
        text.push_str("\r\n");
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(body.unwrap_or_default());
        Ok(bytes)
    }
}

impl Connection {
    pub(super) fn over(stream: Stream) -> Self {
        Self { stream, buffer: Vec::new() }
    }

    /// The stream, where nothing came that was not read.
    pub(super) fn unused(self) -> Option<Stream> {
        self.buffer.is_empty().then_some(self.stream)
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), TransportError> {
        self.stream.write_all(bytes).await.map_err(ended)?;
        self.stream.flush().await.map_err(ended)
    }

    /// The head of the answer, past interim ones.
    pub(super) async fn head(&mut self) -> Result<Head, TransportError> {
        let (mut interim, mut taken, mut looked) = (0, 0, 0);
        loop {
            let end = end_of(&self.buffer, looked);
            // However much of it came at once.
            if taken + end.unwrap_or(self.buffer.len()) > MOST_BYTES {
                let text = format!("more than {} KiB came before its body", MOST_BYTES / 1024);
                return Err(garbled(text));
            }
            let Some(end) = end else {
                looked = self.buffer.len().saturating_sub(2);
                self.more().await?;
                continue;
            };
            let head = Head::of(self.buffer.get(..end).unwrap_or_default())?;
            self.buffer.drain(..end);
            (taken, looked) = (taken + end, 0);
            match head.status {
                101 => return Err(garbled("it changes to another protocol")),
                100..=199 if interim == MOST_INTERIM => {
                    return Err(garbled(format!(
                        "more than {interim} interim ones came before it"
                    )));
                }
                100..=199 => interim += 1,
                _ => return Ok(head),
            }
        }
    }

    /// The body, as it was sent.
    async fn body(&mut self, framing: Framing, most: usize) -> Result<Vec<u8>, TransportError> {
        let too_large = || {
            let text = format!("the answer is larger than {most} bytes");
            Err(TransportError::new(Failure::TooLarge, false, text))
        };
        match framing {
            Framing::Length(length) => {
                let Some(length) = usize::try_from(length).ok().filter(|it| *it <= most) else {
                    return too_large();
                };
                let mut body = std::mem::take(&mut self.buffer);
                body.reserve_exact(length.saturating_sub(body.len()));
                while body.len() < length {
                    if self.stream.read_buf(&mut body).await.map_err(ended)? == 0 {
                        return Err(cut());
                    }
                }
                self.buffer = body.split_off(length);
                Ok(body)
            }
            Framing::Chunked => {
                let mut chunks = Chunks::default();
                loop {
                    let taken = chunks.take(&self.buffer)?;
                    self.buffer.drain(..taken);
                    if chunks.data.len() > most {
                        return too_large();
                    }
                    if chunks.is_done() {
                        return Ok(chunks.data);
                    }
                    self.more().await?;
                }
            }
            Framing::UntilClosed => {
                let mut body = std::mem::take(&mut self.buffer);
                loop {
                    if body.len() > most {
                        return too_large();
                    }
                    body.reserve(READ);
                    if self.stream.read_buf(&mut body).await.map_err(ended)? == 0 {
                        return Ok(body);
                    }
                }
            }
        }
    }

    async fn more(&mut self) -> Result<(), TransportError> {
        self.buffer.reserve(READ);
        match self.stream.read_buf(&mut self.buffer).await.map_err(ended)? {
            0 => Err(cut()),
            _ => Ok(()),
        }
    }

    /// Whether nothing came after the answer, not even what TLS has unpacked already.
    async fn has_nothing_left(&mut self) -> bool {
        if !self.buffer.is_empty() {
            return false;
        }
        let stream = &mut self.stream;
        unconstrained(poll_fn(|context| {
            let mut byte = [0];
            let read = Pin::new(&mut *stream).poll_read(context, &mut ReadBuf::new(&mut byte));
            Poll::Ready(read.is_pending())
        }))
        .await
    }
}

/// Bytes that are read at once where a body's length is not known.
const READ: usize = 64 * 1024;

fn ended(error: io::Error) -> TransportError {
    broken(error.to_string())
}

fn cut() -> TransportError {
    broken("the connection was closed")
}
