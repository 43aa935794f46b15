//! The account's orders, as a list of summaries.

use serde::Deserialize;
use telnum_macros::record;

use super::order_status::IdtOrderStatus;
use super::{errors, fit, rules};
use crate::arguments::{Arguments, FromArguments};
use crate::checks::Checks;
use crate::error::{Carrier, Result};
use crate::operation::{Encoded, Operation, Refusal, Repeat};
use crate::pager::{Listing, Paged};
use crate::transport::{HttpResponse, Method};
use crate::types::Timestamp;
use crate::wire::{self, Filled, FromWire, Key, Moment, Object, Rows, Text};

use super::number::WireMeta;
use super::order::{WireQuantity, quantity, shortfall};

/// `GET /v1/dids/orders`: a page of the account's orders, those of the portal and of other programs too.
///
/// (IDT Express, *Get Orders*)
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListOrders {
    /// Counted from 1, which is the carrier's default.
    pub page: Option<i32>,
    /// Rows a page; the carrier's default is 100.
    pub page_size: Option<i32>,
    /// Only orders of this status: `created`, `processing` or `complete`, in any case. Any other is sent
    /// only where validation is off, for the carrier lists nothing for a status that it does not know.
    pub filter_by_status: Option<String>,
}

/// A page of orders.
#[record]
pub struct IdtOrderPage {
    /// The orders, in the carrier's order: the newest first, as far as was seen.
    pub orders: Vec<IdtOrderSummary>,
    /// Which page this is, by the carrier's word.
    pub page: Option<i32>,
    /// Rows a page, by the carrier's word; it may not be what was asked for.
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
    /// The first page, of the carrier's size.
    pub fn new() -> Self {
        Self::default()
    }

    /// This page, counted from 1.
    #[must_use]
    pub fn page(mut self, page: i32) -> Self {
        self.page = Some(page);
        self
    }

    /// So many rows a page.
    #[must_use]
    pub fn page_size(mut self, rows: i32) -> Self {
        self.page_size = Some(rows);
        self
    }

    /// Only orders of this status.
    #[must_use]
    pub fn filter_by_status(mut self, status: impl Into<String>) -> Self {
        self.filter_by_status = Some(status.into());
        self
    }
}

impl Operation for ListOrders {
    const NAME: &'static str = "list_orders";
    const CARRIER: Carrier = Carrier::IdtExpress;
    const REPEAT: Repeat = Repeat::Safe;
    type Output = IdtOrderPage;

    fn validate(&self, checks: &mut Checks) {
        rules::page(self.page, checks);
        rules::page_size(self.page_size, checks);
        if let Some(status) = &self.filter_by_status {
            rules::status_filter(status, checks);
        }
    }

    fn encode(&self) -> Result<Encoded> {
        Ok(Encoded::new(Method::Get, &["v1", "dids", "orders"])?
            .query("page", self.page)
            .query("page_size", self.page_size)
            .query("filter_by_status", self.filter_by_status.as_deref().map(in_title_case)))
    }

    fn decode(&self, answer: &HttpResponse) -> Result<IdtOrderPage> {
        #[derive(Deserialize)]
        struct Wire {
            orders: Rows<IdtOrderSummary>,
            #[serde(default)]
            meta: Object<WireMeta>,
            #[serde(default)]
            errors: Filled,
        }
        let wire: Wire = wire::read_json(answer)?;
        fit::no_errors(wire.errors)?;
        let meta = wire.meta.0.unwrap_or_default();
        Ok(IdtOrderPage {
            orders: wire.orders.0,
            page: meta.page.0,
            page_size: meta.page_size.0,
            total: meta.total.0,
        })
    }

    fn decode_error(answer: &HttpResponse) -> Refusal {
        errors::read(answer)
    }
}

impl Paged for ListOrders {
    type Listed = IdtOrderSummary;
    type Row = IdtOrderSummary;
    type Key = String;

    const USUAL_SIZE: i32 = 100;

    fn page_number(&self) -> Option<i32> {
        self.page
    }

    fn page_size(&self) -> Option<i32> {
        self.page_size
    }

    fn at_page(&self, page: i32) -> Self {
        self.clone().page(page)
    }

    fn rows(page: &mut IdtOrderPage) -> (&mut Vec<IdtOrderSummary>, Listing) {
        let listing = Listing { page: page.page, page_size: page.page_size, total: page.total };
        (&mut page.orders, listing)
    }

    fn key(row: &IdtOrderSummary) -> String {
        row.id.clone()
    }

    fn into_rows(page: IdtOrderPage) -> Vec<IdtOrderSummary> {
        page.orders
    }
}

impl FromArguments for ListOrders {
    fn from_arguments(arguments: &mut Arguments) -> Self {
        Self {
            page: arguments.integer("page"),
            page_size: arguments.integer("page_size"),
            filter_by_status: arguments.text("filter_by_status"),
        }
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
