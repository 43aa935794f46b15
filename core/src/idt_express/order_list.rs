//! The account's orders, as a list of summaries.

use telnum_macros::{object, operation, record};

use super::order::shortfall;
use super::order_status::IdtOrderStatus;
use super::rules;
use crate::error::Result;
use crate::operation::Encoded;
use crate::pager::Keyed;
use crate::transport::Method;
use crate::types::Timestamp;
use crate::wire;

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
#[derive(Default)]
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
#[derive(Default)]
#[object(settle)]
#[record]
pub struct IdtOrderSummary {
    /// The carrier's id.
    #[key]
    pub id: String,
    /// When the carrier created it.
    pub created_at: Option<Timestamp>,
    /// Where it stands. `complete` is not *delivered*: see `fulfilled` and `shortfall`.
    #[derived]
    pub status: IdtOrderStatus,
    /// The status as the carrier wrote it.
    #[attribute(name = "status")]
    pub status_text: String,
    /// How many numbers were asked for.
    #[within("quantity")]
    pub ordered: Option<i32>,
    /// How many numbers were delivered so far.
    #[within("quantity")]
    pub fulfilled: Option<i32>,
    /// How many numbers are missing so far.
    #[derived]
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

impl IdtOrderSummary {
    fn settle(&mut self) -> Result<(), &'static str> {
        wire::trim(&mut self.id);
        self.status = IdtOrderStatus::read(&self.status_text);
        self.shortfall = shortfall(self.ordered, self.fulfilled);
        if self.id.is_empty() { Err("an order has no id") } else { Ok(()) }
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
