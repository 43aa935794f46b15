//! The statuses of orders and of their items. Both sets are open.

use telnum_macros::open_set;

use crate::types::spelling::is_of_a_word;

/// The status of an order. The carrier's page lists none; these are the ones it shows.
#[open_set(default)]
pub enum IdtOrderStatus {
    /// Received and not yet begun.
    Created,
    /// Being worked on.
    Processing,
    /// Closed. That is not *delivered*: see `fulfilled` and `shortfall`.
    Complete,
}

/// The status of an order's item.
#[open_set(default)]
pub enum IdtOrderItemStatus {
    /// A preview: nothing was ordered.
    Preview,
    /// Received, about to be worked on.
    Received,
    /// Being worked on.
    Processing,
    /// All numbers were delivered.
    FulfilledComplete,
    /// Some numbers were delivered, and no more will be.
    PartiallyFulfilledComplete,
    /// On backorder; it may last.
    Backordered,
    /// The backorder was cancelled.
    BackorderCanceled,
    /// Some numbers were delivered, the rest is on backorder.
    PartiallyFulfilledBackordered,
    /// Some numbers were delivered, the backorder of the rest was cancelled.
    PartiallyFulfilledBackorderCanceled,
    /// The account's funds did not cover the item.
    CanceledInsufficientFunds,
    /// The carrier had not enough numbers.
    CanceledInsufficientInventory,
    /// Some numbers were delivered before the funds ran out.
    PartiallyFulfilledInsufficientFunds,
}

/// Turns what the carrier wrote into a canonical name: case, kinds of dash and white space, and the
/// two spellings of *cancelled* make no difference.
fn normalise(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for word in text.split(|it| !is_of_a_word(it)).filter(|word| !word.is_empty()) {
        if !name.is_empty() {
            name.push('_');
        }
        let word = word.to_ascii_lowercase();
        name.push_str(if word == "cancelled" { "canceled" } else { &word });
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_case_and_spaces_make_no_difference() {
        let whole = IdtOrderItemStatus::FulfilledComplete;
        for text in [
            "Fulfilled - Complete",
            "Fulfilled – Complete",
            "fulfilled—complete",
            "FULFILLED\u{a0}\u{2212}\u{a0}COMPLETE",
            "  Fulfilled \u{2010} Complete ",
            "fulfilled_complete",
        ] {
            assert_eq!(IdtOrderItemStatus::read(text), whole, "{text}");
        }
        let cancelled = "Partially Fulfilled – Backorder Cancelled";
        assert_eq!(
            IdtOrderItemStatus::read(cancelled),
            IdtOrderItemStatus::PartiallyFulfilledBackorderCanceled
        );
    }

    #[test]
    fn an_unknown_status_keeps_its_text() {
        let status = IdtOrderStatus::read("On Hold");
        assert_eq!(status, IdtOrderStatus::Unknown { text: "On Hold".to_owned() });
        assert_eq!(status.as_str(), "On Hold");
    }
}
