//! What DIDWW's pages leave open. In the README each name begins `didww_`, except `dids`.

use super::version::Version;
use crate::switches::{choice, switches};
use serde::Deserialize;

switches! {
    /// How many DIDs the account has.
    dids: Count = Count(5_000);
    /// The first rows are the page's own examples and a recorded oddity.
    odd_rows: bool = true;
    /// The version of the key's customer.
    version: Version = Version::V2022;
    /// How many requests a second a key may make.
    rate_limit: Option<u32> = Some(20);
    /// The `retry-after` of a throttled answer, in seconds.
    retry_after_s: Option<u32> = None;
    /// Requests must name both media types.
    headers_required: bool = false;
    /// The largest page.
    max_page_size: PageSize = PageSize(100);
    /// What may be included.
    includes: Includes = Includes::Page;
    /// The filters of the carrier's other documents: `id`, and old names of trunks.
    more_filters: bool = false;
    /// There is a filter `pending_removal`.
    pending_removal: bool = true;
    /// Blanks and lists are refused where the page forbids them.
    strict_filters: bool = true;
    /// What a blank filter finds.
    blank_filter: BlankFilter = BlankFilter::None;
    /// What a filter of several features finds.
    features_filter: FeaturesFilter = FeaturesFilter::Any;
    /// How links name the next pages.
    links: Links = Links::Query;
    /// What `meta` says.
    meta: Meta = Meta::Whole;
    /// A list of one is written as one object.
    single_object: bool = false;
    /// Included objects are sent.
    included: bool = true;
    /// Every object links to itself.
    self_links: bool = false;
    /// White space goes before the body.
    leading_space: bool = false;
    /// The `errors` of a refusal are an object.
    errors_object: bool = false;
    /// Errors collected over several parameters, or only the first.
    collect_errors: bool = true;
    /// The `prefix` of a DID group begins with the country's.
    whole_prefix: bool = false;
    /// What the account has, in USD.
    balance: Cents = Cents(5_000);
    /// What it may owe beyond that, in USD.
    credit: Cents = Cents(1_000);
    /// Whether the account may choose single numbers.
    available_dids: AvailableDids = AvailableDids::On;
    /// How many numbers one answer offers.
    available_dids_cap: PageSize = PageSize(10);
    /// How many numbers the account may reserve at once.
    reservations: Count = Count(10);
    /// How long a reservation lasts, in seconds.
    reservation_s: Count = Count(600);
    /// The account may only read.
    read_only: bool = false;
    /// The VAT of orders, in percent.
    vat: Percent = Percent(0);
    /// When an order's amount is taken from the balance.
    charge_at: ChargeAt = ChargeAt::Create;
    /// When an order is completed, in seconds; never where there is none.
    complete_after_s: Option<u32> = Some(10);
    /// When an order's DIDs are there, in seconds.
    dids_after_s: Count = Count(0);
    /// When the numbers come that were not in stock, in seconds; never where there is none.
    backorder_after_s: Option<u32> = Some(60);
    /// An order that does not speak of back-ordering wants it.
    back_ordering_default: bool = true;
    /// How an order of DIDs ends that nobody cancels.
    order_ends: OrderEnds = OrderEnds::Completed;
    /// Orders bring half of their numbers, rounded down.
    complete_short: bool = false;
    /// Whether one order may have items of several kinds.
    mixed_items: MixedItems = MixedItems::Accept;
    /// What an order's reference does in versions that do not know it.
    old_version_reference: OldVersionReference = OldVersionReference::Refuse;
    /// How late a new order shows in the list, in seconds.
    order_visible_after_s: Count = Count(0);
    /// When DIDs that need a registration have it, in seconds; never where there is none.
    registered_after_s: Option<u32> = None;
    /// How long a terminated DID is held, in days.
    held_days: Count = Count(35);
    /// What it costs to restore a DID that has expired.
    restore_expired: RestoreExpired = RestoreExpired::Charge;
    /// Whether a DID of an order of several may be terminated.
    terminates_bulk: bool = true;
    /// What becomes of a trunk, or a group, that is deleted while DIDs lead to it.
    delete_routed: DeleteRouted = DeleteRouted::Refuse;
    /// A group is deleted with its trunks.
    group_deletes_trunks: bool = true;
    /// Which names must differ.
    unique_names: UniqueNames = UniqueNames::All;
    /// How the server tells those who asked for it that an order has ended.
    callbacks: Callbacks = Callbacks::Once;
    /// What callbacks are signed with.
    callback_secret: String = "emulator-key".to_owned();
    /// The fewest channels that an order is of.
    minimum_channels: Count = Count(1);
    /// Which count of channels decides about their price.
    channels_priced_by: ChannelsPricedBy = ChannelsPricedBy::Order;
}

choice! {
    /// What an account finds that asks for single numbers.
    AvailableDids {
        /// They are switched on.
        "on" = On,
        /// They are not: 403.
        "forbidden" = Forbidden,
        /// They are not: 404.
        "not_found" = NotFound,
        /// They are not, and the list is empty.
        "empty" = Empty,
    }
}

