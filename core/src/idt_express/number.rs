//! The numbers on the account.

use serde::Deserialize;
use telnum_macros::{open_set, record};

use super::did_group::{IdtDidGroup, WireDidGroup};
use super::{errors, number_format, rules};
use crate::arguments::{Arguments, FromArguments};
use crate::checks::Checks;
use crate::error::{Carrier, Error, Result};
use crate::operation::{Encoded, Operation, Repeat};
use crate::transport::{HttpResponse, Method};
use crate::types::Timestamp;
use crate::wire::{self, Count, FromWire, Moment, Rows, Text};

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
    text.trim().to_lowercase()
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
            meta: Option<WireMeta>,
        }
        let wire: Wire = wire::read_json(answer)?;
        let meta = wire.meta.unwrap_or_default();
        Ok(IdtNumberPage {
            numbers: wire.numbers.0,
            page: meta.page.map(|it| it.0),
            page_size: meta.page_size.map(|it| it.0),
            total: meta.total.map(|it| it.0),
        })
    }

    fn decode_error(answer: &HttpResponse) -> Error {
        errors::read(answer)
    }

    fn refused(error: &Error) -> bool {
        errors::refused(error)
    }
}

impl FromArguments for ListNumbers {
    fn from_arguments(arguments: &mut Arguments) -> Self {
        Self { page: arguments.integer("page"), page_size: arguments.integer("page_size") }
    }
}

#[derive(Deserialize)]
pub(crate) struct WireNumber {
    number: Text,
    status: Option<Text>,
    added_at: Option<Moment>,
    removed_at: Option<Moment>,
    did_group: Option<WireDidGroup>,
}

#[derive(Default, Deserialize)]
struct WireMeta {
    page: Option<Count>,
    page_size: Option<Count>,
    total: Option<Count>,
}

impl FromWire for IdtNumber {
    type Wire = WireNumber;

    fn from_wire(wire: WireNumber) -> Result<Self, &'static str> {
        let did_group = wire.did_group.map(IdtDidGroup::from_wire).transpose()?;
        let calling_code = did_group.as_ref().and_then(|it| it.country_calling_code.as_deref());
        let status_text = wire.status.unwrap_or_default().0;
        Ok(Self {
            e164: number_format::e164(wire.number.as_str(), calling_code),
            number: wire.number.0,
            status: IdtNumberStatus::read(&status_text),
            status_text,
            added_at: wire.added_at.and_then(|it| it.0),
            removed_at: wire.removed_at.and_then(|it| it.0),
            did_group,
        })
    }
}
