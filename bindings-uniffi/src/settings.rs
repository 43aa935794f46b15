//! How a client is set up.

use std::collections::HashMap;
use std::sync::Arc;

use telnum::{Environment, LogLevel, LogSink, Settings};

use crate::logger::{HostLogger, LoggerCore};

/// Everything a client takes beside its keys. What is absent has core's default.
///
/// It holds no credential and does not print, because a header's value may be one.
#[derive(Clone, uniffi::Record)]
pub struct ClientSettings {
    /// Sandbox, unless `live` is named.
    pub environment: Option<Environment>,
    /// Another host than the carrier's: an emulator, or your own relay.
    pub base_url: Option<String>,
    /// Headers to add to each request.
    pub headers: HashMap<String, String>,
    /// Seconds that a call may take in all.
    pub timeout: Option<f64>,
    /// How many requests may follow a failed first one.
    pub max_retries: Option<i32>,
    /// How many requests this client and its clones send in any second at most; what is too early waits.
    pub requests_per_second: Option<f64>,
    /// How many requests this client and its clones have under way at once.
    pub max_connections: Option<i32>,
    /// Bytes that a decoded answer may have.
    pub max_body_bytes: Option<i32>,
    /// False sends arguments unvalidated.
    pub validate: Option<bool>,
    /// The URL of an HTTP proxy.
    pub proxy: Option<String>,
    /// More certificate authorities to trust, as PEM text.
    pub ca_certificates: Option<String>,
    /// The program's name, for the `User-Agent` header.
    pub app_name: Option<String>,
    /// Who is told of requests and calls.
    pub logger: Option<Arc<dyn LoggerCore>>,
    /// The least level that the logger wants; every event where there is none.
    pub log_level: Option<LogLevel>,
}

impl ClientSettings {
    /// Where core's events go.
    pub(crate) fn sink(&self) -> Option<Arc<dyn LogSink>> {
        let logger = Arc::clone(self.logger.as_ref()?);
        Some(Arc::new(HostLogger { logger, least: self.log_level }))
    }
}

impl From<ClientSettings> for Settings {
    fn from(given: ClientSettings) -> Self {
        let mut headers: Vec<_> = given.headers.into_iter().collect();
        headers.sort();
        Self {
            environment: given.environment,
            base_url: given.base_url,
            headers,
            timeout: given.timeout.map(telnum::seconds),
            max_retries: given.max_retries,
            requests_per_second: given.requests_per_second,
            max_connections: given.max_connections,
            max_body_bytes: given.max_body_bytes,
            validate: given.validate,
            proxy: given.proxy,
            ca_certificates: given.ca_certificates,
            app_name: given.app_name,
        }
    }
}
