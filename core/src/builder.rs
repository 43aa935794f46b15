//! What the builders of all clients have: the settings that do not depend on the carrier.

use serde_json::{Map, Value};

use crate::by_name::ByName;
use crate::config::{Settings, Surroundings};
use crate::error::Result;

/// A builder, whichever carrier it is of. `#[carrier]` implements it.
pub trait Opening {
    /// The names of the carrier's own options.
    fn names(&self) -> &'static [&'static str];

    /// Takes these out of plain data.
    fn take(&mut self, options: &mut Map<String, Value>) -> Result<()>;

    /// Takes everything else, in place of what was there.
    fn settle(&mut self, settings: Settings, surroundings: Surroundings);

    /// The client, whose calls are made by their names.
    fn open(self: Box<Self>) -> Result<ByName>;
}

/// A client from plain data, by a builder on which nothing was set but what is no plain data: by code that is
/// compiled once, not once a carrier.
pub fn open(
    mut builder: Box<dyn Opening>,
    mut options: Map<String, Value>,
    surroundings: Surroundings,
) -> Result<ByName> {
    builder.take(&mut options)?;
    let settings = Settings::read(options, builder.names())?;
    builder.settle(settings, surroundings);
    builder.open()
}

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
                self.settings.timeout = Some(timeout);
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

            /// A header to send with each request, in place of one of the same name.
            pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
                let headers = vec![(name.into(), value.into())];
                self.settings(crate::config::Settings { headers, ..Default::default() })
            }

            /// How many bytes a decoded answer may have; 32 MiB by default.
            pub fn max_body_bytes(mut self, bytes: i32) -> Self {
                self.settings.max_body_bytes = Some(bytes);
                self
            }

            /// False sends arguments unvalidated, for the day a carrier widens a rule.
            pub fn validate(mut self, validate: bool) -> Self {
                self.settings.validate = Some(validate);
                self
            }

            /// The URL of an HTTP proxy; the environment's (`HTTPS_PROXY`, `NO_PROXY`) by default.
            pub fn proxy(mut self, url: impl Into<String>) -> Self {
                self.settings.proxy = Some(url.into());
                self
            }

            /// More certificate authorities to trust, as PEM text.
            pub fn ca_certificates(mut self, pem: impl Into<String>) -> Self {
                self.settings.ca_certificates = Some(pem.into());
                self
            }

            /// The program's name, for the `User-Agent` header.
            pub fn app_name(mut self, name: impl Into<String>) -> Self {
                self.settings.app_name = Some(name.into());
                self
            }

            /// The path of a journal: a file, created where there is none, that remembers which attempts were
            /// placed. Clients that share it, in any process and language, place each attempt once, even
            /// after a crash. See [`FileJournal`](crate::FileJournal).
            #[cfg(feature = "native")]
            pub fn journal(mut self, path: impl Into<std::path::PathBuf>) -> Self {
                self.settings.journal = Some(path.into());
                self
            }

            /// Many settings at once. What they leave out stays as it was set before.
            pub fn settings(mut self, settings: crate::config::Settings) -> Self {
                self.settings = settings.over(self.settings);
                self
            }

            /// Another transport, platform, journal or logger. What is left out stays as it was set before.
            pub fn surroundings(mut self, surroundings: crate::config::Surroundings) -> Self {
                self.surroundings = surroundings.over(self.surroundings);
                self
            }

            /// How requests are sent, instead of by telnum's own connections.
            pub fn transport(
                mut self,
                transport: std::sync::Arc<dyn crate::transport::Transport>,
            ) -> Self {
                self.surroundings.transport = Some(transport);
                self
            }

            /// Another clock, timer and source of random numbers than the operating system's.
            pub fn platform(
                mut self,
                platform: std::sync::Arc<dyn crate::platform::Platform>,
            ) -> Self {
                self.surroundings.platform = Some(platform);
                self
            }

            /// A journal of your own, instead of a file: a database, say.
            pub fn journal_store(
                mut self,
                journal: std::sync::Arc<dyn crate::journal::Journal>,
            ) -> Self {
                self.surroundings.journal = Some(journal);
                self
            }

            /// Which attempts were placed: clients that share it place each of them once.
            pub fn placed_attempts(mut self, placed: crate::attempt::PlacedAttempts) -> Self {
                self.surroundings.placed = placed;
                self
            }

            /// Who is told of requests and calls. Programs in Rust can subscribe with `tracing` instead.
            pub fn logger(mut self, sink: std::sync::Arc<dyn crate::log::LogSink>) -> Self {
                self.surroundings.log = Some(sink);
                self
            }
        }

        /// Its keys never print.
        impl std::fmt::Debug for $builder {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($builder))
                    .field("settings", &self.settings)
                    .field("surroundings", &self.surroundings)
                    .finish_non_exhaustive()
            }
        }
    };
}
pub(crate) use setters_of_every_client;
