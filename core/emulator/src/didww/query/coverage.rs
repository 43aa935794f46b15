//! The filters and sorts of lists that are small: their objects are looked at as they are written.

use super::filter::Filters;
use super::tables::{Takes, rows};
use super::{Reading, list};
use crate::didww::error::ErrorObject;
use crate::didww::kind::Kind;
use crate::didww::switches::FeaturesFilter;
use crate::didww::usd::Usd;
use crate::didww::version::Version;
use crate::didww::world::{OLDEST_MS, World, features, prefix_digits, prefixes_of};
use crate::time;
use serde_json::Value;

/// A filter of a list that is no list of DIDs.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    takes: Takes,
    values: Vec<String>,
    /// What a filter of several features finds.
    features: FeaturesFilter,
}

/// Reads the filters of a list that is no list of DIDs.
pub(super) fn read(reading: Reading<'_>, errors: &mut Vec<ErrorObject>) -> Vec<Filter> {
    let mut all = Vec::new();
    for (name, value) in reading.family("filter") {
        let row = rows(reading.kind).iter().find(|it| it.0 == name && it.3 <= reading.version);
        let Some((_, takes, several, _)) = row else {
            errors.push(ErrorObject::filter(name));
            continue;
        };
        let values = list(value);
        let blank = values.iter().any(String::is_empty);
        let may_be_blank = matches!(
            takes,
            Takes::Related(_) | Takes::Exactly(_) | Takes::Same("prefix" | "area_name" | "status")
        );
        let is_flag = matches!(takes, Takes::Flag(_) | Takes::HasStock | Takes::Unassigned);
        let is_time = matches!(takes, Takes::NotBefore | Takes::NotAfter);
        let wrong = (blank && !may_be_blank)
            || (values.len() > 1 && !several)
            || (is_flag && value.parse::<bool>().is_err())
            || (is_time && time::parse(value).is_none());
        if wrong {
            errors.push(ErrorObject::filter_value(value, name));
            continue;
        }
        let is_history = reading.kind == Kind::DidHistory;
        if *takes == Takes::NotBefore && is_history && is_too_old(value, reading.ask.now_ms) {
            errors.push(ErrorObject::too_old());
            continue;
        }
        all.push(Filter { takes: *takes, values, features: reading.ask.own.features_filter });
    }
    all
}

/// Whether a time is before what is kept.
fn is_too_old(text: &str, now_ms: u64) -> bool {
    time::parse(text).is_some_and(|at_ms| at_ms < now_ms.saturating_sub(OLDEST_MS))
}

/// Whether numbers were asked for in a way that finds few enough.
pub(crate) fn finds_few(filters: &Filters) -> bool {
    let digits = |it: &Filter| it.values.iter().all(|it| it.len() >= 3);
    let contains = |it: &&Filter| it.takes == Takes::Contains;
    filters.coverage.iter().filter(contains).all(digits)
        || filters.coverage.iter().any(|it| matches!(it.takes, Takes::Related(_)))
}

/// Whether two texts are the same without regard to case: of ASCII and of Latin letters with accents, which is what the
/// names of places have. Unicode's whole table weighs ten thousand bytes.
fn is_same(one: &str, other: &str) -> bool {
    let small = |it: char| match it {
        '×' => it,
        'À'..='Þ' => char::from_u32(u32::from(it) + 0x20).unwrap_or(it),
        _ => it.to_ascii_lowercase(),
    };
    one.chars().map(small).eq(other.chars().map(small))
}

