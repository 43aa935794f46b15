//! Offset paging: what the next page is, and which of its rows are new.
//!
//! Pages shift while rows arrive and leave, a carrier's `page_size` may not be the one that was asked
//! for, and its total may leave rows out or count others. So a walk ends at a page that is empty, repeated,
//! or short with the total reached; rows seen before are dropped; and where the list shrank on the way,
//! the pages that rows may have moved to are read again, from the end backwards: rows only move towards
//! the beginning, so none of them can slip past a reader who goes that way too.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use crate::error::{Error, ErrorKind, ErrorOrigin};

/// What a page says of its list, beside its rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listing {
    /// Which page it is, as the carrier reports it.
    pub page: Option<i32>,
    /// Rows a page, as the carrier reports it.
    pub page_size: Option<i32>,
    /// How many rows there are in all, as the carrier reports it.
    pub total: Option<i32>,
}

/// Where a walk over pages stands.
#[derive(Clone, Debug)]
pub(crate) struct Paging {
    first: i32,
    next: Option<i32>,
    /// The rows a page was asked to have.
    requested: Option<i64>,
    /// The rows a page has where nothing is asked for, as documented.
    usual: i64,
    /// Rows seen, and those among them that were new.
    seen: i64,
    new: i64,
    /// What the page before said and was.
    before: Option<Before>,
    /// The rows of the largest page.
    largest: i64,
    /// The last page, by the rows of the first and the carrier's total.
    last: Option<i32>,
    /// Set once the list shrank.
    shrunk: Option<Shrunk>,
    /// Whether pages are being read again.
    again: bool,
    known: HashSet<u64, BuildHasherDefault<Mark>>,
}

#[derive(Clone, Copy, Debug)]
struct Before {
    total: Option<i64>,
    was_short: bool,
    /// It had rows, and all of them were known.
    was_stale: bool,
}

/// How a list shrank while it was read.
#[derive(Clone, Copy, Debug)]
struct Shrunk {
    /// The pages that first and last showed it.
    at: i32,
    latest: i32,
    /// By how many rows, since then.
    rows: i64,
}

impl Paging {
    /// A walk that begins with this page, of pages of the size requested or of the documented one.
    pub(crate) fn from(page: i32, requested: Option<i32>, usual: i32) -> Self {
        Self {
            first: page,
            next: Some(page),
            requested: requested.map(i64::from),
            usual: usual.into(),
            seen: 0,
            new: 0,
            before: None,
            largest: 0,
            last: None,
            shrunk: None,
            again: false,
            known: HashSet::default(),
        }
    }

    /// The page to ask for, or nothing at the end.
    pub(crate) fn next(&self) -> Option<i32> {
        self.next
    }

    /// The pages after the next that are known to be there, so many at most.
    pub(crate) fn ahead(&self, most: usize) -> impl Iterator<Item = i32> + use<> {
        let first = self.next.map_or(i32::MAX, |it| it.saturating_add(1));
        let last = if self.again { None } else { self.last };
        (first..=last.unwrap_or_default()).take(most)
    }

    /// Takes a page's rows, drops those seen before, and decides which page is next. `removed` counts what
    /// the client itself removed since the page before, for lists without a total.
    pub(crate) fn absorb<T, K: Hash>(
        &mut self,
        rows: &mut Vec<T>,
        listing: Listing,
        removed: u32,
        key: impl Fn(&T) -> K,
    ) {
        let count = rows.len();
        rows.retain(|row| self.is_new(&key(row)));
        self.decide(count, rows.len(), listing, removed);
    }

    /// Whether this error means that the page asked for lies past the end. It does not where the carrier
    /// counts more rows than came and the page before was full: then rows would be missing.
    pub(crate) fn is_past_the_end(&self, error: &Error) -> bool {
        let Some(before) = self.before else { return false };
        if !matches!(error.kind, ErrorKind::InvalidInput | ErrorKind::NotFound) {
            return false;
        }
        let names_the_page = error.details.iter().any(|it| {
            it.origin == ErrorOrigin::Carrier
                && matches!(it.field.as_deref(), Some("page" | "page[number]"))
        });
        let ended = before.total.map_or(names_the_page, |total| self.seen >= total);
        error.http_status.is_some() && (ended || names_the_page && before.was_short)
    }

