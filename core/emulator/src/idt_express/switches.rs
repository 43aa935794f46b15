//! IDT Express's switches: what its page leaves open.

use crate::money::Cents;
use crate::switches::{choice, switches};
use serde::Deserialize;

switches! {
    /// How many numbers the account already has.
    seeded_numbers: Small = Small(4);
    /// The status of a placed order.
    post_status: PostStatus = PostStatus::Ok;
    /// New orders get integer ids.
    numeric_ids: bool = false;
    /// Answers write the ids of DID groups as text.
    string_group_ids: bool = false;
    /// An error lists every wrong field, not only the first.
    report_all_errors: bool = false;
    /// Answers leave out what the page calls optional or shows only at times.
    missing_optionals: bool = false;
    /// The `meta` of lists is empty.
    meta_empty: bool = false;
    /// What an item calls its numbers.
    numbers_member: NumbersMember = NumbersMember::Numbers;
    /// DID groups carry `supports_browse` and `quantity`.
    browse_members: bool = false;
    /// What a preview says of its ids and its time.
    preview_ids: PreviewIds = PreviewIds::Absent;
    /// Previews are ignored: they order.
    preview_places_order: bool = false;
    /// The account may buy.
    feature_enabled: bool = true;
    /// The account's quota is used up.
    quota: bool = false;
    /// How many requests a window allows.
    throttle_after: Option<u32> = None;
    /// How long a window lasts, in seconds.
    throttle_window_s: u32 = 60;
    /// The `retry-after` of a throttled answer, in seconds.
    throttle_retry_after_s: Option<u32> = None;
    /// What the total of a filtered list counts.
    filter_total: FilterTotal = FilterTotal::Matching;
    /// The filter does not mind capitals.
    filter_ignores_case: bool = true;
    /// How long a new order stays out of the list, in seconds.
    order_visible_after_s: u32 = 0;
    /// Which order comes first in the list.
    orders_sorted: OrdersSorted = OrdersSorted::NewestFirst;
    /// Which number comes first in the list.
    numbers_sorted: NumbersSorted = NumbersSorted::OldestFirst;
    /// What a page past the end is.
    page_past_end: PagePastEnd = PagePastEnd::Empty;
    /// What becomes of a region code in a search for toll-free numbers.
    toll_free_with_region: TollFreeWithRegion = TollFreeWithRegion::Refuse;
    /// What the regions of a country without regions are.
    regionless_country: RegionlessCountry = RegionlessCountry::Empty;
    /// Country codes may be in small letters.
    iso_ignores_case: bool = false;
    /// What becomes of a page size above 100.
    page_size_over: PageSizeOver = PageSizeOver::Error;
    /// Whether the total of the numbers counts removed ones.
    numbers_total: NumbersTotal = NumbersTotal::All;
    /// How long a removed number stays in the list, in seconds.
    removed_listed_s: u32 = 30 * 86_400;
    /// What an order says while its item is on backorder.
    backordered_order_status: BackorderedOrderStatus = BackorderedOrderStatus::Processing;
    /// What becomes of numbers that are not in stock.
    out_of_stock: OutOfStock = OutOfStock::Cancel;
    /// When an order begins to be processed, in seconds.
    processing_after_s: u32 = 1;
    /// When an order is done, in seconds.
    final_after_s: u32 = 3;
    /// The code for an order of several items.
    many_items_code: ManyItemsCode = ManyItemsCode::InvalidField;
    /// The HTTP status of 4001.
    number_not_found_status: ErrorStatus = ErrorStatus(404);
    /// The HTTP status of 4000, 4002, 4003 and 4004.
    coverage_error_status: ErrorStatus = ErrorStatus(422);
    /// The HTTP status of 3000.
    feature_error_status: ErrorStatus = ErrorStatus(403);
    /// An order must say that it is JSON.
    require_json_type: bool = true;
    /// How numbers of country code 1 are written.
    nanp_format: NanpFormat = NanpFormat::TenDigits;
    /// What every monthly fee rose by.
    monthly_fee_increase: Cents = Cents(0);
}

choice! {
    /// What a preview says of its ids and its time.
    PreviewIds {
        /// Nothing.
        "absent" = Absent,
        /// `null`.
        "null" = Null,
        /// Values that lead nowhere.
        "present" = Present,
    }
}

