//! A walk over pages, whichever list they are of: compiled once.

use std::any::Any;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use futures_util::future::{MaybeDone, maybe_done};

use super::{Listing, Paged};
use crate::by_name::Steps;
use crate::call::{Call, Output};
use crate::channel::Channel;
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::Result;
use crate::platform::BoxFuture;
use crate::policy::paging::{Came, Paging, mark};

/// A list in pages, without its type; see `Paged`.
pub(crate) trait Pages: Call {
    fn page_number(&self) -> Option<i32>;
    fn page_size(&self) -> Option<i32>;
    fn usual_size(&self) -> i32;
    fn at_page(&self, page: i32) -> Arc<dyn Call>;

    /// Drops the rows that are not new, by the marks of their keys.
    fn sift(&self, page: &mut dyn Output, is_new: &mut dyn FnMut(u64) -> bool) -> Came;
}

impl<O: Paged> Pages for O {
    fn page_number(&self) -> Option<i32> {
        Paged::page_number(self)
    }

    fn page_size(&self) -> Option<i32> {
        Paged::page_size(self)
    }

    fn usual_size(&self) -> i32 {
        O::USUAL_SIZE
    }

    fn at_page(&self, page: i32) -> Arc<dyn Call> {
        Arc::new(Paged::at_page(self, page))
    }

    fn sift(&self, page: &mut dyn Output, is_new: &mut dyn FnMut(u64) -> bool) -> Came {
        let page: &mut dyn Any = page;
        let Some(page) = page.downcast_mut() else {
            return Came { rows: 0, new: 0, listing: Listing::default() };
        };
        let (list, listing) = O::rows(page);
        let rows = list.len();
        list.retain(|row| is_new(mark(&O::key(row))));
        Came { rows, new: list.len(), listing }
    }
}

/// A lazy walk, page by page.
pub(crate) struct Walk {
    channel: Arc<Channel>,
    request: Arc<dyn Pages>,
    options: CallOptions,
    paging: Paging,
    /// How many removals the client had made when the last page came.
    removals: u32,
    /// How many pages to ask for before they are wanted, and those that were.
    most_ahead: usize,
    ahead: VecDeque<Ahead>,
}

/// A page that was asked for before it is wanted, and its answer once it is there.
struct Ahead {
    page: i32,
    /// Whether it was asked for in an earlier call.
    was_ahead: bool,
    answer: MaybeDone<BoxFuture<'static, Result<Box<dyn Output>>>>,
}

impl Walk {
    pub(crate) fn new(
        channel: Arc<Channel>,
        request: Arc<dyn Pages>,
        options: CallOptions,
    ) -> Self {
        let first = request.page_number().unwrap_or(1);
        let paging = Paging::from(first, request.page_size(), request.usual_size());
        let ahead = VecDeque::new();
        Self { channel, request, options, paging, removals: 0, most_ahead: 0, ahead }
    }

    /// Validated at once; so many pages are asked for ahead, of the most that may be.
    pub(crate) fn checked(
        channel: Arc<Channel>,
        request: Arc<dyn Pages>,
        (pages, most): (Option<i32>, i32),
        mut checks: Checks,
        options: CallOptions,
    ) -> Result<Self> {
        let pages = pages.unwrap_or_default();
        if !(0..=most).contains(&pages) {
            let rule = format!("must be from 0 to {most}");
            checks.fail((channel.names.wording.invalid)("pages_ahead", &rule));
        }
        channel.check(&*request, checks)?;
        let pages = usize::try_from(pages).unwrap_or_default();
        Ok(Self::new(channel, request, options).pages_ahead(pages))
    }

    pub(crate) fn pages_ahead(self, most_ahead: usize) -> Self {
        Self { most_ahead, ..self }
    }

    /// The next page without rows seen before, or nothing at the end.
    pub(crate) async fn next_page(&mut self) -> Result<Option<Box<dyn Output>>> {
        while let Some(page) = self.paging.next() {
            let removals = self.channel.removals.load(Ordering::Relaxed);
            match self.page(page).await {
                Ok(mut answer) => {
                    let removed = removals.wrapping_sub(self.removals);
                    self.removals = removals;
                    let came = self.request.sift(&mut *answer, &mut |it| self.paging.is_new(it));
                    self.paging.absorb(came, removed);
                    return Ok(Some(answer));
                }
                Err(error) if self.paging.is_past_the_end(&error) => self.paging.past_the_end(),
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    /// This page, and a start on those that come after it.
    async fn page(&mut self, page: i32) -> Result<Box<dyn Output>> {
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

    fn ask(&self, page: i32) -> Ahead {
        let is_first = self.request.page_number().unwrap_or(1) == page;
        let request: Arc<dyn Call> =
            if is_first { self.request.clone() } else { self.request.at_page(page) };
        let (channel, options) = (Arc::clone(&self.channel), self.options);
        let answer = async move { Ok(channel.send(&*request, options).await?.value) };
        Ahead { page, answer: maybe_done(Box::pin(answer)), was_ahead: false }
    }
}

/// Goes on with all pages, and is done when the wanted one is.
fn together(
    wanted: &mut Ahead,
    ahead: &mut VecDeque<Ahead>,
    context: &mut Context<'_>,
) -> Poll<Result<Box<dyn Output>>> {
    let is_done = Pin::new(&mut wanted.answer).poll(context).is_ready();
    for it in ahead {
        let _ = Pin::new(&mut it.answer).poll(context);
    }
    match Pin::new(&mut wanted.answer).take_output() {
        Some(answer) if is_done => Poll::Ready(answer),
        _ => Poll::Pending,
    }
}

impl Steps for Walk {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Box<dyn Output>>>> {
        Box::pin(self.next_page())
    }
}
