//! Ordering, and previewing an order.

use serde_json::Value;
use telnum_macros::operation;

use super::order::{IdtOrder, IdtOrderItem, IdtOrderPreview};
use super::order_status::IdtOrderItemStatus;
use super::{errors, fit, rules};
use crate::arguments::given;
use crate::checks::Checks;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Encoded;
use crate::transport::{HttpResponse, Method};
use crate::types::Id;
use crate::wire;

/// Orders numbers of one DID group. It spends money.
#[operation(
    IdtExpress::create_order,
    POST "/v1/dids/orders",
    page = "Create Order",
    purchase(prepare_order),
    answer = with(CreateOrder::read, IdtOrder),
    body = "/order_items/0",
    encode = CreateOrder::request,
    find_order_id = order_id_in,
    raises(
        outcome_unknown = "the answer was lost: the order may have been made. Look for it by \
            `reconcile_orders` before you buy again",
        insufficient_funds = "the balance does not cover the order; nothing was bought",
    ),
)]
pub struct CreateOrder {
    /// The id of the DID group, as listed.
    #[check(rules::did_group_id)]
    pub did_group_id: Id,
    /// How many numbers, 1 to 100. Fewer may be delivered.
    #[check(rules::quantity)]
    pub quantity: i32,
}

/// Orders chosen numbers of one DID group, by the skus that `browse_numbers` lists. It spends money.
#[operation(
    IdtExpress::create_order_by_sku,
    POST "/v1/dids/orders",
    page = "Create Order",
    purchase(prepare_order_by_sku),
    answer = with(CreateOrderBySku::read, IdtOrder),
    body = "/order_items/0",
    encode = CreateOrderBySku::request,
    find_order_id = order_id_in,
    raises(
        outcome_unknown = "the answer was lost: the order may have been made, and its numbers are then no \
            longer to be had. Look for it by `reconcile_orders` before you buy again",
        invalid_input = "the carrier no longer has one of the numbers, and the `origin` in `details` is \
            `carrier`; nothing was bought by this call",
        insufficient_funds = "the balance does not cover the order; nothing was bought",
    ),
)]
pub struct CreateOrderBySku {
    /// The id of the DID group, as listed.
    #[check(rules::did_group_id)]
    pub did_group_id: Id,
    /// The skus of the numbers, 1 to 100, each once. Keep which number each is: an order shows its numbers
    /// only when they are delivered.
    #[check(skus)]
    #[required]
    pub did_skus: Vec<String>,
}

/// Checks an order, funds included, and buys nothing.
// A carrier that overlooked the flag would have bought, so it is not sent twice either.
#[operation(
    IdtExpress::preview_order,
    POST "/v1/dids/orders",
    page = "Create Order",
    repeat = never,
    answer = with(PreviewOrder::read, IdtOrderPreview),
    body = "/order_items/0",
    encode = PreviewOrder::request,
    raises(
        insufficient_funds = "the balance does not cover the order",
        outcome_unknown = "the answer shows an order instead of a preview: it may have been placed",
    ),
)]
pub struct PreviewOrder {
    /// The id of the DID group, as listed.
    #[check(rules::did_group_id)]
    pub did_group_id: Id,
    /// How many numbers, 1 to 100.
    #[check(rules::quantity)]
    pub quantity: i32,
}

impl CreateOrder {
    fn request(&self) -> Result<Encoded> {
        let quantity = ("quantity", self.quantity.into());
        encode(&self.did_group_id, quantity, false)
    }

    fn read(&self, answer: &HttpResponse) -> Result<IdtOrder> {
        bought(answer, &self.did_group_id, self.quantity)
    }
}

impl CreateOrderBySku {
    fn quantity(&self) -> i32 {
        i32::try_from(self.did_skus.len()).unwrap_or(i32::MAX)
    }

    fn request(&self) -> Result<Encoded> {
        encode(&self.did_group_id, ("did_skus", self.did_skus.as_slice().into()), false)
    }

    fn read(&self, answer: &HttpResponse) -> Result<IdtOrder> {
        bought(answer, &self.did_group_id, self.quantity())
    }
}

