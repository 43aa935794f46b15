//! IDT Express v1: its routes, in the order in which it checks a request.

mod account;
mod coverage;
mod error;
mod life;
mod number;
mod order;
mod routes;
mod throttle;
mod wire;

use crate::message::{Request, Response};
use crate::record::LedgerEntry;
use crate::switches::Switches;
use crate::target::Target;
use account::Account;
pub(crate) use error::scripted;
use error::{Code, Failure};
use serde_json::Value;
use throttle::Throttle;

/// The carrier with its one account.
#[derive(Debug)]
pub(crate) struct IdtExpress {
    account: Account,
    throttle: Throttle,
}

/// One request with all that decides about its answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask<'a> {
    pub(crate) request: &'a Request,
    pub(crate) target: &'a Target,
    pub(crate) switches: &'a Switches,
    pub(crate) now_ms: u64,
}

impl IdtExpress {
    /// The carrier as it is before anyone bought anything.
    pub(crate) fn new(seed: u64) -> Self {
        Self { account: Account::new(seed), throttle: Throttle::default() }
    }

    /// Answers a request whose path begins `/v1/dids/`.
    pub(crate) fn answer(&mut self, ask: Ask<'_>, request_id: &str) -> Response {
        match self.checked(ask) {
            Ok(answer) => Response::json(answer.status, answer.body),
            Err(failure) => failure.response(request_id, ask.switches),
        }
    }

    /// What was bought through the API.
    pub(crate) fn ledger(&self, now_ms: u64) -> Vec<LedgerEntry> {
        let bought = self.account.orders().iter().filter(|order| !order.by_others);
        bought.map(|order| order.ledger_entry(now_ms)).collect()
    }

    /// Sets what the account can spend from now on.
    pub(crate) fn set_balance(&mut self, balance: Value, now_ms: u64) -> Result<(), String> {
        let balance = serde_json::from_value(balance)
            .map_err(|error| format!("switch \"balance\": {error}"))?;
        self.account.set_balance(balance, now_ms);
        Ok(())
    }

    /// Places orders that somebody else made in the portal.
    pub(crate) fn others_order(
        &mut self,
        orders: &Value,
        switches: &Switches,
        now_ms: u64,
    ) -> Result<(), String> {
        let placed = self.account.others_order(orders, switches, now_ms);
        placed.map_err(|text| format!("switch \"others_order\": {text}"))
    }

    /// Starts a new window, as a changed throttle does.
    pub(crate) fn restart_throttle(&mut self) {
        self.throttle = Throttle::default();
    }

    fn checked(&mut self, ask: Ask<'_>) -> Result<Answer, Failure> {
        authenticate(ask.request)?;
        self.throttle.count(ask)?;
        if ask.switches.quota {
            return Err(Failure::of(429, Code::QuotaExceeded, QUOTA));
        }
        let account = &mut self.account;
        let path = ask.target.path();
        let Some(route) = path.get(2..) else { return Err(Failure::no_endpoint()) };
        match (ask.request.method.as_str(), route) {
            ("GET", ["coverage", "countries"]) => Ok(routes::coverage::countries(ask)),
            ("GET", ["coverage", "countries", iso, "regions"]) => {
                routes::coverage::regions(ask, iso)
            }
            ("GET", ["coverage", "did_groups"]) => routes::coverage::did_groups(account, ask),
            ("POST", ["orders"]) => routes::create_order::create(account, ask),
            ("GET", ["orders"]) => routes::orders::list(account, ask),
            ("GET", ["orders", id]) => routes::orders::show(account, ask, id),
            ("GET", ["numbers"]) => routes::numbers::list(account, ask),
            ("DELETE", ["numbers", number]) => routes::numbers::delete(account, ask, number),
            _ => Err(Failure::no_endpoint()),
        }
    }
}

/// A success.
#[derive(Debug)]
pub(crate) struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl Answer {
    /// A success with this JSON.
    fn of(status: u16, body: &impl serde::Serialize) -> Self {
        Self { status, body: serde_json::to_vec(body).unwrap_or_default() }
    }
}

/// Only made-up credentials are good here, so that nobody brings real ones.
fn authenticate(request: &Request) -> Result<(), Failure> {
    let good = |name| request.header(name).is_some_and(|value| value.starts_with("emulator-"));
    if good("x-api-key") && good("x-api-secret") {
        Ok(())
    } else {
        Err(Failure::of(403, Code::AccessDenied, "Request access is denied"))
    }
}

const QUOTA: &str =
    "Quota exceeded allotment for your account. Please contact your Account Manager";
