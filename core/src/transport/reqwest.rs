//! reqwest as the transport, for Rust programs whose connections are already set up with it.

use std::error::Error as _;
use std::fmt;
use std::sync::OnceLock;

use ::reqwest::{Client, ClientBuilder, redirect, retry};

use super::{
    Abilities, Failure, HttpRequest, HttpResponse, Limits, Method, Transport, TransportError,
};
use crate::platform::BoxFuture;
use crate::types::Header;

/// reqwest, set up as the program needs it: its own resolver, SOCKS proxies, client certificates.
///
/// Redirects and retries of reqwest are always off, and a purchase gets a connection of its own. What
/// comes before an answer is not bounded by telnum here, and a connection that got bytes while it was idle
/// is dropped only once the runtime has seen them; `NativeTransport` has neither limit.
///
/// ```
/// use std::sync::Arc;
///
/// use telnum::{IdtExpress, ReqwestTransport};
///
/// let transport = ReqwestTransport::new(|| reqwest::Client::builder().user_agent("shop/2"));
/// let client = IdtExpress::builder()
///     .api_key("your key")
///     .api_secret("your sandbox secret")
///     .transport(Arc::new(transport))
///     .build()?;
/// # Ok::<(), telnum::Error>(())
/// ```
pub struct ReqwestTransport {
    set_up: Box<dyn Fn() -> ClientBuilder + Send + Sync>,
    // Made when first used, so that making a client costs nothing.
    pooled: OnceLock<Client>,
    fresh: OnceLock<Client>,
}

impl ReqwestTransport {
    /// A transport over what this sets up. It is called twice, for reads and for purchases have a client
    /// each.
    pub fn new(set_up: impl Fn() -> ClientBuilder + Send + Sync + 'static) -> Self {
        Self { set_up: Box::new(set_up), pooled: OnceLock::new(), fresh: OnceLock::new() }
    }

    fn client(&self, fresh: bool) -> Result<Client, TransportError> {
        let slot = if fresh { &self.fresh } else { &self.pooled };
        if let Some(client) = slot.get() {
            return Ok(client.clone());
        }
        let mut builder =
            (self.set_up)().http1_only().redirect(redirect::Policy::none()).retry(retry::never());
        if fresh {
            builder = builder.pool_max_idle_per_host(0);
        }
        let client = builder.build().map_err(|error| {
            let text = format!("the HTTP client could not be set up: {}", innermost(&error));
            TransportError::new(Failure::Unusable, true, text)
        })?;
        Ok(slot.get_or_init(|| client).clone())
    }

    async fn exchange(
        &self,
        request: &HttpRequest,
        limits: Limits,
    ) -> Result<HttpResponse, TransportError> {
        let method = match request.method {
            Method::Get => ::reqwest::Method::GET,
            Method::Post => ::reqwest::Method::POST,
            Method::Patch => ::reqwest::Method::PATCH,
            Method::Delete => ::reqwest::Method::DELETE,
        };
        let client = self.client(limits.fresh_connection)?;
        let mut builder = client.request(method, request.url.as_str());
        for (name, text) in &request.headers {
            builder = builder.header(name.as_str(), text.reveal());
        }
        if let Some(body) = &request.body {
            builder = builder.body(body.clone());
        }
        let mut answer = builder.send().await.map_err(|error| no_answer(&error))?;
        let status = answer.status().as_u16();
        let headers: Vec<Header> = answer
            .headers()
            .iter()
            .map(|(name, value)| Header {
                name: name.as_str().to_owned(),
                value: String::from_utf8_lossy(value.as_bytes()).into_owned(),
            })
            .collect();
        let mut body = Vec::new();
        loop {
            let chunk = match answer.chunk().await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return Ok(HttpResponse { status, headers, body }),
                Err(error) => return Err(no_answer(&error).after(status, headers)),
            };
            if body.len() + chunk.len() > limits.max_body {
                let text = format!("the answer is larger than {} bytes", limits.max_body);
                return Err(
                    TransportError::new(Failure::TooLarge, false, text).after(status, headers)
                );
            }
            body.extend_from_slice(&chunk);
        }
    }
}

impl Transport for ReqwestTransport {
    fn abilities(&self) -> Abilities {
        Abilities::ALL
    }

    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        limits: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let exchange = self.exchange(request, limits);
            match tokio::time::timeout(limits.timeout, exchange).await {
                Ok(outcome) => outcome,
                Err(_) => {
                    let text = "no whole answer came in time";
                    Err(TransportError::new(Failure::Timeout, false, text))
                }
            }
        })
    }
}

/// What is set up may hold credentials.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

fn no_answer(error: &::reqwest::Error) -> TransportError {
    // A URL may hold credentials (DialogTech's does), so only the cause is kept.
    let failure = if error.is_connect() {
        Failure::Connect
    } else if error.is_builder() {
        Failure::Unusable
    } else {
        Failure::Broken
    };
    let not_sent = matches!(failure, Failure::Connect | Failure::Unusable);
    TransportError::new(failure, not_sent, innermost(error))
}

fn innermost(error: &::reqwest::Error) -> String {
    let mut cause = error.source();
    let mut text = None;
    while let Some(inner) = cause {
        text = Some(inner.to_string());
        cause = inner.source();
    }
    text.unwrap_or_else(|| "the request failed".to_owned())
}
