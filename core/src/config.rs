//! How a client is set up, the same for all carriers.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue, Uri};
use serde::Deserialize;
use serde_json::{Map, Value};
use telnum_macros::closed_set;

use crate::attempt::{AttemptStore, NoStore};
use crate::error::{Carrier, Error, Result};
use crate::platform::Platform;
use crate::transport::{HeaderText, Transport};
use crate::types::Secret;

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
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Sandbox, unless `live` is named.
    pub environment: Option<Environment>,
    /// Another host than the carrier's: an emulator, or your own relay.
    pub base_url: Option<String>,
    /// Headers to add to each request.
    #[serde(deserialize_with = "headers_in_order")]
    pub headers: Vec<(String, String)>,
    /// Seconds that a call may take in all; 30 by default, 60 for a purchase.
    pub timeout: Option<f64>,
    /// How many requests may follow a failed first one; 2 by default.
    pub max_retries: Option<i32>,
    /// Bytes that a decoded answer may have; 32 MiB by default.
    pub max_body_bytes: Option<i32>,
    /// False sends arguments unvalidated, for the day a carrier widens a rule.
    pub validate: Option<bool>,
    /// The URL of an HTTP proxy.
    pub proxy: Option<String>,
    /// More certificate authorities to trust, as PEM text.
    pub ca_certificates: Option<String>,
    /// The program's name, for the `User-Agent` header.
    pub app_name: Option<String>,
}

impl Settings {
    /// Reads settings that arrive as plain data, from Python or JavaScript; an error names the setting.
    pub fn read(members: Map<String, Value>) -> Result<Self> {
        let misread = |name: &str, error: serde_json::Error| {
            Error::configuration(format!("`{name}` cannot be set so: {error}."))
        };
        for (name, value) in &members {
            // Each alone first: serde's errors do not say which member they are about.
            let alone = Map::from_iter([(name.clone(), value.clone())]);
            Self::deserialize(Value::Object(alone)).map_err(|error| misread(name, error))?;
        }
        Self::deserialize(Value::Object(members)).map_err(|error| misread("settings", error))
    }
}

/// Where requests go, and by what means: set by tests and by other runtimes.
#[derive(Clone, Default)]
pub struct Surroundings {
    /// How requests are sent.
    pub transport: Option<Arc<dyn Transport>>,
    /// Time and chance.
    pub platform: Option<Arc<dyn Platform>>,
    /// Where attempts are kept.
    pub store: Option<Arc<dyn AttemptStore>>,
}

/// What sets one carrier's clients apart from another's.
pub(crate) struct CarrierSetup<'a> {
    pub(crate) carrier: Carrier,
    pub(crate) live: &'a str,
    pub(crate) sandbox: &'a str,
    /// Header name, name of the option, its environment variable and what was given.
    pub(crate) credentials: Vec<(&'a str, &'a str, &'a str, Option<Secret>)>,
}

/// Everything the driver needs to send requests for one client.
pub(crate) struct Channel {
    pub(crate) carrier: Carrier,
    pub(crate) base_url: String,
    /// True where the base URL is the carrier's own host.
    pub(crate) at_the_carrier: bool,
    pub(crate) headers: Vec<(String, HeaderText)>,
    pub(crate) timeout: Duration,
    pub(crate) purchase_timeout: Duration,
    pub(crate) max_retries: u32,
    pub(crate) max_body: usize,
    pub(crate) validate: bool,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) platform: Arc<dyn Platform>,
    pub(crate) store: Arc<dyn AttemptStore>,
}

impl Channel {
    /// Checks the settings and puts everything together.
    pub(crate) fn open(
        setup: CarrierSetup<'_>,
        settings: &Settings,
        surroundings: Surroundings,
    ) -> Result<Self> {
        let platform = surroundings.platform.map_or_else(native_platform, Ok)?;
        let environment = settings.environment.unwrap_or_default();
        let default_url = match environment {
            Environment::Live => setup.live,
            Environment::Sandbox => setup.sandbox,
        };
        let base_url = settings.base_url.as_deref().unwrap_or(default_url).trim_end_matches('/');
        let host = Host::of(base_url)?;
        let at_the_carrier = host.is_one_of(&[setup.live, setup.sandbox])?;

        let mut headers = own_headers(settings, &setup)?;
        let mut for_emulator = !setup.credentials.is_empty();
        let relay = settings.base_url.is_some() && !at_the_carrier;
        for (header, option, variable, given) in setup.credentials {
            let credential = given.or_else(|| platform.variable(variable).map(Secret::from));
            let Some(credential) = credential else {
                for_emulator = false;
                if relay {
                    continue;
                }
                return Err(Error::configuration(format!(
                    "`{option}` is missing: give it, or set {variable}."
                )));
            };
            if credential.reveal().is_empty() || HeaderValue::from_str(credential.reveal()).is_err()
            {
                return Err(Error::configuration(format!(
                    "`{option}` is empty or holds characters that a header cannot carry."
                )));
            }
            for_emulator &= credential.is_for_emulator();
            headers.push((header.to_owned(), HeaderText::Secret(credential)));
        }
        if at_the_carrier && for_emulator {
            return Err(Error::configuration(
                "Keys that begin with `emulator-` are for an emulator: name its `base_url`, or use \
                 `Emulator`.",
            ));
        }
        if !host.is_https && !host.is_loopback && !for_emulator {
            return Err(Error::configuration(
                "`base_url` must begin with https://. Plain http is for this machine and for keys \
                 that begin with `emulator-`.",
            ));
        }
        let seconds = |given: Option<f64>, default: u64| match given {
            None => Ok(Duration::from_secs(default)),
            Some(seconds) => timeout(seconds),
        };
        Ok(Self {
            carrier: setup.carrier,
            base_url: base_url.to_owned(),
            at_the_carrier,
            headers,
            timeout: seconds(settings.timeout, 30)?,
            purchase_timeout: seconds(settings.timeout, 60)?,
            max_retries: count(settings.max_retries, 2, "max_retries", 0)?,
            max_body: usize::try_from(count(
                settings.max_body_bytes,
                32 * 1024 * 1024,
                "max_body_bytes",
                1,
            )?)
            .unwrap_or(usize::MAX),
            validate: settings.validate.unwrap_or(true),
            transport: surroundings.transport.map_or_else(|| native_transport(settings), Ok)?,
            platform,
            store: surroundings.store.unwrap_or_else(|| Arc::new(NoStore)),
        })
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
            .field("max_body_bytes", &self.max_body_bytes)
            .field("validate", &self.validate)
            .field("app_name", &self.app_name)
            .finish_non_exhaustive()
    }
}

