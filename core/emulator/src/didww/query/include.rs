//! `include=order,did_group.country`: which related objects to bring along.

use super::{Reading, list};
use crate::didww::error::ErrorObject;
use crate::didww::kind::Kind;
use crate::didww::switches::Includes;

/// The relationships to follow, as a tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Include {
    pub(crate) nodes: Vec<Node>,
    /// Every relationship that is followed from some type.
    followed: Vec<(Kind, &'static str)>,
}

/// A relationship to follow, and those to follow from where it leads.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) nodes: Vec<Node>,
}

impl Include {
    pub(super) fn read(reading: Reading<'_>, errors: &mut Vec<ErrorObject>) -> Self {
        let mut include = Self::default();
        let text = reading.parameter("include").unwrap_or_default();
        if text.is_empty() {
            return include;
        }
        for path in list(text) {
            match steps(reading, &path) {
                Ok(steps) => include.add(reading.kind, &steps),
                Err(error) => errors.push(error),
            }
        }
        include
    }

    /// Whether a type's relationship is followed, and so tells where it leads.
    pub(crate) fn links(&self, kind: Kind, name: &str) -> bool {
        self.followed.iter().any(|(of, followed)| *of == kind && *followed == name)
    }

    fn add(&mut self, kind: Kind, steps: &[(&'static str, Kind)]) {
        let (mut from, mut nodes) = (kind, &mut self.nodes);
        for (name, kind) in steps {
            self.followed.push((from, name));
            let known = nodes.iter().position(|node| node.name == *name);
            let place = known.unwrap_or_else(|| {
                nodes.push(Node { name, kind: *kind, nodes: Vec::new() });
                nodes.len() - 1
            });
            let Some(node) = nodes.get_mut(place) else { return };
            (from, nodes) = (*kind, &mut node.nodes);
        }
    }
}

/// Each relationship of a path with the type it leads to.
fn steps(reading: Reading<'_>, path: &str) -> Result<Vec<(&'static str, Kind)>, ErrorObject> {
    let (mut kind, mut steps, mut so_far) = (reading.kind, Vec::new(), String::new());
    for name in path.split('.') {
        let wrong = || ErrorObject::include(name, kind.name(reading.version));
        let relation = kind.relation(name, reading.version).ok_or_else(wrong)?;
        let to = relation.to.ok_or_else(wrong)?;
        if !so_far.is_empty() {
            so_far.push('.');
        }
        so_far.push_str(name);
        if !allowed(reading, &so_far) {
            return Err(wrong());
        }
        steps.push((relation.name, to));
        kind = to;
    }
    Ok(steps)
}

fn allowed(reading: Reading<'_>, path: &str) -> bool {
    let on_page = || PAGE.contains(&path) || OLDER.contains(&path);
    match reading.ask.own.includes {
        _ if reading.kind != Kind::Did => true,
        Includes::Any => true,
        Includes::Page => on_page() || BESIDE.contains(&path),
        Includes::PageOnly => on_page(),
    }
}

const PAGE: [&str; 13] = [
    "order",
    "voice_in_trunk",
    "voice_in_trunk.voice_in_trunk_group",
    "voice_in_trunk.pop",
    "voice_in_trunk_group",
    "capacity_pool",
    "shared_capacity_group",
    "did_group",
    "did_group.country",
    "did_group.city",
    "did_group.region",
    "did_group.did_group_type",
    "did_group.stock_keeping_units",
];

/// What only the carrier's other documents name: the last three since 2026-04-16.
const BESIDE: [&str; 4] =
    ["address_verification", "identity", "emergency_calling_service", "emergency_verification"];

/// What they were called before 2021-12-15.
const OLDER: [&str; 4] = ["trunk", "trunk.trunk_group", "trunk.pop", "trunk_group"];
