//! The carriers in memory: for first steps without an account, and for your own tests.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use telnum_emulator::{LedgerEntry, Outcome, RecordedRequest, Request};

use crate::config::Surroundings;
use crate::destination::EMULATOR;
use crate::dialogtech::{DialogTech, DialogTechBuilder};
use crate::didww::{Didww, DidwwBuilder};
use crate::error::{Error, Result};
use crate::idt_express::{IdtExpress, IdtExpressBuilder};
use crate::platform::{BoxFuture, Platform};
use crate::transport::{
    Abilities, Failure, HttpRequest, HttpResponse, Limits, Transport, TransportError,
};
use crate::types::Header;

/// The carriers in memory. Clients made from it take its clock and its chance, so waiting takes no
/// time and every run is the same. With a journal that is kept, give each run a seed of its own: emulators of one seed
/// make the same attempt ids.
///
/// ```
/// # async fn run() -> Result<(), telnum::Error> {
/// let emulator = telnum::Emulator::new(7);
/// let client = emulator.idt_express()?;
/// let order = client.create_order(16847, 3).await?;
/// assert_eq!(order.ordered, Some(3));
/// assert_eq!(emulator.ledger().len(), 1);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Emulator {
    state: Arc<Mutex<State>>,
}

struct State {
    carriers: telnum_emulator::Emulator,
    started: u64,
    sleeps: Vec<Duration>,
}

impl Emulator {
    /// Carriers whose every choice follows from this seed.
    pub fn new(seed: u64) -> Self {
        let carriers = telnum_emulator::Emulator::new(seed);
        let started = carriers.now_ms();
        Self { state: Arc::new(Mutex::new(State { carriers, started, sleeps: Vec::new() })) }
    }

    /// A client of the emulated IDT Express.
    pub fn idt_express(&self) -> Result<IdtExpress> {
        self.idt_express_builder().build()
    }

    /// As `idt_express`, to be set up further.
    pub fn idt_express_builder(&self) -> IdtExpressBuilder {
        IdtExpress::builder().base_url(EMULATOR).surroundings(self.surroundings())
    }

    /// A client of the emulated DialogTech.
    pub fn dialog_tech(&self) -> Result<DialogTech> {
        self.dialog_tech_builder().build()
    }

    /// As `dialog_tech`, to be set up further.
    pub fn dialog_tech_builder(&self) -> DialogTechBuilder {
        DialogTech::builder().base_url(EMULATOR).surroundings(self.surroundings())
    }

    /// A client of the emulated DIDWW.
    pub fn didww(&self) -> Result<Didww> {
        self.didww_builder().build()
    }

    /// As `didww`, to be set up further.
    pub fn didww_builder(&self) -> DidwwBuilder {
        Didww::builder().base_url(EMULATOR).surroundings(self.surroundings())
    }

    /// The transport and the platform that reach this emulator.
    pub fn surroundings(&self) -> Surroundings {
        Surroundings {
            transport: Some(Arc::new(self.clone())),
            platform: Some(Arc::new(self.clone())),
            ..Surroundings::default()
        }
    }

    /// Sets a named switch; the emulator's README lists them.
    pub fn set(&self, switch: &str, value: Value) -> Result<()> {
        self.state().carriers.set(switch, value).map_err(Error::configuration)
    }

    /// Scripts the answers to the next requests, in order; the emulator's README lists the steps.
    pub fn script(&self, steps: &Value) -> Result<()> {
        self.state().carriers.script(steps).map_err(Error::configuration)
    }

    /// Moves the clock forward, and with it the life of orders.
    pub fn advance(&self, time: Duration) {
        self.state().advance(time);
    }

    /// Milliseconds since 1970 began, by the emulator's clock.
    pub fn now(&self) -> i64 {
        i64::try_from(self.state().carriers.now_ms()).unwrap_or(i64::MAX)
    }

