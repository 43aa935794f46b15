//! reqwest with rustls: the transport of Rust, Python, Kotlin and Swift.

use std::error::Error as _;
use std::sync::OnceLock;
use std::time::Duration;
use std::{fmt, io};

use reqwest::{Certificate, Client, ClientBuilder, Proxy, Url, redirect, retry};

use super::{
    Abilities, Failure, HttpRequest, HttpResponse, Limits, Method, Transport, TransportError,
};
use crate::error::{Error, Result};
use crate::platform::BoxFuture;
use crate::runtime::Sockets;
use crate::types::Header;

/// HTTP/1.1 over reqwest. Reads share kept-alive connections; a purchase gets one of its own.
#[derive(Debug)]
pub struct NativeTransport {
    options: NativeTransportOptions,
    // Made when first used, so that making a client costs nothing.
    pooled: OnceLock<Client>,
    fresh: OnceLock<Client>,
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

impl NativeTransport {
    /// A transport with these options; options that cannot work are a `configuration` error.
    pub fn new(options: NativeTransportOptions) -> Result<Self> {
        if let Some(proxy) = &options.proxy {
            // reqwest would take whatever has no scheme that it knows for the name of a host.
            let url = Url::parse(proxy).ok();
            if !url.is_some_and(|it| matches!(it.scheme(), "http" | "https")) {
                return Err(Error::configuration(
                    "`proxy` is not a URL such as http://proxy.example:3128.",
                ));
            }
        }
        if let Some(pem) = &options.ca_certificates {
            let found = Certificate::from_pem_bundle(pem.as_bytes()).unwrap_or_default();
            if found.is_empty() {
                return Err(Error::configuration("`ca_certificates` holds no PEM certificate."));
            }
        }
        Ok(Self {
            options,
            pooled: OnceLock::new(),
            fresh: OnceLock::new(),
            sockets: Sockets::default(),
        })
    }

    /// The client for these limits: kept, but for a purchase with little time.
    fn client(&self, limits: Limits) -> Result<Client, TransportError> {
        // A deadline that passes while connecting must be known to have sent nothing.
        let connect_timeout = CONNECT_TIMEOUT.min(limits.timeout.mul_f64(0.9));
        let unusable = |error: reqwest::Error| TransportError {
            failure: Failure::Unusable,
            not_sent: true,
            text: format!("the HTTP client could not be set up: {}", innermost(&error)),
        };
        if limits.fresh_connection && connect_timeout < CONNECT_TIMEOUT {
            return self.build(true, connect_timeout).map_err(unusable);
        }
        let slot = if limits.fresh_connection { &self.fresh } else { &self.pooled };
        if let Some(client) = slot.get() {
            return Ok(client.clone());
        }
        let client = self.build(limits.fresh_connection, CONNECT_TIMEOUT).map_err(unusable)?;
        Ok(slot.get_or_init(|| client).clone())
    }

    fn build(&self, fresh: bool, connect_timeout: Duration) -> reqwest::Result<Client> {
        // reqwest is built without a default provider; another one that the program chose stays.
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        let mut builder = ClientBuilder::new()
            .http1_only()
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .connect_timeout(connect_timeout)
            .user_agent(self.options.user_agent.clone());
        if fresh {
            builder = builder.pool_max_idle_per_host(0);
        }
        if self.options.direct {
            builder = builder.no_proxy();
        }
        if let Some(proxy) = &self.options.proxy {
            builder = builder.proxy(Proxy::all(proxy)?);
        }
        if let Some(pem) = &self.options.ca_certificates {
            builder = builder.tls_certs_merge(Certificate::from_pem_bundle(pem.as_bytes())?);
        }
        builder.build()
    }

    async fn exchange(
        &self,
        request: &HttpRequest,
        limits: Limits,
    ) -> Result<HttpResponse, TransportError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut builder = self.client(limits)?.request(method, request.url.as_str());
        for (name, text) in &request.headers {
            builder = builder.header(name.as_str(), text.reveal());
        }
        if let Some(body) = &request.body {
            builder = builder.body(body.clone());
        }
        let mut answer = builder.send().await.map_err(no_answer)?;
        let status = answer.status().as_u16();
        let headers = answer
            .headers()
            .iter()
            .map(|(name, value)| Header {
                name: name.as_str().to_owned(),
                value: String::from_utf8_lossy(value.as_bytes()).into_owned(),
            })
            .collect();
        let announced = answer.content_length().and_then(|it| usize::try_from(it).ok());
        let mut body = Vec::with_capacity(announced.unwrap_or_default().min(limits.max_body));
        while let Some(chunk) = answer.chunk().await.map_err(no_answer)? {
            if body.len() + chunk.len() > limits.max_body {
                return Err(TransportError {
                    failure: Failure::TooLarge,
                    not_sent: false,
                    text: format!("the answer is larger than {} bytes", limits.max_body),
                });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(HttpResponse { status, headers, body })
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
            self.sockets.ready().map_err(|problem| TransportError {
                failure: Failure::Unusable,
                not_sent: true,
                text: problem.to_owned(),
            })?;
            match tokio::time::timeout(limits.timeout, self.exchange(request, limits)).await {
                Ok(outcome) => outcome,
                Err(_) => Err(TransportError {
                    failure: Failure::Timeout,
                    not_sent: false,
                    text: "no whole answer came in time".to_owned(),
                }),
            }
        })
    }
}

/// A connection that is not made within this time was not made at all, and may be tried again.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

fn no_answer(error: reqwest::Error) -> TransportError {
    // A URL may hold credentials (DialogTech's does), so only the cause is kept.
    let failure = if error.is_connect() {
        Failure::Connect
    } else if error.is_builder() {
        Failure::Unusable
    } else if is_garbled(&error) {
        Failure::Garbled
    } else {
        Failure::Broken
    };
    TransportError {
        failure,
        not_sent: matches!(failure, Failure::Connect | Failure::Unusable),
        text: innermost(&error),
    }
}

/// reqwest says *decode* of every failure in a body, a broken connection included; the cause tells.
fn is_garbled(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(inner) = inner.downcast_ref::<io::Error>() {
            return matches!(
                inner.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
            );
        }
        cause = inner.source();
    }
    false
}

fn innermost(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut text = None;
    while let Some(inner) = cause {
        text = Some(inner.to_string());
        cause = inner.source();
    }
    text.unwrap_or_else(|| "the request failed".to_owned())
}
