//! A server on a bare socket: it tells what reached the wire, and answers as a test wants.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use telnum::{IdtExpress, Settings};

/// A request as it stood on the wire.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Which connection it came on, counted from 0.
    pub(crate) connection: usize,
    /// Which request of that connection it is, counted from 0.
    pub(crate) place: usize,
    /// Its first line, without the version.
    pub(crate) line: String,
}

/// What becomes of a request.
pub(crate) enum Reply {
    /// 200 with this JSON, and the connection stays.
    Json(&'static str),
    /// These bytes, then the end of the connection.
    Raw(Vec<u8>),
    /// A head, then a byte at each interval, for ever.
    Drip(Duration),
    /// The connection is closed without an answer.
    Close,
    /// Nothing, until the client goes.
    Silence,
}

type Script = Box<dyn Fn(&Seen) -> Reply + Send + Sync>;

/// A listening server.
pub(crate) struct Wire {
    address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    gone: Arc<Mutex<Vec<Instant>>>,
}

impl Wire {
    /// Listens, and answers each request as `script` says.
    pub(crate) fn new(script: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (seen, gone) = (Arc::<Mutex<Vec<Seen>>>::default(), Arc::<Mutex<Vec<_>>>::default());
        let script: Arc<Script> = Arc::new(Box::new(script));
        let wire = Self { address, seen: seen.clone(), gone: gone.clone() };
        thread::spawn(move || {
            for (connection, stream) in listener.incoming().flatten().enumerate() {
                let (script, seen, gone) = (script.clone(), seen.clone(), gone.clone());
                thread::spawn(move || serve(stream, connection, &script, &seen, &gone));
            }
        });
        wire
    }

    /// A client of this server.
    pub(crate) fn client(&self, settings: Settings) -> IdtExpress {
        IdtExpress::builder()
            .base_url(self.url())
            .api_key("key-1234567890")
            .api_secret("secret-10987654321")
            .settings(settings)
            .build()
            .unwrap()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The requests of a verb.
    pub(crate) fn of(&self, verb: &str) -> Vec<Seen> {
        self.seen().into_iter().filter(|it| it.line.starts_with(verb)).collect()
    }

    /// Waits until so many requests came.
    pub(crate) async fn until_seen(&self, count: usize) {
        self.until(|| self.seen().len() >= count).await;
    }

    /// Waits until a client has left a request that was answered by silence.
    pub(crate) async fn until_gone(&self) {
        self.until(|| !self.gone.lock().unwrap().is_empty()).await;
    }

    async fn until(&self, condition: impl Fn() -> bool) {
        let begun = Instant::now();
        while !condition() {
            assert!(begun.elapsed() < Duration::from_secs(10), "it did not happen in 10 s");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

fn serve(
    mut stream: TcpStream,
    connection: usize,
    script: &Script,
    seen: &Mutex<Vec<Seen>>,
    gone: &Mutex<Vec<Instant>>,
) {
    for place in 0.. {
        let Some(line) = request(&mut stream) else { return };
        let request = Seen { connection, place, line };
        seen.lock().unwrap().push(request.clone());
        match script(&request) {
            Reply::Json(body) => {
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length";
                let _ = write!(stream, "{head}: {}\r\n\r\n{body}", body.len());
            }
            Reply::Raw(bytes) => {
                let _ = stream.write_all(&bytes);
                return;
            }
            Reply::Drip(pause) => {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n{");
                while stream.write_all(b" ").is_ok() {
                    thread::sleep(pause);
                }
                return;
            }
            Reply::Close => return,
            Reply::Silence => {
                let mut byte = [0];
                match stream.read(&mut byte) {
                    Ok(0) => gone.lock().unwrap().push(Instant::now()),
                    Err(error) if error.kind() == ErrorKind::ConnectionReset => {
                        gone.lock().unwrap().push(Instant::now());
                    }
                    _ => {}
                }
                return;
            }
        }
    }
}

/// Reads a request whole; its first line.
fn request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut byte = [0];
    while !bytes.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        bytes.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&bytes).into_owned();
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().unwrap_or(0))
    });
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    head.lines().next()?.strip_suffix(" HTTP/1.1").map(str::to_owned)
}

/// No retries, and so much time.
pub(crate) fn once(seconds: f64) -> Settings {
    Settings {
        timeout: Some(telnum::seconds(seconds)),
        max_retries: Some(0),
        ..Settings::default()
    }
}

/// An empty page of numbers.
pub(crate) const NO_NUMBERS: &str = r#"{"numbers":[],"meta":{"total":0}}"#;
/// An order that was made.
pub(crate) const ORDER: &str = r#"{"order":{"id":"x-1","status":"Created"}}"#;
