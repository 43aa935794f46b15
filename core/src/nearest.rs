//! What a misspelt name was probably meant to be.

use crate::find::holds;

/// ` (did you mean …?)` with the known name that is nearest; nothing where none is near.
pub(crate) fn did_you_mean(name: &str, known: &[&str]) -> String {
    let nearest = nearest(name, known);
    nearest.map(|it| format!(" (did you mean `{it}`?)")).unwrap_or_default()
}

/// The known name with the fewest differences, of which a third of its letters is too many; failing
/// that, the first that holds the name or is held by it.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let name = name.to_ascii_lowercase().replace(['-', ' '], "_");
    if name.len() > LONGEST {
        return None;
    }
    let near = known.iter().map(|it| (distance(name.as_bytes(), it.as_bytes()), *it));
    let near = near.filter(|(distance, it)| *distance <= it.len().max(name.len()) / 3);
    let held = |it: &&str| {
        let (short, long) = if it.len() < name.len() { (*it, &*name) } else { (&*name, *it) };
        short.len() > 3 && holds(long, short)
    };
    let near = near.min_by_key(|(distance, _)| *distance).map(|(_, it)| it);
    near.or_else(|| known.iter().copied().find(held))
}

/// How many letters are missing, added, other, or in each other's place.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut left = None;
    for (row, letter) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        let mut above = None;
        for (column, its) in other.iter().enumerate() {
            let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(LONGEST);
            let changed = at(&last, column) + usize::from(letter != its);
            let mut least = changed.min(at(&last, column + 1) + 1).min(at(&next, column) + 1);
            if column > 0 && left == Some(its) && above == Some(letter) {
                least = least.min(at(&before, column - 1) + 1);
            }
            next.push(least);
            above = Some(its);
        }
        before = std::mem::replace(&mut last, next);
        left = Some(letter);
    }
    last.last().copied().unwrap_or_default()
}

/// Longer names are not misspelt, they are something else.
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_counted() {
        let distance = |one: &str, other: &str| distance(one.as_bytes(), other.as_bytes());
        assert_eq!(distance("quantity", "quantity"), 0);
        assert_eq!(distance("quantty", "quantity"), 1);
        assert_eq!(distance("quantiy", "quantity"), 1);
        assert_eq!(distance("qauntity", "quantity"), 1);
        assert_eq!(distance("", "page"), 4);
        assert_eq!(distance("page", ""), 4);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn the_nearest_is_named_where_one_is_near() {
        let known = ["page", "page_size", "filter_by_status", "quantity", "max_retries"];
        for (name, meant) in [
            ("quantty", Some("quantity")),
            ("Quantity", Some("quantity")),
            ("pagesize", Some("page_size")),
            ("page-size", Some("page_size")),
            ("pages", Some("page")),
            ("status", Some("filter_by_status")),
            ("retries", Some("max_retries")),
            ("order_quantity", Some("quantity")),
            ("id", None),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, &known), meant, "{name}");
        }
        assert_eq!(nearest(&"page".repeat(100_000), &known), None);
        assert_eq!(did_you_mean("quantty", &known), " (did you mean `quantity`?)");
        assert_eq!(did_you_mean("colour", &known), "");
    }
}
