//! Reading requests off a connection.

use super::body::{Framing, Scan};
use crate::Request;
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What came next.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A whole request, and whether the client keeps the connection.
    Request { request: Request, keep_alive: bool },
    /// Something that is no request: the status to answer, and why.
    Bad(u16, &'static str),
    /// The end.
    Closed,
}

/// The bytes of a connection that no request has used yet.
#[derive(Debug, Default)]
pub(super) struct Reader {
    buffer: Vec<u8>,
}

impl Reader {
    /// Waits for the next request.
    pub(super) async fn next(&mut self, stream: &mut TcpStream) -> io::Result<Incoming> {
        let head = loop {
            match Head::parse(&self.buffer) {
                Ok(Some(head)) => break head,
                Ok(None) if self.buffer.len() > MOST_HEAD => {
                    return Ok(Incoming::Bad(431, "the headers are too long"));
                }
                Ok(None) => {}
                Err(text) => return Ok(Incoming::Bad(400, text)),
            }
            if !self.fill(stream).await? {
                return Ok(Incoming::Closed);
            }
        };
        self.buffer.drain(..head.length);
        let framing = match Framing::of(&head.request) {
            Ok(framing) => framing,
            Err(text) => return Ok(Incoming::Bad(400, text)),
        };
        let mut invited = !head.expects_continue;
        let body = loop {
            match framing.scan(&self.buffer) {
                Scan::Whole { body, length } => {
                    self.buffer.drain(..length);
                    break body;
                }
                Scan::Partial => {}
                Scan::TooLong => return Ok(Incoming::Bad(413, "the body is over 1 MiB")),
                Scan::Broken => return Ok(Incoming::Bad(400, "the body is not framed right")),
            }
            if !invited {
                stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
                invited = true;
            }
            if !self.fill(stream).await? {
                return Ok(Incoming::Closed);
            }
        };
        let request = Request { body, ..head.request };
        Ok(Incoming::Request { request, keep_alive: head.keep_alive })
    }

    /// Waits for more bytes; false at the end of the connection.
    async fn fill(&mut self, stream: &mut TcpStream) -> io::Result<bool> {
        Ok(stream.read_buf(&mut self.buffer).await? > 0)
    }
}

/// A request without its body.
struct Head {
    request: Request,
    length: usize,
    keep_alive: bool,
    expects_continue: bool,
}

impl Head {
    fn parse(bytes: &[u8]) -> Result<Option<Self>, &'static str> {
        let mut headers = [httparse::EMPTY_HEADER; 100];
        let mut parsed = httparse::Request::new(&mut headers);
        let length = match parsed.parse(bytes) {
            Ok(httparse::Status::Complete(length)) => length,
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(_) => return Err("this is no HTTP request"),
        };
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let header = |header: &httparse::Header<'_>| (header.name.to_owned(), text(header.value));
        let request = Request {
            method: parsed.method.unwrap_or_default().to_owned(),
            target: origin_form(parsed.path.unwrap_or_default()),
            headers: parsed.headers.iter().map(header).collect(),
            body: Vec::new(),
        };
        let says = |name: &str, word: &str| {
            let value = request.header(name).unwrap_or_default();
            value.split(',').any(|part| part.trim().eq_ignore_ascii_case(word))
        };
        let keep_alive = match parsed.version {
            Some(0) => says("connection", "keep-alive"),
            _ => !says("connection", "close"),
        };
        let expects_continue = says("expect", "100-continue");
        Ok(Some(Self { length, keep_alive, expects_continue, request }))
    }
}

/// The path and query, also of a target that a proxy's client wrote out in full.
fn origin_form(target: &str) -> String {
    let Some((_, rest)) = target.split_once("://").filter(|_| !target.starts_with('/')) else {
        return target.to_owned();
    };
    rest.find('/').and_then(|start| rest.get(start..)).unwrap_or("/").to_owned()
}

const MOST_HEAD: usize = 64 << 10;
