//! One connection: its requests, one after the other.

use super::host::Host;
use super::reader::{Incoming, Reader};
use super::writer::{self, Manner};
use super::{callbacks, control};
use crate::{Delivery, Reply, Request, Response, time};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Serves a connection until either side has enough of it.
pub(super) async fn serve(mut stream: TcpStream, host: Arc<Host>) {
    // An error here is the client's going away; nobody is left to be told.
    let _ = answer_all(&mut stream, &host).await;
}

async fn answer_all(stream: &mut TcpStream, host: &Host) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = Reader::default();
    loop {
        match reader.next(stream).await? {
            Incoming::Closed => return Ok(()),
            Incoming::Bad(status, text) => return refuse(stream, status, text).await,
            Incoming::Request { request, keep_alive } => {
                if !answer(stream, host, &request, keep_alive).await? {
                    return Ok(());
                }
            }
        }
    }
}

/// Answers one request; false when the connection is over.
async fn answer(
    stream: &mut TcpStream,
    host: &Host,
    request: &Request,
    keep_alive: bool,
) -> io::Result<bool> {
    let cors = host.with(|emulator| emulator.switches().cors);
    let reply = if cors && request.method == "OPTIONS" {
        preflight(request).into()
    } else if callbacks::is_asked_for(request) {
        callbacks::send(host).await.into()
    } else if let Some(response) = control::answer(host, request) {
        response.into()
    } else {
        dated(host.with(|emulator| emulator.handle(request)), host.date())
    };
    match reply {
        Reply::Answer { mut response, delay_ms, delivery } => {
            if cors {
                response = response.with_header("access-control-allow-origin", "*");
            }
            tokio::time::sleep(Duration::from_millis(delay_ms)).await;
            let cut = matches!(delivery, Delivery::Truncated { .. });
            let manner = Manner { keep_alive, head_only: request.method == "HEAD" };
            writer::write(stream, &response, delivery, manner).await?;
            Ok(keep_alive && !cut)
        }
        // The listener has accepted long ago, so the nearest thing to no connection is a reset.
        Reply::Dropped | Reply::Refused => {
            stream.set_zero_linger()?;
            Ok(false)
        }
        // The client's own clock ends the wait here, or its giving up does.
        Reply::Hang | Reply::Never => {
            drain(stream).await;
            Ok(false)
        }
    }
}

/// The answer with the time at which it was made, where it is to tell it and no script said another.
fn dated(reply: Reply, now_ms: Option<u64>) -> Reply {
    match (reply, now_ms) {
        (Reply::Answer { response, delay_ms, delivery }, Some(now_ms))
            if !response.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("date")) =>
        {
            let response = response.with_header("date", time::http(now_ms));
            Reply::Answer { response, delay_ms, delivery }
        }
        (reply, _) => reply,
    }
}

/// What a browser asks before it sends keys.
fn preflight(request: &Request) -> Response {
    let wanted = request.header("access-control-request-headers").unwrap_or("*");
    Response { status: 204, ..Response::default() }
        .with_header("access-control-allow-methods", "GET, POST, PATCH, DELETE")
        .with_header("access-control-allow-headers", wanted)
}

/// Says what is wrong with a request that cannot be read, and ends.
async fn refuse(stream: &mut TcpStream, status: u16, text: &str) -> io::Result<()> {
    let response = control::error(status, text);
    let manner = Manner { keep_alive: false, head_only: false };
    writer::write(stream, &response, Delivery::Whole, manner).await?;
    stream.shutdown().await?;
    // Closing with bytes unread would reset the connection and take the answer away.
    let _ = tokio::time::timeout(Duration::from_secs(1), drain(stream)).await;
    Ok(())
}

/// Reads until the client goes.
async fn drain(stream: &mut TcpStream) {
    let mut buffer = [0; 4_096];
    while matches!(stream.read(&mut buffer).await, Ok(count) if count > 0) {}
}
