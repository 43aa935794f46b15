//! DialogTech's `numbers.order`, in the order in which it checks a request.

mod areas;
pub(crate) mod hostile;
mod inventory;
mod kind;
mod multipart;
mod parameters;
mod purchase;
mod scenarios;
mod slots;
mod switches;
mod wanted;
mod xml;

use crate::message::{Request, Response};
use crate::record::LedgerEntry;
use crate::time;
use inventory::Inventory;
use parameters::Parameters;
use purchase::Purchase;
use serde_json::Value;
use slots::Slots;
use switches::{Misuse, Nothing, Switches};
use wanted::Wanted;

/// The carrier with its one account.
#[derive(Debug)]
pub(crate) struct DialogTech {
    switches: Switches,
    inventory: Inventory,
    slots: Slots,
    ledger: Vec<LedgerEntry>,
}

impl DialogTech {
    /// The carrier as it is before anyone bought anything.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            switches: Switches::default(),
            inventory: Inventory::new(seed),
            slots: Slots::default(),
            ledger: Vec::new(),
        }
    }

    /// Answers a request to `/ibp_api.php`: always XML, and always 200 unless a switch says not.
    pub(crate) fn answer(&mut self, request: &Request, now_ms: u64) -> Response {
        match self.checked(request, now_ms) {
            Ok(purchase) => xml::success(&purchase, &self.switches),
            Err(text) => xml::failure(&text, &self.switches),
        }
    }

    /// What was bought, in order.
    pub(crate) fn ledger(&self) -> &[LedgerEntry] {
        &self.ledger
    }

    /// Sets a switch by its full name; none if there is no such switch.
    pub(crate) fn set(&mut self, switch: &str, value: &Value) -> Option<Result<(), String>> {
        match switch.strip_prefix(PREFIX)? {
            FREE_SLOTS => Some(self.slots.set(value)),
            name => self.switches.set(name, value),
        }
    }

    /// The full names of its switches.
    pub(crate) fn switch_names() -> impl Iterator<Item = String> {
        let names = [FREE_SLOTS].iter().chain(Switches::NAMES);
        names.map(|name| format!("{PREFIX}{name}"))
    }

    fn checked(&mut self, request: &Request, now_ms: u64) -> Result<Purchase, String> {
        if !matches!(request.method.as_str(), "GET" | "POST") {
            return Err("only GET and POST are answered".to_owned());
        }
        let parameters = Parameters::of(request, self.switches.post);
        if self.switches.keys_first {
            authenticate(&parameters)?;
        }
        match parameters.value("action") {
            Some("numbers.order") => {}
            Some(_) => return Err("action must be numbers.order".to_owned()),
            None => return Err("action is required".to_owned()),
        }
        authenticate(&parameters)?;
        if let (Misuse::Fail, Some(name)) = (self.switches.unknown_parameters, parameters.unknown())
        {
            return Err(format!("{name} is no parameter of numbers.order"));
        }
        let wanted = Wanted::of(&parameters, &self.switches)?;
        if wanted.quantity == 0 && self.switches.zero_quantity == Nothing::Empty {
            return Ok(Purchase { asked: 0, numbers: Vec::new() });
        }
        let purchase = purchase::plan(&wanted, &self.inventory, &self.slots, &self.switches)?;
        self.keep(&wanted, &purchase, now_ms);
        Ok(purchase)
    }

    /// The numbers are the account's from now on.
    fn keep(&mut self, wanted: &Wanted, purchase: &Purchase, now_ms: u64) {
        if purchase.numbers.is_empty() {
            return;
        }
        let count = u32::try_from(purchase.numbers.len()).unwrap_or(u32::MAX);
        self.inventory.take(&purchase.numbers);
        if !wanted.order_slot {
            self.slots.fill(wanted.kind, count);
        }
        let slots_bought = if wanted.order_slot { count } else { 0 };
        self.ledger.push(LedgerEntry {
            carrier: "dialog_tech".to_owned(),
            order_id: None,
            did_group_id: None,
            quantity: i32::try_from(wanted.quantity).unwrap_or(i32::MAX),
            cost: None,
            at: time::rfc3339(now_ms),
            numbers: purchase.numbers.iter().map(u64::to_string).collect(),
            number_type: Some(wanted.kind.word().to_owned()),
            search: wanted.search.map(|search| search.to_string()),
            slots_bought: i32::try_from(slots_bought).ok(),
        });
    }
}

/// Only made-up credentials are good here, so that nobody brings real ones.
fn authenticate(parameters: &Parameters) -> Result<(), String> {
    for name in ["access_key", "secret_access_key"] {
        match parameters.value(name) {
            Some(key) if key.starts_with("emulator-") => {}
            Some(_) => return Err(format!("{name} must begin with emulator-")),
            None => return Err(format!("{name} is required")),
        }
    }
    Ok(())
}

const PREFIX: &str = "dialog_tech_";
const FREE_SLOTS: &str = "free_slots";
