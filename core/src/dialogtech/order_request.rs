//! Ordering numbers.

use serde_json::{Map, Value};

use super::answer::Answer;
use super::builder::DialogTechOrderMethod;
use super::number_type::DialogTechNumberType;
use super::order::DialogTechOrder;
use super::{errors, rules};
use crate::arguments::{Arguments, FromArguments, Wording};
use crate::checks::Checks;
use crate::error::{Carrier, Result};
use crate::operation::{Encoded, Operation, Refusal, Repeat};
use crate::purchase::Purchase;
use crate::transport::{HttpResponse, Method};

/// `GET /ibp_api.php?action=numbers.order`: buys numbers. It spends money.
///
/// (DialogTech, *Number Order*)
#[derive(Clone, Debug, PartialEq)]
pub struct OrderNumbers {
    /// The kind of number; the carrier calls it `type`.
    pub number_type: DialogTechNumberType,
    /// Where to look: an area code (3 digits), or area code and exchange (6 digits). Required for the
    /// two local kinds, refused for the others.
    pub search: Option<String>,
    /// How many numbers, 1 to 25.
    pub quantity: i32,
    /// Whether fewer numbers may be bought where not as many are to be had. Without it, the order is
    /// all or nothing.
    pub allow_partial: Option<bool>,
    /// True buys only numbers that DialogTech has cleansed itself; the carrier does not say what holds
    /// without it.
    pub cleansed_only: Option<bool>,
    /// How many miles the numbers may lie from the place searched for. Zero is as if it were absent.
    pub distance: Option<i32>,
    /// True buys only numbers that can be enabled for SMS. They must still be registered for it.
    pub sms_supported: Option<bool>,
    /// True buys a slot for each number too, even where the account has free ones.
    pub order_slot: Option<bool>,
    /// True takes a number of an overlay area code where the search finds none. Only with a search of
    /// 6 digits, and not with `cleansed_only`.
    pub allow_overlay: Option<bool>,
    /// How it is sent: the client's choice, not the order's.
    method: DialogTechOrderMethod,
}

impl OrderNumbers {
    /// So many numbers of this kind.
    pub fn new(number_type: impl Into<DialogTechNumberType>, quantity: i32) -> Self {
        Self {
            number_type: number_type.into(),
            search: None,
            quantity,
            allow_partial: None,
            cleansed_only: None,
            distance: None,
            sms_supported: None,
            order_slot: None,
            allow_overlay: None,
            method: DialogTechOrderMethod::default(),
        }
    }

    /// So many local numbers of the United States, of this area code or of this area code and exchange.
    pub fn local(search: impl Into<String>, quantity: i32) -> Self {
        Self::new(DialogTechNumberType::Local, quantity).search(search)
    }

    /// Where to look: an area code, or area code and exchange.
    #[must_use]
    pub fn search(mut self, search: impl Into<String>) -> Self {
        self.search = Some(search.into());
        self
    }

    /// Whether fewer numbers may be bought.
    #[must_use]
    pub fn allow_partial(mut self, allow: bool) -> Self {
        self.allow_partial = Some(allow);
        self
    }

    /// Only numbers that DialogTech has cleansed itself.
    #[must_use]
    pub fn cleansed_only(mut self, only: bool) -> Self {
        self.cleansed_only = Some(only);
        self
    }

    /// How many miles away the numbers may lie.
    #[must_use]
    pub fn distance(mut self, miles: i32) -> Self {
        self.distance = Some(miles);
        self
    }

    /// Only numbers that can be enabled for SMS.
    #[must_use]
    pub fn sms_supported(mut self, supported: bool) -> Self {
        self.sms_supported = Some(supported);
        self
    }

    /// Whether a slot is bought for each number.
    #[must_use]
    pub fn order_slot(mut self, order: bool) -> Self {
        self.order_slot = Some(order);
        self
    }

    /// Whether an overlay area code will do.
    #[must_use]
    pub fn allow_overlay(mut self, allow: bool) -> Self {
        self.allow_overlay = Some(allow);
        self
    }

    /// The same, to be sent in this way.
    pub(super) fn sent_by(self, method: DialogTechOrderMethod) -> Self {
        Self { method, ..self }
    }

