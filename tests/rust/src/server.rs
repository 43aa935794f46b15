//! The real server, for entries that run over loopback HTTP.

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
    /// Starts the program on a free port.
    pub(crate) fn start(program: &str) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("{program}: {error}");
        let mut process = Command::new(program)
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut line).map_err(failed)?;
        }
        let address = line.trim().rsplit("http://").next().unwrap_or_default().to_owned();
        let server = Self { process, address };
        server.ask("GET", "/_emulator/health", &Value::Null)?;
        Ok(server)
    }

    /// What clients take as their base URL.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Calls a control route.
    pub(crate) fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let failed = |error: std::io::Error| format!("{method} {path}: {error}");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(&self.address).map_err(failed)?;
        stream.set_read_timeout(Some(Duration::from_secs(10))).map_err(failed)?;
        let head = format!("host: {}\r\nconnection: close", self.address);
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\n{head}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .map_err(failed)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(failed)?;
        match answer.split_once("\r\n\r\n") {
            Some((head, body)) if head.starts_with("HTTP/1.1 200") => {
                serde_json::from_str(body).map_err(|error| format!("{method} {path}: {error}"))
            }
            _ => Err(format!("{method} {path}: {answer}")),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
