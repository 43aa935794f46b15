//! A round and what came of it, as plain JSON: a runner in any language takes the one and writes the other.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The carrier of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Carrier {
    IdtExpress,
    DialogTech,
    Didww,
}

/// What a runner does, in the order of the fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Round {
    /// The campaign's seed, and the emulator's.
    pub(crate) seed: u64,
    pub(crate) number: u64,
    pub(crate) carrier: Carrier,
    /// What the round is about, for a person.
    pub(crate) about: String,
    /// By how many seconds the carrier's clock is ahead when it begins; negative: behind.
    pub(crate) clock_s: i64,
    /// Whether the carrier's answers have a `Date`.
    pub(crate) date_header: bool,
    /// By how many seconds the clock that prepared the attempts was ahead; it is right when they are looked for.
    pub(crate) prepared_s: i64,
    /// Whether the clients share a journal. When all calls have ended, a new client goes on with what it has open.
    pub(crate) journal: bool,
    /// The emulator's switches, given to its reset.
    pub(crate) switches: Map<String, Value>,
    /// Requests to the carrier that are made before anything else.
    pub(crate) before: Vec<Plain>,
    /// Options of every client, beside base URL and credentials.
    pub(crate) options: Map<String, Value>,
    /// How many clients buy.
    pub(crate) clients: usize,
    /// Fault rules from before the first purchase on.
    pub(crate) rules: Vec<Value>,
    /// The purchases. All are prepared, in order, before the first is placed.
    pub(crate) buys: Vec<Buy>,
    /// Whether they are placed at once, and not one after another.
    pub(crate) together: bool,
    /// Switches that place orders of others, set after the purchases.
    pub(crate) others: Vec<Map<String, Value>>,
    /// By how many seconds the emulator's clock is advanced after that.
    pub(crate) advance_s: u64,
    /// Fault rules from before the reconciliation on.
    pub(crate) reads: Vec<Value>,
    /// Whether nobody but the round's attempts buys.
    pub(crate) sole_buyer: bool,
    /// Whether the reconciliation may rely on the list's order.
    pub(crate) newest_first: bool,
    /// How long a reconciliation may take.
    pub(crate) search_ms: u64,
}

/// A request without telnum.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Plain {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

/// One purchase.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Buy {
    pub(crate) operation: String,
    pub(crate) arguments: Map<String, Value>,
    /// The number of the client that places it. Nothing: one whose host refuses connections.
    pub(crate) client: Option<usize>,
    /// A fault rule, loaded right before it is placed; only where the purchases are not placed together.
    pub(crate) rule: Option<Value>,
    /// The call's time-out.
    pub(crate) timeout_ms: Option<u64>,
    /// When the call is cancelled.
    pub(crate) cancel_ms: Option<u64>,
    /// Whether its client is another one, which ends with the call and tells nothing: in Rust a process that is
    /// killed, elsewhere a client whose call is cancelled.
    pub(crate) ends: bool,
    /// Whether it is placed a second time, whatever the first answer was.
    pub(crate) again: bool,
    /// The number of the client that places it the second time. Nothing: the first one.
    pub(crate) again_by: Option<usize>,
}

/// A round, and what clients and emulator said. A runner writes one a line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) round: Round,
    /// The attempts in canonical form, as they were kept before they were placed.
    pub(crate) attempts: Vec<Value>,
    /// How placing each ended.
    pub(crate) placed: Vec<Outcome>,
    /// How placing it a second time ended.
    pub(crate) again: Vec<Option<Outcome>>,
    /// The ledger when all calls had ended.
    pub(crate) ledger_before: Vec<Value>,
    pub(crate) reconciled: Vec<Reconciled>,
    /// The ids of attempts that the journal had open when all calls had ended, and when they had been looked for.
    pub(crate) open: Vec<String>,
    pub(crate) open_after: Vec<String>,
    /// How placing it with the client that went on ended, where it may have been bought before.
    pub(crate) after: Vec<Option<Outcome>>,
    /// The ledger at the end, and the purchases that the emulator received.
    pub(crate) ledger: Vec<Value>,
    pub(crate) requests: Vec<Value>,
    /// DIDWW's orders at the end, as the emulator lists them.
    pub(crate) orders: Vec<Value>,
}

