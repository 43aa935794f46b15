//! The numbers on the account.

use serde::Deserialize;
use telnum_macros::{open_set, record};

use super::did_group::{IdtDidGroup, WireDidGroup};
use super::{did_group, errors, fit, number_format, rules};
use crate::arguments::{Arguments, FromArguments};
use crate::checks::Checks;
use crate::error::{Carrier, Result};
use crate::operation::{Encoded, Operation, Refusal, Repeat};
use crate::pager::{Listing, Paged};
use crate::transport::{HttpResponse, Method};
use crate::types::Timestamp;
use crate::wire::{self, Count, Filled, FromWire, Key, Moment, Object, Rows, Text};

/// `GET /v1/dids/numbers`: a page of the active and recently removed numbers.
///
/// (IDT Express, *Get Numbers*)
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListNumbers {
    /// Counted from 1, which is the carrier's default.
    pub page: Option<i32>,
    /// Rows a page; the carrier's default is 100.
    pub page_size: Option<i32>,
}

/// A page of numbers.
#[record]
pub struct IdtNumberPage {
    /// The numbers, in the carrier's order.
    pub numbers: Vec<IdtNumber>,
    /// Which page this is, by the carrier's word.
    pub page: Option<i32>,
    /// Rows a page, by the carrier's word; it may not be what was asked for.
    pub page_size: Option<i32>,
    /// How many numbers there are in all, by the carrier's word.
    pub total: Option<i32>,
}

/// A number on the account.
#[record]
pub struct IdtNumber {
    /// The number as the carrier wrote it.
    pub number: String,
    /// Its E.164 form, where it can be known.
    pub e164: Option<String>,
    /// Whether it is on the account or was removed of late.
    pub status: IdtNumberStatus,
    /// The status as the carrier wrote it.
    pub status_text: String,
    /// When it was added to the account.
    pub added_at: Option<Timestamp>,
    /// When it was removed from the account.
    pub removed_at: Option<Timestamp>,
    /// The DID group it belongs to.
    pub did_group: Option<IdtDidGroup>,
}

/// The status of a number.
#[open_set]
pub enum IdtNumberStatus {
    /// On the account.
    Active,
    /// Removed of late.
    Removed,
}

fn normalise(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

impl ListNumbers {
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
}

impl Operation for ListNumbers {
    const NAME: &'static str = "list_numbers";
    const CARRIER: Carrier = Carrier::IdtExpress;
    const REPEAT: Repeat = Repeat::Safe;
    type Output = IdtNumberPage;

    fn validate(&self, checks: &mut Checks) {
        rules::page(self.page, checks);
        rules::page_size(self.page_size, checks);
    }

    fn encode(&self) -> Result<Encoded> {
        Ok(Encoded::new(Method::Get, &["v1", "dids", "numbers"])?
            .query("page", self.page)
            .query("page_size", self.page_size))
    }

    fn decode(&self, answer: &HttpResponse) -> Result<IdtNumberPage> {
        #[derive(Deserialize)]
        struct Wire {
            numbers: Rows<IdtNumber>,
            #[serde(default)]
            meta: Object<WireMeta>,
            #[serde(default)]
            errors: Filled,
        }
        let wire: Wire = wire::read_json(answer)?;
        fit::no_errors(wire.errors)?;
        let meta = wire.meta.0.unwrap_or_default();
        Ok(IdtNumberPage {
            numbers: wire.numbers.0,
            page: meta.page.0,
            page_size: meta.page_size.0,
            total: meta.total.0,
        })
    }

    fn decode_error(answer: &HttpResponse) -> Refusal {
        errors::read(answer)
    }
}

impl Paged for ListNumbers {
    type Listed = IdtNumber;
    type Row = IdtNumber;
    type Key = (String, Option<Timestamp>, Option<Timestamp>);

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

    fn rows(page: &mut IdtNumberPage) -> (&mut Vec<IdtNumber>, Listing) {
        let listing = Listing { page: page.page, page_size: page.page_size, total: page.total };
        (&mut page.numbers, listing)
    }

    /// A number that was removed and bought again is listed twice, and one that is removed while the list
    /// is read is still the same row.
    fn key(row: &IdtNumber) -> Self::Key {
        let removed_at = if row.added_at.is_none() { row.removed_at } else { None };
        (row.number.clone(), row.added_at, removed_at)
    }

    fn into_rows(page: IdtNumberPage) -> Vec<IdtNumber> {
        page.numbers
    }
}

impl FromArguments for ListNumbers {
    fn from_arguments(arguments: &mut Arguments) -> Self {
        Self { page: arguments.integer("page"), page_size: arguments.integer("page_size") }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct WireNumber {
    number: Key,
    status: Text,
    added_at: Moment,
    removed_at: Moment,
    did_group: Object<WireDidGroup>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct WireMeta {
    pub(super) page: Count,
    pub(super) page_size: Count,
    pub(super) total: Count,
}

impl FromWire for IdtNumber {
    type Wire = WireNumber;

    fn from_wire(wire: WireNumber) -> Result<Self, &'static str> {
        if wire.number.as_str().is_empty() {
            return Err("a number is missing");
        }
        let did_group = did_group::extra(wire.did_group);
        let calling_code = did_group.as_ref().and_then(|it| it.country_calling_code.as_deref());
        Ok(Self {
            e164: number_format::e164(wire.number.as_str(), calling_code),
            number: wire.number.0,
            status: IdtNumberStatus::read(wire.status.as_str()),
            status_text: wire.status.0,
            added_at: wire.added_at.0,
            removed_at: wire.removed_at.0,
            did_group,
        })
    }
}
