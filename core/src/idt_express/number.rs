//! The numbers on the account.

use telnum_macros::{object, open_set, operation, record};

use super::did_group::IdtDidGroup;
use super::{number_format, rules};
use crate::pager::Keyed;
use crate::types::Timestamp;

/// Lists one page of the account's numbers, active and recently removed.
#[operation(
    IdtExpress::list_numbers,
    GET "/v1/dids/numbers",
    page = "Get Numbers",
    answer = page("numbers", IdtNumber, IdtNumberPage),
    walk(numbers, "All numbers of the account, one after another. Numbers may be deleted on the way: where \
        the list shrinks, its pages are read again, so that none is skipped."),
)]
pub struct ListNumbers {
    /// Counted from 1, which is the carrier's default.
    #[check(rules::page)]
    pub page: Option<i32>,
    /// Rows per page; the carrier's default is 100.
    #[check(rules::page_size)]
    pub page_size: Option<i32>,
}

/// A page of numbers.
#[derive(Default)]
#[record]
pub struct IdtNumberPage {
    /// The numbers, in the carrier's order.
    pub numbers: Vec<IdtNumber>,
    /// Which page this is, as the carrier reports it.
    pub page: Option<i32>,
    /// Rows per page, as the carrier reports it; it may not be what was asked for.
    pub page_size: Option<i32>,
    /// How many numbers there are in all, as the carrier reports it.
    pub total: Option<i32>,
}

/// A number on the account.
#[derive(Default)]
#[object(settle)]
#[record]
pub struct IdtNumber {
    /// The number as the carrier wrote it.
    #[key]
    pub number: String,
    /// Its E.164 form, where it can be known.
    #[derived]
    pub e164: Option<String>,
    /// Whether it is on the account or was removed of late.
    #[derived]
    pub status: IdtNumberStatus,
    /// The status as the carrier wrote it.
    #[attribute(name = "status")]
    pub status_text: String,
    /// When it was added to the account.
    pub added_at: Option<Timestamp>,
    /// When it was removed from the account.
    pub removed_at: Option<Timestamp>,
    /// The DID group it belongs to.
    pub did_group: Option<IdtDidGroup>,
}

/// The status of a number.
#[open_set(default)]
pub enum IdtNumberStatus {
    /// On the account.
    Active,
    /// Removed of late.
    Removed,
}

fn normalise(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

impl Keyed for IdtNumber {
    type Key = (String, Option<Timestamp>, Option<Timestamp>);

    /// A number that was removed and bought again is listed twice, and one that is removed while the list
    /// is read is still the same row.
    fn key(&self) -> Self::Key {
        let removed_at = if self.added_at.is_none() { self.removed_at } else { None };
        (self.number.clone(), self.added_at, removed_at)
    }
}

impl IdtNumber {
    fn settle(&mut self) -> Result<(), &'static str> {
        if self.number.is_empty() {
            return Err("a number is missing");
        }
        let calling_code =
            self.did_group.as_ref().and_then(|it| it.country_calling_code.as_deref());
        self.e164 = number_format::e164(&self.number, calling_code);
        self.status = IdtNumberStatus::read(&self.status_text);
        Ok(())
    }
}
