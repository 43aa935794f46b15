//! Whether an answer is about what was asked for.
//!
//! Ids and numbers come in several spellings, so only what no spelling explains is a contradiction; and
//! what an answer leaves out contradicts nothing. Not compared: an order's status with the filter, for it
//! may have changed meanwhile; pages and their sizes, since the carrier's own samples differ there.

use super::order::{IdtOrder, IdtOrderItem};

/// Whether both are one id: text, whatever its case, or a number that may be written as a decimal.
pub(super) fn same_id(asked: &str, came: &str) -> bool {
    let whole = |id: &str| match id.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|it| it == b'0') => whole.to_ascii_lowercase(),
        _ => id.to_ascii_lowercase(),
    };
    whole(asked.trim()) == whole(came.trim())
}

/// Whether both are one number: with or without the `011` before a country code, the 1 before a North
/// American number, and the zeros that an integer loses.
pub(super) fn same_number(asked: &str, came: &str) -> bool {
    let spellings = |number: &str| {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let american = (digits.len() == 10).then(|| format!("1{digits}"));
        let international = digits.strip_prefix("011").map(str::to_owned);
        [Some(digits.trim_start_matches('0').to_owned()), american, international]
    };
    let (asked_as, came_as) = (spellings(asked), spellings(came));
    asked.trim().eq_ignore_ascii_case(came.trim())
        || asked_as
            .iter()
            .flatten()
            .any(|it| !it.is_empty() && came_as.iter().flatten().any(|came| came == it))
}

/// Whether an item is for another DID group than this one.
pub(super) fn other_group<'a>(asked: &str, items: &'a [IdtOrderItem]) -> Option<&'a str> {
    let groups = || items.iter().filter_map(|it| it.did_group.as_ref());
    let fits = groups().any(|group| same_id(asked, &group.id));
    if fits { None } else { groups().next().map(|group| group.id.as_str()) }
}

/// How an order differs from what was asked for, in sentences. It is kept all the same.
pub(super) fn disagreements(quantity: i32, order: &IdtOrder) -> Vec<String> {
    let mut found = Vec::new();
    let items = order.order_items.as_slice();
    let counts = [order.ordered, items.first().and_then(|it| it.ordered)];
    if let Some(ordered) = counts.into_iter().flatten().find(|it| *it != quantity) {
        found.push(format!("The quantity is {ordered}, and {quantity} was asked for."));
    }
    if items.len() > 1 {
        found.push(format!("The order has {} items instead of one.", items.len()));
    }
    let numbers: usize = items.iter().map(|it| it.numbers.len()).sum();
    if i32::try_from(numbers).unwrap_or(i32::MAX) > quantity {
        found.push(format!(
            "The order lists {numbers} numbers, more than the {quantity} asked for."
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_compared_as_text() {
        for (one, other) in
            [("f52-6d9", "F52-6D9"), (" 17 ", "17"), ("17", "17.0"), ("17", "17.00")]
        {
            assert!(same_id(one, other) && same_id(other, one), "{one} {other}");
        }
        for (one, other) in
            [("17", "18"), ("17", "017"), ("17", "17.5"), ("17", ""), ("17", "1.7e1")]
        {
            assert!(!same_id(one, other) && !same_id(other, one), "{one} {other}");
        }
    }

    #[test]
    fn numbers_are_compared_by_their_digits() {
        for (one, other) in [
            ("01148448881015", "01148448881015"),
            ("01148448881015", "11 48 44 888 10 15"),
            ("01148448881015", "+48448881015"),
            ("01148448881015", "48448881015"),
            ("0115117304800", "5117304800"),
            ("9083127824", "19083127824"),
            ("9083127824", "+1 (908) 312-7824"),
            ("01119083127824", "19083127824"),
            ("n/a", " N/A "),
        ] {
            assert!(same_number(one, other) && same_number(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("01148448881015", "01148448881016"),
            ("9083127824", "29083127824"),
            ("9083127824", "3127824"),
            ("9083127824", ""),
            ("9083127824", "n/a"),
        ] {
            assert!(!same_number(one, other) && !same_number(other, one), "{one} {other}");
        }
    }
}
