//! The rules for arguments that several operations share.

use crate::checks::Checks;
use crate::nearest::did_you_mean;

use super::errors::{invalid, missing};
use super::order_status::IdtOrderStatus;

/// Longer text cannot be meant.
const LONGEST: usize = 100;

/// Two letters of ISO 3166-1.
pub(super) fn country_iso(value: &str, checks: &mut Checks) {
    if value.is_empty() {
        checks.fail(missing("country_iso"));
    } else if value.len() != 2 || !value.bytes().all(|it| it.is_ascii_uppercase()) {
        checks
            .fail(invalid("country_iso", "must be two capital letters (ISO 3166-1), such as `US`"));
    }
}

/// Opaque text that is passed back as the carrier listed it.
pub(super) fn opaque(field: &str, value: &str, checks: &mut Checks) {
    if value.is_empty() {
        checks.fail(missing(field));
    } else if let Some(problem) = problem_of(value) {
        checks.fail(invalid(field, problem));
    }
}

/// The id of an order, passed back as creating it returned it.
pub(super) fn order_id(value: &str, checks: &mut Checks) {
    opaque("order_id", value, checks);
}

/// Why a text cannot be passed back.
pub(super) fn problem_of(value: &str) -> Option<&'static str> {
    if value.chars().count() > LONGEST {
        Some("is longer than 100 characters")
    } else if value.trim() != value || value.chars().any(char::is_control) {
        Some("must not begin or end with white space, nor hold control characters")
    } else if matches!(value, "." | "..") {
        Some("must not be made of dots")
    } else {
        None
    }
}

/// A region's code, passed back exactly as the carrier listed it, odd spaces included.
pub(super) fn region_code(value: &str, checks: &mut Checks) {
    if value.trim().is_empty() {
        checks.fail(missing("region_code"));
    } else if value.chars().count() > LONGEST {
        checks.fail(invalid("region_code", "is longer than 100 characters"));
    } else if value.chars().any(char::is_control) {
        checks.fail(invalid("region_code", "must not hold control characters"));
    }
}

/// The id of a DID group: a plain positive whole number, since it is sent as one.
pub(super) fn did_group_id(value: &str, checks: &mut Checks) {
    if value.is_empty() {
        checks.fail(missing("did_group_id"));
    } else if number_of(value).is_none() {
        checks.fail(invalid(
            "did_group_id",
            "must be a positive whole number without leading zeros, as `list_did_groups` shows it",
        ));
    }
}

/// How many numbers one order may ask for.
pub(super) fn quantity(value: i32, checks: &mut Checks) {
    if !(1..=100).contains(&value) {
        checks.fail(invalid("quantity", &format!("must be from 1 to 100, not {value}")));
    }
}

/// Pages are counted from 1.
pub(super) fn page(value: Option<i32>, checks: &mut Checks) {
    if value.is_some_and(|page| page < 1) {
        checks.fail(invalid("page", "must be 1 or more"));
    }
}

/// A page has at least one row. The carrier names no largest page.
pub(super) fn page_size(value: Option<i32>, checks: &mut Checks) {
    if value.is_some_and(|size| size < 1) {
        checks.fail(invalid("page_size", "must be 1 or more"));
    }
}

/// A status to filter by. The carrier's page lists none, and one that no order has lists nothing without
/// an error, so only those are taken that orders are known to have.
pub(super) fn status_filter(value: &str, checks: &mut Checks) {
    let problem = if value.trim().is_empty() {
        "must not be blank; left out, it lists all orders"
    } else if value.chars().count() > LONGEST {
        "is longer than 100 characters"
    } else if value.chars().any(char::is_control) {
        "must not hold control characters"
    } else if matches!(IdtOrderStatus::read(value), IdtOrderStatus::Unknown { .. }) {
        let meant = did_you_mean(value.trim(), &["created", "processing", "complete"]);
        let rule = format!(
            "must be `created`, `processing` or `complete`, not `{value}`{meant}; a client with \
             `validate` set to false sends any text"
        );
        checks.fail(invalid("filter_by_status", &rule));
        return;
    } else {
        return;
    };
    checks.fail(invalid("filter_by_status", problem));
}

/// A number as it is listed, or in E.164 where that says how it is listed.
pub(super) fn number(value: &str, checks: &mut Checks) {
    let Some(digits) = value.strip_prefix('+') else {
        opaque("number", value, checks);
        return;
    };
    let problem = if digits.starts_with('1') {
        "is North American: the carrier does not say how it writes those, so give it as `list_numbers` \
         shows it"
    } else if !(7..=15).contains(&digits.len())
        || !digits.bytes().all(|it| it.is_ascii_digit())
        || digits.starts_with('0')
    {
        "must be as `list_numbers` shows it, or E.164: a plus and 7 to 15 digits, the first not a zero"
    } else {
        return;
    };
    checks.fail(invalid("number", problem));
}

/// The number that an id is sent as; nothing where its text is not exactly that number.
pub(super) fn number_of(id: &str) -> Option<u64> {
    let number: u64 = id.parse().ok()?;
    (number > 0 && number.to_string() == id).then_some(number)
}
