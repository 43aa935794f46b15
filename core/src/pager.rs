//! Lazy walks over lists that come in pages.

use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;

use futures_util::stream::{self, Stream};

use crate::call;
use crate::channel::Channel;
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::Result;
use crate::operation::Encoded;
use crate::operation::Reads;
pub(crate) use crate::policy::paging::Came;
pub use crate::policy::paging::Listing;
use crate::policy::paging::mark;

mod walk;

pub(crate) use walk::{Pages, Walk};

/// An operation whose answer is one page of a list.
pub trait Paged: Reads {
    /// A row as it stands in a page.
    type Listed;
    /// A row as a walk hands it out.
    type Row;
    /// What makes a row the same row on another page.
    type Key: Hash;

    /// How many rows a page has where none is asked for, as the carrier documents it.
    const USUAL_SIZE: i32;

    /// The page that is asked for, counted from 1.
    fn page_number(&self) -> Option<i32>;

    /// How many rows a page is asked to have.
    fn page_size(&self) -> Option<i32>;

    /// The same request for another page.
    #[must_use]
    fn at_page(&self, page: i32) -> Self;

    /// A page's rows, and what it says of its list.
    fn rows(page: &mut Self::Output) -> (&mut Vec<Self::Listed>, Listing);

    /// A row's key.
    fn key(row: &Self::Listed) -> Self::Key;

    /// The rows of a page.
    fn into_rows(page: Self::Output) -> Vec<Self::Row>;

    /// Drops the rows that are not new, by the marks of their keys.
    #[doc(hidden)]
    fn sift(page: &mut Self::Output, is_new: &mut dyn FnMut(u64) -> bool) -> Came {
        let (list, listing) = Self::rows(page);
        let rows = list.len();
        list.retain(|row| is_new(mark(&Self::key(row))));
        Came { rows, new: list.len(), listing }
    }

    /// The request for another page, as it is sent.
    #[doc(hidden)]
    fn encode_at(&self, page: i32) -> Result<Encoded> {
        self.at_page(page).encode()
    }
}

/// A row that is the same row on another page, by its key.
pub trait Keyed {
    /// What makes it the same.
    type Key: Hash;

    /// Its key.
    fn key(&self) -> Self::Key;
}

/// A lazy walk over all rows of a list: nothing is asked for before it is wanted, unless `pages_ahead`
/// says so.
///
/// Each page has a deadline of its own. After an error the same page can be asked for again.
///
/// Rows may be removed while the list is read, by the walk's own caller too: where its total falls, or
/// where it has none and this client removed something, pages are read again until no row is missed.
/// Rows found so come last. A removal that an addition hides from the total cannot be noticed.
pub struct Pager<O: Paged> {
    walk: Walk,
    ready: std::vec::IntoIter<O::Row>,
    of: PhantomData<O>,
}

impl<O: Paged> Pager<O> {
    pub(crate) fn new(channel: Arc<Channel>, request: O, options: CallOptions) -> Self {
        Self::over(Walk::new(channel, Arc::new(request), options))
    }

    /// Validated at once; so many pages are asked for ahead, of the most that may be.
    pub(crate) fn checked(
        channel: Arc<Channel>,
        request: O,
        pages_ahead: (Option<i32>, i32),
        options: CallOptions,
    ) -> Result<Self> {
        let checks = Checks::default();
        Walk::checked(channel, Arc::new(request), pages_ahead, checks, options).map(Self::over)
    }

    fn over(walk: Walk) -> Self {
        Self { walk, ready: Vec::new().into_iter(), of: PhantomData }
    }

    /// Asks for up to so many pages before they are wanted, once the carrier has said how many there
    /// are. They come while the walk is waited for; a walk that is dropped drops them.
    #[must_use]
    pub fn pages_ahead(self, pages: usize) -> Self {
        Self { walk: self.walk.pages_ahead(pages), ..self }
    }

    /// The next page without rows seen before, or nothing at the end.
    pub async fn next_page(&mut self) -> Result<Option<O::Output>> {
        self.walk.next_page().await?.map(call::typed).transpose()
    }

    /// The next row, or nothing at the end.
    pub async fn next(&mut self) -> Result<Option<O::Row>> {
        loop {
            if let Some(row) = self.ready.next() {
                return Ok(Some(row));
            }
            match self.next_page().await? {
                Some(page) => self.ready = O::into_rows(page).into_iter(),
                None => return Ok(None),
            }
        }
    }

    /// The walk as a stream of rows, which needs no pinning. It ends after an error.
    pub fn into_stream(self) -> impl Stream<Item = Result<O::Row>> + Unpin {
        Box::pin(stream::try_unfold(self, |mut pager| async move {
            Ok(pager.next().await?.map(|row| (row, pager)))
        }))
    }
}

impl<O: Paged> fmt::Debug for Pager<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").field("operation", &O::NAME).finish_non_exhaustive()
    }
}
