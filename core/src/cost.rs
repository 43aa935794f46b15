//! Sums of prices, which a carrier does not name.

use rust_decimal::Decimal;
use telnum_wire::amount;

use crate::error::Error;
use crate::find::around;

/// How many decimals amounts are added up with: carriers' have three at most.
const SCALE: u32 = 8;

/// In units of the last decimal, rounded up.
pub(crate) fn scaled(amount: &Decimal) -> Option<i64> {
    let digits = i64::try_from(amount.mantissa()).ok()?;
    let scale = amount.scale();
    if scale <= SCALE {
        return digits.checked_mul(10_i64.checked_pow(SCALE - scale)?);
    }
    let unit = 10_i64.checked_pow(scale - SCALE)?;
    digits.checked_add(unit - 1).map(|it| it.div_euclid(unit))
}

/// Without zeros at its end. A `Decimal` made of it may panic, and that brings the texts of all its errors along.
pub(crate) fn text(total: i64) -> String {
    let unit = 10_u64.pow(SCALE);
    let (sign, digits) = (if total < 0 { "-" } else { "" }, total.unsigned_abs());
    let text = format!("{sign}{}.{:08}", digits / unit, digits % unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// As an amount.
pub(crate) fn amount(total: i64) -> Option<Decimal> {
    amount::read(&text(total))
}

/// Something was sent, which buys nothing.
pub(crate) fn not_bought(error: Error) -> Error {
    reworded(error, "Nothing was sent.", "Nothing was bought.")
}

/// What somebody else did is not known.
pub(crate) fn by_this_call(error: Error) -> Error {
    reworded(error, "Nothing was bought.", "Nothing was bought by this call.")
}

fn reworded(error: Error, from: &str, to: &str) -> Error {
    error.with(|it| {
        if let Some((before, after)) = around(&it.text, from) {
            it.text = [before, to, after].concat();
        }
    })
}
