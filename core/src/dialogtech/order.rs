//! An order of numbers as the carrier answers it: at once, and without an id.

use telnum_macros::record;

use crate::wire;

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
    /// How many numbers came: the length of the list. A number that is listed twice counts once.
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
    /// How the answer differs from what was asked for, or contradicts itself: a sentence each. Empty
    /// where all agrees. What it lists is bought all the same.
    #[serde(default)]
    pub disagreements: Vec<String>,
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
    /// What came for an order of that many numbers, or of fewer where `partial` allows it.
    pub(super) fn of(
        ordered: i32,
        partial: bool,
        mut numbers: Vec<DialogTechNumber>,
        quantity_text: Option<String>,
    ) -> Self {
        let mut disagreements = Vec::new();
        let key = |it: &DialogTechNumber| it.e164.as_deref().unwrap_or(&it.number).to_owned();
        if let Some(twice) = wire::keep_first(&mut numbers, key) {
            disagreements
                .push(format!("{} is listed more than once.", wire::quoted(&twice.number)));
        }
        if let Some(odd) = numbers.iter().find(|it| it.e164.is_none()) {
            disagreements.push(format!("{} is not a telephone number.", wire::quoted(&odd.number)));
        }
        let fulfilled = i32::try_from(numbers.len()).unwrap_or(i32::MAX);
        if fulfilled > ordered {
            let more =
                format!("The answer lists {fulfilled} numbers, more than the {ordered} asked for.");
            disagreements.push(more);
        }
        if fulfilled < ordered && !partial {
            disagreements.push(format!(
                "The answer lists {fulfilled} of the {ordered} numbers asked for, and the order was for \
                 all of them or none."
            ));
        }
        let quantity = quantity_text.as_deref().and_then(|it| it.parse().ok());
        Self {
            numbers,
            ordered,
            fulfilled,
            shortfall: ordered.saturating_sub(fulfilled).max(0),
            quantity,
            quantity_disagrees: quantity_text.is_some() && quantity != Some(fulfilled),
            quantity_text,
            disagreements,
        }
    }
}

impl DialogTechNumber {
    pub(super) fn read(number: String) -> Self {
        Self { e164: e164(&number), number }
    }
}

/// Every kind of number is North American: ten digits of which the first is neither 0 nor 1, with or
/// without the 1 before them. A character that is not usual punctuation, or a dash or dot that stands
/// before the digits, as that of a negative amount does, tells that it is not a number.
fn e164(written: &str) -> Option<String> {
    let mut digits = String::new();
    for character in written.chars() {
        match character {
            '0'..='9' if digits.len() < 12 => digits.push(character),
            ' ' | '(' | ')' => {}
            '-' | '.' if !digits.is_empty() => {}
            '+' if digits.is_empty() => {}
            _ => return None,
        }
    }
    let national = match digits.len() {
        11 => digits.strip_prefix('1')?,
        _ => &digits,
    };
    let is_number = national.len() == 10 && !national.starts_with(['0', '1']);
    is_number.then(|| format!("+1{national}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_digits_are_north_american() {
        assert_eq!(e164("5551112222").as_deref(), Some("+15551112222"));
        assert_eq!(e164("+1 (555) 111-2222").as_deref(), Some("+15551112222"));
        assert_eq!(e164("15551112222").as_deref(), Some("+15551112222"));
        for no_number in [
            "",
            "555111222",
            "25551112222",
            "&a5551112222;",
            "555+1112222",
            "n/a",
            "-5553679200",
            ".5553679200",
            "+-5553679200",
            "0000000000",
            "1234567890",
        ] {
            assert_eq!(e164(no_number), None, "{no_number}");
        }
        assert_eq!(e164(&"5".repeat(100_000)), None);
    }

    #[test]
    fn the_list_counts_and_the_quantity_is_only_told() {
        let order = |ordered, quantity: Option<&str>| {
            let numbers = vec![DialogTechNumber::read("5551112222".to_owned())];
            DialogTechOrder::of(ordered, true, numbers, quantity.map(str::to_owned))
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

    #[test]
    fn what_was_not_asked_for_is_kept_and_said() {
        let order = |ordered, partial, numbers: &[&str]| {
            let numbers = numbers.iter().map(|it| DialogTechNumber::read((*it).to_owned()));
            DialogTechOrder::of(ordered, partial, numbers.collect(), None)
        };
        let one = "5551112222";
        assert!(order(1, false, &[one]).disagreements.is_empty());
        assert!(order(2, true, &[one]).disagreements.is_empty());
        let said = |order: DialogTechOrder| (order.fulfilled, order.disagreements.join(" "));
        let fewer = "The answer lists 1 of the 2 numbers asked for, and the order was for all of \
                     them or none.";
        assert_eq!(said(order(2, false, &[one])), (1, fewer.to_owned()));
        let twice = "`+1 555 111 2222` is listed more than once.";
        assert_eq!(said(order(1, false, &[one, "+1 555 111 2222"])), (1, twice.to_owned()));
        let odd = "`-5553679200` is not a telephone number.";
        assert_eq!(said(order(2, false, &[one, "-5553679200"])), (2, odd.to_owned()));
        let more = "The answer lists 2 numbers, more than the 1 asked for.";
        assert_eq!(said(order(1, true, &[one, "5553334444"])), (2, more.to_owned()));
    }
}
