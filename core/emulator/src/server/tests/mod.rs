//! The server over real loopback sockets.

mod callbacks;
mod control;
mod dialogtech;
mod faults;
mod http;

use super::accept;
use super::host::{Host, Settings};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// A server on a thread of its own, until the test program ends.
fn server(switches: &[(&str, Value)]) -> SocketAddr {
    let switches = switches.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    let settings = Settings { seed: 7, switches: switches.collect(), real_clock: false };
    let host = Arc::new(Host::new(settings).unwrap());
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            accept(listener, host).await;
        });
    });
    told.recv().unwrap()
}

/// One connection of a plain client.
struct Client {
    address: SocketAddr,
    stream: TcpStream,
    unread: Vec<u8>,
}

/// What the client read.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn length(&self) -> Option<usize> {
        let line = self.head.lines().find_map(|line| line.strip_prefix("content-length: "));
        line.map(|length| length.parse().unwrap())
    }
}

impl Client {
    fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        Self { address, stream, unread: Vec::new() }
    }

    fn send(&mut self, bytes: &str) {
        self.stream.write_all(bytes.as_bytes()).unwrap();
    }

    fn send_request(&mut self, method: &str, target: &str, body: &str) {
        let length = body.len();
        self.send(&format!(
            "{method} {target} HTTP/1.1\r\nhost: localhost\r\nx-api-key: emulator-key\r\n\
             x-api-secret: emulator-secret\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{body}"
        ));
    }

    fn ask(&mut self, method: &str, target: &str, body: &str) -> Answer {
        self.send_request(method, target, body);
        self.answer().unwrap()
    }

    /// Reads one answer; none if the connection ended before its head was whole.
    fn answer(&mut self) -> Option<Answer> {
        let end = loop {
            let found = self.unread.windows(4).position(|window| window == b"\r\n\r\n");
            match found {
                Some(end) => break end,
                None if self.fill() => {}
                None => return None,
            }
        };
        let head = String::from_utf8(self.unread.drain(..end + 4).collect()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut answer = Answer { status, head, body: Vec::new() };
        let length = answer.length().unwrap_or_default();
        while self.unread.len() < length && self.fill() {}
        let got = length.min(self.unread.len());
        answer.body = self.unread.drain(..got).collect();
        Some(answer)
    }

    /// Whether more bytes came before the connection ended.
    fn fill(&mut self) -> bool {
        let mut buffer = [0; 4_096];
        match self.stream.read(&mut buffer) {
            Ok(count) => {
                self.unread.extend_from_slice(&buffer[..count]);
                count > 0
            }
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => false,
            Err(error) => panic!("{error}"),
        }
    }
}

const ORDER: &str = r#"{"order_items":[{"did_group_id":90001,"quantity":1}]}"#;
