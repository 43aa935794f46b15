//! The order that bought a DID.

use rust_decimal::Decimal;
use serde_json::Value;
use telnum_macros::{open_set, record, resource};

use super::link::DidwwLink;
use super::names::named;
use super::order_item::DidwwOrderItem;
use super::unknown::DidwwMember;
use crate::arguments::Scalar;
use crate::credentials;
use crate::types::{Timestamp, decimal_text};

/// A link to an order.
pub type DidwwOrderLink = DidwwLink;

/// An order. (DIDWW, *Order Object*)
#[derive(Default)]
#[resource("orders")]
#[record]
pub struct DidwwOrder {
    /// The id.
    pub id: String,
    /// The reference for people, such as `KTH-650932`.
    pub reference: Option<String>,
    /// What was bought, such as `DID` or `Capacity`.
    pub description: Option<String>,
    /// What it cost, VAT included, in the account's currency.
    #[serde(with = "decimal_text")]
    pub amount: Option<Decimal>,
    /// Where it stands.
    #[derived]
    pub status: Option<DidwwOrderStatus>,
    /// The status as the carrier wrote it; its case differs between versions.
    #[attribute(name = "status")]
    pub status_text: Option<String>,
    /// When it was placed.
    pub created_at: Option<Timestamp>,
    /// Where the carrier reports its end. Of a password or a token in it there is only `[redacted]`.
    pub callback_url: Option<String>,
    /// How it reports.
    #[derived]
    pub callback_method: Option<DidwwCallbackMethod>,
    /// The method as the carrier wrote it.
    #[attribute(name = "callback_method")]
    pub callback_method_text: Option<String>,
    /// The account's own id for it.
    pub external_reference_id: Option<String>,
    /// What was bought, in no certain order.
    pub items: Option<Vec<DidwwOrderItem>>,
    /// How the order that was made differs from what was ordered: a sentence each. Empty where all agrees, and
    /// where it was only read. What it shows is kept all the same.
    #[derived]
    #[serde(default)]
    pub disagreements: Vec<String>,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

/// Where an order stands.
#[open_set]
pub enum DidwwOrderStatus {
    /// Paid, and on its way.
    Pending,
    /// Delivered.
    Completed,
    /// Given up.
    Canceled,
}

/// How the carrier reports to a URL.
#[open_set]
pub enum DidwwCallbackMethod {
    /// Values in the query.
    Get,
    /// Values in a form.
    Post,
}

named!(DidwwCallbackMethod);

impl Scalar for DidwwCallbackMethod {
    const RULE: &'static str = String::RULE;

    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(Self::read)
    }

    fn write(&self) -> Value {
        self.as_str().into()
    }
}

fn normalise(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

impl DidwwOrder {
    fn derive(&mut self) {
        credentials::conceal_url(&mut self.callback_url);
        self.status = self.status_text.as_deref().map(DidwwOrderStatus::read);
        self.callback_method = self.callback_method_text.as_deref().map(DidwwCallbackMethod::read);
    }
}
