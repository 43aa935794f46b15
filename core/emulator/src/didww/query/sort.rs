//! `sort=-created_at,number`.

use super::{Reading, coverage, list, tables};
use crate::didww::error::ErrorObject;
use crate::didww::kind::Kind;
use crate::didww::version::Version;
use crate::didww::world::{Did, World};
use crate::sorting;
use serde_json::Value;
use std::cmp::Ordering;

/// What to sort by, and whether downwards; by place where all of it is equal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sort(Vec<(&'static str, bool)>);

/// A value to sort by. What is not there comes last, as it does in the carrier's database.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(u64),
    Text(String),
    Nothing,
}

impl Sort {
    pub(super) fn read(reading: Reading<'_>) -> Result<Self, ErrorObject> {
        let text = reading.parameter("sort").unwrap_or_default();
        let mut all = Vec::new();
        for part in if text.is_empty() { Vec::new() } else { list(text) } {
            let (name, down) = match part.strip_prefix('-') {
                Some(name) => (name, true),
                None => (part.as_str(), false),
            };
            let known = sorts(reading.kind, reading.version).into_iter().find(|it| *it == name);
            let kind = reading.kind.name(reading.version);
            all.push((known.ok_or_else(|| ErrorObject::sort(name, kind))?, down));
        }
        Ok(Self(all))
    }

    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sorts objects of a type.
    pub(crate) fn apply(
        &self,
        world: World<'_>,
        version: Version,
        kind: Kind,
        places: &mut Vec<u32>,
    ) {
        if self.is_empty() {
            return;
        }
        let keyed = |place: &u32| {
            let keys: Vec<Key> = match kind {
                Kind::Did => {
                    let did = world.did(*place);
                    self.0.iter().map(|(name, _)| key(world, &did, name)).collect()
                }
                _ => {
                    let value = |name| coverage::key(world, version, kind, *place, name);
                    self.0.iter().map(|(name, _)| value(name).into()).collect()
                }
            };
            (keys, *place)
        };
        let mut rows: Vec<(Vec<Key>, u32)> = places.iter().map(keyed).collect();
        sorting::by(&mut rows, |(left, one), (right, other)| {
            self.order(left, right).then(one.cmp(other))
        });
        *places = rows.into_iter().map(|(_, place)| place).collect();
    }

    fn order(&self, left: &[Key], right: &[Key]) -> Ordering {
        let each = self.0.iter().zip(left.iter().zip(right));
        let orders = each.map(
            |((_, down), (left, right))| {
                if *down { right.cmp(left) } else { left.cmp(right) }
            },
        );
        orders.fold(Ordering::Equal, Ordering::then)
    }
}

/// What the list of a type can be sorted by.
fn sorts(kind: Kind, version: Version) -> Vec<&'static str> {
    if kind != Kind::Did {
        return tables::sorts(kind, version);
    }
    let known = |name: &&str| *name != "billing_cycles_count" || version > Version::V2017;
    SORTS.into_iter().filter(known).collect()
}

impl From<Value> for Key {
    fn from(value: Value) -> Self {
        match value {
            Value::Bool(flag) => Self::Number(flag.into()),
            Value::Number(number) => Self::Number(number.as_u64().unwrap_or_default()),
            Value::String(text) => Self::Text(text),
            _ => Self::Nothing,
        }
    }
}

fn key(world: World<'_>, did: &Did, name: &str) -> Key {
    let number = |value: Option<u32>| value.map_or(Key::Nothing, |value| Key::Number(value.into()));
    match name {
        "blocked" => Key::Number(did.blocked.into()),
        "awaiting_registration" => Key::Number(did.awaiting_registration.into()),
        "terminated" => Key::Number(did.terminated.into()),
        "capacity_limit" => number(did.capacity_limit),
        "billing_cycles_count" => number(did.billing_cycles_count),
        "description" => did.description().map_or(Key::Nothing, Key::Text),
        "number" => Key::Text(did.number(world)),
        "expires_at" => did.expires_ms.map_or(Key::Nothing, Key::Number),
        "channels_included_count" => number(Some(did.channels_included_count)),
        "dedicated_channels_count" => number(Some(did.dedicated_channels_count)),
        _ => Key::Number(did.created_ms),
    }
}

const SORTS: [&str; 11] = [
    "blocked",
    "awaiting_registration",
    "terminated",
    "capacity_limit",
    "billing_cycles_count",
    "description",
    "number",
    "expires_at",
    "channels_included_count",
    "dedicated_channels_count",
    "created_at",
];
