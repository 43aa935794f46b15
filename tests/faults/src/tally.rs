//! What a campaign counted.

use std::fmt;
use std::ops::AddAssign;

macro_rules! tally {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// The counts of a carrier.
        #[derive(Clone, Debug, Default)]
        pub(crate) struct Tally {
            $($(#[$doc])* pub(crate) $name: u64,)*
        }

        impl AddAssign<&Self> for Tally {
            fn add_assign(&mut self, other: &Self) {
                $(self.$name += other.$name;)*
            }
        }
    };
}

tally! {
    /// Attempts that were placed.
    orders,
    /// Lines of the ledger.
    bought,
    /// Attempts that were told as bought, refused, or unknown; some of the latter were cancelled.
    placed, refused, unknown, cancelled,
    /// What reconciliations said of attempts.
    settled_placed, settled_not_placed, settled_not_seen,
    /// Undecided where there are more orders than attempts, or somebody else may have bought; where the orders
    /// could not be read whole; where clocks were off; and for no such reason.
    by_overlap, by_faulty_reads, by_clocks, without_overlap,
    /// Reconciliations that failed as a whole, without a word on any attempt: where reads had faults, and where the
    /// short time that they have here was too short.
    unread, out_of_time,
    /// Not seen although the order was there: where reads had faults, where clocks were off, and where neither.
    missed_by_faulty_reads, missed_by_clocks, missed,
    /// Purchases whose clients ended with the call; attempts that a journal had open then, and those of them that
    /// the next client found; and attempts that it refused to place again.
    ended, left_open, taken_over, refused_again,
    /// Orders that are there twice because the fault `twice` made them, and refusals of which it bought the first.
    doubled, refused_second,
    /// Refusals of the latter kind whose orders the placing client found all the same.
    found_though_refused,
    /// What must not be.
    bought_twice, lost, wrong_placed, wrong_not_placed, wrong_otherwise,
}

impl Tally {
    /// Whether something is there that must not be.
    pub(crate) fn is_bad(&self) -> bool {
        let forbidden = [
            self.bought_twice,
            self.lost,
            self.wrong_placed,
            self.wrong_not_placed,
            self.without_overlap,
            self.missed,
            self.wrong_otherwise,
        ];
        forbidden.iter().any(|it| *it > 0)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let it = self;
        write!(
            f,
            "{} orders ({} in the ledger): placed {}, refused {}, unknown {} (cancelled {}); \
             settled as placed {}, not_placed {}, not_seen {} (missed {}, {} by faulty reads, {} by clocks), \
             undecided by overlap {}, by faulty reads {}, by clocks {}, without {}; unread {}, out of time {}; \
             clients ended {}, left open {}, taken over {}, refused again {}; \
             repeated by a fault {} (and then refused {}, found {}); bought twice {}, lost {}, \
             wrong placed {}, wrong not_placed {}, otherwise wrong {}",
            it.orders,
            it.bought,
            it.placed,
            it.refused,
            it.unknown,
            it.cancelled,
            it.settled_placed,
            it.settled_not_placed,
            it.settled_not_seen,
            it.missed,
            it.missed_by_faulty_reads,
            it.missed_by_clocks,
            it.by_overlap,
            it.by_faulty_reads,
            it.by_clocks,
            it.without_overlap,
            it.unread,
            it.out_of_time,
            it.ended,
            it.left_open,
            it.taken_over,
            it.refused_again,
            it.doubled,
            it.refused_second,
            it.found_though_refused,
            it.bought_twice,
            it.lost,
            it.wrong_placed,
            it.wrong_not_placed,
            it.wrong_otherwise,
        )
    }
}
