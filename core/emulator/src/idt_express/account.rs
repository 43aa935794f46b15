//! The one account: its money, its orders, and which numbers are gone.

use super::coverage::{DidGroup, Fees};
use super::life::{self, Stage};
use super::number::Numbers;
use super::order::{Order, OrderId, Ordered};
use super::stock::Stock;
use super::switches::Switches;
use crate::members::{self, Members};
use crate::money::Cents;
use crate::random::{Purpose, Random};
use serde_json::Value;
use std::collections::HashMap;

/// The account's state.
#[derive(Debug)]
pub(crate) struct Account {
    pub(super) numbers: Numbers,
    /// When numbers were removed.
    pub(super) removed: HashMap<NumberKey, u64>,
    style: u64,
    ids: Random,
    /// What the account could spend if it had ordered nothing.
    deposited: Cents,
    orders: Vec<Order>,
    by_id: HashMap<String, usize>,
    pub(super) stock: Stock,
}

/// Which number of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum NumberKey {
    /// One from before the emulator's time.
    Seeded(u32),
    /// One of an order.
    Ordered { order: usize, place: usize },
}

impl Account {
    /// An account nobody used yet.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            numbers: Numbers::new(seed),
            removed: HashMap::new(),
            style: seed,
            ids: Random::stream(seed, Purpose::Orders),
            deposited: Cents(100_000),
            orders: Vec::new(),
            by_id: HashMap::new(),
            stock: Stock::new(seed),
        }
    }

    /// All orders as they were placed, future ones of others too.
    pub(crate) fn orders(&self) -> &[Order] {
        &self.orders
    }

    /// The order of this id, once it exists.
    pub(crate) fn order(&self, id: &str, now_ms: u64) -> Option<&Order> {
        let order = self.orders.get(*self.by_id.get(id)?)?;
        order.exists(now_ms).then_some(order)
    }

    /// What the account can spend.
    pub(crate) fn balance(&self, now_ms: u64) -> Cents {
        self.deposited - self.charges(now_ms)
    }

    /// Sets what the account can spend.
    pub(crate) fn set_balance(&mut self, balance: Cents, now_ms: u64) {
        self.deposited = balance + self.charges(now_ms);
    }

    /// Places an order, whatever it costs.
    pub(crate) fn place(
        &mut self,
        group: &'static DidGroup,
        ordered: Ordered,
        switches: &Switches,
        now_ms: u64,
        by_others: bool,
    ) -> Order {
        let available = self.stock.available(group);
        let stages = life::plan(group.scenario, ordered.quantity(), available, switches);
        let numbers = self.sell(group, &ordered, &stages, switches);
        let id = self.fresh_id(switches.numeric_ids);
        let place = self.orders.len();
        let order = Order {
            sequence: u32::try_from(place).unwrap_or(u32::MAX),
            created_ms: now_ms,
            group,
            fees: current_fees(group, switches),
            ordered,
            stages,
            numbers,
            by_others,
            style: self.style,
            id,
        };
        self.by_id.insert(order.id.text.clone(), place);
        self.orders.push(order.clone());
        order
    }

    /// Places orders of others: `{"did_group_id", "quantity", "at_s"?}` or a list of them.
    pub(crate) fn others_order(
        &mut self,
        orders: &Value,
        switches: &Switches,
        now_ms: u64,
    ) -> Result<(), String> {
        let one = [orders.clone()];
        let orders = if orders.is_array() { orders.clone() } else { Value::from(one.to_vec()) };
        for (group, quantity, at_s) in members::each(&orders, "order", read_others_order)? {
            let at_ms = now_ms.saturating_add_signed(at_s.saturating_mul(1_000));
            self.place(group, Ordered::Quantity(quantity), switches, at_ms, true);
        }
        Ok(())
    }

    fn charges(&self, now_ms: u64) -> Cents {
        self.orders.iter().map(|order| order.charge(now_ms)).sum()
    }

    /// The numbers that arrive, which no one was ever given. Those ordered by sku are sold even if
    /// they never arrive, so that the same order sent twice is refused the second time.
    fn sell(
        &mut self,
        group: &DidGroup,
        ordered: &Ordered,
        stages: &[Stage],
        switches: &Switches,
    ) -> Vec<String> {
        let arriving = stages.iter().map(|stage| stage.fulfilled).max().unwrap_or_default();
        match ordered {
            Ordered::Quantity(_) => {
                (0..arriving).map(|_| self.stock.sell_next(group, switches.nanp_format)).collect()
            }
            Ordered::Singles(singles) => {
                self.stock.sell(group, singles);
                let numbers = singles.iter().map(|single| single.number.clone());
                numbers.take(arriving as usize).collect()
            }
        }
    }

    fn fresh_id(&mut self, numeric: bool) -> OrderId {
        loop {
            let bits = self.ids.next();
            let text = if numeric {
                (5_000_000 + bits % 4_000_000_000).to_string()
            } else {
                let (first, second, third) =
                    (bits & 0xfff, bits >> 12 & 0xfff, bits >> 24 & 0xffff);
                format!("{first:03x}-{second:03x}-{third:04x}")
            };
            if !self.by_id.contains_key(&text) {
                return OrderId { text, numeric };
            }
        }
    }
}

/// What a group costs today.
pub(crate) fn current_fees(group: &DidGroup, switches: &Switches) -> Fees {
    Fees { monthly: group.fees.monthly + switches.monthly_fee_increase, ..group.fees }
}

fn read_others_order(order: &Value) -> Result<(&'static DidGroup, u32, i64), String> {
    let mut members = Members::of(order)?;
    let id: u32 = members.require("did_group_id")?;
    let group = DidGroup::find(u64::from(id)).ok_or_else(|| format!("no DID group {id}"))?;
    let quantity: u32 = members.require("quantity")?;
    if !(1..=100).contains(&quantity) {
        return Err(format!("quantity {quantity} is not between 1 and 100"));
    }
    let at_s = members.take("at_s")?.unwrap_or_default();
    members.finish()?;
    Ok((group, quantity, at_s))
}
