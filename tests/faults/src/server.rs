//! The emulator's server, its control routes, and plain requests to its carriers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A running `telnum-emulator`; it ends with this value.
pub(crate) struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts the program on a free port. Its clock starts at the present: attempts carry the time of this
    /// machine, and an order is held against it.
    pub(crate) fn start(program: &str) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("{program}: {error}");
        let mut process = Command::new(program)
            .args(["--listen", "127.0.0.1:0", "--clock", "real"])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut line).map_err(failed)?;
        }
        let address = line.trim().rsplit("http://").next().unwrap_or_default().to_owned();
        Ok(Self { process, address })
    }

    /// What clients take as their base URL.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Calls a control route that takes JSON.
    pub(crate) fn set(&self, route: &str, body: &Value) -> Result<(), String> {
        self.ask("POST", &format!("/_emulator/{route}"), &[], &body.to_string()).map(drop)
    }

    /// What a control route returns as the member of its own name.
    pub(crate) fn list(&self, route: &str) -> Result<Vec<Value>, String> {
        let mut answer = self.ask("GET", &format!("/_emulator/{route}"), &[], "")?;
        match answer.get_mut(route).map(Value::take) {
            Some(Value::Array(list)) => Ok(list),
            _ => Err(format!("/_emulator/{route} returned no list")),
        }
    }

    /// Sends one request, and reads JSON.
    pub(crate) fn ask(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Value, String> {
        let failed = |error: std::io::Error| format!("{method} {target}: {error}");
        let mut stream = TcpStream::connect(&self.address).map_err(failed)?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).map_err(failed)?;
        let mut request = format!("{method} {target} HTTP/1.1\r\nhost: {}\r\n", self.address);
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str(&format!(
            "connection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ));
        stream.write_all(request.as_bytes()).map_err(failed)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(failed)?;
        match answer.split_once("\r\n\r\n") {
            Some((head, body)) if head.starts_with("HTTP/1.1 20") => {
                serde_json::from_str(body).map_err(|error| format!("{method} {target}: {error}"))
            }
            _ => Err(format!("{method} {target}: {answer}")),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What IDT Express wants of each request.
pub(crate) const IDT_EXPRESS: &[(&str, &str)] = &[
    ("x-api-key", "emulator-key"),
    ("x-api-secret", "emulator-secret"),
    ("content-type", "application/json"),
];

/// What DIDWW wants of each request.
pub(crate) const DIDWW: &[(&str, &str)] = &[
    ("api-key", "emulator-key"),
    ("x-didww-api-version", "2026-04-16"),
    ("accept", "application/vnd.api+json"),
    ("content-type", "application/vnd.api+json"),
];
