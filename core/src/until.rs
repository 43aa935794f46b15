//! Calls that have to end by a time of the platform's clock, for what makes several of them.

use std::sync::Arc;
use std::time::Duration;

use crate::call::{Call, Output};
use crate::channel::Channel;
use crate::driver::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::pager::{Pages, Walk};
use crate::platform::{BoxFuture, TakePage};
use crate::types::Response;

impl Channel {
    /// Sends a call. Not generic, and boxed, so that it is compiled once.
    pub(crate) fn send_until<'a>(
        self: &'a Arc<Self>,
        call: &'a dyn Call,
        until: Duration,
    ) -> BoxFuture<'a, Result<Response<Box<dyn Output>>>> {
        Box::pin(async move { self.send(call, self.options_until(until)?).await })
    }

    /// Reads a list page by page, as long as more is wanted.
    pub(crate) fn read_until<'a>(
        self: &'a Arc<Self>,
        list: Arc<dyn Pages>,
        until: Duration,
        take: &'a mut TakePage<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let mut walk = Walk::new(Arc::clone(self), list, self.options_until(until)?);
            while let Some(page) = walk.next_page().await?
                && take(page)?
            {
                // Whether there is time for another one.
                self.options_until(until)?;
            }
            Ok(())
        })
    }

    /// The options of such a call.
    pub(crate) fn options_until(&self, until: Duration) -> Result<CallOptions> {
        let left = until.saturating_sub(self.platform.elapsed());
        if left.is_zero() {
            return Err(Error::new(ErrorKind::Timeout, "The time was up."));
        }
        Ok(CallOptions::new().timeout(self.timeout.min(left)))
    }
}
