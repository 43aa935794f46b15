//! What a client with limits sees of a reply, in the carriers' own time.

use std::time::Duration;

use crate::message::{Delivery, Reply, Response};

/// How a reply arrives at a client, and how much of its time that takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The time that passes meanwhile, in milliseconds.
    pub spent_ms: u64,
    /// What the client has in the end.
    pub outcome: Outcome,
}

/// What a client has of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The whole answer.
    Whole(Response),
    /// There was no connection, so nothing was sent.
    Refused,
    /// The connection was dropped before the answer was whole.
    Broken,
    /// The client's time was up.
    TimedOut,
    /// The body passed the client's limit.
    TooLarge,
    /// It waits until it gives up by itself: no time passes meanwhile.
    Never,
}

impl Reply {
    /// The reply as a client sees it that waits so long and takes a body of so many bytes.
    pub fn arrive(self, timeout: Duration, max_body: usize) -> Arrival {
        let at_once = |outcome| Arrival { spent_ms: 0, outcome };
        match self {
            Self::Refused => at_once(Outcome::Refused),
            Self::Dropped => at_once(Outcome::Broken),
            Self::Hang => Arrival { spent_ms: milliseconds(timeout), outcome: Outcome::TimedOut },
            Self::Never => at_once(Outcome::Never),
            Self::Answer { response, delay_ms, delivery } => {
                answer(response, delay_ms, delivery, timeout, max_body)
            }
        }
    }
}

fn answer(
    response: Response,
    delay_ms: u64,
    delivery: Delivery,
    timeout: Duration,
    max_body: usize,
) -> Arrival {
    let head_in_time = in_time(delay_ms, timeout);
    let drip_ms = match delivery {
        Delivery::Drip { ms_per_byte } if head_in_time => {
            ms_per_byte.saturating_mul(u64::try_from(response.body.len()).unwrap_or(u64::MAX))
        }
        _ => 0,
    };
    let needed_ms = delay_ms.saturating_add(drip_ms);
    let outcome = if !in_time(needed_ms, timeout) {
        Outcome::TimedOut
    } else if matches!(delivery, Delivery::Truncated { .. }) {
        Outcome::Broken
    } else if response.body.len() > max_body {
        Outcome::TooLarge
    } else {
        Outcome::Whole(response)
    };
    Arrival { spent_ms: needed_ms.min(milliseconds(timeout)), outcome }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// What takes no time is always in time.
fn in_time(needed_ms: u64, timeout: Duration) -> bool {
    needed_ms == 0 || Duration::from_millis(needed_ms) < timeout
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrive(delay_ms: u64, delivery: Delivery, timeout_ms: u64) -> Arrival {
        let response = Response { status: 200, body: vec![b'x'; 10], ..Response::default() };
        let reply = Reply::Answer { response, delay_ms, delivery };
        reply.arrive(Duration::from_millis(timeout_ms), 10)
    }

    #[test]
    fn the_client_waits_no_longer_than_its_limit() {
        let late = arrive(3_000, Delivery::Whole, 2_000);
        assert_eq!(late, Arrival { spent_ms: 2_000, outcome: Outcome::TimedOut });
        let slow = arrive(500, Delivery::Drip { ms_per_byte: 1_000 }, 2_000);
        assert_eq!(slow, Arrival { spent_ms: 2_000, outcome: Outcome::TimedOut });
        let whole = arrive(500, Delivery::Drip { ms_per_byte: 10 }, 2_000);
        assert!(matches!(whole, Arrival { spent_ms: 600, outcome: Outcome::Whole(_) }));
    }

    #[test]
    fn what_arrives_at_once_takes_no_time() {
        let cut = arrive(0, Delivery::Truncated { after: 3 }, 2_000);
        assert_eq!(cut, Arrival { spent_ms: 0, outcome: Outcome::Broken });
        let response = Response { body: vec![b'x'; 11], ..Response::default() };
        let large = Reply::from(response).arrive(Duration::from_secs(1), 10);
        assert_eq!(large, Arrival { spent_ms: 0, outcome: Outcome::TooLarge });
    }

    #[test]
    fn silence_lasts_up_to_the_limit_unless_it_is_for_ever() {
        let hung = Reply::Hang.arrive(Duration::from_secs(1), 10);
        assert_eq!(hung, Arrival { spent_ms: 1_000, outcome: Outcome::TimedOut });
        let never = Reply::Never.arrive(Duration::from_secs(1), 10);
        assert_eq!(never, Arrival { spent_ms: 0, outcome: Outcome::Never });
    }
}
