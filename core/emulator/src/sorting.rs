//! Sorting by code that is compiled once. std's sort weighs four thousand bytes for each type it sorts, which is
//! much of what a browser loads, and nobody waits for the emulator.

use std::cmp::Ordering;

/// Sorts a list; those that are equal stay in their order.
pub(crate) fn by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..list.len()).collect();
    sort(&mut places, &|one, other| match (list.get(one), list.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut from: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(places.into_iter().filter_map(|place| from.get_mut(place)?.take()));
}

fn sort(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|one, other| compare(*one, *other));
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_sorts_as_std_does() {
        let mut list: Vec<(u32, String)> =
            (0..1000_u32).map(|it| (it * 7919 % 31, it.to_string())).collect();
        let mut wanted = list.clone();
        wanted.sort_by_key(|it| it.0);
        super::by(&mut list, |one, other| one.0.cmp(&other.0));
        assert_eq!(list, wanted);
    }
}
