//! Area codes: which there are, what lies next to them, and what a search says.

use super::kind::Kind;
use std::fmt;

/// A search: an area code, and perhaps an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Search {
    pub(crate) area: u16,
    pub(crate) exchange: Option<u16>,
}

impl Search {
    /// Reads 3 or 6 digits.
    pub(crate) fn of(text: &str) -> Option<Self> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits: u32 = text.parse().ok()?;
        let of_three = |digits: u32| u16::try_from(digits % 1_000).ok();
        match text.len() {
            3 => Some(Self { area: of_three(digits)?, exchange: None }),
            6 => Some(Self { area: of_three(digits / 1_000)?, exchange: of_three(digits) }),
            _ => None,
        }
    }
}

impl fmt::Display for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.area)?;
        self.exchange.map_or(Ok(()), |exchange| write!(f, "{exchange:03}"))
    }
}

/// The area codes of a kind, in order.
pub(crate) fn of(kind: Kind) -> Vec<u16> {
    match kind {
        Kind::Local => (200..1_000).filter(|&area| is_local(area)).collect(),
        Kind::CanadianLocal => CANADA.to_vec(),
        Kind::TollFree => TOLL_FREE.to_vec(),
        Kind::True800 => vec![800],
    }
}

/// So many area codes on either side of one, the nearest first.
pub(crate) fn around(kind: Kind, area: u16, steps: usize) -> Vec<u16> {
    let areas = of(kind);
    let Ok(place) = areas.binary_search(&area) else { return Vec::new() };
    let at = |place: Option<usize>| place.and_then(|place| areas.get(place).copied());
    (1..=steps.min(MOST_STEPS))
        .flat_map(|step| [at(place.checked_sub(step)), at(place.checked_add(step))])
        .flatten()
        .collect()
}

/// The area code that lies over another.
pub(crate) fn overlay(kind: Kind, area: u16) -> Option<u16> {
    let areas = of(kind);
    let place = areas.binary_search(&area).ok()?;
    areas.get(place + 1).or(areas.first()).copied()
}

/// Whether an exchange can be: none begins with 0 or 1 or ends in 11.
pub(crate) fn is_exchange(exchange: u16) -> bool {
    (200..1_000).contains(&exchange) && exchange % 100 != 11
}

/// As an exchange; codes with 9 in the middle are kept back, and so is the fictitious 555.
fn is_local(area: u16) -> bool {
    is_exchange(area)
        && area / 10 % 10 != 9
        && area != 555
        && area != 800
        && !TOLL_FREE.contains(&area)
        && !CANADA.contains(&area)
}

const MOST_STEPS: usize = 20;

const TOLL_FREE: [u16; 6] = [833, 844, 855, 866, 877, 888];

/// Canada's, in order.
const CANADA: [u16; 57] = [
    204, 226, 236, 249, 250, 257, 263, 289, 306, 343, 354, 365, 367, 368, 382, 387, 403, 416, 418,
    428, 431, 437, 438, 450, 460, 468, 474, 506, 514, 519, 548, 579, 581, 584, 587, 604, 613, 639,
    647, 672, 683, 705, 709, 742, 753, 778, 780, 782, 807, 819, 825, 867, 873, 879, 902, 905, 942,
];