    /// Every request that reached the carriers, secrets redacted.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state().carriers.requests().to_vec()
    }

    /// Every purchase that the carriers made.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.state().carriers.ledger().to_vec()
    }

    /// Every pause that its clients made.
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is whole between calls, so a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn advance(&mut self, time: Duration) {
        self.carriers.advance_ms(u64::try_from(time.as_millis()).unwrap_or(u64::MAX));
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator").finish_non_exhaustive()
    }
}

impl Transport for Emulator {
    fn abilities(&self) -> Abilities {
        Abilities::ALL
    }

    fn send<'a>(
        &'a self,
        request: &'a HttpRequest,
        limits: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let outcome = {
                let mut state = self.state();
                let reply = state.carriers.handle(&wire(request));
                let arrival = reply.arrive(limits.timeout, limits.max_body);
                state.carriers.advance_ms(arrival.spent_ms);
                answer(arrival.outcome, limits)
            };
            match outcome {
                Some(outcome) => outcome,
                None => std::future::pending().await,
            }
        })
    }
}

impl Platform for Emulator {
    fn now(&self) -> i64 {
        Self::now(self)
    }

    fn elapsed(&self) -> Duration {
        let state = self.state();
        Duration::from_millis(state.carriers.now_ms().saturating_sub(state.started))
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.state();
        state.sleeps.push(pause);
        state.advance(pause);
        Box::pin(std::future::ready(()))
    }

    /// By the real clock, where there is one: what is waited for is not the carriers' doing.
    fn alarm(&self, after: Duration) -> BoxFuture<'_, ()> {
        #[cfg(feature = "native")]
        if crate::runtime::timer().is_ok() {
            return Box::pin(tokio::time::sleep(after));
        }
        let _ = after;
        Box::pin(std::future::pending())
    }

    fn random(&self) -> u32 {
        // The upper half: of many generators the better one.
        (self.state().carriers.next_random() >> 32) as u32
    }

    /// The keys that a client has where it is given none: for the emulator's own host, and for no other.
    fn variable(&self, name: &str) -> Option<String> {
        let key = match name {
            "IDT_EXPRESS_API_KEY" | "DIDWW_API_KEY" => "emulator-key",
            "IDT_EXPRESS_API_SECRET" => "emulator-secret",
            "DIALOGTECH_ACCESS_KEY" => "emulator-access-key",
            "DIALOGTECH_SECRET_ACCESS_KEY" => "emulator-secret-access-key",
            _ => return None,
        };
        Some(key.to_owned())
    }
}

/// The request as the carrier sees it, without scheme and host.
fn wire(request: &HttpRequest) -> Request {
    let after_scheme = request.url.split_once("://").map_or("", |(_, rest)| rest);
    let target = after_scheme.find('/').and_then(|at| after_scheme.get(at..)).unwrap_or("/");
    Request {
        method: request.method.as_str().to_owned(),
        target: target.to_owned(),
        headers: request
            .headers
            .iter()
            .map(|(name, text)| (name.clone(), text.reveal().to_owned()))
            .collect(),
        body: request.body.clone().unwrap_or_default(),
    }
}

/// What the client has in the end; nothing where only giving up ends its wait.
fn answer(outcome: Outcome, limits: Limits) -> Option<Result<HttpResponse, TransportError>> {
    Some(match outcome {
        Outcome::Whole(response) => Ok(HttpResponse {
            status: response.status,
            headers: response
                .headers
                .into_iter()
                .map(|(name, value)| Header { name, value })
                .collect(),
            body: response.body,
        }),
        Outcome::Refused => {
            Err(TransportError { not_sent: true, ..lost(Failure::Connect, "connection refused") })
        }
        Outcome::Broken => Err(lost(Failure::Broken, "the connection was dropped")),
        Outcome::TimedOut => Err(lost(Failure::Timeout, "no whole answer came in time")),
        Outcome::TooLarge => {
            let text = format!("the answer is larger than {} bytes", limits.max_body);
            Err(lost(Failure::TooLarge, &text))
        }
        Outcome::Never => return None,
    })
}

fn lost(failure: Failure, text: &str) -> TransportError {
    TransportError::new(failure, false, text)
}