choice! {
    /// When an order's amount is taken from the balance.
    ChargeAt {
        /// When it is placed.
        "create" = Create,
        /// When it is completed.
        "complete" = Complete,
    }
}

choice! {
    /// What it costs to restore a DID that has expired.
    RestoreExpired {
        /// What a month costs.
        "charge" = Charge,
        /// Nothing.
        "free" = Free,
    }
}

choice! {
    /// What becomes of a trunk, or a group, that is deleted while DIDs lead to it.
    DeleteRouted {
        /// It stays.
        "refuse" = Refuse,
        /// The DIDs lead nowhere.
        "clear" = Clear,
    }
}

choice! {
    /// Which names must differ.
    UniqueNames {
        /// Those of all trunks and groups.
        "all" = All,
        /// Those of groups.
        "groups" = Groups,
    }
}

choice! {
    /// How the server tells that an order has ended.
    Callbacks {
        /// As it should.
        "once" = Once,
        /// Every callback comes twice.
        "twice" = Twice,
        /// Signed with another key.
        "wrong_key" = WrongKey,
        /// Not at all.
        "never" = Never,
    }
}

choice! {
    /// How an order of DIDs ends.
    OrderEnds {
        /// Its DIDs are the account's.
        "completed" = Completed,
        /// The carrier cancels it: its DIDs go, and its amount comes back.
        "canceled" = Canceled,
    }
}

choice! {
    /// Whether one order may have items of several kinds.
    MixedItems {
        /// It may.
        "accept" = Accept,
        /// It is refused.
        "refuse" = Refuse,
    }
}

choice! {
    /// What an order's reference does in versions that do not know it.
    OldVersionReference {
        /// It is not allowed.
        "refuse" = Refuse,
        /// It is ignored.
        "drop" = Drop,
    }
}

choice! {
    /// Which count of channels decides about their price.
    ChannelsPricedBy {
        /// That of the order.
        "order" = Order,
        /// That of the pool, with those of the order.
        "pool" = Pool,
    }
}

/// Up to a hundred percent.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u32")]
pub(crate) struct Percent(pub(crate) u32);

impl TryFrom<u32> for Percent {
    type Error = String;

    fn try_from(percent: u32) -> Result<Self, String> {
        if percent <= 100 { Ok(Self(percent)) } else { Err("the most is 100".to_owned()) }
    }
}

/// An amount of money, as decimal text with up to two decimals.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Cents(pub(crate) u32);

impl TryFrom<String> for Cents {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
        let part = format!("{part:0<2}");
        let read = |digits: &str| digits.parse::<u32>().ok();
        let cents = read(whole).and_then(|it| it.checked_mul(100)?.checked_add(read(&part)?));
        let cents = cents.filter(|_| part.len() == 2);
        cents.map(Self).ok_or_else(|| "it is an amount such as \"50.00\"".to_owned())
    }
}

choice! {
    /// What may be included.
    Includes {
        /// The page's thirteen, `address_verification`, and since 2026-04-16 `identity`,
        /// `emergency_calling_service` and `emergency_verification`.
        "page" = Page,
        /// The page's thirteen.
        "page_only" = PageOnly,
        /// Every relationship.
        "any" = Any,
    }
}

choice! {
    /// What a blank filter finds.
    BlankFilter {
        /// What has no value there.
        "none" = None,
        /// Everything: the filter is ignored.
        "all" = All,
    }
}

choice! {
    /// What a filter of several features finds.
    FeaturesFilter {
        /// DIDs with one of them.
        "any" = Any,
        /// DIDs with all of them.
        "all" = All,
    }
}

choice! {
    /// How links name the next pages.
    Links {
        /// `/dids?page…`
        "query" = Query,
        /// `/dids&page…`, as the page's example does.
        "broken" = Broken,
        /// There are none.
        "absent" = Absent,
    }
}

choice! {
    /// What `meta` says.
    Meta {
        /// How many there are, and from 2022-05-10 on the version served.
        "whole" = Whole,
        /// How many there are.
        "no_version" = NoVersion,
        /// Nothing: there is none.
        "absent" = Absent,
    }
}

/// Up to a million.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u32")]
pub(crate) struct Count(pub(crate) u32);

impl TryFrom<u32> for Count {
    type Error = String;

    fn try_from(count: u32) -> Result<Self, String> {
        if count <= 1_000_000 { Ok(Self(count)) } else { Err("the most is 1000000".to_owned()) }
    }
}

/// From 1 to 1000.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u32")]
pub(crate) struct PageSize(pub(crate) u32);

impl TryFrom<u32> for PageSize {
    type Error = String;

    fn try_from(size: u32) -> Result<Self, String> {
        match size {
            1..=1_000 => Ok(Self(size)),
            _ => Err("it is between 1 and 1000".to_owned()),
        }
    }
}
