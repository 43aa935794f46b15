//! IDT Express v1: its routes, in the order in which it checks a request.

mod account;
mod coverage;
mod error;
pub(crate) mod hostile;
mod life;
mod number;
mod order;
mod routes;
mod sku;
mod stock;
mod switches;
mod throttle;
mod wire;

use crate::message::{Request, Response};
use crate::record::LedgerEntry;
use crate::target::Target;
use account::Account;
use error::{Code, Failure};
use serde_json::Value;
use switches::Switches;
use throttle::Throttle;

/// The carrier with its one account.
#[derive(Debug)]
pub(crate) struct IdtExpress {
    switches: Switches,
    account: Account,
    throttle: Throttle,
}

/// One request with all that decides about its answer.
#[derive(Clone, Copy, Debug)]
struct Ask<'a> {
    request: &'a Request,
    target: &'a Target,
    switches: &'a Switches,
    now_ms: u64,
}

impl IdtExpress {
    /// The carrier as it is before anyone bought anything.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            switches: Switches::default(),
            account: Account::new(seed),
            throttle: Throttle::default(),
        }
    }

    /// Answers a request whose path begins `/v1/dids/`.
    pub(crate) fn answer(
        &mut self,
        request: &Request,
        target: &Target,
        request_id: &str,
        now_ms: u64,
    ) -> Response {
        let switches = &self.switches;
        let ask = Ask { request, target, switches, now_ms };
        match checked(&mut self.account, &mut self.throttle, ask) {
            Ok(answer) => Response::json(answer.status, answer.body),
            Err(failure) => failure.response(request_id, switches),
        }
    }

    /// What was bought through the API.
    pub(crate) fn ledger(&self, now_ms: u64) -> Vec<LedgerEntry> {
        let bought = self.account.orders().iter().filter(|order| !order.by_others);
        bought.map(|order| order.ledger_entry(now_ms)).collect()
    }

    /// Sets a switch by its name; none if there is no such switch.
    pub(crate) fn set(
        &mut self,
        switch: &str,
        value: &Value,
        now_ms: u64,
    ) -> Option<Result<(), String>> {
        match switch {
            BALANCE => {
                let balance = crate::switches::read(value);
                Some(balance.map(|balance| self.account.set_balance(balance, now_ms)))
            }
            OTHERS_ORDER => {
                let placed = self.account.others_order(value, &self.switches, now_ms);
                Some(placed.map_err(|text| format!("cannot be {value}: {text}")))
            }
            _ => {
                if switch.starts_with("throttle_") {
                    // A changed throttle begins a new window.
                    self.throttle = Throttle::default();
                }
                self.switches.set(switch, value)
            }
        }
    }

    /// The names of its switches.
    pub(crate) fn switch_names() -> impl Iterator<Item = String> {
        let names = [BALANCE, OTHERS_ORDER].into_iter().chain(Switches::NAMES.iter().copied());
        names.map(str::to_owned)
    }
}

fn checked(
    account: &mut Account,
    throttle: &mut Throttle,
    ask: Ask<'_>,
) -> Result<Answer, Failure> {
    authenticate(ask.request)?;
    throttle.count(ask)?;
    if ask.switches.quota {
        return Err(Failure::of(429, Code::QuotaExceeded, QUOTA));
    }
    match (ask.request.method.as_str(), ask.target.path().as_slice()) {
        ("GET", ["v1", "dids", "coverage", "countries"]) => Ok(routes::coverage::countries(ask)),
        ("GET", ["v1", "dids", "coverage", "countries", iso, "regions"]) => {
            routes::coverage::regions(ask, iso)
        }
        ("GET", ["v1", "dids", "coverage", "did_groups"]) => {
            routes::coverage::did_groups(account, ask)
        }
        ("GET", ["v1", "dids", "coverage", "did_groups", id, "browse_numbers"]) => {
            routes::coverage::browse_numbers(account, ask, id)
        }
        ("POST", ["v1", "dids", "orders"]) => routes::create_order::create(account, ask),
        ("GET", ["v1", "dids", "orders"]) => routes::orders::list(account, ask),
        ("GET", ["v1", "dids", "orders", id]) => routes::orders::show(account, ask, id),
        ("GET", ["v1", "dids", "numbers"]) => routes::numbers::list(account, ask),
        ("DELETE", ["v1", "dids", "numbers", number]) => {
            routes::numbers::delete(account, ask, number)
        }
        _ => Err(Failure::no_endpoint()),
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

const BALANCE: &str = "balance";
const OTHERS_ORDER: &str = "others_order";

const QUOTA: &str =
    "Quota exceeded allotment for your account. Please contact your Account Manager";
