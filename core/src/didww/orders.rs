//! Orders: what they buy, and what has become of them.

use rust_decimal::Decimal;
use telnum_macros::{document, open_set, operation, record};

use super::filters::filters;
use super::names::sorting;
use super::new_order_item::{self, DidwwNewOrderItem};
use super::order::{DidwwCallbackMethod, DidwwOrder};
use super::price_guard::{self, Ceilings};
use super::reconcile::look_back;
use super::unknown::DidwwMember;
use super::url::Url;
use super::{document, errors, query};
use crate::attempt::Attempt;
use crate::call::Output;
use crate::checks::Checks;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::{Encoded, Lookup};
use crate::transport::{HttpResponse, Method};
use crate::wire;

/// Lists one page of the account's orders, by version 2026-04-16 of the API, whatever the client's.
#[operation(
    Didww::list_orders,
    GET "/v3/orders",
    page = "Get Orders",
    version = "2026-04-16",
    answer = document(DidwwOrderPage),
    asks(filter = DidwwOrderFilter, sort = DidwwOrderSortKey, fields, pages),
    walk(orders, ahead = 20, "All orders that pass the filters, one after another."),
)]
pub struct ListDidwwOrders;

/// Gets an order. The DIDs that it delivered are those that `dids` finds by the filter `order_id`.
#[operation(
    Didww::get_order,
    GET "/v3/orders/{order_id}",
    page = "Get Order",
    version = "2026-04-16",
    answer = resource(DidwwOrder),
    asks(fields),
    raises(not_found = "there is no such order on this account"),
)]
pub struct GetDidwwOrder {
    /// The id that creating the order returned.
    pub order_id: String,
}

/// Orders DIDs or channels. It spends money.
///
/// The attempt's id goes out as the order's `external_reference_id`, so that an order whose answer was lost is found
/// by it. `reconcile_orders` does that, and placing an attempt again that was refused: something on the way to the
/// carrier may have sent it twice, so that only the second one was refused. Every order is made by version 2026-04-16 of the API or a later one, since
/// only from there on has an order such a reference.
#[operation(
    Didww::create_order,
    POST "/v3/orders",
    page = "Create Order",
    version = "2026-04-16",
    purchase(prepare_order),
    answer = with(CreateDidwwOrder::read, DidwwOrder),
    body = "/data/attributes",
    validate = CreateDidwwOrder::rules,
    encode = CreateDidwwOrder::request,
    for_attempt = CreateDidwwOrder::named,
    look_back = look_back,
    guard(CreateDidwwOrder::looks, CreateDidwwOrder::look_failed, CreateDidwwOrder::check_prices),
    find_order_id = order_id_in,
    look = "Look for an order whose `external_reference_id` is the attempt's id (`reconcile_orders`, or the carrier's \
        portal)",
    raises(
        outcome_unknown = "the answer was lost: the order may have been made. Look for it by `reconcile_orders` \
            before you buy again",
        invalid_input = "it costs more than `max_monthly_price` or `max_setup_price`, there are not as many numbers as were ordered, a chosen one is taken, or the carrier refuses \
            another argument, and the `origin` in `details` is `carrier`; nothing was bought",
        insufficient_funds = "the balance does not cover the order; nothing was bought",
        not_enabled = "the account may only read; nothing was bought",
    ),
)]
pub struct CreateDidwwOrder {
    /// What to buy. All items are of one kind: any numbers of a SKU, chosen numbers, reserved ones, or channels.
    #[required]
    pub items: Vec<DidwwNewOrderItem>,
    /// True also orders numbers that are out of stock: they are paid for at once, and delivered some day. By default
    /// such an order is refused, which is not the carrier's own default.
    #[kept(CreateDidwwOrder::back_ordering)]
    pub allow_back_ordering: Option<bool>,
    /// Where the carrier reports the order's end: a URL that begins with http:// or https://.
    pub callback_url: Option<String>,
    /// How it reports; only with a `callback_url`.
    pub callback_method: Option<DidwwCallbackMethod>,
    /// The most that all items together may cost each month, without VAT. The carrier gives no quotes, so the prices are
    /// looked up right before the order is sent; an item by `qty` names its `did_group_id` for that. What an order costs
    /// in the end is its `amount`, with VAT.
    pub max_monthly_price: Option<Decimal>,
    /// The most that all items together may cost at once, beside the first month, without VAT; looked up likewise.
    pub max_setup_price: Option<Decimal>,
    /// The attempt's id.
    reference: Option<String>,
}

/// Cancels an order for DIDs that is pending. DIDs that it has delivered already are taken back.
///
/// It is not sent again once the carrier may have acted on it: that the order is no longer pending then would look like
/// a refusal.
#[operation(
    Didww::cancel_order,
    DELETE "/v3/orders/{order_id}",
    page = "Cancel Order",
    version = "2026-04-16",
    repeat = never,
    answer = with(CancelDidwwOrder::read, DidwwCanceledOrder),
    validate = CancelDidwwOrder::rules,
    encode = CancelDidwwOrder::request,
    look = "Look at the order's `status` (`get_order`)",
    raises(
        outcome_unknown = "the answer was lost: the order may have been cancelled. Look at its `status`",
        invalid_input = "the order is not pending, or no longer: look at its `status`",
        not_found = "there is no such order on this account",
    ),
)]
pub struct CancelDidwwOrder {
    /// The order's id.
    pub order_id: String,
}

/// An order that was cancelled.
#[record]
pub struct DidwwCanceledOrder {
    /// Its id.
    pub id: String,
}

