//! What is left of every DID group: numbers are sold in a row, or one by one out of the row.

use super::coverage::DidGroup;
use super::number::{self, Numbers};
use super::sku::Skus;
use super::switches::NanpFormat;
use crate::table::Set;
use std::collections::HashMap;

/// The numbers that no one has.
#[derive(Debug)]
pub(crate) struct Stock {
    numbers: Numbers,
    skus: Skus,
    sold: HashMap<u32, Sold>,
}

/// One number that can be ordered by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Single {
    /// The number, as orders write it.
    pub(crate) number: String,
    /// What it is ordered by.
    pub(crate) sku: String,
    index: u32,
}

/// What a group has sold: every index below `next`, and those of `ahead`.
#[derive(Debug, Default)]
struct Sold {
    next: u32,
    /// Sold by sku and not reached yet by orders of a quantity, which pass over them.
    ahead: Set<u32>,
}

impl Stock {
    /// Everything that is for sale at first.
    pub(crate) fn new(seed: u64) -> Self {
        Self { numbers: Numbers::new(seed), skus: Skus::new(seed), sold: HashMap::new() }
    }

    /// How many numbers of a group are left.
    pub(crate) fn available(&self, group: &DidGroup) -> u32 {
        let Some(sold) = self.sold.get(&group.id) else { return group.inventory };
        let ahead = u32::try_from(sold.ahead.len()).unwrap_or(u32::MAX);
        group.inventory.saturating_sub(sold.next).saturating_sub(ahead)
    }

    /// Sells the next number of a group.
    pub(crate) fn sell_next(&mut self, group: &DidGroup, format: NanpFormat) -> String {
        let sold = self.sold.entry(group.id).or_default();
        loop {
            let index = sold.next;
            sold.next = sold.next.saturating_add(1);
            if sold.ahead.remove(&index) {
                continue;
            }
            let number = self.numbers.number(group, u64::from(index), format);
            if !number::is_on_the_page(&number) {
                return number;
            }
        }
    }

    /// The numbers of a group that are next to be sold, up to 20.
    pub(crate) fn browse(&self, group: &DidGroup, format: NanpFormat) -> Vec<Single> {
        let next = self.sold.get(&group.id).map_or(0, |sold| sold.next);
        let left = usize::try_from(self.available(group)).unwrap_or(usize::MAX);
        let singles = (next..).filter_map(|index| self.single(group, index, format));
        singles.take(left.min(MOST_BROWSED)).collect()
    }

    /// The numbers that skus name. The error is the first sku that cannot be ordered.
    pub(crate) fn singles(
        &self,
        group: &DidGroup,
        skus: &[String],
        format: NanpFormat,
    ) -> Result<Vec<Single>, String> {
        let left = usize::try_from(self.available(group)).unwrap_or(usize::MAX);
        let single = |(place, sku): (usize, &String)| {
            let index = self.skus.index(group, sku)?;
            // Numbers of the documentation are skipped, so the row may end past the inventory:
            // an index alone does not tell whether the group still has as many.
            self.single(group, index, format).filter(|_| place < left)
        };
        let named = skus.iter().enumerate();
        named.map(|(place, sku)| single((place, sku)).ok_or_else(|| sku.clone())).collect()
    }

    /// Sells numbers out of the row.
    pub(crate) fn sell(&mut self, group: &DidGroup, singles: &[Single]) {
        let sold = self.sold.entry(group.id).or_default();
        sold.ahead.extend(singles.iter().map(|single| single.index));
    }

    /// A group's number of some index, if it is for sale.
    fn single(&self, group: &DidGroup, index: u32, format: NanpFormat) -> Option<Single> {
        if self.sold.get(&group.id).is_some_and(|sold| sold.has(index)) {
            return None;
        }
        let number = self.numbers.number(group, u64::from(index), format);
        let sku = self.skus.sku(group, index);
        (!number::is_on_the_page(&number)).then_some(Single { number, sku, index })
    }
}

impl Sold {
    fn has(&self, index: u32) -> bool {
        index < self.next || self.ahead.contains(&index)
    }
}

/// How many numbers one answer offers; how many the carrier does is not known.
const MOST_BROWSED: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: NanpFormat = NanpFormat::TenDigits;
    const LIMA_IN_THE_DOCUMENTATION: u64 = 7_304_800;

    /// A seed with which Lima's stock has the documentation's number, and its index there.
    fn seed_and_index(lima: &DidGroup) -> (u64, u32) {
        let span = 8_000_000;
        let inverse = (1..span).find(|factor| factor * 48_271 % span == 1).unwrap();
        let index = |seed: u64| {
            let first = Numbers::new(seed).number(lima, 0, TEN);
            let first: u64 = first.strip_prefix("011511").unwrap().parse().unwrap();
            (LIMA_IN_THE_DOCUMENTATION + span - first) * inverse % span
        };
        let found =
            (0..).map(|seed| (seed, index(seed))).find(|(_, index)| *index < 9_000).unwrap();
        (found.0, u32::try_from(found.1).unwrap())
    }

    #[test]
    fn a_number_of_the_documentation_is_skipped_everywhere() {
        let lima = DidGroup::find(11895).unwrap();
        let (seed, shown) = seed_and_index(lima);
        let mut stock = Stock::new(seed);
        assert_eq!(stock.numbers.number(lima, shown.into(), TEN), "0115117304800");

        let group = DidGroup { inventory: shown + 1, ..lima.clone() };
        stock.sold.insert(group.id, Sold { next: shown - 1, ahead: Set::default() });
        let indexes = |stock: &Stock| -> Vec<u32> {
            stock.browse(&group, TEN).iter().map(|single| single.index).collect()
        };
        assert_eq!((stock.available(&group), indexes(&stock)), (2, vec![shown - 1, shown + 1]));
        let skus = [shown, shown + 1].map(|index| stock.skus.sku(&group, index));
        assert_eq!(stock.singles(&group, &skus, TEN).unwrap_err(), skus[0]);
        let offered = stock.browse(&group, TEN);
        assert_eq!(stock.singles(&group, &skus[1..], TEN).unwrap(), offered[1..]);
        assert_eq!(
            [(); 2].map(|()| stock.sell_next(&group, TEN)),
            [0, 1].map(|place| offered[place].number.clone())
        );
        assert_eq!((stock.available(&group), indexes(&stock)), (0, vec![]));
        let past = [stock.skus.sku(&group, shown + 2)];
        assert_eq!(stock.singles(&group, &past, TEN).unwrap_err(), past[0]);
    }

    #[test]
    fn an_order_cannot_name_more_than_is_left() {
        let group = DidGroup { inventory: 3, ..DidGroup::find(16847).unwrap().clone() };
        let mut stock = Stock::new(7);
        let skus = [0, 1, 2, 3].map(|index| stock.skus.sku(&group, index));
        assert_eq!(stock.browse(&group, TEN).len(), 3);
        assert_eq!(stock.singles(&group, &skus, TEN).unwrap_err(), skus[3]);
        let middle = stock.singles(&group, &skus[1..2], TEN).unwrap();
        stock.sell(&group, &middle);
        assert_eq!((stock.available(&group), stock.browse(&group, TEN).len()), (2, 2));
        assert_eq!(stock.singles(&group, &skus[1..2], TEN).unwrap_err(), skus[1]);
        let rest = [stock.sell_next(&group, TEN), stock.sell_next(&group, TEN)];
        assert!(!rest.contains(&middle[0].number));
        assert_eq!(stock.available(&group), 0);
    }
}