    /// The page asked for lies past the end.
    pub(crate) fn past_the_end(&mut self) {
        let total = self.before.and_then(|it| it.total).and_then(|it| i32::try_from(it).ok());
        self.decide(0, 0, Listing { total, ..Listing::default() }, 0);
    }

    fn decide(&mut self, count: usize, fresh: usize, listing: Listing, removed: u32) {
        let Some(page) = self.next else { return };
        let [rows, fresh] = [count, fresh].map(|it| i64::try_from(it).unwrap_or(i64::MAX));
        self.seen = self.seen.saturating_add(rows);
        self.new = self.new.saturating_add(fresh);
        let total = listing.total.map(i64::from);
        self.notice(page, total, removed);
        if self.last.is_none()
            && let (Some(total), Ok(rows)) = (listing.total, i32::try_from(count))
            && rows > 0
        {
            self.last = Some(total / rows + i32::from(total % rows > 0));
        }
        let was_short = rows < self.size(listing.page_size);
        let was_stale = rows > 0 && fresh == 0;
        let was_clamped = listing.page.is_some_and(|it| it < page);
        let was_stale_before = self.before.is_some_and(|it| it.was_stale);
        self.largest = self.largest.max(rows);
        self.before = Some(Before { total, was_short, was_stale });
        if self.again {
            self.go_back(page);
            return;
        }
        let reached = total.is_some_and(|it| self.seen >= it);
        // A row that moved to the next page does not count twice, or the last one would be missed.
        let complete = self.first == 1 && total.is_some_and(|it| self.new >= it);
        let ended = match () {
            () if rows == 0 => true,
            // As many rows as a page holds arrived meanwhile; or the page number is ignored, which would
            // never end.
            () if was_stale => was_clamped || was_stale_before || total.is_none() || reached,
            () => was_short && complete,
        };
        if ended {
            self.again = true;
            // What was read after the list shrank is where it was.
            self.go_back(self.shrunk.map_or(page, |it| it.latest));
        } else {
            self.next = page.checked_add(1);
        }
    }

    /// The rows of a full page. A size that only the request names may be more than the carrier gives.
    fn size(&self, reported: Option<i32>) -> i64 {
        let reported = reported.map(i64::from).filter(|it| *it > 0).unwrap_or(self.usual);
        let size = self.requested.unwrap_or(self.usual).min(reported);
        if self.largest > 0 { size.min(self.largest) } else { size }
    }

    /// Rows that left the list moved those behind them towards the beginning, onto pages that were read
    /// before.
    fn notice(&mut self, page: i32, total: Option<i64>, removed: u32) {
        let Some(before) = self.before else { return };
        let rows = match (before.total, total) {
            (Some(before), Some(now)) => before.saturating_sub(now),
            _ => removed.into(),
        };
        if rows > 0 {
            let shrunk = self.shrunk.get_or_insert(Shrunk { at: page, latest: page, rows: 0 });
            shrunk.rows = shrunk.rows.saturating_add(rows);
            if !self.again {
                shrunk.latest = page;
            }
        }
    }

    /// The page before, as long as rows may have moved there unseen; then the walk is over.
    fn go_back(&mut self, page: i32) {
        let earliest = self.shrunk.map_or(i64::MAX, |Shrunk { at, rows, .. }| {
            let size = self.largest.max(1);
            let place = (i64::from(at) - 1).saturating_mul(size).saturating_sub(rows);
            (place.div_euclid(size) + 1).max(self.first.into())
        });
        let earlier = page.saturating_sub(1);
        self.next = (i64::from(earlier) >= earliest).then_some(earlier);
    }

