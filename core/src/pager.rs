//! Lazy walks over lists that come in pages.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use futures_util::future::{MaybeDone, maybe_done};
use futures_util::stream::{self, Stream};

use crate::channel::Channel;
use crate::driver::CallOptions;
use crate::error::Result;
use crate::operation::Reads;
use crate::platform::BoxFuture;
pub use crate::policy::paging::Listing;
use crate::policy::paging::Paging;

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
    channel: Arc<Channel>,
    request: O,
    options: CallOptions,
    paging: Paging,
    /// How many removals the client had made when the last page came.
    removals: u32,
    ready: std::vec::IntoIter<O::Row>,
    /// How many pages to ask for before they are wanted, and those that were.
    most_ahead: usize,
    ahead: VecDeque<Ahead<O>>,
}

/// A page that was asked for before it is wanted, and its answer once it is there.
struct Ahead<O: Paged> {
    page: i32,
    /// Whether it was asked for in an earlier call.
    was_ahead: bool,
    answer: MaybeDone<BoxFuture<'static, Result<O::Output>>>,
}

impl<O: Paged> Pager<O> {
    pub(crate) fn new(channel: Arc<Channel>, request: O, options: CallOptions) -> Self {
        let first = request.page_number().unwrap_or(1);
        let paging = Paging::from(first, request.page_size(), O::USUAL_SIZE);
        Self {
            channel,
            request,
            options,
            paging,
            removals: 0,
            ready: Vec::new().into_iter(),
            most_ahead: 0,
            ahead: VecDeque::new(),
        }
    }

    /// Asks for up to so many pages before they are wanted, once the carrier has said how many there
    /// are. They come while the walk is waited for; a walk that is dropped drops them.
    #[must_use]
    pub fn pages_ahead(mut self, pages: usize) -> Self {
        self.most_ahead = pages;
        self
    }

    /// The next page without rows seen before, or nothing at the end.
    pub async fn next_page(&mut self) -> Result<Option<O::Output>> {
        while let Some(page) = self.paging.next() {
            let removals = self.channel.removals.load(Ordering::Relaxed);
            match self.page(page).await {
                Ok(mut answer) => {
                    let removed = removals.wrapping_sub(self.removals);
                    self.removals = removals;
                    let (rows, listing) = O::rows(&mut answer);
                    self.paging.absorb(rows, listing, removed, O::key);
                    return Ok(Some(answer));
                }
                Err(error) if self.paging.is_past_the_end(&error) => self.paging.past_the_end(),
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// This page, and a start on those that come after it.
    async fn page(&mut self, page: i32) -> Result<O::Output> {
        // Taken out, so that a call that is cancelled meanwhile drops what it waited for.
        let mut ahead = std::mem::take(&mut self.ahead);
        ahead.retain(|it| it.page >= page);
        let asked: Vec<i32> = ahead.iter().map(|it| it.page).collect();
        for page in self.paging.ahead(self.most_ahead).filter(|it| !asked.contains(it)) {
            ahead.push_back(self.ask(page));
        }
        let mut wanted = match ahead.front() {
            Some(first) if first.page == page => ahead.pop_front(),
            _ => None,
        }
        .unwrap_or_else(|| self.ask(page));
        let mut answer = poll_fn(|context| together(&mut wanted, &mut ahead, context)).await;
        if wanted.was_ahead && answer.as_ref().is_err_and(|it| it.kind.is_transient()) {
            // Nobody looked after it for a while, so its deadline may have passed unseen.
            let mut again = self.ask(page);
            answer = poll_fn(|context| together(&mut again, &mut ahead, context)).await;
        }
        let answer = answer?;
        ahead.iter_mut().for_each(|it| it.was_ahead = true);
        self.ahead = ahead;
        Ok(answer)
    }

    fn ask(&self, page: i32) -> Ahead<O> {
        let is_first = self.request.page_number().unwrap_or(1) == page;
        let request = if is_first { self.request.clone() } else { self.request.at_page(page) };
        let (channel, options) = (Arc::clone(&self.channel), self.options);
        let answer = async move { Ok(channel.send(&request, options).await?.value) };
        Ahead { page, answer: maybe_done(Box::pin(answer)), was_ahead: false }
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

/// Goes on with all pages, and is done when the wanted one is.
fn together<O: Paged>(
    wanted: &mut Ahead<O>,
    ahead: &mut VecDeque<Ahead<O>>,
    context: &mut Context<'_>,
) -> Poll<Result<O::Output>> {
    let is_done = Pin::new(&mut wanted.answer).poll(context).is_ready();
    for it in ahead {
        let _ = Pin::new(&mut it.answer).poll(context);
    }
    match Pin::new(&mut wanted.answer).take_output() {
        Some(answer) if is_done => Poll::Ready(answer),
        _ => Poll::Pending,
    }
}

impl<O: Paged> fmt::Debug for Pager<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").field("operation", &O::NAME).finish_non_exhaustive()
    }
}
