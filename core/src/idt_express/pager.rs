//! Walks over all numbers, page by page.

use futures_util::stream::{self, Stream};

use super::client::IdtExpress;
use super::number::{IdtNumber, IdtNumberPage, ListNumbers};
use crate::driver::CallOptions;
use crate::error::Result;
use crate::policy::paging::Paging;

/// A lazy walk over numbers: nothing is asked for before it is wanted.
///
/// Each page has a deadline of its own. After an error the same page can be asked for again.
#[derive(Debug)]
pub struct NumbersPager {
    client: IdtExpress,
    request: ListNumbers,
    options: CallOptions,
    paging: Paging,
    ready: std::vec::IntoIter<IdtNumber>,
}

impl NumbersPager {
    pub(super) fn new(client: IdtExpress, request: ListNumbers, options: CallOptions) -> Self {
        let paging = Paging::from(request.page.unwrap_or(1));
        Self { client, request, options, paging, ready: Vec::new().into_iter() }
    }

    /// The next page without rows seen before, or nothing at the end.
    pub async fn next_page(&mut self) -> Result<Option<IdtNumberPage>> {
        let Some(page) = self.paging.next() else { return Ok(None) };
        let first = self.request.page.unwrap_or(1) == page;
        let request = if first { self.request.clone() } else { self.request.clone().page(page) };
        let mut answer = self.client.send(&request, self.options).await?.value;
        self.paging.absorb(&mut answer.numbers, answer.total, |it| {
            (it.number.clone(), it.added_at, it.removed_at)
        });
        Ok(Some(answer))
    }

    /// The next number, or nothing at the end.
    pub async fn next(&mut self) -> Result<Option<IdtNumber>> {
        loop {
            if let Some(number) = self.ready.next() {
                return Ok(Some(number));
            }
            match self.next_page().await? {
                Some(page) => self.ready = page.numbers.into_iter(),
                None => return Ok(None),
            }
        }
    }

    /// The walk as a stream of numbers. It ends after an error.
    pub fn into_stream(self) -> impl Stream<Item = Result<IdtNumber>> {
        stream::try_unfold(self, |mut pager| async move {
            Ok(pager.next().await?.map(|number| (number, pager)))
        })
    }
}
