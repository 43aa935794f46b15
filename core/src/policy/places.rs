//! How many requests of a client are under way at once: each has a connection of its own.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::platform::{BoxFuture, Notify, Platform};

/// Places for requests. Who comes first is served first.
#[derive(Default)]
pub(crate) struct Places(Mutex<State>);

#[derive(Default)]
struct State {
    free: usize,
    tickets: u64,
    waiting: VecDeque<(u64, Notify)>,
}

/// A place that is taken, until it is dropped.
pub(crate) struct Place<'a>(&'a Places);

/// One that waits. Dropped before its turn, it leaves the queue; at its turn, it hands the place on.
pub(crate) struct Queued<'a> {
    places: &'a Places,
    ticket: u64,
    turn: Option<BoxFuture<'static, ()>>,
}

impl Places {
    pub(crate) fn new(count: usize) -> Self {
        Self(Mutex::new(State { free: count, ..State::default() }))
    }

    /// A place, or one in the queue.
    pub(crate) fn take(&self, platform: &dyn Platform) -> Result<Place<'_>, Queued<'_>> {
        let mut state = self.state();
        if let Some(free) = state.free.checked_sub(1) {
            state.free = free;
            return Ok(Place(self));
        }
        let (notify, turn) = platform.signal();
        state.tickets += 1;
        let ticket = state.tickets;
        state.waiting.push_back((ticket, notify));
        Err(Queued { places: self, ticket, turn: Some(turn) })
    }

    fn release(&self) {
        let mut state = self.state();
        match state.waiting.pop_front() {
            // The place goes from hand to hand.
            Some((_, notify)) => {
                drop(state);
                notify();
            }
            None => state.free += 1,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Queued<'a> {
    /// Waits for its turn.
    pub(crate) async fn turn(mut self) -> Place<'a> {
        if let Some(turn) = &mut self.turn {
            turn.await;
        }
        self.turn = None;
        Place(self.places)
    }
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        if self.turn.is_none() {
            return;
        }
        let mut state = self.places.state();
        let before = state.waiting.len();
        state.waiting.retain(|(ticket, _)| *ticket != self.ticket);
        if state.waiting.len() == before {
            drop(state);
            self.places.release();
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.release();
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};
    use std::time::Duration;

    use super::*;

    struct Still;

    impl Platform for Still {
        fn now(&self) -> i64 {
            0
        }

        fn elapsed(&self) -> Duration {
            Duration::ZERO
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(std::future::pending())
        }

        fn random(&self) -> u32 {
            0
        }

        fn variable(&self, _: &str) -> Option<String> {
            None
        }
    }

    #[test]
    fn places_are_handed_on_in_order_past_those_who_left() {
        let places = Places::new(1);
        let first = places.take(&Still).ok().unwrap();
        let queued = || places.take(&Still).err().unwrap();
        let (leaves, second, third) = (queued(), queued(), queued());
        let mut context = Context::from_waker(Waker::noop());
        let mut second = Box::pin(second.turn());
        let mut third = pin!(third.turn());
        assert!(second.as_mut().poll(&mut context).is_pending());
        drop(leaves);
        drop(first);
        // It has its turn, and goes without taking it.
        assert!(third.as_mut().poll(&mut context).is_pending());
        drop(second);
        let Poll::Ready(place) = third.as_mut().poll(&mut context) else { panic!("no turn") };
        assert!(places.take(&Still).is_err());
        drop(place);
        assert!(places.take(&Still).is_ok());
    }
}
