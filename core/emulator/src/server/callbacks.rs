//! `POST /_emulator/callbacks`: sends what is due, and tells what became of it.

use super::host::Host;
use crate::callback::Callback;
use crate::{Request, Response};
use serde_json::{Value, json};
use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Whether a request asks for it.
pub(super) fn is_asked_for(request: &Request) -> bool {
    let path = request.target.split('?').next();
    request.method == "POST" && path == Some("/_emulator/callbacks")
}

/// Sends the callbacks that are due, one after the other.
pub(super) async fn send(host: &Host) -> Response {
    let mut told = Vec::new();
    for callback in host.with(|emulator| emulator.callbacks()) {
        told.push(told_of(&callback).await);
    }
    Response::json(200, json!({"callbacks": told}).to_string().into_bytes())
}

async fn told_of(callback: &Callback) -> Value {
    let Callback { url, method, signature, .. } = callback;
    let sent = tokio::time::timeout(LIMIT, sent(callback)).await;
    let outcome = match sent {
        Ok(Ok(status)) => json!(status),
        Ok(Err(error)) => json!(error.to_string()),
        Err(_) => json!("no answer in time"),
    };
    json!({"url": url, "method": method, "signature": signature, "answer": outcome})
}

/// The status of the answer.
async fn sent(callback: &Callback) -> io::Result<u16> {
    let wrong = |text| io::Error::new(io::ErrorKind::InvalidInput, text);
    let rest = callback.url.strip_prefix("http://").ok_or(wrong("only http is sent to"))?;
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or_default();
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let address = match host.rsplit(']').next() {
        Some(after) if after.contains(':') => host.to_owned(),
        _ => format!("{host}:80"),
    };
    let mut stream = TcpStream::connect(address).await?;
    let Callback { method, body, signature, .. } = callback;
    let form = match body.is_empty() {
        true => String::new(),
        false => format!(
            "content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n",
            body.len()
        ),
    };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\nx-didww-signature: {signature}\r\n{form}\
         connection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await?;
    // `HTTP/1.1 200`
    let mut head = [0; 12];
    stream.read_exact(&mut head).await?;
    let status = head.last_chunk::<3>().and_then(|it| std::str::from_utf8(it).ok()?.parse().ok());
    status.ok_or(wrong("the answer is no HTTP"))
}

const LIMIT: Duration = Duration::from_secs(5);