choice! {
    /// What an item calls its numbers.
    NumbersMember {
        /// As the examples do.
        "numbers" = Numbers,
        /// As the schema does.
        "dids" = Dids,
    }
}

choice! {
    /// What the total of a filtered list counts.
    FilterTotal {
        /// Every order.
        "all" = All,
        /// Those that match.
        "matching" = Matching,
    }
}

choice! {
    /// Which order comes first in the list.
    OrdersSorted {
        /// The one that was made last.
        "newest_first" = NewestFirst,
        /// The one that was made first.
        "oldest_first" = OldestFirst,
        /// The one whose id comes first: in no order that a reader could use.
        "by_id" = ById,
    }
}

choice! {
    /// Which number comes first in the list.
    NumbersSorted {
        /// The one that was added first.
        "oldest_first" = OldestFirst,
        /// The one that was added last.
        "newest_first" = NewestFirst,
    }
}

choice! {
    /// What a page past the end is.
    PagePastEnd {
        /// A page without rows.
        "empty" = Empty,
        /// The last page once more.
        "last" = Last,
        /// A wrong field.
        "error" = Error,
    }
}

choice! {
    /// What becomes of a region code in a search for toll-free numbers.
    TollFreeWithRegion {
        /// It is a wrong field.
        "refuse" = Refuse,
        /// It is ignored.
        "accept" = Accept,
    }
}

choice! {
    /// What the regions of a country without regions are.
    RegionlessCountry {
        /// An empty list.
        "empty" = Empty,
        /// An error.
        "error" = Error,
    }
}

choice! {
    /// What becomes of a page size above 100.
    PageSizeOver {
        /// It is a wrong field.
        "error" = Error,
        /// It is taken for 100.
        "clamp" = Clamp,
    }
}

choice! {
    /// Whether the total of the numbers counts removed ones.
    NumbersTotal {
        /// It counts every listed number.
        "all" = All,
        /// It counts active ones.
        "active" = Active,
    }
}

choice! {
    /// What an order says while its item is on backorder.
    BackorderedOrderStatus {
        /// It is still in the works.
        "Processing" = Processing,
        /// It is complete.
        "Complete" = Complete,
    }
}

choice! {
    /// What becomes of numbers that are not in stock.
    OutOfStock {
        /// They are given up.
        "cancel" = Cancel,
        /// They are waited for.
        "backorder" = Backorder,
    }
}

choice! {
    /// How numbers of country code 1 are written.
    NanpFormat {
        /// `9085550123`
        "10_digits" = TenDigits,
        /// `19085550123`
        "11_digits" = ElevenDigits,
        /// `01119085550123`, like every other country's.
        "011" = International,
    }
}

/// A count that stays in bounds.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u32")]
pub(crate) struct Small(pub(crate) u32);

impl TryFrom<u32> for Small {
    type Error = String;

    fn try_from(count: u32) -> Result<Self, String> {
        if count <= 1_000_000 { Ok(Self(count)) } else { Err("the most is 1000000".to_owned()) }
    }
}

/// 200 or 201.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u16")]
pub(crate) enum PostStatus {
    /// 200
    Ok = 200,
    /// 201
    Created = 201,
}

impl TryFrom<u16> for PostStatus {
    type Error = String;

    fn try_from(status: u16) -> Result<Self, String> {
        match status {
            200 => Ok(Self::Ok),
            201 => Ok(Self::Created),
            _ => Err("it is 200 or 201".to_owned()),
        }
    }
}

/// 1002 or 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u16")]
pub(crate) enum ManyItemsCode {
    /// 1002
    InvalidField,
    /// 1000
    InvalidRequest,
}

impl TryFrom<u16> for ManyItemsCode {
    type Error = String;

    fn try_from(code: u16) -> Result<Self, String> {
        match code {
            1002 => Ok(Self::InvalidField),
            1000 => Ok(Self::InvalidRequest),
            _ => Err("it is 1002 or 1000".to_owned()),
        }
    }
}

/// A status from 400 to 499.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u16")]
pub(crate) struct ErrorStatus(pub(crate) u16);

impl TryFrom<u16> for ErrorStatus {
    type Error = String;

    fn try_from(status: u16) -> Result<Self, String> {
        match status {
            400..=499 => Ok(Self(status)),
            _ => Err("it is between 400 and 499".to_owned()),
        }
    }
}
