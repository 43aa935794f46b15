//! A walk over pages, whichever list they are of: compiled once.

use std::any::Any;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};

use futures_util::future::{MaybeDone, maybe_done};
use serde_json::{Map, Value};

use super::{Listing, Paged};
use crate::by_name::Steps;
use crate::call::{Call, Facts, Output};
use crate::channel::Channel;
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::{Error, Result};
use crate::operation::{Encoded, Special};
use crate::platform::BoxFuture;
use crate::policy::paging::{Came, Paging};
use crate::transport::HttpResponse;

/// A list in pages, without its type; see `Paged`.
pub(crate) trait Pages: Call {
    fn page_number(&self) -> Option<i32>;
    fn page_size(&self) -> Option<i32>;
    fn usual_size(&self) -> i32;
    fn encode_at(&self, page: i32) -> Result<Encoded>;

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

    fn encode_at(&self, page: i32) -> Result<Encoded> {
        Paged::encode_at(self, page)
    }

    fn sift(&self, page: &mut dyn Output, is_new: &mut dyn FnMut(u64) -> bool) -> Came {
        let page: &mut dyn Any = page;
        match page.downcast_mut() {
            Some(page) => O::sift(page, is_new),
            None => Came { rows: 0, new: 0, listing: Listing::default() },
        }
    }
}

/// The request of a list for another page than its own. It shares the rest: a copy of each request that can
/// be turned would weigh more.
struct AtPage {
    request: Arc<dyn Pages>,
    page: i32,
}

impl Call for AtPage {
    fn facts(&self) -> &'static Facts {
        self.request.facts()
    }

    fn validate(&self, checks: &mut Checks) {
        self.request.validate(checks);
    }

    fn arguments(&self) -> Map<String, Value> {
        self.request.arguments()
    }

    /// No list is a purchase.
    fn special(&self) -> Option<&dyn Special> {
        None
    }

    fn encode(&self) -> Result<Encoded> {
        self.request.encode_at(self.page)
    }

    fn decode(&self, answer: &HttpResponse) -> Result<Box<dyn Output>> {
        self.request.decode(answer)
    }

    fn settled_by(&self, refusal: &Error) -> Option<Box<dyn Output>> {
        self.request.settled_by(refusal)
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
        let request = Arc::clone(&self.request);
        let request: Arc<dyn Call> =
            if is_first { request } else { Arc::new(AtPage { request, page }) };
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
