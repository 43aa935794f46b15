//! One item of an order.

use rust_decimal::Decimal;
use serde_json::Value;
use telnum_macros::record;

use super::attribute::FromAttribute;
use super::unknown::DidwwMember;
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

impl FromAttribute for DidwwOrderItem {
    fn from_attribute(value: Value) -> Option<Self> {
        let Value::Object(mut object) = value else { return None };
        let mut item = Self {
            item_type: text(object.get("type").unwrap_or(&Value::Null)).unwrap_or_default(),
            ..Self::default()
        };
        let Some(Value::Object(attributes)) = object.remove("attributes") else {
            return Some(item);
        };
        for (name, value) in attributes {
            match name.as_str() {
                "qty" => item.qty = text(&value).and_then(|it| it.parse().ok()),
                "nrc" => item.nrc = amount(&value),
                "mrc" => item.mrc = amount(&value),
                "prorated_mrc" => item.prorated_mrc = value.as_bool(),
                "billed_from" => item.billed_from = text(&value),
                "billed_to" => item.billed_to = text(&value),
                "setup_price" => item.setup_price = amount(&value),
                "monthly_price" => item.monthly_price = amount(&value),
                "did_group_id" => item.did_group_id = text(&value),
                "capacity_pool_id" => item.capacity_pool_id = text(&value),
                "emergency_calling_service_id" => {
                    item.emergency_calling_service_id = text(&value);
                }
                _ => item.unknown.push(DidwwMember::new(&name, &value.to_string())),
            }
        }
        Some(item)
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

fn amount(value: &Value) -> Option<Decimal> {
    text(value)?.trim().parse().ok()
}
