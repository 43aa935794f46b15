//! An order of numbers as the carrier answers it: at once, and without an id.

use telnum_macros::record;

/// Numbers that were bought. The carrier gives an order no id and names no price: what it cost is
/// unknown, not zero.
///
/// (DialogTech, *Number Order*)
#[record]
pub struct DialogTechOrder {
    /// The numbers that are now on the account. They may lie in another area code than the one
    /// searched for, with a `distance` or where an overlay was allowed.
    pub numbers: Vec<DialogTechNumber>,
    /// How many numbers were asked for.
    pub ordered: i32,
    /// How many numbers came: the length of the list.
    pub fulfilled: i32,
    /// How many numbers are missing. There will be no more of them from this order.
    pub shortfall: i32,
    /// The quantity that the answer names. Whether it means asked for or bought is not documented.
    pub quantity: Option<i32>,
    /// The same as the carrier wrote it.
    pub quantity_text: Option<String>,
    /// True where the answer names a quantity that is not the number of numbers it lists. The list is
    /// what counts.
    pub quantity_disagrees: bool,
}

/// A number that was bought.
#[record]
pub struct DialogTechNumber {
    /// The number as the carrier wrote it: ten digits, as a rule.
    pub number: String,
    /// Its E.164 form, where it can be known.
    pub e164: Option<String>,
}

impl DialogTechOrder {
    /// What came for an order of so many.
    pub(super) fn of(
        ordered: i32,
        numbers: Vec<DialogTechNumber>,
        quantity_text: Option<String>,
    ) -> Self {
        let fulfilled = i32::try_from(numbers.len()).unwrap_or(i32::MAX);
        let quantity = quantity_text.as_deref().and_then(|it| it.parse().ok());
        Self {
            numbers,
            ordered,
            fulfilled,
            shortfall: ordered.saturating_sub(fulfilled).max(0),
            quantity,
            quantity_disagrees: quantity_text.is_some() && quantity != Some(fulfilled),
            quantity_text,
        }
    }
}

impl DialogTechNumber {
    pub(super) fn read(number: String) -> Self {
        Self { e164: e164(&number), number }
    }
}

/// Every kind of number is North American: ten digits, with or without the 1 before them. A character
/// that is no usual punctuation tells that it is no number.
fn e164(written: &str) -> Option<String> {
    let mut digits = String::new();
    for character in written.chars() {
        match character {
            '0'..='9' if digits.len() < 12 => digits.push(character),
            ' ' | '-' | '.' | '(' | ')' => {}
            '+' if digits.is_empty() => {}
            _ => return None,
        }
    }
    match digits.len() {
        10 => Some(format!("+1{digits}")),
        11 if digits.starts_with('1') => Some(format!("+{digits}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_digits_are_north_american() {
        assert_eq!(e164("5551112222").as_deref(), Some("+15551112222"));
        assert_eq!(e164("+1 (555) 111-2222").as_deref(), Some("+15551112222"));
        assert_eq!(e164("15551112222").as_deref(), Some("+15551112222"));
        for no_number in ["", "555111222", "25551112222", "&a5551112222;", "555+1112222", "n/a"] {
            assert_eq!(e164(no_number), None, "{no_number}");
        }
        assert_eq!(e164(&"5".repeat(100_000)), None);
    }

    #[test]
    fn the_list_counts_and_the_quantity_is_only_told() {
        let order = |ordered, quantity: Option<&str>| {
            let numbers = vec![DialogTechNumber::read("5551112222".to_owned())];
            DialogTechOrder::of(ordered, numbers, quantity.map(str::to_owned))
        };
        let partial = order(3, Some("3"));
        assert_eq!((partial.fulfilled, partial.shortfall, partial.quantity), (1, 2, Some(3)));
        assert!(partial.quantity_disagrees);
        assert!(!order(3, Some("1")).quantity_disagrees);
        assert!(!order(1, None).quantity_disagrees);
        let odd = order(1, Some("one"));
        assert!(odd.quantity_disagrees && odd.quantity.is_none());
        assert_eq!(odd.quantity_text.as_deref(), Some("one"));
        // More than was asked for is bought all the same.
        assert_eq!(order(0, None).shortfall, 0);
    }
}
