//! Ordering, and previewing an order.

use serde_json::{Map, Value, json};

use super::order::{Answered, IdtOrder, IdtOrderItem, IdtOrderPreview};
use super::order_status::IdtOrderItemStatus;
use super::{errors, fit, rules};
use crate::arguments::{Arguments, FromArguments, Wording};
use crate::checks::Checks;
use crate::error::{Carrier, Error, ErrorKind, Result};
use crate::operation::{Encoded, Operation, Refusal, Repeat};
use crate::purchase::Purchase;
use crate::raw;
use crate::transport::{HttpResponse, Method};
use crate::types::Id;
use crate::wire::{self, OnlyObject};

/// `POST /v1/dids/orders`: buys numbers of one DID group. It spends money.
///
/// (IDT Express, *Create Order*)
#[derive(Clone, Debug, PartialEq)]
pub struct CreateOrder {
    /// The id of the DID group, as listed.
    pub did_group_id: Id,
    /// How many numbers, 1 to 100. Fewer may be delivered.
    pub quantity: i32,
}

/// `POST /v1/dids/orders` with `preview`: checks an order, funds included, and buys nothing.
///
/// (IDT Express, *Create Order*)
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewOrder {
    /// The id of the DID group, as listed.
    pub did_group_id: Id,
    /// How many numbers, 1 to 100.
    pub quantity: i32,
}

impl CreateOrder {
    /// So many numbers of this DID group.
    pub fn new(did_group_id: impl Into<Id>, quantity: i32) -> Self {
        Self { did_group_id: did_group_id.into(), quantity }
    }
}

impl PreviewOrder {
    /// What an order of so many numbers of this DID group would be.
    pub fn new(did_group_id: impl Into<Id>, quantity: i32) -> Self {
        Self { did_group_id: did_group_id.into(), quantity }
    }
}

impl Operation for CreateOrder {
    const NAME: &'static str = "create_order";
    const CARRIER: Carrier = Carrier::IdtExpress;
    const REPEAT: Repeat = Repeat::Never;
    const SPENDS: bool = true;
    type Output = IdtOrder;

    fn validate(&self, checks: &mut Checks) {
        validate(&self.did_group_id, self.quantity, checks);
    }

    fn encode(&self) -> Result<Encoded> {
        encode(&self.did_group_id, self.quantity, false)
    }

    /// An order that is not this one proves nothing; whatever else it says, it was bought.
    fn decode(&self, answer: &HttpResponse) -> Result<IdtOrder> {
        let Answered { order: OnlyObject(order), errors } = Answered::read(answer)?;
        fit::no_errors(errors)?;
        let mut order = order.read()?;
        let mut stages = order.order_items.iter().map(|it| &it.status);
        if is_preview(&IdtOrderItemStatus::read(&order.status_text)) || stages.any(is_preview) {
            return Err(wire::unreadable("it shows a preview, and an order was placed"));
        }
        if let Some(group) = fit::other_group(self.did_group_id.as_str(), &order.order_items) {
            let group = wire::quoted(group);
            return Err(wire::unreadable(&format!("its order is for another DID group, {group}")));
        }
        order.disagreements.extend(fit::disagreements(self.quantity, &order));
        Ok(order)
    }

    fn decode_error(answer: &HttpResponse) -> Refusal {
        errors::read(answer)
    }

    fn find_order_id(answer: &HttpResponse) -> Option<String> {
        let text = wire::text(answer);
        let order = raw::member(serde_json::from_str(&text).ok(), "order");
        let id = raw::member(order, "id").filter(|it| !matches!(it.get(), "true" | "false"))?;
        let id = raw::text(id)?;
        Some(id.trim().to_owned()).filter(|it| !it.is_empty())
    }
}

impl Operation for PreviewOrder {
    const NAME: &'static str = "preview_order";
    const CARRIER: Carrier = Carrier::IdtExpress;
    // A carrier that overlooked the flag would have bought, so it is not sent twice either.
    const REPEAT: Repeat = Repeat::Never;
    type Output = IdtOrderPreview;

    fn validate(&self, checks: &mut Checks) {
        validate(&self.did_group_id, self.quantity, checks);
    }

    fn encode(&self) -> Result<Encoded> {
        encode(&self.did_group_id, self.quantity, true)
    }

    fn decode(&self, answer: &HttpResponse) -> Result<IdtOrderPreview> {
        let Answered { order: OnlyObject(order), errors } = Answered::read(answer)?;
        let id = order.id();
        let preview = order.read_preview();
        let items = preview.order_items.as_slice();
        let shows_numbers = |it: &IdtOrderItem| !it.numbers.is_empty() || it.fulfilled > Some(0);
        if items.is_empty() || items.iter().any(|it| !is_preview(&it.status) || shows_numbers(it)) {
            return Err(no_preview(id));
        }
        fit::no_errors(errors)?;
        let counts = [preview.ordered].into_iter().chain(items.iter().map(|it| it.ordered));
        let fits = items.len() == 1
            && counts.flatten().all(|it| it == self.quantity)
            && fit::other_group(self.did_group_id.as_str(), items).is_none();
        if fits { Ok(preview) } else { Err(wire::unreadable("it is a preview of another order")) }
    }

    fn decode_error(answer: &HttpResponse) -> Refusal {
        errors::read(answer)
    }
}

impl Purchase for CreateOrder {
    const WORDING: Wording = errors::WORDING;

    fn arguments(&self) -> Map<String, Value> {
        let mut arguments = Map::new();
        arguments.insert("did_group_id".to_owned(), self.did_group_id.as_str().into());
        arguments.insert("quantity".to_owned(), self.quantity.into());
        arguments
    }
}

impl FromArguments for CreateOrder {
    fn from_arguments(arguments: &mut Arguments) -> Self {
        Self {
            did_group_id: arguments.id("did_group_id"),
            quantity: arguments.required_integer("quantity"),
        }
    }
}

impl FromArguments for PreviewOrder {
    fn from_arguments(arguments: &mut Arguments) -> Self {
        let CreateOrder { did_group_id, quantity } = CreateOrder::from_arguments(arguments);
        Self { did_group_id, quantity }
    }
}

fn validate(did_group_id: &Id, quantity: i32, checks: &mut Checks) {
    rules::did_group_id(did_group_id.as_str(), checks);
    rules::quantity(quantity, checks);
}

/// Exactly one item: the carrier refuses more.
fn encode(did_group_id: &Id, quantity: i32, preview: bool) -> Result<Encoded> {
    // The page wants a number. What is none goes out as it is, which only `validate: false` lets happen.
    let id = match rules::number_of(did_group_id.as_str()) {
        Some(number) => json!(number),
        None => json!(did_group_id.as_str()),
    };
    let mut body = json!({ "order_items": [{ "did_group_id": id, "quantity": quantity }] });
    if preview && let Some(body) = body.as_object_mut() {
        body.insert("preview".to_owned(), true.into());
    }
    Ok(Encoded::new(Method::Post, &["v1", "dids", "orders"])?.json(&body))
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
