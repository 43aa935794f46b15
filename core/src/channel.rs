//! Everything that one client's requests need, checked and put together.

use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::attempt::PlacedAttempts;
use crate::by_name::Names;
use crate::config::{Environment, Settings, Surroundings, timeout};
use crate::destination::{Carried, Destination};
use crate::error::{Carrier, Error, Result};
use crate::headers::{fits_a_header, own_headers};
use crate::journal::Journal;
use crate::log::LogSink;
use crate::platform::Platform;
use crate::policy::places::Places;
use crate::policy::rate_limit::RateLimit;
use crate::policy::retry_budget::RetryBudget;
use crate::token::{TokenSource, Tokens};
use crate::transport::{HeaderText, Transport};
use crate::types::Secret;

/// What sets one carrier's clients apart from another's.
pub(crate) struct CarrierSetup<'a> {
    pub(crate) carrier: Carrier,
    /// The live host, and its other names.
    pub(crate) live: &'a [&'a str],
    /// The carrier's own test host, where it has one.
    pub(crate) sandbox: Option<&'a str>,
    /// Requests a second that the carrier allows, where it says so.
    pub(crate) requests_per_second: Option<f64>,
    /// Name on the wire, name of the option, its environment variable and what was given.
    pub(crate) credentials: Vec<(&'a str, &'a str, &'a str, Option<Secret>)>,
    pub(crate) credentials_go: CredentialsGo,
    /// What every request says beside its credentials, such as a version.
    pub(crate) headers: Vec<(&'a str, String)>,
    /// Whether purchases go as forms.
    pub(crate) buys_by_form: bool,
    /// Tokens that are sent instead of credentials.
    pub(crate) tokens: Option<Arc<dyn TokenSource>>,
    /// What its clients can do, by name.
    pub(crate) names: &'static Names,
}

/// Where a carrier wants its credentials.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum CredentialsGo {
    InHeaders,
    /// In the query, or in the form where one is sent.
    InParameters,
}

/// Everything the driver needs to send requests for one client.
pub(crate) struct Channel {
    pub(crate) carrier: Carrier,
    pub(crate) environment: Environment,
    pub(crate) base_url: String,
    /// True where the base URL is the carrier's own host.
    pub(crate) at_the_carrier: bool,
    /// True where it has no keys, so that its host is a relay that adds them.
    pub(crate) is_keyless: bool,
    /// Whether that was seen to be one of telnum's, which places each attempt once.
    pub(crate) is_relay_known: AtomicBool,
    pub(crate) headers: Vec<(String, HeaderText)>,
    /// Credentials that go beside an operation's own parameters.
    pub(crate) parameters: Vec<(String, Secret)>,
    /// The first credential, which the carrier signs with.
    pub(crate) key: Option<Secret>,
    pub(crate) tokens: Option<Tokens>,
    /// What calls have sent that shall be shown nowhere, such as the password of a trunk: the latest ones.
    pub(crate) passed_on: Mutex<Vec<Secret>>,
    /// Whether purchases go as forms.
    pub(crate) buys_by_form: bool,
    /// What can be called, by name.
    pub(crate) names: &'static Names,
    pub(crate) timeout: Duration,
    pub(crate) purchase_timeout: Duration,
    pub(crate) max_retries: u32,
    pub(crate) max_body: usize,
    pub(crate) validate: bool,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) platform: Arc<dyn Platform>,
    pub(crate) journal: Option<Arc<dyn Journal>>,
    pub(crate) log: Option<Arc<dyn LogSink>>,
    pub(crate) placed: PlacedAttempts,
    /// What follows is shared by all calls of the client and of its clones.
    pub(crate) rate_limit: Option<Mutex<RateLimit>>,
    pub(crate) retry_budget: Mutex<RetryBudget>,
    /// How often something was removed, which moves the rows of lists.
    pub(crate) removals: AtomicU32,
    pub(crate) places: Places,
}