/// How placing an attempt ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// With an order.
    Ordered { order_id: Option<String>, numbers: Vec<String> },
    /// With an error.
    Failed { kind: String, text: String, attempt_id: Option<String>, candidate: Option<String> },
    /// The caller ended it.
    Cancelled,
}

/// One reconciliation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reconciled {
    /// Whether the client was the one that placed the attempts.
    pub(crate) by_placing: bool,
    /// Whether it was one that goes on with what the journal has open.
    pub(crate) by_journal: bool,
    pub(crate) sole_buyer: bool,
    pub(crate) known_order_ids: Vec<String>,
    /// Where it failed as a whole: why.
    pub(crate) error: Option<String>,
    pub(crate) attempts: Vec<Settled>,
}

/// What was said of an attempt.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Settled {
    pub(crate) attempt_id: String,
    pub(crate) outcome: String,
    pub(crate) orders: Vec<String>,
}

impl Outcome {
    /// Whether it is certain that nothing was bought.
    pub(crate) fn nothing_was_bought(&self) -> bool {
        match self {
            // Where the attempt was placed before, the conflict carries it; otherwise the carrier refused with it.
            Self::Failed { kind, attempt_id, .. } if kind == "conflict" => attempt_id.is_none(),
            Self::Failed { kind, .. } => kind != "outcome_unknown",
            Self::Ordered { .. } | Self::Cancelled => false,
        }
    }

    /// Whether its caller has to find out what became of it.
    pub(crate) fn is_unknown(&self) -> bool {
        match self {
            Self::Failed { .. } => !self.nothing_was_bought(),
            Self::Ordered { .. } => false,
            Self::Cancelled => true,
        }
    }
}

impl Round {
    /// Whether its orders may be impossible to read whole.
    pub(crate) fn is_hard_to_read(&self) -> bool {
        !self.reads.is_empty() || self.is_limited() || self.switches.contains_key("quota")
    }

    /// Whether the carrier limits how often it is asked.
    pub(crate) fn is_limited(&self) -> bool {
        let limits = |name: &&str| self.switches.get(*name).is_some_and(|it| !it.is_null());
        ["throttle_after", "didww_rate_limit"].iter().any(limits)
    }

    /// Whether the time of an order at IDT Express says that it is of its attempt.
    pub(crate) fn time(&self) -> OrderTime {
        // What is off: by `Date`, all that it says is taken for the carrier's clock when the order was made.
        let stepped = i64::try_from(self.advance_s).unwrap_or(i64::MAX);
        let ahead = if self.date_header { -stepped } else { self.clock_s };
        match ahead.saturating_sub(self.prepared_s) {
            _ if self.prepared_s > 0 => OrderTime::Unclear,
            later if later >= 0 => OrderTime::Fits,
            earlier if earlier > -LONG_AGO => OrderTime::Unclear,
            _ => OrderTime::TooOld,
        }
    }

    /// Whether orders did not show yet when they were looked for.
    pub(crate) fn shows_late(&self) -> bool {
        let late = ["order_visible_after_s", "didww_order_visible_after_s"];
        let late = late.iter().filter_map(|it| self.switches.get(*it)?.as_u64());
        late.max().is_some_and(|it| it > self.advance_s)
    }
}

/// How the time of an order compares with that of its attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderTime {
    /// It is what clocks that are right would show.
    Fits,
    /// Some clock is off.
    Unclear,
    /// By so much that the order seems to be from before.
    TooOld,
}

/// Orders that are older than an attempt by more than this many seconds are none of it.
pub(crate) const LONG_AGO: i64 = 300;
