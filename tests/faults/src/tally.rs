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
    /// could not be read whole; and for no such reason.
    by_overlap, by_faulty_reads, without_overlap,
    /// Reconciliations that failed as a whole, without a word on any attempt: where reads had faults, and where the
    /// short time that they have here was too short.
    unread, out_of_time,
    /// Not seen although the order was there: where reads had faults, and where not.
    missed_by_faulty_reads, missed,
    /// Orders that are there twice because the fault `twice` made them, and refusals of which it bought the first.
    doubled, refused_second,
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
             settled as placed {}, not_placed {}, not_seen {} (missed {}, and {} by faulty reads), \
             undecided by overlap {}, by faulty reads {}, without {}; unread {}, out of time {}; \
             repeated by a fault {} (and then refused {}); bought twice {}, lost {}, \
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
            it.by_overlap,
            it.by_faulty_reads,
            it.without_overlap,
            it.unread,
            it.out_of_time,
            it.doubled,
            it.refused_second,
            it.bought_twice,
            it.lost,
            it.wrong_placed,
            it.wrong_not_placed,
            it.wrong_otherwise,
        )
    }
}
