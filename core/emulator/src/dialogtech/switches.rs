//! DialogTech's switches: what its page leaves open. Their full names begin `dialog_tech_`.

use super::kind::Kind;
use crate::fault;
use crate::switches::{choice, switches};
use serde::Deserialize;

switches! {
    /// What an answer says before its root element.
    prolog: Prolog = Prolog::Doctype;
    /// A byte order mark goes before everything.
    bom: bool = false;
    /// White space goes before everything but the byte order mark.
    leading_space: bool = false;
    /// How text becomes bytes.
    encoding: Encoding = Encoding::Utf8;
    /// What answers say that they are; by itself XML in their encoding.
    content_type: Option<HeaderValue> = None;
    /// What a bought answer says in `<result>`.
    success_word: String = "success".to_owned();
    /// What a refusal says in `<result>`.
    failure_word: String = "failed".to_owned();
    /// What every refusal says in `<result_description>`; by itself what is wrong.
    failure_text: Option<String> = None;
    /// The HTTP status of a refusal.
    failure_status: Status = Status(200);
    /// What `<quantity>` counts.
    quantity_element: QuantityElement = QuantityElement::Bought;
    /// What becomes of an order that names no quantity.
    missing_quantity: MissingQuantity = MissingQuantity::Ten;
    /// What becomes of an order of no numbers.
    zero_quantity: Nothing = Nothing::Fail;
    /// What becomes of a quantity above 25.
    quantity_over: QuantityOver = QuantityOver::Fail;
    /// What becomes of an order for which nothing is available.
    none_available: Nothing = Nothing::Fail;
    /// What `cleansed_only` is when it is left out.
    cleansed_only_default: bool = false;
    /// What becomes of a search or a distance with a toll-free kind.
    toll_free_search: Misuse = Misuse::Fail;
    /// What becomes of an overlay that cannot be asked for.
    overlay_misuse: Misuse = Misuse::Fail;
    /// Distances may have a fraction.
    distance_fractions: bool = true;
    /// How far one area code is from the next, in miles.
    miles_apart: Miles = Miles(25);
    /// What becomes of a partial order without an overlay.
    short_order: ShortOrder = ShortOrder::Partial;
    /// What an overlay brings.
    overlay: Overlay = Overlay::Fills;
    /// How many slots an order needs that buys none.
    slot_rule: SlotRule = SlotRule::Asked;
    /// Parameters that the page does not have are ignored.
    unknown_parameters: Misuse = Misuse::Ignore;
    /// A form is read.
    post: bool = true;
    /// The keys are looked at before the action.
    keys_first: bool = false;
    /// How many toll-free numbers an order finds at most.
    toll_free_available: Option<u32> = None;
}

choice! {
    /// What an answer says before its root element.
    Prolog {
        /// That it is XML, and its DTD.
        "doctype" = Doctype,
        /// That it is XML.
        "declaration" = Declaration,
        /// Nothing.
        "none" = Nothing,
    }
}

choice! {
    /// How text becomes bytes.
    Encoding {
        /// As UTF-8.
        "utf-8" = Utf8,
        /// As ISO-8859-1, with letters that show it.
        "iso-8859-1" = Latin1,
        /// As ISO-8859-1 that says it were UTF-8.
        "mislabelled" = Mislabelled,
        /// As UTF-16, little end first, with its byte order mark.
        "utf-16" = Utf16,
    }
}

choice! {
    /// What `<quantity>` counts.
    QuantityElement {
        /// The numbers that were bought.
        "bought" = Bought,
        /// The numbers that were asked for.
        "asked" = Asked,
        /// One more than were bought.
        "wrong" = Wrong,
        /// It is not there.
        "absent" = Absent,
    }
}

choice! {
    /// What becomes of an order that names no quantity.
    MissingQuantity {
        /// It is one of ten.
        "ten" = Ten,
        /// It fails.
        "fail" = Fail,
    }
}

choice! {
    /// What becomes of an order that can buy nothing.
    Nothing {
        /// It fails.
        "fail" = Fail,
        /// It succeeds, with an empty list.
        "empty" = Empty,
    }
}

choice! {
    /// What becomes of a quantity above 25.
    QuantityOver {
        /// It fails.
        "fail" = Fail,
        /// It is taken for 25.
        "clamp" = Clamp,
    }
}

choice! {
    /// What becomes of a parameter that does not belong there.
    Misuse {
        /// The order fails.
        "fail" = Fail,
        /// It is ignored.
        "ignore" = Ignore,
    }
}

choice! {
    /// What becomes of a partial order without an overlay.
    ShortOrder {
        /// What there is is bought.
        "partial" = Partial,
        /// It fails.
        "fail" = Fail,
    }
}

choice! {
    /// What an overlay brings.
    Overlay {
        /// What is missing.
        "fills" = Fills,
        /// Numbers only where there are none at all.
        "replaces" = Replaces,
    }
}

choice! {
    /// How many slots an order needs that buys none.
    SlotRule {
        /// One for each number it asks for.
        "asked" = Asked,
        /// One for each number it can buy.
        "bought" = Bought,
        /// None: it buys as many numbers as there are slots.
        "limits" = Limits,
        /// None: slots are not looked at.
        "ignored" = Ignored,
    }
}

/// A header's value that stays within its line.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct HeaderValue(pub(crate) String);

impl TryFrom<String> for HeaderValue {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        fault::header(text).map(Self)
    }
}

/// A status that ends a request.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u16")]
pub(crate) struct Status(pub(crate) u16);

impl TryFrom<u16> for Status {
    type Error = String;

    fn try_from(status: u16) -> Result<Self, String> {
        fault::status(status).map(Self)
    }
}

/// A distance that is not zero, in miles.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u16")]
pub(crate) struct Miles(pub(crate) u16);

impl TryFrom<u16> for Miles {
    type Error = String;

    fn try_from(miles: u16) -> Result<Self, String> {
        if miles > 0 { Ok(Self(miles)) } else { Err("the least is 1".to_owned()) }
    }
}

/// Free slots, of every kind or kind by kind.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum FreeSlots {
    /// So many of every kind.
    Each(u32),
    /// So many of some kinds.
    ByKind(SlotsByKind),
}

/// Free slots of some kinds; what is left out stays as it is.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SlotsByKind {
    local: Option<u32>,
    tollfree: Option<u32>,
    true800: Option<u32>,
    canadian_local: Option<u32>,
}

impl FreeSlots {
    /// How many of this kind, if it says so.
    pub(crate) fn of(self, kind: Kind) -> Option<u32> {
        match self {
            Self::Each(count) => Some(count),
            Self::ByKind(counts) => match kind {
                Kind::Local => counts.local,
                Kind::TollFree => counts.tollfree,
                Kind::True800 => counts.true800,
                Kind::CanadianLocal => counts.canadian_local,
            },
        }
    }
}
