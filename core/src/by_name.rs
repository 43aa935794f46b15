//! Calls by their names, with plain arguments: what bindings stand on, and whoever knows the name of an
//! operation only when the program runs.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::arguments::{Arguments, FromArguments, Wording};
use crate::attempt::Attempt;
use crate::call::{Call, Facts, Output};
use crate::channel::Channel;
use crate::checks::Checks;
use crate::driver::{CallOptions, Exchanged};
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Operation;
use crate::pager::{Paged, Pages, Walk};
use crate::platform::{BoxFuture, Movable};
use crate::seen::Seen;
use crate::types::Response;
use crate::watch::{Begun, Watched};

/// What a carrier's clients can do, by name.
pub(crate) struct Names {
    pub(crate) operations: &'static [NamedCall],
    pub(crate) walks: &'static [NamedWalk],
    /// How the carrier words what is wrong with arguments.
    pub(crate) wording: Wording,
}

/// An operation that is found by its name.
pub(crate) struct NamedCall {
    pub(crate) facts: &'static Facts,
    read: fn(&mut Arguments) -> Box<dyn Call>,
}

impl NamedCall {
    pub(crate) const fn of<O: Operation + FromArguments>() -> Self {
        Self { facts: Facts::of::<O>(), read: |arguments| Box::new(O::from_arguments(arguments)) }
    }

    /// A purchase, which brings what all of its carrier's bring: `place` has one type for them.
    pub(crate) const fn purchase<O: Operation<Output = T> + FromArguments, T>() -> Self {
        Self::of::<O>()
    }
}

/// What comes in several steps, and is found by its name.
pub(crate) struct NamedWalk {
    name: &'static str,
    begin: Begin,
}

enum Begin {
    /// The pages of a list, so many of them ahead at most.
    Pages(fn(&mut Arguments) -> Arc<dyn Pages>, i32),
    Watch(BeginWatch),
}

type BeginWatch = fn(Arguments, Arc<Channel>, CallOptions) -> Result<Box<dyn Steps>>;

impl NamedWalk {
    pub(crate) const fn pages<O: Paged + FromArguments>(name: &'static str, ahead: i32) -> Self {
        let read: fn(&mut Arguments) -> Arc<dyn Pages> =
            |arguments| Arc::new(O::from_arguments(arguments));
        Self { name, begin: Begin::Pages(read, ahead) }
    }

    pub(crate) const fn watch<R: Watched>(name: &'static str) -> Self {
        let begin: BeginWatch = |mut arguments, channel, options| {
            let request = R::from_arguments(&mut arguments);
            request.begin(Begun { channel, checks: arguments.finish(), options })
        };
        Self { name, begin: Begin::Watch(begin) }
    }
}

/// Brings one thing after another: pages of a list, or the states of what is watched.
pub trait Steps: Movable {
    /// The next one, or nothing at the end.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Box<dyn Output>>>>;
}

/// A client whose calls are made by their names. Cloning it is cheap.
#[derive(Clone)]
pub struct ByName {
    pub(crate) channel: Arc<Channel>,
}

impl ByName {
    pub(crate) fn new(channel: &Arc<Channel>) -> Self {
        Self { channel: Arc::clone(channel) }
    }

