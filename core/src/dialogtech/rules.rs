//! The rules for the arguments of an order, as the carrier's page states them.

use super::errors::{invalid, missing};
use super::number_type::DialogTechNumberType;
use super::order_request::OrderNumbers;
use crate::checks::Checks;
use crate::error::ErrorDetail;
use crate::nearest::did_you_mean;

/// One of the four kinds.
pub(super) fn number_type(value: &DialogTechNumberType, checks: &mut Checks) {
    if !value.is_known() {
        let known = ["local", "tollfree", "true800", "canadian_local"];
        let meant = did_you_mean(value.as_str(), &known);
        let rule = format!("must be `local`, `tollfree`, `true800` or `canadian_local`{meant}");
        checks.fail(invalid("type", &rule));
    }
}

/// Required for the local kinds; for the others it would be ignored, and the wrong number bought.
pub(super) fn search(number_type: &DialogTechNumberType, value: Option<&str>, checks: &mut Checks) {
    match value {
        Some(_) if number_type.is_known() && !number_type.is_local() => {
            checks.fail(invalid(
                "search",
                &format!("must be left out with the type `{number_type}`, which has no area codes"),
            ));
        }
        Some(digits) if !is_area(digits) => checks.fail(invalid(
            "search",
            "must be an area code (3 digits), or area code and exchange (6 digits)",
        )),
        None if number_type.is_local() => checks.fail(ErrorDetail {
            detail: Some(format!(
                "`search` is required with the type `{number_type}`: an area code (3 digits), or \
                 area code and exchange (6 digits)"
            )),
            ..missing("search")
        }),
        _ => {}
    }
}

/// How many numbers one order may ask for. The page counts from 0, which would order nothing.
pub(super) fn quantity(value: i32, checks: &mut Checks) {
    if !(1..=25).contains(&value) {
        checks.fail(invalid("quantity", &format!("must be from 1 to 25, not {value}")));
    }
}

/// Miles, counted from a place, which only a local number has.
pub(super) fn distance(
    number_type: &DialogTechNumberType,
    value: Option<i32>,
    checks: &mut Checks,
) {
    let miles = value.unwrap_or_default();
    if miles < 0 {
        checks.fail(invalid("distance", &format!("must be 0 or more miles, not {miles}")));
    } else if miles > 0 && number_type.is_known() && !number_type.is_local() {
        checks.fail(invalid(
            "distance",
            &format!("must be left out with the type `{number_type}`, which has no place"),
        ));
    }
}

/// Only for area code and exchange, and never with cleansed numbers only.
pub(super) fn allow_overlay(order: &OrderNumbers, checks: &mut Checks) {
    if order.allow_overlay != Some(true) {
        return;
    }
    if order.search.as_ref().is_none_or(|it| it.len() != 6) {
        checks
            .fail(invalid("allow_overlay", "needs a `search` of 6 digits: area code and exchange"));
    } else if order.cleansed_only == Some(true) {
        checks.fail(invalid("allow_overlay", "cannot be had with `cleansed_only`"));
    }
}

fn is_area(text: &str) -> bool {
    matches!(text.len(), 3 | 6) && text.bytes().all(|it| it.is_ascii_digit())
}
