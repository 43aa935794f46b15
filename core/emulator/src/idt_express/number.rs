//! Numbers: how they are made, and how they are written.

use super::coverage::DidGroup;
use super::switches::NanpFormat;
use crate::random::{Purpose, Random, mix};
use std::sync::LazyLock;

/// Makes a group's number of some index. No two indexes below its span make the same one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers {
    salt: u64,
}

/// A number the account has had since before the emulator's time.
#[derive(Clone, Debug)]
pub(crate) struct SeededNumber {
    pub(crate) group: &'static DidGroup,
    pub(crate) number: String,
    pub(crate) added_ms: u64,
}

impl Numbers {
    /// Numbers of this seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self { salt: Random::stream(seed, Purpose::Numbers).next() }
    }

    /// The number as the carrier writes it.
    pub(crate) fn number(self, group: &DidGroup, index: u64, format: NanpFormat) -> String {
        let prefix = group.prefix();
        let digits = group.country.national_digits.saturating_sub(prefix.len());
        let (first, span) = range(group);
        let start = mix(self.salt ^ u64::from(group.id)) % span;
        // Prime to every span, since these are made of twos and fives: each index hits another.
        let subscriber = first + (index % span * 48_271 + start) % span;
        written(group, &format!("{prefix}{subscriber:0digits$}"), format)
    }

    /// The account's own number of some index; the first six are those of the carrier's page.
    pub(crate) fn seeded(self, index: u32, format: NanpFormat) -> Option<SeededNumber> {
        if let Some(&(id, number, added_ms)) = PAGE_NUMBERS.get(index as usize) {
            let group = DidGroup::find(id)?;
            return Some(SeededNumber { group, number: number.to_owned(), added_ms });
        }
        let index = (index as usize).checked_sub(PAGE_NUMBERS.len())?;
        let group = *SEEDED_GROUPS.get(index % SEEDED_GROUPS.len())?;
        let round = (index / SEEDED_GROUPS.len()) as u64;
        // From the far end, where no order ever gets.
        let number = self.number(group, range(group).1 - 1 - round, format);
        Some(SeededNumber { group, number, added_ms: SEEDED_MS + index as u64 * 10_000 })
    }
}

/// Whether the carrier's page shows this number, so that nobody else gets it.
pub(crate) fn is_on_the_page(number: &str) -> bool {
    PAGE_NUMBERS.iter().any(|(_, shown, _)| *shown == number)
}

/// The first subscriber number of a group, and how many there are.
fn range(group: &DidGroup) -> (u64, u64) {
    let digits = group.country.national_digits.saturating_sub(group.prefix().len());
    let power = 10_u64.pow(u32::try_from(digits.clamp(1, 9)).unwrap_or(1));
    // Subscriber numbers rarely begin with 0 or 1; short ones need every digit.
    if digits >= 6 { (power / 5, power / 5 * 4) } else { (0, power) }
}

/// The international prefix, the country and the rest, except where the page shows no example.
fn written(group: &DidGroup, national: &str, format: NanpFormat) -> String {
    let calling_code = group.country.calling_code;
    match format {
        NanpFormat::TenDigits if group.country.is_nanp() => national.to_owned(),
        NanpFormat::ElevenDigits if group.country.is_nanp() => format!("1{national}"),
        _ => format!("011{calling_code}{national}"),
    }
}

/// Groups with room for any count of seeded numbers, and with no number of the page.
static SEEDED_GROUPS: LazyLock<Vec<&'static DidGroup>> = LazyLock::new(|| {
    let roomy = |group: &&DidGroup| group.scenario.is_none() && range(group).1 >= 800_000;
    let shown = |group: &&DidGroup| PAGE_NUMBERS.iter().any(|(id, ..)| *id == u64::from(group.id));
    DidGroup::all().iter().filter(roomy).filter(|group| !shown(group)).collect()
});

/// Group, number and when it was added: the list of the page, then those of its other examples.
const PAGE_NUMBERS: [(u64, &str, u64); 6] = [
    (11895, "0115117304800", 1_593_025_350_000),
    (16847, "011557135001442", 1_593_025_371_000),
    (16847, "011557135001540", 1_593_154_888_000),
    (16847, "011557135001580", 1_593_154_888_000),
    (13109, "01133975182372", 1_593_154_889_000),
    (19500, "01148448881015", 1_593_154_890_000),
];

/// When the first number after those of the page was added: 2020-06-26T07:01:40Z.
const SEEDED_MS: u64 = 1_593_154_900_000;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const TEN: NanpFormat = NanpFormat::TenDigits;

    #[test]
    fn numbers_have_the_shape_of_their_country() {
        let numbers = Numbers::new(7);
        let number = |id, format| numbers.number(DidGroup::find(id).unwrap(), 0, format);
        let salvador = number(16847, TEN);
        assert!(salvador.starts_with("0115571") && salvador.len() == 15, "{salvador}");
        let fanwood = number(2992, TEN);
        assert!(fanwood.starts_with("908312") && fanwood.len() == 10, "{fanwood}");
        assert_eq!(number(2992, NanpFormat::ElevenDigits), format!("1{fanwood}"));
        assert_eq!(number(2992, NanpFormat::International), format!("0111{fanwood}"));
    }

    #[test]
    fn no_number_comes_twice() {
        let numbers = Numbers::new(7);
        for group in [2992, 90_001, 16847].map(|id| DidGroup::find(id).unwrap()) {
            let count = range(group).1.min(10_000);
            let made: BTreeSet<String> =
                (0..count).map(|index| numbers.number(group, index, TEN)).collect();
            assert_eq!(made.len() as u64, count);
        }
        let seeded: BTreeSet<String> =
            (0..50_000).map(|index| numbers.seeded(index, TEN).unwrap().number).collect();
        assert_eq!(seeded.len(), 50_000);
    }

    #[test]
    fn a_million_seeded_numbers_fit() {
        let room: u64 = SEEDED_GROUPS.iter().map(|group| range(group).1 / 2).min().unwrap();
        assert!(1_000_000 / (SEEDED_GROUPS.len() as u64) < room);
        assert!(DidGroup::all().iter().all(|g| u64::from(g.inventory) < range(g).1 / 2 + 1));
    }
}
