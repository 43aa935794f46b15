//! What IDT Express sells here: the same for every seed, so that examples stay true.

mod america;
mod cities;
mod countries;
mod scenarios;

pub(crate) use countries::{Country, Region};
pub(crate) use scenarios::Scenario;

use crate::money::Cents;
use crate::sorting;
use std::sync::LazyLock;

/// One kind of number that can be ordered.
#[derive(Clone, Debug)]
pub(crate) struct DidGroup {
    /// Its id, which never changes between versions.
    pub(crate) id: u32,
    /// Its name as the carrier writes it, at times with a space at its end.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) country: &'static Country,
    /// Where it is within its country.
    pub(crate) region: Option<&'static Region>,
    /// The digits after the country code.
    pub(crate) area_code: String,
    /// The three digits after the area code, in North America.
    pub(crate) nxx: Option<String>,
    /// Whether calls to it cost the caller nothing.
    pub(crate) toll_free: bool,
    /// The fees of one number.
    pub(crate) fees: Fees,
    /// How many numbers are for sale at first.
    pub(crate) inventory: u32,
    /// The one way all its orders go.
    pub(crate) scenario: Option<Scenario>,
}

/// What one number costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fees {
    /// Once.
    pub(crate) setup: Cents,
    /// Each month.
    pub(crate) monthly: Cents,
    /// For a minute, if the carrier says so; the unit is unknown.
    pub(crate) per_minute: Option<&'static str>,
}

impl Fees {
    /// What ordering one number costs.
    pub(crate) fn of_one(self) -> Cents {
        self.setup + self.monthly
    }
}

impl DidGroup {
    /// All groups, by id.
    pub(crate) fn all() -> &'static [Self] {
        &GROUPS
    }

    /// The group of this id.
    pub(crate) fn find(id: u64) -> Option<&'static Self> {
        let place = GROUPS.binary_search_by_key(&id, |group| u64::from(group.id)).ok()?;
        GROUPS.get(place)
    }

    /// The digits every number of the group begins with, after the country code.
    pub(crate) fn prefix(&self) -> String {
        format!("{}{}", self.area_code, self.nxx.as_deref().unwrap_or_default())
    }
}

static GROUPS: LazyLock<Vec<DidGroup>> = LazyLock::new(|| {
    let mut groups: Vec<DidGroup> = america::groups()
        .chain(america::toll_free_groups())
        .chain(cities::groups())
        .chain(scenarios::groups())
        .collect();
    sorting::by(&mut groups, |one, other| one.id.cmp(&other.id));
    groups
});

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn there_is_much_to_buy() {
        let countries: BTreeSet<&str> = DidGroup::all().iter().map(|g| g.country.iso).collect();
        assert_eq!(countries.len(), Country::all().len());
        assert!(countries.len() >= 12);
        assert!(DidGroup::all().len() >= 300, "{}", DidGroup::all().len());
    }

    #[test]
    fn ids_are_unique() {
        let ids: BTreeSet<u32> = DidGroup::all().iter().map(|group| group.id).collect();
        assert_eq!(ids.len(), DidGroup::all().len());
    }

    #[test]
    fn no_number_can_belong_to_two_groups() {
        let prefix = |g: &DidGroup| format!("{}{}", g.country.calling_code, g.prefix());
        for group in DidGroup::all() {
            let own = prefix(group);
            for other in DidGroup::all().iter().filter(|other| other.id != group.id) {
                assert!(!prefix(other).starts_with(&own), "{} and {}", group.id, other.id);
            }
            assert!(group.prefix().len() + 4 <= group.country.national_digits, "{}", group.id);
            assert!(group.nxx.as_ref().is_none_or(|nxx| nxx.len() == 3));
        }
    }

    #[test]
    fn the_carrier_page_groups_are_here() {
        let names: Vec<&str> = [2992, 4884, 11895, 16847, 19500]
            .map(|id| DidGroup::find(id).unwrap().name.as_str())
            .to_vec();
        let expected =
            ["FANWOOD (908) 312", "Monroe (318) 450", "LIMA", "SALVADOR ", "PIOTRKOW TRYBUNALSKI"];
        assert_eq!(names, expected);
        assert!(DidGroup::find(1).is_none());
    }

    #[test]
    fn coverage_says_what_its_countries_say() {
        for group in DidGroup::all() {
            let local = group.country.has_regions && !group.toll_free;
            assert_eq!(group.region.is_some(), local, "{}", group.id);
            assert!(!group.toll_free || group.country.supports_toll_free, "{}", group.id);
        }
        assert!(DidGroup::all().iter().any(|group| group.fees.per_minute.is_none()));
        assert!(DidGroup::all().iter().any(|group| group.fees.setup > Cents(0)));
    }
}
