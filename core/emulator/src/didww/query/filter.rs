//! `filter[name]=value,value`: all filters must hold, and of each one of its values.

use super::{Reading, coverage, list};
use crate::didww::error::ErrorObject;
use crate::didww::kind::Kind;
use crate::didww::switches::{BlankFilter, FeaturesFilter, Switches};
use crate::didww::version::Version;
use crate::didww::world::{Did, World, features};

/// The filters of a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filters {
    dids: Vec<Filter>,
    /// Those of any other list.
    pub(super) coverage: Vec<coverage::Filter>,
}

#[derive(Clone, Debug)]
enum Filter {
    /// `id`
    Id(Vec<String>),
    /// `number` and `description`; a blank means that there is none.
    Text(Text, Vec<String>),
    /// Yes or no.
    Flag(Flag, bool),
    /// `billing_cycles_count`
    Cycles(Vec<Option<u32>>),
    /// A related object's id; a blank means that there is none.
    Related(Kind, Vec<Option<u32>>),
    /// `order.reference`
    Reference(Vec<String>),
    /// `did_group.features`
    Features(Vec<String>, FeaturesFilter, Version),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    Number,
    Description,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flag {
    Terminated,
    AwaitingRegistration,
    PendingRemoval,
    Blocked,
    EmergencyEnabled,
}

/// What a filter takes, and whether the page lets it be blank and be a list.
#[derive(Clone, Copy, Debug)]
struct Allowed {
    takes: Takes,
    blank: bool,
    array: bool,
}

#[derive(Clone, Copy, Debug)]
enum Takes {
    Id,
    Text(Text),
    Flag(Flag),
    Cycles,
    Related(Kind),
    Reference,
    Features,
}

impl Filters {
    pub(super) fn read(reading: Reading<'_>, errors: &mut Vec<ErrorObject>) -> Self {
        if reading.kind != Kind::Did {
            return Self { dids: Vec::new(), coverage: coverage::read(reading, errors) };
        }
        let mut all = Vec::new();
        let given: Vec<(&str, &str)> = reading.family("filter").collect();
        for (place, &(name, value)) in given.iter().enumerate() {
            // Of a filter that is given twice the last counts.
            if given.iter().skip(place + 1).any(|(later, _)| *later == name) {
                continue;
            }
            let Some(allowed) = allowed(name, reading.version, reading.ask.own) else {
                errors.push(ErrorObject::filter(name));
                continue;
            };
            match read(reading, allowed, value) {
                Some(filter) => all.extend(filter),
                None => errors.push(ErrorObject::filter_value(value, name)),
            }
        }
        Self { dids: all, coverage: Vec::new() }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.dids.is_empty() && self.coverage.is_empty()
    }

