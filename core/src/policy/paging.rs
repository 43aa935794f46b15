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
    /// Rows per page, as the carrier reports it.
    pub page_size: Option<i32>,
    /// How many rows there are in all, as the carrier reports it.
    pub total: Option<i32>,
}

/// What came with a page.
#[derive(Clone, Copy, Debug)]
pub struct Came {
    /// How many rows it had.
    pub rows: usize,
    /// How many of them were new.
    pub new: usize,
    /// What it says of its list.
    pub listing: Listing,
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

    /// Whether the row of this mark was not seen before.
    pub(crate) fn is_new(&mut self, mark: u64) -> bool {
        self.known.insert(mark)
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
        self.absorb(Came { rows: 0, new: 0, listing: Listing { total, ..Listing::default() } }, 0);
    }

    /// Takes a page that came, and decides which is next. `removed` counts what the client itself removed
    /// since the page before, for lists without a total.
    pub(crate) fn absorb(&mut self, came: Came, removed: u32) {
        let Some(page) = self.next else { return };
        let Came { rows: count, new, listing } = came;
        let [rows, fresh] = [count, new].map(|it| i64::try_from(it).unwrap_or(i64::MAX));
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

    /// The rows of a full page: those of the largest one so far. Of a first page, the size that the carrier
    /// reports or documents counts, for it may give fewer rows than the request names.
    fn size(&self, reported: Option<i32>) -> i64 {
        if self.largest > 0 {
            return self.requested.map_or(self.largest, |it| it.min(self.largest));
        }
        let reported = reported.map(i64::from).filter(|it| *it > 0).unwrap_or(self.usual);
        self.requested.unwrap_or(self.usual).min(reported)
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
}

/// What a row is known by, once its key is seen.
pub(crate) fn mark(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
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
mod tests;
