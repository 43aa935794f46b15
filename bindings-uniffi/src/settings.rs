//! How a client is set up.

use std::collections::HashMap;

use telnum::{Environment, Settings};

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
}

impl From<ClientSettings> for Settings {
    fn from(given: ClientSettings) -> Self {
        let mut headers: Vec<_> = given.headers.into_iter().collect();
        headers.sort();
        Self {
            environment: given.environment,
            base_url: given.base_url,
            headers,
            timeout: given.timeout,
            max_retries: given.max_retries,
            max_body_bytes: given.max_body_bytes,
            validate: given.validate,
            proxy: given.proxy,
            ca_certificates: given.ca_certificates,
            app_name: given.app_name,
        }
    }
}