    /// Calls an operation.
    pub async fn call(
        &self,
        operation: &str,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<Response<Box<dyn Output>>> {
        let named = self.channel.named(operation).ok_or_else(|| self.channel.unknown(operation))?;
        let (call, checks) = self.channel.made(named, arguments);
        if named.facts.spends {
            return self.channel.buy(&*call, checks, options).await;
        }
        self.channel.check(&*call, checks)?;
        self.channel.send(&*call, options).await
    }

    /// Whether the operation of this name buys, so that it goes by way of an attempt.
    pub fn is_purchase(&self, operation: &str) -> bool {
        self.channel.named(operation).is_some_and(|it| it.facts.spends)
    }

    /// A validated attempt at this operation. Nothing is sent.
    pub fn prepare(&self, operation: &str, arguments: Map<String, Value>) -> Result<Attempt> {
        let (call, checks) = self.channel.made(self.channel.purchase_of(operation)?, arguments);
        self.channel.prepare(&*call, checks)
    }

    /// Sends a prepared purchase, once.
    pub async fn place(
        &self,
        attempt: &Attempt,
        options: CallOptions,
    ) -> Result<Response<Box<dyn Output>>> {
        self.channel.place(attempt, options).await
    }

    /// The id of the order that a purchase brought, where its carrier gives one.
    pub fn order_id(order: &dyn Output) -> Option<&str> {
        let Seen::Record(order) = order.seen() else { return None };
        match order.field(order.shape().id?) {
            Seen::Text(id) => Some(id),
            _ => None,
        }
    }

    /// The `outcome_unknown` of a purchase that is sent now, should its end not come through to the
    /// caller.
    pub fn lost(&self, attempt: &Attempt) -> Error {
        match self.channel.purchase_of(&attempt.operation) {
            Ok(purchase) => self.channel.lost(purchase.facts, attempt),
            Err(error) => error,
        }
    }

    /// What may have been bought with an attempt whose call was given up, once that call's future is gone: the id of its
    /// order, where that is known. Nothing where it is certain that it was not sent, or that it bought nothing.
    pub fn given_up(&self, attempt: &Attempt) -> Option<Option<String>> {
        let placed = &self.channel.placed;
        placed.is_taken(attempt).then(|| placed.answer_of(attempt).flatten())
    }

    /// Begins what comes in several steps.
    pub fn walk(
        &self,
        name: &str,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<Box<dyn Steps>> {
        let channel = Arc::clone(&self.channel);
        let named = channel.names.walks.iter().find(|it| it.name == name);
        let mut arguments = Arguments::new(arguments, channel.names.wording);
        match named.ok_or_else(|| channel.unknown(name))?.begin {
            Begin::Watch(begin) => begin(arguments, channel, options),
            Begin::Pages(read, most) => {
                let ahead = if most > 0 { arguments.take("pages_ahead") } else { None };
                let request = read(&mut arguments);
                let checks = arguments.finish();
                Ok(Box::new(Walk::checked(channel, request, (ahead, most), checks, options)?))
            }
        }
    }

    /// Where its requests go.
    pub fn base_url(&self) -> &str {
        &self.channel.base_url
    }
}

impl Channel {
    pub(crate) fn named(&self, operation: &str) -> Option<&'static NamedCall> {
        self.names.operations.iter().find(|it| it.facts.name == operation)
    }

    fn purchase_of(&self, operation: &str) -> Result<&'static NamedCall> {
        let named = self.named(operation).filter(|it| it.facts.spends);
        named.ok_or_else(|| self.unknown(operation))
    }

    pub(crate) fn made(
        &self,
        named: &NamedCall,
        arguments: Map<String, Value>,
    ) -> (Box<dyn Call>, Checks) {
        let mut arguments = Arguments::new(arguments, self.names.wording);
        let call = (named.read)(&mut arguments);
        (call, arguments.finish())
    }

    /// Sends what an attempt is to buy, validated again: it may have been kept, and changed, anywhere.
    pub(crate) async fn place(
        self: &Arc<Self>,
        attempt: &Attempt,
        options: CallOptions,
    ) -> Result<Response<Box<dyn Output>>> {
        Ok(self.place_raw(attempt, options).await?.0)
    }

    /// The same, with the bytes of the answer.
    pub(crate) fn place_raw<'a>(
        self: &'a Arc<Self>,
        attempt: &'a Attempt,
        options: CallOptions,
    ) -> BoxFuture<'a, Result<Exchanged>> {
        Box::pin(self.place_checked(attempt, options))
    }

    async fn place_checked(
        self: &Arc<Self>,
        attempt: &Attempt,
        options: CallOptions,
    ) -> Result<Exchanged> {
        self.purchase(&*self.validated(attempt)?, attempt, options).await
    }

    /// What an attempt is to buy, validated.
    pub(crate) fn validated(&self, attempt: &Attempt) -> Result<Box<dyn Call>> {
        let (named, arguments) = self.purchase_by(attempt)?;
        let (call, checks) = self.made(named, arguments.clone());
        self.check(&*call, checks)?;
        Ok(call)
    }

    /// The purchase that an attempt is at, and its arguments.
    pub(crate) fn purchase_by<'a>(
        &self,
        attempt: &'a Attempt,
    ) -> Result<(&'static NamedCall, &'a Map<String, Value>)> {
        // An attempt at anything else is refused as one at the first.
        let first = || self.names.operations.iter().find(|it| it.facts.spends);
        let named = self.purchase_of(&attempt.operation).ok().or_else(first);
        let named = named.ok_or_else(|| self.unknown("place"))?;
        let arguments = attempt.arguments_of(self.carrier, self.environment, named.facts.name)?;
        Ok((named, arguments))
    }

    pub(crate) fn unknown(&self, name: &str) -> Error {
        let carrier = self.carrier.title();
        Error::new(ErrorKind::InvalidInput, format!("{carrier} has no operation `{name}`."))
    }
}
