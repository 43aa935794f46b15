//! Offset paging: what the next page is, and which of its rows are new.
//!
//! Pages shift while rows arrive, and a carrier's `page_size` may not be the one that was asked for;
//! so the end is found by rows seen, and rows seen before are dropped.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Where a walk over pages stands.
#[derive(Clone, Debug)]
pub(crate) struct Paging {
    next: Option<i32>,
    /// Rows seen, and those among them that were new.
    seen: i64,
    new: i64,
    /// Whether rows before the first page count towards the carrier's total.
    from_the_start: bool,
    /// The last page, by the rows of the first and the carrier's total.
    last: Option<i32>,
    // A bounded window: a shift moves rows by a few, never by many pages.
    recent: VecDeque<u64>,
    known: HashSet<u64>,
}

/// How many of the last rows are remembered: ten pages of IDT Express's default size.
const REMEMBERED: usize = 1000;

impl Paging {
    /// A walk that begins with this page.
    pub(crate) fn from(page: i32) -> Self {
        Self {
            next: Some(page),
            seen: 0,
            new: 0,
            from_the_start: page == 1,
            last: None,
            recent: VecDeque::new(),
            known: HashSet::new(),
        }
    }

    /// The page to ask for, or nothing at the end.
    pub(crate) fn next(&self) -> Option<i32> {
        self.next
    }

    /// The pages after the next that are known to be there, so many at most.
    pub(crate) fn ahead(&self, most: usize) -> impl Iterator<Item = i32> + use<> {
        let first = self.next.map_or(i32::MAX, |it| it.saturating_add(1));
        (first..=self.last.unwrap_or_default()).take(most)
    }

    /// Takes a page's rows, drops those seen before, and decides whether there is a next page.
    pub(crate) fn absorb<T, K: Hash>(
        &mut self,
        rows: &mut Vec<T>,
        total: Option<i32>,
        key: impl Fn(&T) -> K,
    ) {
        let Some(page) = self.next else { return };
        self.seen += i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let was_empty = rows.is_empty();
        if self.last.is_none()
            && let (Some(total), Ok(rows)) = (total, i32::try_from(rows.len()))
            && rows > 0
        {
            self.last = Some(total / rows + i32::from(total % rows > 0));
        }
        rows.retain(|row| self.is_new(&key(row)));
        self.new += i64::try_from(rows.len()).unwrap_or(i64::MAX);
        // A row that moved to the next page does not count twice, or the last one would be missed. A
        // carrier that ignores the page number brings nothing new, and would never end.
        let total = total.map(i64::from);
        let enough = total.is_none_or(|it| self.seen >= it);
        let brought_nothing = was_empty || (rows.is_empty() && enough);
        let reached = self.from_the_start && total.is_some_and(|it| self.new >= it);
        self.next = if brought_nothing || reached { None } else { page.checked_add(1) };
    }

    fn is_new(&mut self, key: &impl Hash) -> bool {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let mark = hasher.finish();
        if !self.known.insert(mark) {
            return false;
        }
        if self.recent.len() == REMEMBERED
            && let Some(oldest) = self.recent.pop_front()
        {
            self.known.remove(&oldest);
        }
        self.recent.push_back(mark);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(pages: &[(&[u32], Option<i32>)]) -> (Vec<u32>, usize) {
        let mut paging = Paging::from(1);
        let mut all = Vec::new();
        let mut asked = 0;
        while paging.next().is_some() {
            let (rows, total) = pages.get(asked).copied().unwrap_or((&[], None));
            asked += 1;
            let mut rows = rows.to_vec();
            paging.absorb(&mut rows, total, |row| *row);
            all.extend(rows);
        }
        (all, asked)
    }

    #[test]
    fn ends_when_the_rows_seen_reach_the_total() {
        assert_eq!(walk(&[(&[1, 2], Some(3)), (&[3], Some(3))]), (vec![1, 2, 3], 2));
    }

    #[test]
    fn pages_ahead_are_only_those_known_to_be_there() {
        let mut paging = Paging::from(1);
        assert_eq!(paging.ahead(9).count(), 0);
        paging.absorb(&mut vec![1, 2], Some(9), |row| *row);
        assert_eq!(paging.ahead(2).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(paging.ahead(9).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(paging.ahead(0).count(), 0);
        let mut unsaid = Paging::from(1);
        unsaid.absorb(&mut vec![1, 2], None, |row| *row);
        assert_eq!(unsaid.ahead(9).count(), 0);
    }

    #[test]
    fn ends_at_an_empty_page() {
        assert_eq!(walk(&[(&[1, 2], None), (&[], None)]), (vec![1, 2], 2));
        assert_eq!(walk(&[(&[], Some(5))]), (vec![], 1));
    }

    #[test]
    fn drops_a_row_that_moved_to_the_next_page() {
        let pages: &[(&[u32], _)] = &[(&[5, 4], Some(5)), (&[4, 3], Some(6)), (&[2, 1], Some(6))];
        assert_eq!(walk(pages), (vec![5, 4, 3, 2, 1], 4));
        let stale: &[(&[u32], _)] = &[(&[4, 3], Some(4)), (&[3, 2], Some(4)), (&[1], Some(4))];
        assert_eq!(walk(stale), (vec![4, 3, 2, 1], 3));
    }

    #[test]
    fn ends_where_the_carrier_ignores_the_page_number() {
        assert_eq!(walk(&[(&[1, 2], None), (&[1, 2], None)]), (vec![1, 2], 2));
        let page: (&[u32], _) = (&[1, 2], Some(5));
        assert_eq!(walk(&[page; 9]), (vec![1, 2], 3));
    }
}