    fn is_new(&mut self, key: &impl Hash) -> bool {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        self.known.insert(hasher.finish())
    }
}

/// What is kept of a row is a hash already.
#[derive(Clone, Copy, Debug, Default)]
struct Mark(u64);

impl Hasher for Mark {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u64(&mut self, mark: u64) {
        self.0 = mark;
    }

    fn write(&mut self, _: &[u8]) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(total: Option<i32>) -> Listing {
        Listing { total, ..Listing::default() }
    }

    /// A walk over pages as they come, each with its rows and its total.
    fn walk(pages: &[(&[u32], Option<i32>)]) -> (Vec<u32>, Vec<i32>) {
        let mut paging = Paging::from(1, None, 100);
        let (mut all, mut asked) = (Vec::new(), Vec::new());
        while let Some(page) = paging.next() {
            let (rows, said) = pages.get(asked.len()).copied().unwrap_or((&[], None));
            asked.push(page);
            let mut rows = rows.to_vec();
            paging.absorb(&mut rows, total(said), 0, |row| *row);
            all.extend(rows);
        }
        (all, asked)
    }

    /// A list that is read in pages of this size while `change` works on it after each page.
    fn read(
        mut list: Vec<u32>,
        size: usize,
        told: impl Fn(&[u32]) -> Option<i32>,
        mut change: impl FnMut(&mut Vec<u32>, &[u32]) -> u32,
    ) -> (Vec<u32>, usize) {
        let mut paging = Paging::from(1, Some(i32::try_from(size).unwrap()), 100);
        let (mut all, mut asked, mut removed) = (Vec::new(), 0, 0);
        while let Some(page) = paging.next() {
            asked += 1;
            assert!(asked < 10_000, "the walk does not end");
            let skipped = (usize::try_from(page).unwrap() - 1) * size;
            let mut rows: Vec<u32> = list.iter().skip(skipped).take(size).copied().collect();
            paging.absorb(&mut rows, total(told(&list)), removed, |row| *row);
            removed = change(&mut list, &rows);
            all.extend(rows);
        }
        (all, asked)
    }

    fn counted(list: &[u32]) -> Option<i32> {
        i32::try_from(list.len()).ok()
    }

    fn remove(list: &mut Vec<u32>, gone: &[u32]) -> u32 {
        list.retain(|row| !gone.contains(row));
        u32::try_from(gone.len()).unwrap()
    }

    #[test]
    fn ends_at_a_short_page_that_reaches_the_total() {
        assert_eq!(walk(&[(&[1, 2], Some(3)), (&[3], Some(3))]), (vec![1, 2, 3], vec![1, 2]));
        assert_eq!(walk(&[(&[1, 2], Some(2))]), (vec![1, 2], vec![1]));
    }

    #[test]
    fn a_full_page_goes_on_whatever_the_total_says() {
        let list: Vec<u32> = (0..25).collect();
        for said in [Some(0), Some(5), Some(10), Some(20), Some(25), Some(26), Some(1000), None] {
            let (all, _) = read(list.clone(), 10, |_| said, |_, _| 0);
            assert_eq!(all, list, "{said:?}");
        }
        // A page that is larger than asked for is full, too.
        let mut paging = Paging::from(1, Some(10), 100);
        paging.absorb(&mut (0..30).collect(), total(Some(30)), 0, |row| *row);
        assert_eq!(paging.next(), Some(2));
    }

    #[test]
    fn a_size_that_only_the_request_names_is_not_taken_for_the_carriers() {
        let mut paging = Paging::from(1, Some(1000), 50);
        paging.absorb(&mut (0..100).collect(), total(Some(100)), 0, |row| *row);
        assert_eq!(paging.next(), Some(2), "100 may be the most that the carrier gives");
        let mut paging = Paging::from(1, Some(1000), 50);
        let said = Listing { page_size: Some(1000), ..total(Some(100)) };
        paging.absorb(&mut (0..100).collect(), said, 0, |row| *row);
        assert_eq!(paging.next(), None);
    }

