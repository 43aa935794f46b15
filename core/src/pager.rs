//! Lazy walks over lists that come in pages.

use std::fmt;
use std::hash::Hash;
use std::sync::Arc;

use futures_util::stream::{self, Stream};

use crate::channel::Channel;
use crate::driver::CallOptions;
use crate::error::Result;
use crate::operation::Operation;
use crate::policy::paging::Paging;

/// An operation whose answer is one page of a list.
pub trait Paged: Operation {
    /// A row of the list.
    type Row;
    /// What makes a row the same row on another page.
    type Key: Hash;

    /// The page that is asked for, counted from 1.
    fn page_number(&self) -> Option<i32>;

    /// The same request for another page.
    #[must_use]
    fn at_page(&self, page: i32) -> Self;

    /// A page's rows, and how many rows there are in all by the carrier's word.
    fn rows(page: &mut Self::Output) -> (&mut Vec<Self::Row>, Option<i32>);

    /// A row's key.
    fn key(row: &Self::Row) -> Self::Key;

    /// The rows of a page.
    fn into_rows(page: Self::Output) -> Vec<Self::Row>;
}

/// A lazy walk over all rows of a list: nothing is asked for before it is wanted.
///
/// Each page has a deadline of its own. After an error the same page can be asked for again.
pub struct Pager<O: Paged> {
    channel: Arc<Channel>,
    request: O,
    options: CallOptions,
    paging: Paging,
    ready: std::vec::IntoIter<O::Row>,
}

impl<O: Paged> Pager<O> {
    pub(crate) fn new(channel: Arc<Channel>, request: O, options: CallOptions) -> Self {
        let paging = Paging::from(request.page_number().unwrap_or(1));
        Self { channel, request, options, paging, ready: Vec::new().into_iter() }
    }

    /// The next page without rows seen before, or nothing at the end.
    pub async fn next_page(&mut self) -> Result<Option<O::Output>> {
        let Some(page) = self.paging.next() else { return Ok(None) };
        let is_first = self.request.page_number().unwrap_or(1) == page;
        let request = if is_first { self.request.clone() } else { self.request.at_page(page) };
        let mut answer = self.channel.send(&request, self.options).await?.value;
        let (rows, total) = O::rows(&mut answer);
        self.paging.absorb(rows, total, O::key);
        Ok(Some(answer))
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

    /// The walk as a stream of rows. It ends after an error.
    pub fn into_stream(self) -> impl Stream<Item = Result<O::Row>> {
        stream::try_unfold(self, |mut pager| async move {
            Ok(pager.next().await?.map(|row| (row, pager)))
        })
    }
}

impl<O: Paged> fmt::Debug for Pager<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").field("operation", &O::NAME).finish_non_exhaustive()
    }
}
