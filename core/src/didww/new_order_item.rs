//! What an order is to buy.

use super::inputs::{Input, inputs};
use super::{errors, query};
use crate::checks::Checks;

inputs! {
    /// One item of an order to be made. (DIDWW, *Create Order*)
    ///
    /// Numbers are bought by a `sku_id`, and one of `qty` (any of its numbers, `nanpa_prefix_id` narrows them),
    /// `available_did_id` (a number that `list_available_dids` showed) or `did_reservation_id` (one that is reserved).
    /// Channels are bought by a `capacity_pool_id` and `qty`.
    DidwwNewOrderItem {
        /// The id of what is bought, of the `stock_keeping_units` of a DID group: its price, and how many channels
        /// it includes.
        sku_id text;
        /// How many numbers, or channels.
        qty count;
        /// The id of a number that can be bought one by one, which is not the number.
        available_did_id text;
        /// The id of a reservation, which ends with the order.
        did_reservation_id text;
        /// The id of the NANPA prefix that the numbers shall be of; only with `qty`.
        nanpa_prefix_id text;
        /// How often the numbers are renewed after the first month, 0 to 999. Left out: until they are given up.
        billing_cycles_count count;
        /// The id of the pool that gets more channels.
        capacity_pool_id text;
        /// The id of the DID group that the SKU is of. Needed beside `qty` where the order's price is limited, to look
        /// the price up; it is not sent.
        did_group_id text;
    }
}

impl DidwwNewOrderItem {
    /// So many of any numbers of a SKU.
    pub fn of_sku(sku_id: impl Into<String>, qty: i32) -> Self {
        Self::new().sku_id(sku_id).qty(qty)
    }

    /// How many numbers or channels it buys.
    pub(super) fn count(&self) -> i64 {
        self.qty.map_or(1, i64::from)
    }

    /// By what it names what it buys.
    fn kind(&self) -> &'static str {
        match self {
            Self { capacity_pool_id: Some(_), .. } => "capacity_pool_id",
            Self { available_did_id: Some(_), .. } => "available_did_id",
            Self { did_reservation_id: Some(_), .. } => "did_reservation_id",
            _ => "qty",
        }
    }

    fn ids(&self) -> [(&'static str, Option<&str>); 6] {
        [
            ("sku_id", self.sku_id.as_deref()),
            ("available_did_id", self.available_did_id.as_deref()),
            ("did_reservation_id", self.did_reservation_id.as_deref()),
            ("nanpa_prefix_id", self.nanpa_prefix_id.as_deref()),
            ("capacity_pool_id", self.capacity_pool_id.as_deref()),
            ("did_group_id", self.did_group_id.as_deref()),
        ]
    }

    /// The number that it chooses.
    fn chosen(&self) -> Option<&str> {
        self.available_did_id.as_deref().or(self.did_reservation_id.as_deref())
    }

    fn rules(&self, at: usize, checks: &mut Checks) {
        let mut wrong = |name: &str, rule: &str| {
            checks.fail(errors::invalid(&format!("items/{at}/{name}"), rule));
        };
        for (name, id) in self.ids() {
            if let Some(problem) = id.and_then(errors::problem_of_name) {
                wrong(name, problem);
            }
        }
        let kind = self.kind();
        // What this kind of item has no use for.
        let refused: &[&str] = match kind {
            "capacity_pool_id" => &[
                "sku_id",
                "available_did_id",
                "did_reservation_id",
                "nanpa_prefix_id",
                "billing_cycles_count",
            ],
            "available_did_id" => &["qty", "did_reservation_id", "nanpa_prefix_id"],
            "did_reservation_id" => &["qty", "nanpa_prefix_id"],
            _ => &[],
        };
        let given = self.each();
        for name in refused {
            if given.iter().any(|(other, value)| other == name && value.is_some()) {
                wrong(name, &format!("cannot be given beside `{kind}`"));
            }
        }
        if matches!(kind, "qty" | "capacity_pool_id") {
            match self.qty {
                None if kind == "qty" => {
                    wrong(
                        "qty",
                        "is required, or else `available_did_id`, `did_reservation_id` or `capacity_pool_id`",
                    );
                }
                None => wrong("qty", "is required"),
                Some(..1) => wrong("qty", "must be 1 or more"),
                Some(_) => {}
            }
        }
        if kind != "capacity_pool_id" && self.sku_id.is_none() {
            wrong("sku_id", "is required");
        }
        if self.billing_cycles_count.is_some_and(|it| !(0..=999).contains(&it)) {
            wrong("billing_cycles_count", "must be from 0 to 999");
        }
    }
}

/// The carrier's own examples differ on whether an order may mix kinds, so none does.
pub(super) fn rules(items: &[DidwwNewOrderItem], checks: &mut Checks) {
    let Some(first) = items.first() else {
        return checks.fail(errors::missing("items"));
    };
    for (at, item) in items.iter().enumerate() {
        item.rules(at, checks);
        let mut wrong = |name: &str, rule: &str| {
            checks.fail(errors::invalid(&format!("items/{at}/{name}"), rule));
        };
        let (kind, of_the_first) = (item.kind(), first.kind());
        if kind != of_the_first {
            wrong(
                kind,
                &format!(
                    "is of another kind than the first item, which has `{of_the_first}`: order it apart"
                ),
            );
        }
        if let Some(chosen) = item.chosen()
            && items.iter().take(at).any(|it| it.chosen() == Some(chosen))
        {
            wrong(kind, "is ordered twice");
        }
    }
}

/// An item as it is sent.
pub(super) fn encoded(item: &DidwwNewOrderItem) -> String {
    let of_channels = item.capacity_pool_id.is_some();
    let object_type = if of_channels { "capacity_order_items" } else { "did_order_items" };
    let given = item.each().into_iter().filter(|(name, _)| *name != "did_group_id");
    let attributes: Vec<(&str, Option<String>)> = given
        .map(|(name, value)| (name, value.map(|it| serde_json::to_string(&it).unwrap_or_default())))
        .collect();
    query::object(&[
        ("type", Some(query::quoted(object_type))),
        ("attributes", Some(query::object(&attributes))),
    ])
}
