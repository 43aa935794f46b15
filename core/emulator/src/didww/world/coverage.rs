//! What is sold beyond groups: areas, North American prefixes, requirements, and single numbers.

use super::World;
use super::groups::{self, Group};
use super::places::{CITIES, COUNTRIES};
use crate::didww::kind::Kind;
use crate::didww::wire::Attributes;

/// Areas that addresses have to be in: their names, and the country of each.
pub(super) const AREAS: [(&str, u32); 4] =
    [("Berlin", 3), ("Bayern", 3), ("Île-de-France", 4), ("Greater London", 0)];

pub(super) fn area_attributes(place: u32, out: &mut Attributes<'_>) {
    out.text("name", AREAS.get(place as usize).map_or("", |(name, _)| name));
}

/// The area of a city.
pub(super) fn area_of_city(city: u32) -> Option<u32> {
    [(0, 3), (7, 0), (8, 1), (9, 2)].iter().find(|(of, _)| *of == city).map(|(_, area)| *area)
}

/// The cities whose numbers have prefixes of the North American plan.
const AMERICAN: std::ops::Range<u32> = 2..7;
/// How many exchanges each of these has.
const EXCHANGES: u32 = 3;
pub(super) const PREFIXES: u32 = (AMERICAN.end - AMERICAN.start) * EXCHANGES;

/// The city of a prefix.
fn city_of_prefix(place: u32) -> u32 {
    AMERICAN.start + place / EXCHANGES
}

/// The prefixes of a group: those of its city.
pub(crate) fn prefixes_of(group: u32) -> std::ops::Range<u32> {
    match AMERICAN.contains(&group) {
        true => {
            let first = (group - AMERICAN.start) * EXCHANGES;
            first..first + EXCHANGES
        }
        false => 0..0,
    }
}

/// Its area code and its exchange.
pub(crate) fn prefix_digits(place: u32) -> (&'static str, String) {
    let npa = CITIES.get(city_of_prefix(place) as usize).map_or("", |it| it.area_code);
    (npa, (201 + place * 37 % 700).to_string())
}

pub(super) fn prefix_attributes(place: u32, out: &mut Attributes<'_>) {
    let (npa, nxx) = prefix_digits(place);
    out.text("npa", npa);
    out.text("nxx", &nxx);
}

/// The country or the region of a prefix.
pub(super) fn of_prefix(place: u32, to: Kind) -> Option<u32> {
    super::places::of_city(city_of_prefix(place), to)
}