/// A page of orders. (DIDWW, *Get Orders*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwOrderPage {
    /// The orders, in the carrier's order.
    pub orders: Vec<DidwwOrder>,
    /// How many orders there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of orders; an order has to pass all of them. (DIDWW, *Get Orders*)
    DidwwOrderFilter {
        /// The id.
        id text "id";
        /// Where it stands: `pending`, `completed` or `canceled`.
        status text "status";
        /// The reference for people, such as `KTH-650932`.
        reference text "reference";
        /// Not before this time, in RFC 3339.
        created_at_gteq text "created_at_gteq";
        /// Not after this time, in RFC 3339.
        created_at_lteq text "created_at_lteq";
        /// The account's own id for it: for an order of telnum's, the attempt's id.
        external_reference_id text "external_reference_id";
    }
}

/// What a list of orders can be sorted by. (DIDWW, *Get Orders*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwOrderSortKey {
    /// Where it stands.
    Status,
    /// What it cost.
    Amount,
    /// When it was placed.
    CreatedAt,
    /// The reference for people.
    Reference,
    /// The account's own id for it.
    ExternalReferenceId,
}

sorting!(DidwwOrderSortKey);

/// Sort keys are in lower case.
fn normalise(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

impl CreateDidwwOrder {
    fn rules(&self, checks: &mut Checks) {
        new_order_item::rules(&self.items, checks);
        price_guard::rules(&self.items, &self.ceilings(), checks);
        let mut wrong = |field, rule| checks.fail(errors::invalid(field, rule));
        match (&self.callback_url, &self.callback_method) {
            (Some(url), _) if !is_url(url) => {
                wrong(
                    "callback_url",
                    "must be a URL that begins with http:// or https://, without white space",
                );
            }
            (None, Some(_)) => wrong("callback_method", "is given without a `callback_url`"),
            _ => {}
        }
        match &self.callback_method {
            None | Some(DidwwCallbackMethod::Get | DidwwCallbackMethod::Post) => {}
            Some(_) => wrong("callback_method", "must be `get` or `post`"),
        }
    }

    fn ceilings(&self) -> Ceilings<'_> {
        [("max_monthly_price", &self.max_monthly_price), ("max_setup_price", &self.max_setup_price)]
    }

    fn looks(&self) -> Vec<Lookup> {
        price_guard::looks(&self.items, &self.ceilings())
    }

    fn look_failed(&self, at: usize, error: Error) -> Error {
        price_guard::failed(&self.items, at, error)
    }

    fn check_prices(&self, seen: &[Box<dyn Output>]) -> Result<()> {
        price_guard::check(&self.items, &self.ceilings(), seen)
    }

    /// The carrier's own default is to sell what it does not have.
    fn back_ordering(&self) -> bool {
        self.allow_back_ordering.unwrap_or(false)
    }

    fn named(&self, attempt: &Attempt) -> Self {
        Self { reference: Some(attempt.id.clone()), ..self.clone() }
    }

    fn request(&self) -> Result<Encoded> {
        // A kept attempt may have been changed anywhere.
        if let Some(rule) = self.reference.as_deref().and_then(problem_of_reference) {
            return Err(Error::new(
                ErrorKind::InvalidInput,
                format!(
                    "The attempt's `id` goes out as `external_reference_id`, and it {rule}. Nothing was sent."
                ),
            ));
        }
        let items: Vec<String> = self.items.iter().map(new_order_item::encoded).collect();
        let attributes = [
            ("allow_back_ordering", Some(self.back_ordering().to_string())),
            ("external_reference_id", self.reference.as_deref().map(query::quoted)),
            ("callback_url", self.callback_url.as_deref().map(query::quoted)),
            ("callback_method", self.callback_method.as_ref().map(|it| query::quoted(it.as_str()))),
            ("items", Some(format!("[{}]", items.join(",")))),
        ];
        query::written(Method::Post, &["v3", "orders"], &attributes, &[])
    }

    /// Whatever else an order says, it was bought.
    fn read(&self, answer: &HttpResponse) -> Result<DidwwOrder> {
        let mut order = DidwwOrder::default();
        document::read_alone(answer, &mut order, None)?;
        order.disagreements.extend(self.disagreements(&order));
        Ok(order)
    }

    fn disagreements(&self, order: &DidwwOrder) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(reference) = &self.reference
            && order.external_reference_id.as_ref() != Some(reference)
        {
            all.push("The order does not show the attempt's id as its `external_reference_id`: it cannot be found \
                by it.".to_owned());
        }
        let ordered: i64 = self.items.iter().map(DidwwNewOrderItem::count).sum();
        let answered = order.items.iter().flatten().filter_map(|it| it.qty);
        let shown: i64 = answered.map(i64::from).sum();
        if order.items.as_ref().is_some_and(|it| !it.is_empty()) && shown != ordered {
            all.push(format!(
                "The order shows a `qty` of {shown} in all, and {ordered} were ordered."
            ));
        }
        all
    }
}

impl CancelDidwwOrder {
    fn rules(&self, checks: &mut Checks) {
        query::id("order_id", &self.order_id, checks);
    }

    fn request(&self) -> Result<Encoded> {
        query::address(Method::Delete, &["v3", "orders", &self.order_id])
    }

    fn read(&self, _: &HttpResponse) -> Result<DidwwCanceledOrder> {
        Ok(DidwwCanceledOrder { id: self.order_id.clone() })
    }
}

fn order_id_in(answer: &HttpResponse) -> Option<String> {
    wire::id_in(answer, "data")
}

/// One in which nothing would have to be written otherwise.
fn is_url(text: &str) -> bool {
    Url::of(text).is_some() && !text.chars().any(|it| it.is_control() || it.is_whitespace())
}

/// A filter has to find it: the carrier splits values at commas.
fn problem_of_reference(id: &str) -> Option<&'static str> {
    match errors::problem_of_name(id) {
        None if id.chars().count() > 100 => Some("has more than 100 characters"),
        problem => problem,
    }
}