    /// Whether an object passes all of them.
    pub(crate) fn pass(&self, world: World<'_>, version: Version, kind: Kind, place: u32) -> bool {
        if kind != Kind::Did {
            return self.coverage.iter().all(|it| it.passes(world, version, kind, place));
        }
        let did = world.did(place);
        self.dids.iter().all(|filter| filter.passes(world, place, &did))
    }
}

impl Filter {
    fn passes(&self, world: World<'_>, place: u32, did: &Did) -> bool {
        match self {
            Self::Id(ids) => ids.contains(&world.id(Kind::Did, place)),
            Self::Text(Text::Number, wanted) => wanted.contains(&did.number(world)),
            Self::Text(Text::Description, wanted) => {
                wanted.contains(&did.description().unwrap_or_default())
            }
            Self::Flag(flag, wanted) => {
                let value = match flag {
                    Flag::Terminated => did.terminated,
                    Flag::AwaitingRegistration => did.awaiting_registration,
                    Flag::PendingRemoval => did.pending_removal(),
                    Flag::Blocked => did.blocked,
                    Flag::EmergencyEnabled => did.emergency_enabled,
                };
                value == *wanted
            }
            Self::Cycles(wanted) => wanted.contains(&did.billing_cycles_count),
            Self::Related(kind, wanted) => {
                let group = world.group(did.group);
                let related = match kind {
                    Kind::Country | Kind::City | Kind::Region => group.related(*kind),
                    _ => did.related(*kind),
                };
                wanted.contains(&related)
            }
            Self::Reference(wanted) => {
                let order = did.related(Kind::Order);
                order.is_some_and(|order| wanted.contains(&world.order_reference(order)))
            }
            Self::Features(wanted, how, version) => {
                let has = features(world.group(did.group).features(), *version);
                let has = |feature: &String| has.contains(&feature.as_str());
                match how {
                    FeaturesFilter::Any => wanted.iter().any(has),
                    FeaturesFilter::All => wanted.iter().all(has),
                }
            }
        }
    }
}

/// Reads a filter's value: none if it is wrong, an empty list if it is ignored.
fn read(reading: Reading<'_>, allowed: Allowed, value: &str) -> Option<Vec<Filter>> {
    let own = reading.ask.own;
    let values = list(value);
    let blank = values.iter().any(String::is_empty);
    let refused = (blank && !allowed.blank) || (values.len() > 1 && !allowed.array);
    if refused && own.strict_filters {
        return None;
    }
    if value.is_empty() && own.blank_filter == BlankFilter::All {
        return Some(Vec::new());
    }
    let filter = match allowed.takes {
        Takes::Id => Filter::Id(values),
        Takes::Text(text) => Filter::Text(text, values),
        Takes::Flag(flag) => Filter::Flag(flag, value.parse().ok()?),
        Takes::Cycles => {
            let read = |text: &String| match text.as_str() {
                "" => Some(None),
                text => text.parse().ok().map(Some),
            };
            Filter::Cycles(values.iter().map(read).collect::<Option<_>>()?)
        }
        Takes::Related(kind) => {
            let find = |id: &String| match id.as_str() {
                "" => Some(None),
                id => reading.world.find(kind, id).map(Some),
            };
            // An id that is nobody's finds nothing.
            Filter::Related(kind, values.iter().filter_map(find).collect())
        }
        Takes::Reference => Filter::Reference(values),
        Takes::Features => Filter::Features(values, own.features_filter, reading.version),
    };
    Some(vec![filter])
}

/// The filters by name.
fn allowed(name: &str, version: Version, own: &Switches) -> Option<Allowed> {
    let related = |kind| Some(Allowed { takes: Takes::Related(kind), blank: true, array: true });
    let text = |text| Some(Allowed { takes: Takes::Text(text), blank: true, array: true });
    let flag = |flag| Some(Allowed { takes: Takes::Flag(flag), blank: false, array: false });
    let listed = |takes| Some(Allowed { takes, blank: false, array: true });
    let (voice_in, newest) = (version.says_voice_in(), version >= Version::V2026April);
    match name {
        "number" => text(Text::Number),
        "description" => text(Text::Description),
        "terminated" => flag(Flag::Terminated),
        "awaiting_registration" => flag(Flag::AwaitingRegistration),
        "pending_removal" if own.pending_removal => flag(Flag::PendingRemoval),
        "blocked" => flag(Flag::Blocked),
        "billing_cycles_count" if version > Version::V2017 => {
            Some(Allowed { takes: Takes::Cycles, blank: true, array: false })
        }
        "did_group.id" => related(Kind::DidGroup),
        "country.id" => related(Kind::Country),
        "region.id" => related(Kind::Region),
        "city.id" => related(Kind::City),
        "order.id" => related(Kind::Order),
        "voice_in_trunk.id" if voice_in => related(Kind::Trunk),
        "voice_in_trunk_group.id" if voice_in => related(Kind::TrunkGroup),
        "trunk.id" if !voice_in || own.more_filters => related(Kind::Trunk),
        "trunk_group.id" if !voice_in || own.more_filters => related(Kind::TrunkGroup),
        "shared_capacity_group.id" => related(Kind::SharedCapacityGroup),
        "capacity_pool.id" => related(Kind::CapacityPool),
        "order.reference" => listed(Takes::Reference),
        "did_group.features" => listed(Takes::Features),
        "address_verification.id" if version > Version::V2017 => related(Kind::AddressVerification),
        "emergency_enabled" if newest => flag(Flag::EmergencyEnabled),
        "emergency_calling_service.id" if newest => {
            listed(Takes::Related(Kind::EmergencyCallingService))
        }
        "id" if own.more_filters => listed(Takes::Id),
        _ => None,
    }
}