/// Requirements: one for each group that needs a registration.
pub(super) fn requirement_attributes(world: World<'_>, place: u32, out: &mut Attributes<'_>) {
    let group = world.group(place);
    let local = group.related(Kind::City).is_some();
    out.text("identity_type", if place.is_multiple_of(2) { "Any" } else { "Business" });
    out.text("personal_area_level", if local { "City" } else { "Country" });
    out.text("business_area_level", "Country");
    out.text("address_area_level", if local { "City" } else { "WorldWide" });
    out.number("personal_proof_qty", 1);
    out.number("business_proof_qty", 1);
    out.number("address_proof_qty", place % 2);
    out.json("personal_mandatory_fields", r#"["Birth Date","Personal Tax ID"]"#);
    out.json("business_mandatory_fields", "null");
    out.boolean("service_description_required", local);
    out.text("restriction_message", "Numbers are for use in the country alone.");
}

/// More numbers than any group has in stock.
pub(super) const MOST_NUMBERS: u32 = 1_000;

impl World<'_> {
    /// Whether a number is reserved or sold.
    fn is_taken(self, number: u32) -> bool {
        self.account.reservations.iter().any(|it| it.number == number)
            || self.account.sold.contains(&number)
    }

    /// How many numbers of a group's stock are reserved or sold.
    pub(super) fn taken_of(self, group: u32) -> u32 {
        let first = group * MOST_NUMBERS;
        let reserved =
            self.account.reservations.iter().filter(|it| it.number / MOST_NUMBERS == group);
        let stock = first..first + groups::stock_of(group);
        (reserved.count() + self.account.sold.count_in(stock)) as u32
    }

    /// Numbers of a group that no one has, of a prefix if one is named: those in stock, then those
    /// that are still to come.
    pub(crate) fn free(
        self,
        group: u32,
        prefix: Option<u32>,
    ) -> (impl Iterator<Item = u32>, impl Iterator<Item = u32>) {
        let (first, stock) = (group * MOST_NUMBERS, self.group(group).numbers());
        let is_free = move |it: &u32| {
            !self.is_taken(*it) && prefix.is_none_or(|of| prefix_of_number(*it) == Some(of))
        };
        let come = first + stock..first + MOST_NUMBERS;
        ((first..first + stock).filter(is_free), come.filter(is_free))
    }

    /// Whether a number of the group is not in stock, but still to come.
    pub(crate) fn is_to_come(self, number: u32) -> bool {
        number % MOST_NUMBERS >= groups::stock_of(group_of_number(number))
    }

    /// Whether a number is in stock, and its group lets it be chosen.
    pub(crate) fn can_be_chosen(self, number: u32) -> bool {
        let group = self.group(number / MOST_NUMBERS);
        let is_there = group.lets_choose() && number % MOST_NUMBERS < group.numbers();
        is_there && !self.is_taken(number)
    }

    /// All numbers that can be chosen.
    pub(crate) fn numbers(self) -> impl Iterator<Item = u32> {
        (0..groups::COUNT).flat_map(move |place| {
            let group = self.group(place);
            let numbers = if group.lets_choose() { group.numbers() } else { 0 };
            let numbers = (0..numbers).map(move |it| place * MOST_NUMBERS + it);
            numbers.filter(move |it| !self.is_taken(*it))
        })
    }

    /// What decides in which order numbers are offered.
    pub(crate) fn chance(self, now_ms: u64, number: u32) -> u64 {
        self.draw(6, number ^ (now_ms % 1_000_003) as u32)
    }

    /// A number that can be chosen.
    pub(crate) fn number(self, place: u32) -> String {
        let (group, at) = (place / MOST_NUMBERS, place % MOST_NUMBERS);
        let of: Group = self.group(group);
        let ((country, digits), prefix) = (of.country(), of.prefix());
        let exchange = prefix_of_number(place).map(|it| prefix_digits(it).1).unwrap_or_default();
        let digits = digits.saturating_sub(prefix.len() + exchange.len()).clamp(1, 12);
        let span = 10_u64.pow(u32::try_from(digits).unwrap_or(1));
        let subscriber = (self.draw(5, group) + u64::from(at) * 7_919) % span;
        format!("{country}{prefix}{exchange}{subscriber:0digits$}")
    }
}

/// The group of a number.
pub(crate) fn group_of_number(number: u32) -> u32 {
    number / MOST_NUMBERS
}

/// The prefix of a number, where it is North American.
pub(crate) fn prefix_of_number(number: u32) -> Option<u32> {
    prefixes_of(number / MOST_NUMBERS).nth((number % EXCHANGES) as usize)
}

/// The group or the prefix of a number.
pub(super) fn of_number(number: u32, to: Kind) -> Option<u32> {
    match to {
        Kind::NanpaPrefix => prefix_of_number(number),
        _ => Some(number / MOST_NUMBERS),
    }
}

/// The country or the kind of a requirement.
pub(super) fn of_requirement(world: World<'_>, place: u32, to: Kind) -> Option<u32> {
    world.group(place).related(to)
}

/// Whether a place is a country.
pub(super) fn country_of_area(place: u32) -> Option<u32> {
    let country = AREAS.get(place as usize).map(|(_, country)| *country);
    country.filter(|it| (*it as usize) < COUNTRIES.len())
}