impl Filter {
    pub(super) fn passes(
        &self,
        world: World<'_>,
        version: Version,
        kind: Kind,
        place: u32,
    ) -> bool {
        let wanted = |text: &str| self.values.iter().any(|it| is_same(it, text));
        let flag = |value: bool| self.values.iter().any(|it| *it == value.to_string());
        let group = match kind {
            Kind::AvailableDid => {
                world.related(kind, place, Kind::DidGroup).places().first().copied()
            }
            _ => Some(place),
        };
        // Not every group tells it in its `meta`.
        let of_group = || world.group(group.unwrap_or_default());
        match self.takes {
            Takes::Id => self.values.contains(&world.id(kind, place)),
            Takes::Same(name) => {
                wanted(world.member(kind, place, version, name).as_str().unwrap_or_default())
            }
            Takes::Configuration => {
                let configuration = world.member(kind, place, version, "configuration");
                wanted(configuration.get("type").and_then(Value::as_str).unwrap_or_default())
            }
            Takes::Exactly(name) => {
                let value = world.member(kind, place, version, name);
                self.values.iter().any(|it| it == value.as_str().unwrap_or_default())
            }
            Takes::Flag("needs_registration") => flag(of_group().needs_registration()),
            Takes::Flag("available_dids_enabled") => flag(of_group().lets_choose()),
            Takes::Flag(name) => {
                flag(world.member(kind, place, version, name).as_bool().unwrap_or_default())
            }
            Takes::Related(to) => {
                let ids: Vec<String> = match (kind, to) {
                    (Kind::DidGroup, Kind::NanpaPrefix) => {
                        prefixes_of(place).map(|it| world.id(to, it)).collect()
                    }
                    (
                        Kind::AvailableDid,
                        Kind::Country | Kind::Region | Kind::City | Kind::DidGroupType,
                    ) => {
                        let group = group.unwrap_or_default();
                        let places = world.related(Kind::DidGroup, group, to).places();
                        places.into_iter().map(|it| world.id(to, it)).collect()
                    }
                    _ => {
                        let places = world.related(kind, place, to).places();
                        places.into_iter().map(|it| world.id(to, it)).collect()
                    }
                };
                let blank = ids.is_empty() && self.values.iter().any(String::is_empty);
                blank || ids.iter().any(|it| self.values.contains(it))
            }
            Takes::Features => {
                let of = match kind {
                    Kind::NanpaPrefix => world.groups_of(kind, place).first().copied(),
                    _ => group,
                };
                let has = features(world.group(of.unwrap_or_default()).features(), version);
                let has = |it: &String| has.contains(&it.as_str());
                match self.features {
                    FeaturesFilter::Any => self.values.iter().any(has),
                    FeaturesFilter::All => self.values.iter().all(has),
                }
            }
            Takes::HasStock => {
                let stock = |it: &u32| world.group(*it).stock() > 0;
                flag(world.groups_of(kind, place).iter().any(stock))
            }
            Takes::AtLeast => {
                let least = self.values.first().and_then(|it| it.parse().ok()).unwrap_or(u32::MAX);
                world.group(place).stock() >= least
            }
            Takes::Npanxx => {
                let of = if kind == Kind::DidGroup { prefixes_of(place) } else { place..place + 1 };
                of.map(prefix_digits).any(|(npa, nxx)| wanted(&format!("{npa}{nxx}")))
            }
            Takes::Contains => {
                let number = world.number(place);
                self.values.iter().all(|it| number.contains(it))
            }
            Takes::NotBefore | Takes::NotAfter => {
                let at = world.member(kind, place, version, "created_at");
                let at = time::parse(at.as_str().unwrap_or_default());
                let of = self.values.first().and_then(|it| time::parse(it));
                if self.takes == Takes::NotBefore { at >= of } else { at <= of }
            }
            Takes::Unassigned => {
                let count = |name| world.member(kind, place, version, name).as_u64();
                flag(count("total_channels_count") > count("assigned_channels_count"))
            }
        }
    }
}

/// The value that an object is sorted by.
pub(super) fn key(world: World<'_>, version: Version, kind: Kind, place: u32, name: &str) -> Value {
    let Some((of, name)) = name.split_once('.') else {
        let value = world.member(kind, place, version, name);
        return match (kind, name) {
            // By what it is worth, not by its text.
            (Kind::Order, "amount") => Usd::read(value.as_str().unwrap_or_default()).0.into(),
            _ => value,
        };
    };
    let to = if of == "country" { Kind::Country } else { Kind::DidGroupType };
    let of = world.related(kind, place, to).places();
    of.first().map_or(Value::Null, |it| world.member(to, *it, version, name))
}
