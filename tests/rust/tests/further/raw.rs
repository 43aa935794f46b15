//! A server that says exactly these bytes, for answers as they are in the wild and worse.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use telnum::{IdtExpress, Settings};

/// A listening server.
pub(crate) struct Raw {
    url: String,
    /// The head of each request, with the number of its connection.
    seen: Arc<Mutex<Vec<(usize, String)>>>,
    /// Connections that are open now, and the most that were.
    pub(crate) open: Arc<(AtomicUsize, AtomicUsize)>,
}

impl Raw {
    /// Calls `serve` for each request; it writes what it wants, and ends the connection with false.
    pub(crate) fn new(
        serve: impl Fn(&mut TcpStream, usize) -> bool + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::<Mutex<Vec<(usize, String)>>>::default();
        let open = Arc::<(AtomicUsize, AtomicUsize)>::default();
        let raw = Self { url, seen: seen.clone(), open: open.clone() };
        let serve = Arc::new(serve);
        thread::spawn(move || {
            for (connection, mut stream) in listener.incoming().flatten().enumerate() {
                let (serve, seen, open) = (serve.clone(), seen.clone(), open.clone());
                thread::spawn(move || {
                    let now = open.0.fetch_add(1, Ordering::SeqCst) + 1;
                    open.1.fetch_max(now, Ordering::SeqCst);
                    while let Some(head) = request(&mut stream) {
                        let number = {
                            let mut seen = seen.lock().unwrap();
                            seen.push((connection, head));
                            seen.len()
                        };
                        if !serve(&mut stream, number) {
                            break;
                        }
                    }
                    open.0.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        raw
    }

    /// Answers every request with these bytes, and ends the connection.
    pub(crate) fn saying(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::new(move |stream, _| {
            let _ = stream.write_all(&bytes);
            false
        })
    }

    pub(crate) fn client(&self, settings: Settings) -> IdtExpress {
        IdtExpress::builder()
            .base_url(&self.url)
            .api_key("key-1234567890")
            .api_secret("secret-10987654321")
            .settings(settings)
            .build()
            .unwrap()
    }

    pub(crate) fn requests(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// On which connection each request came.
    pub(crate) fn connections(&self) -> Vec<usize> {
        self.seen.lock().unwrap().iter().map(|(connection, _)| *connection).collect()
    }
}

/// An answer with this status, these headers and this body.
pub(crate) fn answer(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status} X\r\n{headers}content-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// Reads a request whole; its head, in lower case.
pub(crate) fn request(stream: &mut impl Read) -> Option<String> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
    let length = head.lines().find_map(|it| it.strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    Some(head)
}
