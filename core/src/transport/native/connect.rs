//! How connections are made.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures_util::stream::{FuturesUnordered, StreamExt};
use rustls::ClientConfig;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::exchange::Connection;
use super::proxy::{Environment, Proxy};
use super::stream::Stream;
use super::target::Origin;
use super::{tls, unusable};
use crate::transport::{Failure, TransportError};

/// Makes connections, directly or through a proxy.
pub(super) struct Connector {
    /// The caller's own proxy.
    pub(super) proxy: Option<Proxy>,
    /// Whether the environment's proxies are ignored.
    pub(super) direct: bool,
    pub(super) environment: OnceLock<Environment>,
    pub(super) authorities: Vec<CertificateDer<'static>>,
    // Made when first used, so that making a client costs nothing.
    pub(super) tls: OnceLock<Arc<ClientConfig>>,
}

/// A connection that is not made within this time was not made at all, and may be tried again.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long an address is tried alone before the next one is tried beside it (RFC 8305, 5).
const STAGGER: Duration = Duration::from_millis(250);

impl Connector {
    /// The proxy on the way to an origin.
    pub(super) fn proxy_for(&self, origin: &Origin) -> Result<Option<Proxy>, TransportError> {
        if self.proxy.is_some() || self.direct {
            return Ok(self.proxy.clone());
        }
        self.environment.get_or_init(Environment::read).proxy_for(origin).map_err(unusable)
    }

    /// A connection that was never used.
    pub(super) async fn connect(
        &self,
        origin: &Origin,
        proxy: Option<&Proxy>,
        user_agent: &str,
    ) -> Result<Connection, TransportError> {
        let made = timeout(CONNECT_TIMEOUT, async {
            let first = proxy.map_or(origin, |it| &it.origin);
            let mut stream = Stream::Tcp(socket(first).await?);
            if first.is_https {
                stream = self.secured(stream, first).await?;
            }
            if let Some(proxy) = proxy.filter(|_| origin.is_https) {
                stream = tunnel(stream, origin, proxy, user_agent).await?;
                stream = self.secured(stream, origin).await?;
            }
            Ok(Connection::over(stream))
        });
        made.await.unwrap_or_else(|_| Err(never("no connection was made in 10 s")))
    }

    async fn secured(&self, stream: Stream, origin: &Origin) -> Result<Stream, TransportError> {
        let config = match self.tls.get() {
            Some(config) => config.clone(),
            None => {
                let config = tls::config(&self.authorities)
                    .map_err(|error| unusable(format!("TLS could not be set up: {error}")))?;
                self.tls.get_or_init(|| Arc::new(config)).clone()
            }
        };
        let name = ServerName::try_from(origin.host.clone())
            .map_err(|_| unusable("the host's name is not one that a certificate can have"))?;
        let secured = TlsConnector::from(config).connect(name, stream).await;
        Ok(Stream::Tls(Box::new(secured.map_err(|error| never(error.to_string()))?)))
    }
}

/// A tunnel through a proxy (RFC 9110, 9.3.6).
async fn tunnel(
    mut stream: Stream,
    origin: &Origin,
    proxy: &Proxy,
    user_agent: &str,
) -> Result<Stream, TransportError> {
    let host =
        if origin.host.contains(':') { format!("[{}]", origin.host) } else { origin.host.clone() };
    let to = format!("{host}:{}", origin.port);
    let mut request = format!("CONNECT {to} HTTP/1.1\r\nhost: {to}\r\n");
    if !user_agent.is_empty() {
        request.push_str(&format!("user-agent: {user_agent}\r\n"));
    }
    if let Some(authorization) = &proxy.authorization {
        request.push_str(&format!("proxy-authorization: {authorization}\r\n"));
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).await.map_err(|error| never(error.to_string()))?;
    stream.flush().await.map_err(|error| never(error.to_string()))?;
    let mut connection = Connection::over(stream);
    let head = connection
        .head()
        .await
        .map_err(|error| never(format!("the proxy failed: {}", error.text)))?;
    if !(200..300).contains(&head.status) {
        return Err(never(format!("the proxy refused (HTTP {})", head.status)));
    }
    connection.unused().ok_or_else(|| never("the proxy spoke before it was asked"))
}

/// A socket to the first address that answers.
async fn socket(origin: &Origin) -> Result<TcpStream, TransportError> {
    let connected = first_to_answer(origin).await.map_err(|error| never(error.to_string()))?;
    let _ = connected.set_nodelay(true);
    Ok(connected)
}

async fn first_to_answer(origin: &Origin) -> io::Result<TcpStream> {
    let addresses: Vec<SocketAddr> = match origin.host.parse::<IpAddr>() {
        Ok(address) => vec![SocketAddr::new(address, origin.port)],
        Err(_) => lookup_host((origin.host.as_str(), origin.port)).await?.collect(),
    };
    let mut addresses = by_turns(addresses).into_iter();
    let mut failed = io::Error::new(io::ErrorKind::NotFound, "the host has no address");
    let mut under_way = FuturesUnordered::new();
    loop {
        let next = addresses.next();
        let is_last = next.is_none();
        under_way.extend(next.map(TcpStream::connect));
        let ended = if is_last {
            Ok(under_way.next().await)
        } else {
            timeout(STAGGER, under_way.next()).await
        };
        match ended {
            Ok(Some(Ok(socket))) => return Ok(socket),
            Ok(Some(Err(error))) => failed = error,
            Ok(None) if is_last => return Err(failed),
            Ok(None) | Err(_) => {}
        }
    }
}

/// The two families by turns, in the order of the resolver.
fn by_turns(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let begins_with_6 = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (first, second): (Vec<_>, Vec<_>) =
        addresses.into_iter().partition(|it| it.is_ipv6() == begins_with_6);
    let mut second = second.into_iter();
    let mut ordered = Vec::new();
    for address in first {
        ordered.push(address);
        ordered.extend(second.next());
    }
    ordered.extend(second);
    ordered
}

/// No connection was made, so not a byte of the request was sent.
fn never(text: impl Into<String>) -> TransportError {
    TransportError::new(Failure::Connect, true, text)
}
