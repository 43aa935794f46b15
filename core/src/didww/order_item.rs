//! One item of an order.

use rust_decimal::Decimal;
use serde_json::value::RawValue;
use telnum_macros::record;

use super::attribute::{Attribute, FromAttribute, Target};
use super::unknown::DidwwMember;
use crate::raw;
use crate::types::decimal_text;

/// One item of an order. (DIDWW, *Order Object*)
#[derive(Default)]
#[record]
pub struct DidwwOrderItem {
    /// What it is: `did_order_items`, `capacity_order_items`, `emergency_order_items` or
    /// `generic_order_items`.
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
    pub unknown: Vec<DidwwMember>,
}

impl DidwwOrderItem {
    fn attribute(&mut self, name: &str) -> Option<Target<'_>> {
        Some(match name {
            "qty" => self.qty.target(),
            "nrc" => self.nrc.target(),
            "mrc" => self.mrc.target(),
            "prorated_mrc" => self.prorated_mrc.target(),
            "billed_from" => self.billed_from.target(),
            "billed_to" => self.billed_to.target(),
            "setup_price" => self.setup_price.target(),
            "monthly_price" => self.monthly_price.target(),
            "did_group_id" => self.did_group_id.target(),
            "capacity_pool_id" => self.capacity_pool_id.target(),
            "emergency_calling_service_id" => self.emergency_calling_service_id.target(),
            _ => return None,
        })
    }
}

impl FromAttribute for DidwwOrderItem {
    fn from_attribute(json: &RawValue) -> Option<Self> {
        let mut item = Self::default();
        for (name, value) in raw::members(json)? {
            match (&*name, raw::members(value)) {
                ("type", None) => {
                    item.item_type = raw::text(value).unwrap_or_default().into_owned()
                }
                ("attributes", Some(attributes)) => {
                    for (name, value) in attributes {
                        if !item.attribute(&name).is_some_and(|it| it.read(value)) {
                            item.unknown.push(DidwwMember::new(&name, value.get()));
                        }
                    }
                }
                // Outside of the attributes.
                _ => item.unknown.push(DidwwMember::new(&name, value.get())),
            }
        }
        Some(item)
    }
}
