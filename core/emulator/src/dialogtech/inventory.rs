//! The numbers for sale, derived and not stored: an even last digit means that DialogTech cleansed
//! the number, the digit before it below 7 that it can be enabled for SMS.

use super::areas;
use super::scenarios::{ELSEWHERE, PLENTY, Shelf};
use super::switches::{Overlay, Switches};
use super::wanted::Wanted;
use crate::random::{Purpose, Random, mix};
use std::collections::HashSet;

/// What is for sale.
#[derive(Debug)]
pub(crate) struct Inventory {
    seed: u64,
    taken: HashSet<u64>,
}

/// Where to look.
#[derive(Clone, Copy, Debug)]
struct Place {
    area: u16,
    exchange: Option<u16>,
    shelf: Shelf,
}

impl Inventory {
    /// Everything is for sale.
    pub(crate) fn new(seed: u64) -> Self {
        let seed = Random::stream(seed, Purpose::Exchanges).next();
        Self { seed, taken: HashSet::new() }
    }

    /// At most so many numbers for an order, those that DialogTech cleansed first.
    pub(crate) fn find(&self, wanted: &Wanted, most: usize, switches: &Switches) -> Vec<u64> {
        let mut most = most;
        if !wanted.kind.is_searched() {
            let available = switches.toll_free_available.unwrap_or(u32::MAX);
            most = most.min(usize::try_from(available).unwrap_or(usize::MAX));
        }
        let places = places(wanted, switches);
        let mut found = Vec::new();
        self.gather(&places, wanted, true, most, &mut found);
        if !wanted.cleansed_only {
            self.gather(&places, wanted, false, most, &mut found);
        }
        if wanted.allow_overlay && (found.is_empty() || switches.overlay == Overlay::Fills) {
            let over: Vec<Place> = overlay(wanted).into_iter().collect();
            self.gather(&over, wanted, true, most, &mut found);
            self.gather(&over, wanted, false, most, &mut found);
        }
        found
    }

    /// They are sold.
    pub(crate) fn take(&mut self, numbers: &[u64]) {
        self.taken.extend(numbers);
    }

    /// Adds numbers of one cleansing until there are enough.
    fn gather(
        &self,
        places: &[Place],
        wanted: &Wanted,
        cleansed: bool,
        most: usize,
        found: &mut Vec<u64>,
    ) {
        for place in places {
            let limit = if cleansed { place.shelf.cleansed } else { place.shelf.carrier };
            let wants = |number: &u64| {
                let sms = number / 10 % 10 < 7;
                number.is_multiple_of(2) == cleansed
                    && (!sms || place.shelf.sms)
                    && (sms || !wanted.sms_supported)
                    && !self.taken.contains(number)
                    && !found.contains(number)
            };
            let room = most.saturating_sub(found.len()).min(limit);
            let more: Vec<u64> = self.lines(*place).filter(wants).take(room).collect();
            found.extend(more);
        }
    }

    /// The numbers of a place, in the order in which they are sold.
    fn lines(&self, place: Place) -> impl Iterator<Item = u64> {
        let seed = self.seed;
        exchanges(place).flat_map(move |exchange| {
            let prefix = u64::from(place.area) * 1_000 + u64::from(exchange);
            let stock = if place.shelf.endless { 10_000 } else { mix(prefix) % 12 };
            let start = mix(seed ^ prefix);
            // The last two digits do not depend on the seed, so neither does what is for sale.
            let line = move |index: u64| {
                let hundreds = (start % 100 + index / 100 + index) % 100;
                hundreds * 100 + index * 37 % 100
            };
            (0..stock).map(move |index| prefix * 10_000 + line(index))
        })
    }
}

/// Where an order may look, the nearest first.
fn places(wanted: &Wanted, switches: &Switches) -> Vec<Place> {
    let whole = |area| Place { area, exchange: None, shelf: Shelf::of(wanted.kind, area) };
    let Some(search) = wanted.search else {
        return areas::of(wanted.kind).into_iter().map(whole).collect();
    };
    let own = Place { exchange: search.exchange, ..whole(search.area) };
    let mut places = vec![own];
    if wanted.distance > 0.0 && own.shelf.nearby {
        // An area code is a point on a line here, and its exchanges are all in it.
        places.push(whole(search.area));
        let steps = (wanted.distance / f64::from(switches.miles_apart.0)) as usize;
        if own.shelf.endless {
            places.extend((steps > 0).then_some(elsewhere()));
        } else {
            places.extend(areas::around(wanted.kind, search.area, steps).into_iter().map(whole));
        }
    }
    places
}

/// What the carrier lays over a searched exchange.
fn overlay(wanted: &Wanted) -> Option<Place> {
    let search = wanted.search?;
    let own = Shelf::of(wanted.kind, search.area);
    match (own.overlay, own.endless) {
        (false, _) => None,
        (true, true) => Some(elsewhere()),
        (true, false) => {
            let area = areas::overlay(wanted.kind, search.area)?;
            Some(Place { area, exchange: None, shelf: Shelf::of(wanted.kind, area) })
        }
    }
}

fn elsewhere() -> Place {
    Place { area: ELSEWHERE, exchange: None, shelf: PLENTY }
}

/// The exchanges of a place, all of them in an order of the area's own.
fn exchanges(place: Place) -> impl Iterator<Item = u16> {
    let start = mix(u64::from(place.area)) % 800;
    let all = (0..800).map(move |step| 200 + (start + step * 7) % 800);
    let all = all.filter_map(|exchange: u64| u16::try_from(exchange).ok());
    let wanted = move |exchange: &u16| place.exchange.is_none_or(|only| only == *exchange);
    all.filter(wanted).filter(|exchange| areas::is_exchange(*exchange))
}
