//! One item of an order.

use rust_decimal::Decimal;
use telnum_macros::{object, record};
use telnum_wire::{FromJson, Json};

use super::attribute::read_attribute;
use super::unknown::DidwwMember;
use crate::types::decimal_text;

/// One item of an order. (DIDWW, *Order Object*)
#[derive(Default)]
#[object]
#[record]
pub struct DidwwOrderItem {
    /// What it is: `did_order_items`, `capacity_order_items`, `emergency_order_items` or
    /// `generic_order_items`.
    #[derived]
    pub item_type: String,
    /// How many.
    pub qty: Option<i32>,
    /// Paid once.
    #[serde(with = "decimal_text")]
    pub nrc: Option<Decimal>,
    /// Paid each month.
    #[serde(with = "decimal_text")]
    pub mrc: Option<Decimal>,
    /// Whether the first month was paid in part.
    pub prorated_mrc: Option<bool>,
    /// First day that was billed, such as `2018-07-21`; absent while the order is pending.
    pub billed_from: Option<String>,
    /// Last day that was billed.
    pub billed_to: Option<String>,
    /// The older name of `nrc`, where the carrier writes it.
    #[serde(with = "decimal_text")]
    pub setup_price: Option<Decimal>,
    /// The older name of `mrc`, where the carrier writes it.
    #[serde(with = "decimal_text")]
    pub monthly_price: Option<Decimal>,
    /// The DID group that was bought from.
    pub did_group_id: Option<String>,
    /// The capacity pool that was extended.
    pub capacity_pool_id: Option<String>,
    /// The emergency service that was bought.
    pub emergency_calling_service_id: Option<String>,
    /// What this version of telnum does not know.
    #[derived]
    pub unknown: Vec<DidwwMember>,
}

impl FromJson for DidwwOrderItem {
    fn from_json(json: Json<'_>) -> Option<Self> {
        let mut item = Self::default();
        for (name, value) in json.members()? {
            match (&*name, value.members()) {
                ("type", None) => item.item_type = value.text().unwrap_or_default().into_owned(),
                ("attributes", Some(attributes)) => {
                    for (name, value) in attributes {
                        if !read_attribute(&mut item, &name, value) {
                            item.unknown.push(DidwwMember::new(&name, value));
                        }
                    }
                }
                // Outside of the attributes.
                _ => item.unknown.push(DidwwMember::new(&name, value)),
            }
        }
        Some(item)
    }
}
