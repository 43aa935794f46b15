//! The transport of Rust, Python, Kotlin and Swift: HTTP/1.1 over tokio's sockets, TLS by rustls.
//!
//! It has its own connections, because what a purchase needs no pool of a library promises: one request
//! is one on the wire, and a connection that has bytes left, or got any while idle, is never used again.

mod body;
mod connect;
mod exchange;
mod head;
mod no_proxy;
mod pool;
mod proxy;
mod stream;
mod target;
mod tls;
mod unpack;

use std::fmt;
use std::sync::OnceLock;
use std::time::Instant;

use super::{Abilities, Failure, HttpRequest, HttpResponse, Limits, Transport, TransportError};
use crate::error::{Error, Result};
use crate::platform::BoxFuture;
use crate::runtime::Sockets;
use connect::Connector;
use exchange::Progress;
use pool::Pool;
use proxy::Proxy;

/// HTTP/1.1 with rustls. Reads share kept-alive connections; a purchase gets one of its own.
pub struct NativeTransport {
    options: NativeTransportOptions,
    connector: Connector,
    pool: Pool,
    sockets: Sockets,
}

/// How connections are made.
#[derive(Clone, Default)]
pub struct NativeTransportOptions {
    /// The URL of an HTTP proxy; otherwise the environment's (`HTTPS_PROXY`, `NO_PROXY`) is used.
    pub proxy: Option<String>,
    /// More certificate authorities to trust, as PEM text.
    pub ca_certificates: Option<String>,
    /// What the `User-Agent` header says.
    pub user_agent: String,
    /// True ignores the environment's proxy: a server on this machine needs none, and the keys that it
    /// gets over plain http are nobody else's business.
    pub direct: bool,
}

/// A proxy's URL may hold a password.
impl fmt::Debug for NativeTransportOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativeTransportOptions")
            .field("proxy", &self.proxy.is_some())
            .field("user_agent", &self.user_agent)
            .field("direct", &self.direct)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for NativeTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativeTransport").field("options", &self.options).finish_non_exhaustive()
    }
}

impl NativeTransport {
    /// A transport with these options; options that cannot work are a `configuration` error.
    pub fn new(options: NativeTransportOptions) -> Result<Self> {
        let proxy = match &options.proxy {
            Some(url) => Some(Proxy::of(url).ok_or_else(|| {
                Error::configuration("`proxy` is not a URL such as http://proxy.example:3128.")
            })?),
            None => None,
        };
        let authorities = tls::authorities(options.ca_certificates.as_deref())?;
        let connector = Connector {
            proxy,
            direct: options.direct,
            environment: OnceLock::new(),
            authorities,
            tls: OnceLock::new(),
        };
        Ok(Self { options, connector, pool: Pool::default(), sockets: Sockets::default() })
    }
}

impl Transport for NativeTransport {
    fn abilities(&self) -> Abilities {
        Abilities::ALL
    }

    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        limits: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            self.sockets.ready().map_err(unusable)?;
            let begun = Instant::now();
            let mut progress = Progress::default();
            let exchange = self.exchange(request, limits, &mut progress);
            let ended = tokio::time::timeout(limits.timeout, exchange).await;
            let answer = ended.unwrap_or_else(|_| Err(out_of_time(&progress)));
            let Progress { head, .. } = progress;
            let answer = match answer {
                // What unpacks takes no time from other calls, and none that this one does not have.
                Ok(answer) => {
                    let until = (!limits.fresh_connection).then(|| begun + limits.timeout);
                    unpack::unpacked(answer, limits.max_body, until).await
                }
                Err(error) => Err(error),
            };
            answer.map_err(|error| match head {
                Some((status, headers)) => error.after(status, headers),
                None => error,
            })
        })
    }
}

fn out_of_time(progress: &Progress) -> TransportError {
    if progress.sent {
        TransportError::new(Failure::Timeout, false, "no whole answer came in time")
    } else {
        TransportError::new(Failure::Connect, true, "no connection was made in time")
    }
}

fn unusable(text: impl Into<String>) -> TransportError {
    TransportError::new(Failure::Unusable, true, text)
}

fn garbled(text: impl Into<String>) -> TransportError {
    TransportError::new(Failure::Garbled, false, text)
}

fn broken(text: impl Into<String>) -> TransportError {
    TransportError::new(Failure::Broken, false, text)
}
