//! How a client is set up, the same for all carriers.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use telnum_macros::closed_set;

use crate::attempt::PlacedAttempts;
use crate::error::{Error, Result};
use crate::journal::Journal;
use crate::log::LogSink;
use crate::platform::Platform;
use crate::transport::Transport;

/// A carrier's environment.
#[closed_set]
#[derive(Default)]
pub enum Environment {
    /// The carrier's own test host: no money is spent. The default.
    #[default]
    Sandbox,
    /// Real numbers and real money.
    Live,
}

/// Settings that every client takes. What is not set has the documented default.
#[derive(Clone, Default)]
pub struct Settings {
    /// `sandbox`, the default where the carrier has one, or `live`, where money is spent.
    pub environment: Option<Environment>,
    /// Another host than the carrier's: an emulator, or your own relay. There no key is read from the
    /// environment, and keys may be missing: a relay adds them.
    pub base_url: Option<String>,
    /// Headers to add to each request.
    pub headers: Vec<(String, String)>,
    /// How long a call may take in all; 30 s by default, 60 s for a purchase.
    pub timeout: Option<Duration>,
    /// How many requests may follow a failed first one; 2 by default. A purchase is sent again only where it
    /// is certain that the carrier did not act.
    pub max_retries: Option<i32>,
    /// How many requests this client sends in any second at most; requests over the limit are delayed.
    /// 0.5 is one in two seconds.
    pub requests_per_second: Option<f64>,
    /// How many requests this client has under way at once, each on a connection of its own; 64 by
    /// default. The others wait, within the time of their calls.
    pub max_connections: Option<i32>,
    /// Bytes that a decoded answer may have; 32 MiB by default.
    pub max_body_bytes: Option<i32>,
    /// False sends arguments unvalidated, for the day a carrier widens a rule.
    pub validate: Option<bool>,
    /// The URL of an HTTP proxy; by default, the environment's (`HTTPS_PROXY`, `NO_PROXY`).
    pub proxy: Option<String>,
    /// More certificate authorities to trust, as PEM text.
    pub ca_certificates: Option<String>,
    /// The program's name, for the `User-Agent` header.
    pub app_name: Option<String>,
    /// The path of a journal: a file, created where there is none, that remembers which attempts were placed.
    /// Clients that share it, in any process and language, place each attempt once, even after a crash. It
    /// needs a local disk. By default, only the client itself remembers.
    #[cfg(feature = "native")]
    pub journal: Option<std::path::PathBuf>,
}

impl Settings {
    /// These settings, and the earlier ones wherever these say nothing. Headers are kept by name.
    pub(crate) fn over(self, earlier: Self) -> Self {
        let mut headers = earlier.headers;
        headers.retain(|(name, _)| !self.headers.iter().any(|it| it.0.eq_ignore_ascii_case(name)));
        headers.extend(self.headers);
        Self {
            environment: self.environment.or(earlier.environment),
            base_url: self.base_url.or(earlier.base_url),
            headers,
            timeout: self.timeout.or(earlier.timeout),
            max_retries: self.max_retries.or(earlier.max_retries),
            requests_per_second: self.requests_per_second.or(earlier.requests_per_second),
            max_connections: self.max_connections.or(earlier.max_connections),
            max_body_bytes: self.max_body_bytes.or(earlier.max_body_bytes),
            validate: self.validate.or(earlier.validate),
            proxy: self.proxy.or(earlier.proxy),
            ca_certificates: self.ca_certificates.or(earlier.ca_certificates),
            app_name: self.app_name.or(earlier.app_name),
            #[cfg(feature = "native")]
            journal: self.journal.or(earlier.journal),
        }
    }
}

/// Where requests go, and by what means: set by tests and by other runtimes.
#[derive(Clone, Default)]
pub struct Surroundings {
    /// How requests are sent.
    pub transport: Option<Arc<dyn Transport>>,
    /// Time and chance.
    pub platform: Option<Arc<dyn Platform>>,
    /// Where purchases are written down before they are sent. Nowhere, by default.
    pub journal: Option<Arc<dyn Journal>>,
    /// Which attempts were placed; clients that share it place each of them once.
    pub placed: PlacedAttempts,
    /// Who is told of requests and calls.
    pub log: Option<Arc<dyn LogSink>>,
}

impl Surroundings {
    /// These surroundings, and the earlier ones wherever these say nothing.
    pub(crate) fn over(self, earlier: Self) -> Self {
        Self {
            transport: self.transport.or(earlier.transport),
            platform: self.platform.or(earlier.platform),
            journal: self.journal.or(earlier.journal),
            placed: self.placed.over(earlier.placed),
            log: self.log.or(earlier.log),
        }
    }
}

/// Which of them were given.
impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings")
            .field("transport", &self.transport.is_some())
            .field("platform", &self.platform.is_some())
            .field("journal", &self.journal.is_some())
            .field("log", &self.log.is_some())
            .finish_non_exhaustive()
    }
}

/// Values of headers may be secrets, and a proxy's URL may hold a password.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Settings")
            .field("environment", &self.environment)
            .field("base_url", &self.base_url)
            .field("headers", &headers)
            .field("timeout", &self.timeout)
            .field("max_retries", &self.max_retries)
            .field("requests_per_second", &self.requests_per_second)
            .field("max_connections", &self.max_connections)
            .field("max_body_bytes", &self.max_body_bytes)
            .field("validate", &self.validate)
            .field("app_name", &self.app_name)
            .finish_non_exhaustive()
    }
}

/// A time limit, as a caller gives it.
pub(crate) fn timeout(given: Duration) -> Result<Duration> {
    within(DAY, "a day (86400 s)", given)
}

/// The time limit of a whole wait: a backorder may last for weeks.
pub(crate) fn wait(given: Duration) -> Result<Duration> {
    within(366 * DAY, "366 days (31622400 s) for a wait", given)
}

fn within(longest: Duration, said: &str, given: Duration) -> Result<Duration> {
    if given.is_zero() || given > longest {
        return Err(Error::configuration(format!(
            "`timeout` must be more than zero and at most {said}."
        )));
    }
    Ok(given)
}

/// A time limit from seconds, as the other languages give it. What is not a length of time becomes one
/// that no call takes, so that the error is the same wherever the limit came from.
pub fn seconds(seconds: f64) -> Duration {
    let beyond = if seconds > 0.0 { Duration::MAX } else { Duration::ZERO };
    Duration::try_from_secs_f64(seconds).unwrap_or(beyond)
}

pub(crate) const DAY: Duration = Duration::from_secs(86_400);

/// What a User-Agent header says: the program first, then telnum.
pub fn user_agent(app_name: Option<&str>) -> String {
    let telnum = concat!("telnum/", env!("CARGO_PKG_VERSION"));
    app_name.map_or_else(|| telnum.to_owned(), |app| format!("{app} {telnum}"))
}

/// A header's name as an error may quote it.
pub(crate) fn shown_name(name: &str) -> String {
    name.chars().take(60).filter(|it| !it.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_that_are_no_length_of_time_are_refused_like_any_other() {
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e-12, 1e300, 86_401.0] {
            assert!(timeout(seconds(odd)).is_err(), "{odd}");
        }
        assert_eq!(timeout(seconds(2.5)), Ok(Duration::from_millis(2500)));
    }
}