    #[test]
    fn pages_ahead_are_only_those_known_to_be_there() {
        let mut paging = Paging::from(1, None, 100);
        assert_eq!(paging.ahead(9).count(), 0);
        paging.absorb(&mut vec![1, 2], total(Some(9)), 0, |row| *row);
        assert_eq!(paging.ahead(2).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(paging.ahead(9).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(paging.ahead(0).count(), 0);
        let mut unsaid = Paging::from(1, None, 100);
        unsaid.absorb(&mut vec![1, 2], total(None), 0, |row| *row);
        assert_eq!(unsaid.ahead(9).count(), 0);
    }

    #[test]
    fn ends_at_an_empty_page() {
        assert_eq!(walk(&[(&[1, 2], None), (&[], None)]), (vec![1, 2], vec![1, 2]));
        assert_eq!(walk(&[(&[], Some(5))]), (vec![], vec![1]));
    }

    #[test]
    fn drops_a_row_that_moved_to_the_next_page() {
        let pages: &[(&[u32], _)] = &[(&[5, 4], Some(5)), (&[4, 3], Some(6)), (&[2, 1], Some(6))];
        assert_eq!(walk(pages), (vec![5, 4, 3, 2, 1], vec![1, 2, 3, 4]));
        let stale: &[(&[u32], _)] = &[(&[4, 3], Some(4)), (&[3, 2], Some(4)), (&[1], Some(4))];
        assert_eq!(walk(stale), (vec![4, 3, 2, 1], vec![1, 2, 3]));
    }

    #[test]
    fn ends_where_the_carrier_ignores_the_page_number() {
        assert_eq!(walk(&[(&[1, 2], None), (&[1, 2], None)]), (vec![1, 2], vec![1, 2]));
        for said in [5, 1000] {
            let page: (&[u32], _) = (&[1, 2], Some(said));
            assert_eq!(walk(&[page; 9]), (vec![1, 2], vec![1, 2, 3]));
        }
    }

    #[test]
    fn rows_that_are_removed_as_they_come_hide_no_others() {
        for size in [1, 2, 7, 10, 100] {
            for rows in [0, 1, 9, 10, 11, 45, 99, 250] {
                let list: Vec<u32> = (0..rows).collect();
                for told in [counted, |_: &[u32]| None] {
                    let (mut all, _) = read(list.clone(), size, told, remove);
                    all.sort_unstable();
                    assert_eq!(all, list, "{rows} rows in pages of {size}");
                }
            }
        }
    }

    #[test]
    fn rows_that_others_remove_hide_no_rows_that_stay() {
        // A seeded sequence: no test depends on luck.
        let mut state = 7_u32;
        let mut random = move |most: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % most
        };
        for _ in 0..2000 {
            let list: Vec<u32> = (0..u32::try_from(random(120)).unwrap()).collect();
            let most = 1 + random(12);
            let mut gone = Vec::new();
            let (all, _) = read(list.clone(), 1 + random(12), counted, |list, _| {
                for _ in 0..random(most) {
                    if !list.is_empty() {
                        gone.push(list.remove(random(list.len())));
                    }
                }
                0
            });
            for row in list.iter().filter(|it| !gone.contains(it)) {
                assert_eq!(
                    all.iter().filter(|it| *it == row).count(),
                    1,
                    "{row} of {}",
                    list.len()
                );
            }
        }
    }

    #[test]
    fn only_the_pages_that_rows_may_have_moved_to_are_read_again() {
        let list: Vec<u32> = (0..1000).collect();
        let mut pages = 0;
        let (all, asked) = read(list.clone(), 10, counted, |list, _| {
            pages += 1;
            if pages == 90 {
                list.remove(0);
            }
            0
        });
        assert_eq!(all.len(), 1000);
        assert!(asked <= 113, "{asked} pages were read");
    }
}
