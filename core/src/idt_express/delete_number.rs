//! Removing a number from the account.

use telnum_macros::{object, operation, record};

use super::number::IdtNumberStatus;
use super::{fit, rules};
use crate::error::{Error, Result};
use crate::operation::Encoded;
use crate::transport::{HttpResponse, Method};
use crate::wire;

/// Removes a number from the account.
///
/// It is repeated when its answer is lost; a number that this call's own repeat no longer finds counts as
/// removed.
#[operation(
    IdtExpress::delete_number,
    DELETE "/v1/dids/numbers/{number}",
    page = "Delete Number",
    repeat = idempotent,
    answer = with(DeleteNumber::read, IdtRemovedNumber),
    encode = DeleteNumber::request,
    settled_by = DeleteNumber::is_gone,
    raises(not_found = "the account has no such number, or no longer"),
)]
pub struct DeleteNumber {
    /// The number as `list_numbers` shows it; one outside North America may also be given in E.164
    /// (`+48…`).
    #[check(rules::number)]
    pub number: String,
}

/// A number that was removed.
#[record]
pub struct IdtRemovedNumber {
    /// The number as the carrier wrote it.
    pub number: String,
    /// `removed`.
    pub status: IdtNumberStatus,
    /// The status as the carrier wrote it; empty where an earlier request had removed the number, or
    /// the carrier confirmed it without a body.
    pub status_text: String,
}

/// An answer about one number.
#[derive(Default)]
#[object]
struct Answered {
    #[key]
    number: String,
    status: String,
    errors: bool,
}

impl DeleteNumber {
    /// What is known without the carrier's own words.
    fn removed(&self) -> IdtRemovedNumber {
        IdtRemovedNumber {
            number: self.as_listed(),
            status: IdtNumberStatus::Removed,
            status_text: String::new(),
        }
    }

    /// As the carrier writes it: what North Americans dial before a country code, instead of the plus.
    fn as_listed(&self) -> String {
        match self.number.strip_prefix('+') {
            Some(digits) => format!("011{digits}"),
            None => self.number.clone(),
        }
    }

    fn request(&self) -> Result<Encoded> {
        Encoded::new(Method::Delete, &["v1", "dids", "numbers", &self.as_listed()])
    }

    fn read(&self, answer: &HttpResponse) -> Result<IdtRemovedNumber> {
        if wire::is_empty(answer) {
            return Ok(self.removed());
        }
        let Answered { number, status: status_text, errors } = wire::read_whole(answer)?;
        wire::no_errors(errors)?;
        if number.trim().is_empty() {
            return Err(wire::unreadable("it names no number"));
        }
        if !fit::same_number(&self.as_listed(), &number) {
            let other = wire::quoted(&number);
            return Err(wire::unreadable(&format!("it is about another number, {other}")));
        }
        let status = IdtNumberStatus::read(&status_text);
        if status == IdtNumberStatus::Active {
            return Err(wire::unreadable("it says that the number is active"));
        }
        Ok(IdtRemovedNumber { number, status, status_text })
    }

    /// An earlier request may have removed the number, and now the carrier does not find it.
    fn is_gone(&self, refusal: &Error) -> Option<IdtRemovedNumber> {
        let not_found = refusal.details.iter().any(|it| it.code.as_deref() == Some("4001"));
        not_found.then(|| self.removed())
    }
}
