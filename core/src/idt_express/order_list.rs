//! The account's orders, as a list of summaries.

use serde::Deserialize;
use telnum_macros::{operation, record};

use super::order::{WireQuantity, quantity, shortfall};
use super::order_status::IdtOrderStatus;
use super::rules;
use crate::error::Result;
use crate::operation::Encoded;
use crate::pager::Keyed;
use crate::transport::Method;
use crate::types::Timestamp;
use crate::wire::{FromWire, Key, Moment, Object, Text};

/// Lists one page of the account's orders, without items and numbers: `get_order` shows these.
///
/// Those of the portal and of other programs are among them.
#[operation(
    IdtExpress::list_orders,
    GET "/v1/dids/orders",
    page = "Get Orders",
    answer = page("orders", IdtOrderSummary, IdtOrderPage),
    encode = ListOrders::request,
    walk(orders, "All orders of the account, one after another. Where the list shrinks, its pages are read \
        again, so that none is skipped."),
)]
pub struct ListOrders {
    /// Counted from 1, which is the carrier's default.
    #[check(rules::page)]
    pub page: Option<i32>,
    /// Rows per page; the carrier's default is 100.
    #[check(rules::page_size)]
    pub page_size: Option<i32>,
    /// Only orders of this status: `created`, `processing` or `complete`, in any case. The carrier lists
    /// nothing for any other, which only a client that does not `validate` sends.
    #[check(rules::status_filter)]
    pub filter_by_status: Option<String>,
}

/// A page of orders.
#[record]
pub struct IdtOrderPage {
    /// The orders, in the carrier's order: the newest first, as far as was seen.
    pub orders: Vec<IdtOrderSummary>,
    /// Which page this is, as the carrier reports it.
    pub page: Option<i32>,
    /// Rows per page, as the carrier reports it; it may not be what was asked for.
    pub page_size: Option<i32>,
    /// How many orders there are: all of the account's, or those that match. The carrier leaves that open.
    pub total: Option<i32>,
}

/// An order without its items and numbers: getting the order shows these.
#[record]
pub struct IdtOrderSummary {
    /// The carrier's id.
    pub id: String,
    /// When the carrier created it.
    pub created_at: Option<Timestamp>,
    /// Where it stands. `complete` is not *delivered*: see `fulfilled` and `shortfall`.
    pub status: IdtOrderStatus,
    /// The status as the carrier wrote it.
    pub status_text: String,
    /// How many numbers were asked for.
    pub ordered: Option<i32>,
    /// How many numbers were delivered so far.
    pub fulfilled: Option<i32>,
    /// How many numbers are missing so far.
    pub shortfall: Option<i32>,
    /// The currency, where the carrier names it.
    pub currency: Option<String>,
}

impl ListOrders {
    fn request(&self) -> Result<Encoded> {
        Ok(Encoded::new(Method::Get, &["v1", "dids", "orders"])?
            .query("page", self.page)
            .query("page_size", self.page_size)
            .query("filter_by_status", self.filter_by_status.as_deref().map(in_title_case)))
    }
}

impl Keyed for IdtOrderSummary {
    type Key = String;

    fn key(&self) -> String {
        self.id.clone()
    }
}

/// A row of the list. Items, should it ever hold some, are not looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct WireSummary {
    id: Key,
    created_at: Moment,
    status: Text,
    ordered: Object<WireQuantity>,
    fulfilled: Object<WireQuantity>,
    currency: Text,
}

impl FromWire for IdtOrderSummary {
    type Wire = WireSummary;

    fn from_wire(wire: WireSummary) -> Result<Self, &'static str> {
        let (ordered, fulfilled) = (quantity(&wire.ordered), quantity(&wire.fulfilled));
        Ok(Self {
            id: wire.id.filled().ok_or("an order has no id")?,
            created_at: wire.created_at.0,
            status: IdtOrderStatus::read(wire.status.as_str()),
            status_text: wire.status.0,
            ordered,
            fulfilled,
            shortfall: shortfall(ordered, fulfilled),
            currency: wire.currency.filled(),
        })
    }
}

/// The page's sample filters by `Complete`, its answers show both cases: known statuses go out as in the
/// sample, any other text as it is.
fn in_title_case(status: &str) -> &str {
    match IdtOrderStatus::read(status) {
        IdtOrderStatus::Created => "Created",
        IdtOrderStatus::Processing => "Processing",
        IdtOrderStatus::Complete => "Complete",
        IdtOrderStatus::Unknown { .. } => status,
    }
}
