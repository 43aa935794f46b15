//! Orders: those of the seed, each of seven DIDs, and those that were placed.

use super::World;
use super::billing::DIDS_AN_ORDER;
use crate::didww::account::{Item, ItemOf, MADE, Order};
use crate::didww::kind::Kind;
use crate::didww::usd::Usd;
use crate::didww::version::Version;
use crate::didww::wire::Attributes;
use crate::time;

impl World<'_> {
    /// The reference of an order, such as `KTH-650932`.
    pub(crate) fn order_reference(self, order: u32) -> String {
        let bits = self.draw(2, order);
        let letter = |shift: u32| char::from(b'A' + (bits >> shift & 0xff) as u8 % 26);
        // No two orders have the same digits, until there are a million.
        let digits = (u64::from(order) * 48_271 + 650_932) % 1_000_000;
        format!("{}{}{}-{digits:06}", letter(0), letter(8), letter(16))
    }

    pub(super) fn order_attributes(self, order: u32, out: &mut Attributes<'_>) {
        let made = self.account.order(order);
        out.text("reference", &self.order_reference(order));
        let status = self.order_status(order);
        let amount = made.map(|it| it.amount().text(1));
        out.text("amount", amount.as_deref().unwrap_or(self.seeded_amount(order)));
        out.text("status", &out.version.word(status));
        let created_ms = made.map_or_else(|| self.ordered_ms(order), |it| it.created_ms);
        out.text("created_at", &time::rfc3339_ms(created_ms));
        let channels = made.is_some_and(Order::is_of_channels);
        out.text("description", if channels { "Capacity" } else { "DID" });
        if out.version > Version::V2017 {
            let seeded_method = if order.is_multiple_of(2) { "post" } else { "get" };
            let seeded = (order % 3 == 1).then_some((SEEDED_URL, seeded_method));
            let called = match made {
                Some(made) => made.callback.as_ref().map(|it| (it.url.as_str(), it.method)),
                None => seeded,
            };
            out.optional("callback_url", called.map(|(url, _)| url));
            let method = called.map(|(_, method)| out.version.method(method));
            out.optional("callback_method", method.as_deref());
        }
        if out.version >= Version::V2026April {
            out.optional("external_reference_id", self.external_reference(order).as_deref());
        }
        let items = match made {
            Some(made) => self.items(made),
            None => self.seeded_items(order, status == "pending", created_ms),
        };
        out.json("items", &items);
    }

    /// How an order stands, in the word of the newest version.
    pub(crate) fn order_status(self, order: u32) -> &'static str {
        match (self.account.order(order), order % 11) {
            (Some(made), _) => made.status.word(),
            _ if self.account.canceled.contains(&order) => "canceled",
            (None, 4) => "pending",
            (None, 7) => "canceled",
            _ => "completed",
        }
    }

    /// What its customer calls it.
    pub(crate) fn external_reference(self, order: u32) -> Option<String> {
        let seeded = || (order < MADE && order.is_multiple_of(2)).then(|| format!("crm-{order}"));
        self.account.references.get(&order).cloned().unwrap_or_else(seeded)
    }

    /// Whether the list has an order that was placed: it may take a while.
    pub(super) fn lists_order(self, order: u32) -> bool {
        let visible = |it: &Order| it.created_ms + self.order_visible_ms <= self.account.now_ms;
        self.account.order(order).is_some_and(visible)
    }

    /// What an order of the seed cost, and its DIDs.
    pub(crate) fn seeded_order(self, order: u32) -> (Usd, Vec<u32>) {
        let first = order.saturating_mul(DIDS_AN_ORDER);
        let dids = (first..first.saturating_add(DIDS_AN_ORDER)).filter(|it| *it < self.dids);
        let dids = dids.filter(|it| self.did(*it).order == Some(order));
        (Usd::read(self.seeded_amount(order)), dids.collect())
    }

    fn seeded_amount(self, order: u32) -> &'static str {
        ["5.98", "12.0", "0.5", "100"].get(order as usize % 4).unwrap_or(&"0.0")
    }

    fn items(self, order: &Order) -> String {
        let all: Vec<String> = order.items.iter().map(|it| self.item(it)).collect();
        format!("[{}]", all.join(","))
    }

    fn item(self, item: &Item) -> String {
        let Item { of, qty, nrc, mrc, billed_ms } = item;
        let (nrc, mrc) = (nrc.text(1), mrc.text(1));
        let day =
            |ms: Option<u64>| ms.map_or("null".to_owned(), |ms| format!("\"{}\"", time::day(ms)));
        let (from, to) = (day(billed_ms.map(|it| it.0)), day(billed_ms.map(|it| it.1)));
        let (name, more) = match of {
            ItemOf::Group(group) => {
                let group = self.id(Kind::DidGroup, *group);
                let aliases = format!("\"setup_price\":\"{nrc}\",\"monthly_price\":\"{mrc}\"");
                ("did", format!("{aliases},\"did_group_id\":\"{group}\""))
            }
            ItemOf::Pool(pool) => {
                let pool = self.id(Kind::CapacityPool, *pool);
                ("capacity", format!("\"capacity_pool_id\":\"{pool}\""))
            }
        };
        let prorated = matches!(of, ItemOf::Pool(_));
        format!(
            "{{\"type\":\"{name}_order_items\",\"attributes\":{{\"qty\":{qty},\"nrc\":\"{nrc}\",\
             \"mrc\":\"{mrc}\",\"prorated_mrc\":{prorated},\"billed_from\":{from},\
             \"billed_to\":{to},{more}}}}}"
        )
    }

    fn seeded_items(self, order: u32, pending: bool, created_ms: u64) -> String {
        let day = |ms| if pending { "null".to_owned() } else { format!("\"{}\"", time::day(ms)) };
        let (from, to) = (day(created_ms), day(created_ms + MONTH_MS));
        let first = order * DIDS_AN_ORDER;
        let group = self.id(Kind::DidGroup, self.did(first).group);
        let qty = DIDS_AN_ORDER.min(self.count(Kind::Did).saturating_sub(first));
        let prorated = order % 2 == 1;
        let fee = if order % 5 == 2 { FEE } else { "" };
        format!(
            "[{fee}{{\"type\":\"did_order_items\",\"attributes\":{{\"qty\":{qty},\
             \"nrc\":\"0.0\",\"mrc\":\"5.6\",\"prorated_mrc\":{prorated},\
             \"billed_from\":{from},\"billed_to\":{to},\"setup_price\":\"0.0\",\
             \"monthly_price\":\"5.6\",\"did_group_id\":\"{group}\"}}}}]"
        )
    }

    fn ordered_ms(self, order: u32) -> u64 {
        self.did(order * DIDS_AN_ORDER).created_ms.saturating_sub(9_000)
    }
}

const SEEDED_URL: &str = "https://example.com/webhook/orders";
const MONTH_MS: u64 = 30 * time::DAY_MS;

/// The item that goes before the DIDs' in some orders.
const FEE: &str = concat!(
    r#"{"type":"generic_order_items","attributes":{"qty":1,"nrc":"0.25","mrc":"0.0","#,
    r#""prorated_mrc":false,"billed_from":null,"billed_to":null}},"#,
);
