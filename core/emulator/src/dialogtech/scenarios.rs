//! What a search finds: everywhere something derived, and in some area codes always the same.

use super::areas;
use super::kind::Kind;

/// What lies under an area code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shelf {
    /// How many numbers that DialogTech cleansed an order finds at most.
    pub(crate) cleansed: usize,
    /// How many numbers that only their carrier cleansed an order finds at most.
    pub(crate) carrier: usize,
    /// Whether it never runs out.
    pub(crate) endless: bool,
    /// Whether any number can be enabled for SMS.
    pub(crate) sms: bool,
    /// Whether the account's free slots are good for it.
    pub(crate) slots: bool,
    /// Whether a distance reaches other numbers.
    pub(crate) nearby: bool,
    /// Whether the carrier has an overlay.
    pub(crate) overlay: bool,
}

impl Shelf {
    /// What lies under an area code for a kind.
    pub(crate) fn of(kind: Kind, area: u16) -> Self {
        let scenario = SCENARIOS.iter().find(|(scenario, _)| *scenario == area);
        match scenario {
            Some((_, shelf)) if kind.is_searched() => *shelf,
            _ if areas::of(kind).contains(&area) => ORDINARY,
            _ => NONE,
        }
    }
}

/// As much as there is, and more around it.
const ORDINARY: Shelf = Shelf {
    cleansed: usize::MAX,
    carrier: usize::MAX,
    endless: false,
    sms: true,
    slots: true,
    nearby: true,
    overlay: true,
};

/// Never less than is asked for.
pub(crate) const PLENTY: Shelf = Shelf { endless: true, nearby: false, overlay: false, ..ORDINARY };

const NONE: Shelf = Shelf { cleansed: 0, carrier: 0, ..PLENTY };

/// The area code whose numbers come from near by or as an overlay of a scenario.
pub(crate) const ELSEWHERE: u16 = 990;

/// Area codes that are no one's, but for 555, which the carrier's example orders from.
const SCENARIOS: [(u16, Shelf); 11] = [
    (555, PLENTY),
    (290, PLENTY),
    (291, Shelf { cleansed: 2, carrier: 1, ..PLENTY }),
    (292, NONE),
    (293, Shelf { cleansed: 0, ..PLENTY }),
    (294, Shelf { sms: false, ..PLENTY }),
    (295, Shelf { cleansed: 2, ..PLENTY }),
    (296, Shelf { slots: false, ..PLENTY }),
    (297, Shelf { nearby: true, ..NONE }),
    (298, Shelf { overlay: true, ..NONE }),
    (299, Shelf { cleansed: 2, carrier: 0, overlay: true, ..PLENTY }),
];
