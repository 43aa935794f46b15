//! What the builders of all clients have: the settings that do not depend on the carrier.

use serde_json::{Map, Value};

use crate::error::{Error, Result};

/// The setters of `Settings` and `Surroundings`, for a builder with fields `settings` and `surroundings`.
macro_rules! setters_of_every_client {
    ($builder:ident) => {
        impl $builder {
            /// Live, where money is spent, or the carrier's own sandbox: the default where it has one.
            pub fn environment(mut self, environment: crate::config::Environment) -> Self {
                self.settings.environment = Some(environment);
                self
            }

            /// Another host: an emulator, or your own relay.
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.settings.base_url = Some(url.into());
                self
            }

            /// How long a call may take in all, a purchase included.
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.settings.timeout = Some(timeout.as_secs_f64());
                self
            }

            /// How many requests may follow a failed first one; after a purchase, only where that never
            /// left or was refused.
            pub fn max_retries(mut self, retries: i32) -> Self {
                self.settings.max_retries = Some(retries);
                self
            }

            /// How many requests this client and its clones send in any second at most; what is too
            /// early waits. The default is the carrier's own limit, where it says one.
            pub fn requests_per_second(mut self, requests: f64) -> Self {
                self.settings.requests_per_second = Some(requests);
                self
            }

            /// How many requests this client and its clones have under way at once, each on a connection
            /// of its own; 64 by default. The others wait, within the time of their calls.
            pub fn max_connections(mut self, connections: i32) -> Self {
                self.settings.max_connections = Some(connections);
                self
            }

            /// A header to send with each request.
            pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.settings.headers.push((name.into(), value.into()));
                self
            }

            /// All settings at once. Those set before are replaced, but for a base URL and an environment
            /// that these do not name.
            pub fn settings(mut self, settings: crate::config::Settings) -> Self {
                let before = std::mem::replace(&mut self.settings, settings);
                self.settings.base_url = self.settings.base_url.or(before.base_url);
                self.settings.environment = self.settings.environment.or(before.environment);
                self
            }

            /// Another transport, platform or store.
            pub fn surroundings(mut self, surroundings: crate::config::Surroundings) -> Self {
                self.surroundings = surroundings;
                self
            }

            /// Who is told of requests and calls. Programs in Rust can subscribe with `tracing` instead.
            pub fn logger(mut self, sink: std::sync::Arc<dyn crate::log::LogSink>) -> Self {
                self.surroundings.log = Some(sink);
                self
            }
        }
    };
}
pub(crate) use setters_of_every_client;

/// Takes a text out of options that arrived as plain data.
pub(crate) fn take_text(options: &mut Map<String, Value>, name: &str) -> Result<Option<String>> {
    match options.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        // The value is not shown: it may be a key all the same.
        Some(_) => Err(Error::configuration(format!("`{name}` must be text."))),
    }
}