/// A time limit in seconds, as a caller gives it.
pub(crate) fn timeout(seconds: f64) -> Result<Duration> {
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|it| !it.is_zero() && *it <= Duration::from_secs(86_400))
        .ok_or_else(|| {
            Error::configuration("`timeout` must be more than zero and at most a day (86400 s).")
        })
}

/// What a User-Agent header says: the program first, then telnum.
pub fn user_agent(app_name: Option<&str>) -> String {
    let telnum = concat!("telnum/", env!("CARGO_PKG_VERSION"));
    app_name.map_or_else(|| telnum.to_owned(), |app| format!("{app} {telnum}"))
}

fn own_headers(settings: &Settings, setup: &CarrierSetup<'_>) -> Result<Vec<(String, HeaderText)>> {
    let mut headers = Vec::new();
    for (name, value) in &settings.headers {
        let reserved = |header: &str| name.eq_ignore_ascii_case(header);
        let problem = if HeaderName::from_bytes(name.as_bytes()).is_err() {
            "is not a legal header name"
        } else if HeaderValue::from_str(value).is_err() {
            "has a value that a header cannot carry: visible ASCII only, no line breaks"
        } else if OURS.iter().copied().any(reserved)
            || setup.credentials.iter().any(|(header, ..)| reserved(header))
        {
            "is set by telnum itself"
        } else {
            // Such as a relay's token: its own header is as secret as the carrier's.
            headers.push((name.to_ascii_lowercase(), HeaderText::Secret(value.as_str().into())));
            continue;
        };
        let name: String = name.chars().take(60).filter(|c| !c.is_control()).collect();
        return Err(Error::configuration(format!("The header `{name}` {problem}.")));
    }
    if settings.app_name.as_deref().is_some_and(|it| HeaderValue::from_str(it).is_err()) {
        return Err(Error::configuration(
            "`app_name` holds characters that a header cannot carry.",
        ));
    }
    Ok(headers)
}

/// Headers that frame a request; another value would break or smuggle one.
const OURS: &[&str] = &[
    "accept",
    "host",
    "content-length",
    "content-type",
    "transfer-encoding",
    "connection",
    "accept-encoding",
    "expect",
    "te",
    "upgrade",
];

struct Host {
    name: String,
    is_https: bool,
    is_loopback: bool,
}

impl Host {
    fn of(base_url: &str) -> Result<Self> {
        let unusable = || {
            Error::configuration(
                "`base_url` must be a URL such as https://relay.example/telnum, without user, \
                 query or fragment.",
            )
        };
        let uri: Uri = base_url.parse().map_err(|_| unusable())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(unusable());
        };
        let has_user = authority.as_str().contains('@');
        if has_user || base_url.contains(['?', '#']) || !matches!(scheme, "http" | "https") {
            return Err(unusable());
        }
        let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
        let address = name.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        let is_loopback = name == "localhost" || address.is_ok_and(|it| it.is_loopback());
        Ok(Self { name, is_https: scheme == "https", is_loopback })
    }

    fn is_one_of(&self, urls: &[&str]) -> Result<bool> {
        for url in urls {
            // The port is ignored: the carrier's host is the carrier's on every port.
            if Self::of(url)?.name == self.name {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn count(given: Option<i32>, default: u32, name: &str, least: u32) -> Result<u32> {
    match given.map(u32::try_from) {
        None => Ok(default),
        Some(Ok(number)) if number >= least => Ok(number),
        Some(_) => Err(Error::configuration(format!("`{name}` must be at least {least}."))),
    }
}

fn headers_in_order<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<(String, String)>, D::Error> {
    let headers = Option::<std::collections::BTreeMap<String, String>>::deserialize(deserializer)?;
    Ok(headers.unwrap_or_default().into_iter().collect())
}

#[cfg(feature = "reqwest")]
fn native_transport(settings: &Settings) -> Result<Arc<dyn Transport>> {
    use crate::transport::{NativeTransport, NativeTransportOptions};
    Ok(Arc::new(NativeTransport::new(NativeTransportOptions {
        proxy: settings.proxy.clone(),
        ca_certificates: settings.ca_certificates.clone(),
        user_agent: user_agent(settings.app_name.as_deref()),
    })?))
}

#[cfg(feature = "reqwest")]
fn native_platform() -> Result<Arc<dyn Platform>> {
    Ok(Arc::new(crate::platform::Native::default()))
}

#[cfg(not(feature = "reqwest"))]
fn native_transport(_: &Settings) -> Result<Arc<dyn Transport>> {
    Err(Error::configuration("This build of telnum has no HTTP transport of its own: give one."))
}

#[cfg(not(feature = "reqwest"))]
fn native_platform() -> Result<Arc<dyn Platform>> {
    Err(Error::configuration("This build of telnum has no clock of its own: give one."))
}
