//! Removing a number from the account.

use serde::Deserialize;
use telnum_macros::record;

use super::number::IdtNumberStatus;
use super::{errors, fit, rules};
use crate::arguments::{Arguments, FromArguments};
use crate::checks::Checks;
use crate::error::{Carrier, Error, Result};
use crate::operation::{Encoded, Operation, Refusal, Repeat};
use crate::transport::{HttpResponse, Method};
use crate::wire::{self, Filled, Key, Text};

/// `DELETE /v1/dids/numbers/{number}`: removes a number from the account.
///
/// The number as `list_numbers` shows it; a number outside North America may also be given in E.164
/// (`+48…`). (IDT Express, *Delete Number*)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeleteNumber {
    /// The number to remove.
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

impl DeleteNumber {
    /// Removes this number.
    pub fn new(number: impl Into<String>) -> Self {
        Self { number: number.into() }
    }

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
}

impl Operation for DeleteNumber {
    const NAME: &'static str = "delete_number";
    const CARRIER: Carrier = Carrier::IdtExpress;
    const REPEAT: Repeat = Repeat::Idempotent;
    type Output = IdtRemovedNumber;

    fn validate(&self, checks: &mut Checks) {
        rules::number(&self.number, checks);
    }

    fn encode(&self) -> Result<Encoded> {
        Encoded::new(Method::Delete, &["v1", "dids", "numbers", &self.as_listed()])
    }

    fn decode(&self, answer: &HttpResponse) -> Result<IdtRemovedNumber> {
        #[derive(Deserialize)]
        struct Wire {
            number: Key,
            #[serde(default)]
            status: Text,
            #[serde(default)]
            errors: Filled,
        }
        if wire::is_empty(answer) {
            return Ok(self.removed());
        }
        let wire: Wire = wire::read_json(answer)?;
        fit::no_errors(wire.errors)?;
        let (Key(number), Text(status_text)) = (wire.number, wire.status);
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

    fn decode_error(answer: &HttpResponse) -> Refusal {
        errors::read(answer)
    }

    /// An earlier request may have removed the number, and now the carrier does not find it.
    fn settled_by(&self, refusal: &Error) -> Option<IdtRemovedNumber> {
        let not_found = refusal.details.iter().any(|it| it.code.as_deref() == Some("4001"));
        not_found.then(|| self.removed())
    }
}

impl FromArguments for DeleteNumber {
    fn from_arguments(arguments: &mut Arguments) -> Self {
        Self { number: arguments.required_text("number") }
    }
}
