//! Ordering numbers.

use telnum_macros::operation;

use super::answer::Answer;
use super::number_type::DialogTechNumberType;
use super::order::DialogTechOrder;
use super::{errors, rules};
use crate::checks::Checks;
use crate::error::Result;
use crate::operation::Encoded;
use crate::transport::{HttpResponse, Method};

/// Orders numbers. It spends money.
// A GET, and a purchase all the same: with `order_slot` even a number that is there already would be paid
// for again.
#[operation(
    DialogTech::order_numbers,
    GET "/ibp_api.php?action=numbers.order",
    page = "Number Order",
    purchase(prepare_order),
    answer = with(OrderNumbers::read, DialogTechOrder),
    validate = OrderNumbers::rules,
    encode = OrderNumbers::request,
    is_refusal = is_refusal,
    look = "DialogTech's API cannot be asked what became of it: look for new numbers in its portal, in the \
        account whose Key Manager holds the access key,",
    raises(
        outcome_unknown = "the answer was lost, or says neither that it failed nor which numbers were \
            bought: they may have been. The carrier's API cannot tell afterwards, its portal can",
        rejected = "the carrier refused, with its own text; nothing was bought",
    ),
)]
pub struct OrderNumbers {
    /// The kind of number: `local`, `tollfree`, `true800` or `canadian_local`.
    #[argument("type")]
    pub number_type: DialogTechNumberType,
    /// Where to look: an area code (3 digits), or area code and exchange (6 digits). Required for the
    /// two local kinds, refused for the others.
    pub search: Option<String>,
    /// How many numbers, 1 to 25.
    pub quantity: i32,
    /// Whether fewer numbers may be bought where not as many are to be had. Without it, the order is
    /// all or nothing.
    #[kept(OrderNumbers::partial)]
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
}

impl OrderNumbers {
    /// So many local numbers of the United States, of this area code or of this area code and exchange.
    pub fn local(search: impl Into<String>, quantity: i32) -> Self {
        Self::new(DialogTechNumberType::Local, quantity).search(search)
    }

    /// The carrier has no default, so all or nothing is ours: fewer numbers than asked for are no
    /// surprise then.
    fn partial(&self) -> bool {
        self.allow_partial.unwrap_or(false)
    }

    fn rules(&self, checks: &mut Checks) {
        rules::number_type(&self.number_type, checks);
        rules::search(&self.number_type, self.search.as_deref(), checks);
        rules::quantity(self.quantity, checks);
        rules::distance(&self.number_type, self.distance, checks);
        rules::allow_overlay(self, checks);
    }

    fn request(&self) -> Result<Encoded> {
        let flag = |given: Option<bool>| given.map(i32::from);
        Ok(Encoded::new(Method::Get, &["ibp_api.php"])?
            .accept("text/xml, application/xml")
            .query("action", Some("numbers.order"))
            .query("type", Some(self.number_type.as_str()))
            .query("search", self.search.as_deref())
            .query("quantity", Some(self.quantity))
            // 1 forbids a partial order.
            .query("fill_quantity", flag(Some(!self.partial())))
            .query("cleansed_only", flag(self.cleansed_only))
            .query("distance", self.distance.filter(|it| *it != 0))
            .query("sms_supported", flag(self.sms_supported))
            .query("order_slot", flag(self.order_slot))
            .query("allow_overlay", flag(self.allow_overlay)))
    }

    fn read(&self, answer: &HttpResponse) -> Result<DialogTechOrder> {
        match Answer::read(answer) {
            Answer::Bought { numbers, quantity } => {
                Ok(DialogTechOrder::of(self.quantity, self.partial(), numbers, quantity))
            }
            other => Err(errors::unreadable(answer, &other)),
        }
    }
}

/// DialogTech answers 200 and says in the body that it failed.
fn is_refusal(answer: &HttpResponse) -> bool {
    answer.status == 200 && matches!(Answer::read(answer), Answer::Failed { .. })
}