impl Channel {
    /// Checks the settings and puts everything together.
    pub(crate) fn open(
        setup: CarrierSetup<'_>,
        settings: &Settings,
        surroundings: Surroundings,
    ) -> Result<Self> {
        #[cfg(feature = "native")]
        let is_native = surroundings.platform.is_none();
        let platform = surroundings.platform.map_or_else(native_platform, Ok)?;
        let to = Destination::of(&setup, settings)?;
        let mut headers = own_headers(settings, &setup)?;
        let go = setup.credentials_go;
        let credentials = credentials(setup.credentials, go, to.is_relay, platform.as_ref())?;
        let keys_for_emulator =
            !credentials.is_empty() && credentials.iter().all(|(_, it)| it.is_for_emulator());
        let is_keyless = to.is_relay && credentials.is_empty() && setup.tokens.is_none();
        let key = credentials.first().map(|(_, it)| it.clone());
        let mut parameters = Vec::new();
        match go {
            CredentialsGo::InHeaders => headers
                .extend(credentials.into_iter().map(|(name, it)| (name, HeaderText::Secret(it)))),
            CredentialsGo::InParameters => parameters = credentials,
        }
        let own = setup.headers.into_iter();
        headers.extend(own.map(|(name, text)| (name.to_owned(), HeaderText::Plain(text))));
        let any_token = to.is_https || to.is_loopback;
        let tokens = setup.tokens.map(|source| Tokens::new(source, any_token));
        let (has_tokens, has_proxy) = (tokens.is_some(), settings.proxy.is_some());
        to.takes(Carried { keys_for_emulator, has_tokens, has_proxy })?;
        let time = |default| settings.timeout.map_or(Ok(Duration::from_secs(default)), timeout);
        let max_retries = count(settings.max_retries, 2, "max_retries", 0)?;
        let places = count(settings.max_connections, 64, "max_connections", 1)?;
        let rate = settings.requests_per_second.or(setup.requests_per_second);
        Ok(Self {
            carrier: setup.carrier,
            environment: to.environment,
            base_url: to.base_url,
            at_the_carrier: to.at_the_carrier,
            is_keyless,
            is_relay_known: AtomicBool::new(false),
            headers,
            parameters,
            key,
            tokens,
            passed_on: Mutex::default(),
            buys_by_form: setup.buys_by_form,
            names: setup.names,
            timeout: time(30)?,
            purchase_timeout: time(60)?,
            max_retries,
            max_body: usize::try_from(count(
                settings.max_body_bytes,
                32 * 1024 * 1024,
                "max_body_bytes",
                1,
            )?)
            .unwrap_or(usize::MAX),
            validate: settings.validate.unwrap_or(true),
            transport: surroundings
                .transport
                .map_or_else(|| native_transport(settings, to.is_loopback), Ok)?,
            platform,
            log: surroundings.log,
            placed: surroundings.placed,
            rate_limit: rate.map(RateLimit::per_second).transpose()?.map(Mutex::new),
            retry_budget: Mutex::new(RetryBudget::for_retries(max_retries)),
            removals: AtomicU32::new(0),
            places: Places::new(usize::try_from(places).unwrap_or(usize::MAX)),
            // Last, for it makes a file.
            #[cfg(feature = "native")]
            journal: native_journal(settings, surroundings.journal, is_native)?,
            #[cfg(not(feature = "native"))]
            journal: surroundings.journal,
        })
    }
}

/// The credentials to send, by name: those given, and where none is given and the carrier's own host
/// is called, those of the environment. A relay adds keys of its own, so it needs none and gets none that
/// merely lie about.
fn credentials(
    wanted: Vec<(&str, &str, &str, Option<Secret>)>,
    go: CredentialsGo,
    relay: bool,
    platform: &dyn Platform,
) -> Result<Vec<(String, Secret)>> {
    let mut found = Vec::new();
    let where_to = match go {
        CredentialsGo::InHeaders => "a header",
        CredentialsGo::InParameters => "a key",
    };
    for (name, option, variable, given) in wanted {
        let from_environment =
            || if relay { None } else { platform.variable(variable).map(Secret::from) };
        match given.or_else(from_environment) {
            Some(it) if it.reveal().trim().is_empty() || !fits_a_header(it.reveal()) => {
                return Err(Error::configuration(format!(
                    "`{option}` is empty or blank, or holds characters that {where_to} cannot carry."
                )));
            }
            Some(credential) => found.push((name.to_owned(), credential)),
            None if relay => {}
            None => {
                return Err(Error::configuration(format!(
                    "`{option}` is missing: give it, or set {variable}."
                )));
            }
        }
    }
    Ok(found)
}

fn count(given: Option<i32>, default: u32, name: &str, least: u32) -> Result<u32> {
    match given.map(u32::try_from) {
        None => Ok(default),
        Some(Ok(number)) if number >= least => Ok(number),
        Some(_) => Err(Error::configuration(format!("`{name}` must be at least {least}."))),
    }
}

#[cfg(feature = "native")]
fn native_transport(settings: &Settings, loopback: bool) -> Result<Arc<dyn Transport>> {
    use crate::transport::{NativeTransport, NativeTransportOptions};
    Ok(Arc::new(NativeTransport::new(NativeTransportOptions {
        proxy: settings.proxy.clone(),
        ca_certificates: settings.ca_certificates.clone(),
        user_agent: crate::config::user_agent(settings.app_name.as_deref()),
        direct: loopback && settings.proxy.is_none(),
    })?))
}

/// The journal that was given, or the one in a file. Calls over another platform, such as an emulator, may wait for
/// nothing, so there the file is read where they run.
#[cfg(feature = "native")]
fn native_journal(
    settings: &Settings,
    given: Option<Arc<dyn Journal>>,
    is_native: bool,
) -> Result<Option<Arc<dyn Journal>>> {
    let Some(path) = &settings.journal else { return Ok(given) };
    if given.is_some() {
        return Err(Error::configuration(
            "Two journals were given, a path and one of your own: a client has one.",
        ));
    }
    let journal = crate::journal::FileJournal::new(path)?;
    Ok(Some(Arc::new(if is_native { journal } else { journal.here() })))
}

#[cfg(feature = "native")]
fn native_platform() -> Result<Arc<dyn Platform>> {
    Ok(Arc::new(crate::platform::Native::default()))
}

#[cfg(not(feature = "native"))]
fn native_transport(_: &Settings, _: bool) -> Result<Arc<dyn Transport>> {
    Err(Error::configuration("This build of telnum has no HTTP transport of its own: give one."))
}

#[cfg(not(feature = "native"))]
fn native_platform() -> Result<Arc<dyn Platform>> {
    Err(Error::configuration("This build of telnum has no clock of its own: give one."))
}
