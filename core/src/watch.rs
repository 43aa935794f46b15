//! Watching something until nothing more will change, whichever carrier has it.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{self, Stream};

use crate::arguments::FromArguments;
use crate::by_name::Steps;
use crate::call::{self, Call, Output};
use crate::channel::Channel;
use crate::checks::Checks;
use crate::driver::CallOptions;
use crate::error::{Error, ErrorKind, Result};
use crate::idt_express::IdtOrder;
use crate::looks::Looks;
use crate::platform::{BoxFuture, Shared};
use crate::seen::written::written;
use crate::shown_seconds::Seconds;

/// What can be watched.
pub trait Watched: FromArguments + fmt::Debug + Shared {
    /// What is seen at each step.
    type State: Output + Clone + PartialEq + fmt::Debug;

    /// Begins. Nothing is sent before the first step is wanted.
    #[doc(hidden)]
    fn begin(self, begun: Begun) -> Result<Box<dyn Steps>>;
}

/// By what something is watched.
#[doc(hidden)]
pub struct Begun {
    pub(crate) channel: Arc<Channel>,
    /// What was wrong with the arguments so far.
    pub(crate) checks: Checks,
    pub(crate) options: CallOptions,
}

impl fmt::Debug for Begun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Begun").finish_non_exhaustive()
    }
}

/// What is watched by looking at it again and again.
pub(crate) trait Looked: Watched {
    /// The call that looks.
    fn look(&self) -> Look;

    /// Whether nothing more will change.
    fn is_over(&self, state: &Self::State) -> bool;

    /// Where it stands, as the carrier wrote it.
    fn status(state: &Self::State) -> &str;

    /// What is watched, for people.
    fn subject(&self) -> String;

    /// What the error of a wait whose time is up shows of what was seen last.
    fn kept(_: &Self::State) -> Option<IdtOrder> {
        None
    }
}

/// A call that looks at what is watched.
#[doc(hidden)]
pub struct Look(pub(crate) Box<dyn Call>);

/// Something watched until nothing more will change. Nothing is asked for before it is wanted.
pub struct Watch<R: Watched> {
    its: Box<dyn Steps>,
    of: PhantomData<fn() -> R>,
}

impl<R: Watched> Watch<R> {
    pub(crate) fn new(channel: &Arc<Channel>, request: R, options: CallOptions) -> Result<Self> {
        let begun = Begun { channel: Arc::clone(channel), checks: Checks::default(), options };
        Ok(Self { its: request.begin(begun)?, of: PhantomData })
    }

    /// The state as it is now, then each time something has changed; nothing once no more will.
    ///
    /// A failure that may pass (a lost connection, a time-out, a failing or busy carrier) is looked
    /// past. When the time is up, what only looks ends with a `timeout`; see the call for what buys.
    pub async fn next(&mut self) -> Result<Option<R::State>> {
        self.its.next().await?.map(call::typed).transpose()
    }

    /// The state in the end, once nothing more will change.
    pub(crate) async fn end(mut self) -> Result<R::State> {
        let mut last = None;
        while let Some(state) = self.its.next().await? {
            last = Some(state);
        }
        let none = || Error::new(ErrorKind::Decode, "There was nothing to see: a fault in telnum.");
        call::typed(last.ok_or_else(none)?)
    }

    /// The watch as a stream, which needs no pinning. It ends after an error.
    pub fn into_stream(self) -> impl Stream<Item = Result<R::State>> + Unpin {
        Box::pin(stream::try_unfold(self, |mut watch| async move {
            Ok(watch.next().await?.map(|state| (state, watch)))
        }))
    }
}

impl<R: Watched> fmt::Debug for Watch<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the request: what shows it would be linked into browsers, by every watch's table of methods.
        f.debug_struct("Watch").finish_non_exhaustive()
    }
}

/// What is watched, without its type: what watches is compiled once.
trait Watching: Shared {
    fn look(&self) -> Look;
    fn is_over(&self, state: &dyn Output) -> bool;
    fn subject(&self) -> String;
    fn status<'a>(&self, state: &'a dyn Output) -> &'a str;
    fn kept(&self, state: &dyn Output) -> Option<IdtOrder>;
}

impl<R: Looked> Watching for R {
    fn look(&self) -> Look {
        Looked::look(self)
    }

    fn is_over(&self, state: &dyn Output) -> bool {
        of::<R>(state).is_some_and(|it| Looked::is_over(self, it))
    }

    fn subject(&self) -> String {
        Looked::subject(self)
    }

    fn status<'a>(&self, state: &'a dyn Output) -> &'a str {
        of::<R>(state).map_or("", R::status)
    }

    fn kept(&self, state: &dyn Output) -> Option<IdtOrder> {
        of::<R>(state).and_then(R::kept)
    }
}

fn of<R: Looked>(state: &dyn Output) -> Option<&R::State> {
    let state: &dyn Any = state;
    state.downcast_ref()
}

/// What was seen last. The state itself is the caller's.
struct Last {
    /// To be compared with the next one.
    written: Vec<u8>,
    status: String,
    kept: Option<IdtOrder>,
}

pub(crate) struct Watcher {
    channel: Arc<Channel>,
    request: Box<dyn Watching>,
    limit: Duration,
    looks: Looks,
    last: Option<Last>,
    ended: bool,
}

impl Watcher {
    /// Watches what this looks at.
    pub(crate) fn begin(request: impl Looked, begun: Begun) -> Result<Box<dyn Steps>> {
        Ok(Box::new(Self::new(Box::new(request), begun)?))
    }

    fn new(request: Box<dyn Watching>, begun: Begun) -> Result<Self> {
        let Begun { channel, checks, options } = begun;
        channel.check(&*request.look().0, checks)?;
        let limit = options.timeout.map_or(Ok(LIMIT), crate::config::wait)?;
        let looks = Looks::within(limit);
        Ok(Self { channel, request, limit, looks, last: None, ended: false })
    }

    async fn next_state(&mut self) -> Result<Option<Box<dyn Output>>> {
        if self.ended {
            return Ok(None);
        }
        while let Some(left) = self.looks.next(&self.channel).await {
            let options = CallOptions::new().timeout(self.channel.timeout.min(left));
            let look = self.request.look();
            let state = match self.channel.send(&*look.0, options).await {
                Ok(answer) => answer.value,
                Err(error) => {
                    self.looks.failed(error)?;
                    continue;
                }
            };
            self.looks.succeeded();
            let written = written(state.seen());
            if self.last.as_ref().is_none_or(|it| it.written != written) {
                self.ended = self.request.is_over(&*state);
                let status = self.request.status(&*state).to_owned();
                let kept = self.request.kept(&*state);
                self.last = Some(Last { written, status, kept });
                return Ok(Some(state));
            }
        }
        Err(self.too_late())
    }

    fn too_late(&self) -> Error {
        let subject = self.request.subject();
        let mut text = format!("{subject} was not done after {} s of waiting", Seconds(self.limit));
        let last = self.last.as_ref();
        match last {
            Some(it) => text += &format!(": its status is `{}`.", it.status),
            None => text += ", and was never seen.",
        }
        text += &self.looks.failure();
        Error::new(ErrorKind::Timeout, text).with(|it| {
            it.carrier = Some(self.channel.carrier);
            it.order = last.and_then(|it| it.kept.clone());
        })
    }
}

impl Steps for Watcher {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Box<dyn Output>>>> {
        Box::pin(self.next_state())
    }
}

/// How long a wait lasts where the caller does not say.
const LIMIT: Duration = Duration::from_secs(600);