    /// The carrier has no default, so all or nothing is ours: fewer numbers than asked for are no
    /// surprise then.
    fn partial(&self) -> bool {
        self.allow_partial.unwrap_or(false)
    }
}

impl Operation for OrderNumbers {
    const NAME: &'static str = "order_numbers";
    const CARRIER: Carrier = Carrier::DialogTech;
    // A GET, and a purchase all the same: with `order_slot` even a number that is there already
    // would be paid for again.
    const REPEAT: Repeat = Repeat::Never;
    const SPENDS: bool = true;
    const LOOK: &'static str = "DialogTech's API cannot be asked what became of it: look for new \
                                numbers in its portal, in the account whose Key Manager holds the \
                                access key,";
    type Output = DialogTechOrder;

    fn validate(&self, checks: &mut Checks) {
        rules::number_type(&self.number_type, checks);
        rules::search(&self.number_type, self.search.as_deref(), checks);
        rules::quantity(self.quantity, checks);
        rules::distance(&self.number_type, self.distance, checks);
        rules::allow_overlay(self, checks);
    }

    fn encode(&self) -> Result<Encoded> {
        let flag = |given: Option<bool>| given.map(i32::from);
        let path = &["ibp_api.php"];
        let request = match self.method {
            DialogTechOrderMethod::Get => Encoded::new(Method::Get, path)?,
            DialogTechOrderMethod::Post => Encoded::new(Method::Post, path)?.form(),
        };
        Ok(request
            .accept("text/xml, application/xml")
            .parameter("action", Some("numbers.order"))
            .parameter("type", Some(self.number_type.as_str()))
            .parameter("search", self.search.as_deref())
            .parameter("quantity", Some(self.quantity))
            // 1 forbids a partial order.
            .parameter("fill_quantity", flag(Some(!self.partial())))
            .parameter("cleansed_only", flag(self.cleansed_only))
            .parameter("distance", self.distance.filter(|it| *it != 0))
            .parameter("sms_supported", flag(self.sms_supported))
            .parameter("order_slot", flag(self.order_slot))
            .parameter("allow_overlay", flag(self.allow_overlay)))
    }

    fn decode(&self, answer: &HttpResponse) -> Result<DialogTechOrder> {
        match Answer::read(answer) {
            Answer::Bought { numbers, quantity } => {
                Ok(DialogTechOrder::of(self.quantity, self.partial(), numbers, quantity))
            }
            other => Err(errors::unreadable(answer, &other)),
        }
    }

    fn is_refusal(answer: &HttpResponse) -> bool {
        answer.status == 200 && matches!(Answer::read(answer), Answer::Failed { .. })
    }

    fn decode_error(answer: &HttpResponse) -> Refusal {
        errors::read(answer)
    }
}

impl Purchase for OrderNumbers {
    const WORDING: Wording = errors::WORDING;

    /// Those that are given, and the one with a default.
    fn arguments(&self) -> Map<String, Value> {
        let flag = |given: Option<bool>| given.map(Value::from);
        let arguments = [
            ("type", Some(self.number_type.as_str().into())),
            ("search", self.search.as_deref().map(Value::from)),
            ("quantity", Some(self.quantity.into())),
            ("allow_partial", Some(self.partial().into())),
            ("cleansed_only", flag(self.cleansed_only)),
            ("distance", self.distance.map(Value::from)),
            ("sms_supported", flag(self.sms_supported)),
            ("order_slot", flag(self.order_slot)),
            ("allow_overlay", flag(self.allow_overlay)),
        ];
        arguments
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| (name.to_owned(), value)))
            .collect()
    }
}

impl FromArguments for OrderNumbers {
    fn from_arguments(arguments: &mut Arguments) -> Self {
        Self {
            number_type: DialogTechNumberType::read(&arguments.required_text("type")),
            search: arguments.text("search"),
            quantity: arguments.required_integer("quantity"),
            allow_partial: arguments.boolean("allow_partial"),
            cleansed_only: arguments.boolean("cleansed_only"),
            distance: arguments.integer("distance"),
            sms_supported: arguments.boolean("sms_supported"),
            order_slot: arguments.boolean("order_slot"),
            allow_overlay: arguments.boolean("allow_overlay"),
            method: DialogTechOrderMethod::default(),
        }
    }
}