/// An order that is not this one proves nothing; whatever else it says, it was bought.
fn bought(answer: &HttpResponse, did_group_id: &Id, quantity: i32) -> Result<IdtOrder> {
    let mut order = IdtOrder::read(answer)?;
    let mut stages = order.order_items.iter().map(|it| &it.status);
    if is_preview(&IdtOrderItemStatus::read(&order.status_text)) || stages.any(is_preview) {
        return Err(wire::unreadable("it shows a preview, and an order was placed"));
    }
    if let Some(group) = fit::other_group(did_group_id.as_str(), &order.order_items) {
        let group = wire::quoted(group);
        return Err(wire::unreadable(&format!("its order is for another DID group, {group}")));
    }
    order.disagreements.extend(fit::disagreements(quantity, &order));
    Ok(order)
}

/// Each sku is opaque text, passed back as it was listed.
fn skus(skus: &[String], checks: &mut Checks) {
    let wrong = |rule: &str| errors::invalid("did_skus", rule);
    let twice =
        skus.iter().enumerate().find(|(at, it)| skus.iter().take(*at).any(|one| one == *it));
    if skus.is_empty() {
        checks.fail(errors::missing("did_skus"));
    } else if skus.len() > 100 {
        checks.fail(wrong(&format!("must have at most 100 skus, not {}", skus.len())));
    } else if let Some(problem) = skus.iter().find_map(|it| rules::problem_of(it)) {
        checks.fail(wrong(&format!("has a sku that {problem}")));
    } else if skus.iter().any(String::is_empty) {
        checks.fail(wrong("has an empty sku"));
    } else if let Some((_, sku)) = twice {
        checks.fail(wrong(&format!("has the sku {} twice", wire::quoted(sku))));
    }
}

fn order_id_in(answer: &HttpResponse) -> Option<String> {
    wire::id_in(answer, "order")
}

impl PreviewOrder {
    fn request(&self) -> Result<Encoded> {
        let quantity = ("quantity", self.quantity.into());
        encode(&self.did_group_id, quantity, true)
    }

    fn read(&self, answer: &HttpResponse) -> Result<IdtOrderPreview> {
        let (order, has_errors) = IdtOrder::answered(answer)?;
        let id = Some(order.id.trim().to_owned()).filter(|it| !it.is_empty());
        let IdtOrder { ordered, currency, order_items, .. } = order;
        let preview = IdtOrderPreview { ordered, currency, order_items };
        let items = preview.order_items.as_slice();
        let shows_numbers = |it: &IdtOrderItem| !it.numbers.is_empty() || it.fulfilled > Some(0);
        if items.is_empty() || items.iter().any(|it| !is_preview(&it.status) || shows_numbers(it)) {
            return Err(no_preview(id));
        }
        wire::no_errors(has_errors)?;
        let counts = [preview.ordered].into_iter().chain(items.iter().map(|it| it.ordered));
        let fits = items.len() == 1
            && counts.flatten().all(|it| it == self.quantity)
            && fit::other_group(self.did_group_id.as_str(), items).is_none();
        if fits { Ok(preview) } else { Err(wire::unreadable("it is a preview of another order")) }
    }
}

/// Exactly one item: the carrier refuses more.
fn encode(did_group_id: &Id, wanted: (&str, Value), preview: bool) -> Result<Encoded> {
    // The page wants a number. What is none goes out as it is, which only `validate: false` lets happen.
    let id = match rules::number_of(did_group_id.as_str()) {
        Some(number) => number.into(),
        None => did_group_id.as_str().into(),
    };
    let item = given([("did_group_id", Some(id)), (wanted.0, Some(wanted.1))]);
    let items = Value::Array(vec![Value::Object(item)]);
    let body = given([("order_items", Some(items)), ("preview", preview.then(|| true.into()))]);
    Ok(Encoded::new(Method::Post, &["v1", "dids", "orders"])?.json(&Value::Object(body)))
}

fn is_preview(status: &IdtOrderItemStatus) -> bool {
    *status == IdtOrderItemStatus::Preview
}

/// The answer shows an order where a preview was asked for.
fn no_preview(order_id: Option<String>) -> Error {
    Error::new(
        ErrorKind::OutcomeUnknown,
        "A preview was asked for and the answer shows none: the carrier may have placed a real \
         order. Look at the account's orders before you buy.",
    )
    .with(|it| {
        it.cause = Some(ErrorKind::Decode);
        it.candidate_order_id = order_id;
    })
}
