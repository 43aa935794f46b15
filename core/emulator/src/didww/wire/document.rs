//! Whole documents: lists, single objects, and what they bring along.

use super::{links, resource};
use crate::didww::Answering;
use crate::didww::kind::Kind;
use crate::didww::query::Node;
use crate::didww::switches::{Links, Meta};
use crate::didww::version::Version;
use crate::didww::world::Related;
use crate::table::Set;

/// A page of a list.
pub(crate) fn list(answering: &Answering<'_>, kind: Kind, rows: &[u32], total: usize) -> Vec<u8> {
    let mut out = String::with_capacity(rows.len() * 2_048);
    out.push_str("{\"data\":");
    match rows {
        [only] if answering.own.single_object => resource::write(&mut out, answering, kind, *only),
        _ => all(&mut out, answering, rows.iter().map(|place| (kind, *place))),
    }
    included(&mut out, answering, kind, rows);
    meta(&mut out, answering, kind, Some(("total_records", total)));
    if answering.own.links != Links::Absent {
        let path = format!("{}/{}", answering.base, kind.name(answering.version));
        let page = answering.asked.page;
        let links = links::write(&path, answering.target, page, total, answering.own.links);
        out.push_str(",\"links\":");
        out.push_str(&links);
    }
    out.push('}');
    out.into_bytes()
}

/// A list that does not come in pages, with how many there are, where that is told.
pub(crate) fn whole(
    answering: &Answering<'_>,
    kind: Kind,
    rows: &[u32],
    count: Option<(&str, usize)>,
) -> Vec<u8> {
    let mut out = "{\"data\":".to_owned();
    match rows {
        [only] if answering.own.single_object => resource::write(&mut out, answering, kind, *only),
        _ => all(&mut out, answering, rows.iter().map(|place| (kind, *place))),
    }
    included(&mut out, answering, kind, rows);
    meta(&mut out, answering, kind, count);
    out.push('}');
    out.into_bytes()
}

/// One object.
pub(crate) fn show(answering: &Answering<'_>, kind: Kind, place: u32) -> Vec<u8> {
    let mut out = "{\"data\":".to_owned();
    resource::write(&mut out, answering, kind, place);
    included(&mut out, answering, kind, &[place]);
    meta(&mut out, answering, kind, None);
    out.push('}');
    out.into_bytes()
}

/// What a relationship leads to, whole.
pub(crate) fn related(answering: &Answering<'_>, to: Kind, related: &Related) -> Vec<u8> {
    let mut out = "{\"data\":".to_owned();
    let places = related.places();
    match (related, places.as_slice()) {
        (Related::One(_), []) => out.push_str("null"),
        (Related::One(_), [only, ..]) => resource::write(&mut out, answering, to, *only),
        (Related::Many(_), all_of_them) => {
            all(&mut out, answering, all_of_them.iter().map(|place| (to, *place)));
        }
    }
    included(&mut out, answering, to, &places);
    meta(&mut out, answering, to, None);
    out.push('}');
    out.into_bytes()
}

/// What a relationship leads to, by type and id.
pub(crate) fn linkage(
    answering: &Answering<'_>,
    path: &str,
    to: Kind,
    related: &Related,
) -> Vec<u8> {
    let (base, name) = (&answering.base, path.rsplit('/').next().unwrap_or_default());
    let owner = path.strip_suffix(&format!("/relationships/{name}")).unwrap_or_default();
    let mut out = format!(
        "{{\"links\":{{\"self\":\"{base}/{path}\",\"related\":\"{base}/{owner}/{name}\"}},\"data\":"
    );
    resource::identifiers(&mut out, answering, to, related);
    out.push('}');
    out.into_bytes()
}

fn all(out: &mut String, answering: &Answering<'_>, objects: impl Iterator<Item = (Kind, u32)>) {
    out.push('[');
    for (index, (kind, place)) in objects.enumerate() {
        if index > 0 {
            out.push(',');
        }
        resource::write(out, answering, kind, place);
    }
    out.push(']');
}

/// Every object once, however many rows lead to it; no member where there is none.
fn included(out: &mut String, answering: &Answering<'_>, kind: Kind, rows: &[u32]) {
    let mut found = Set::default();
    for row in rows {
        follow(&mut found, answering, kind, *row, &answering.asked.include.nodes);
    }
    if answering.own.included && !found.is_empty() {
        out.push_str(",\"included\":");
        all(out, answering, found.into_keys());
    }
}

fn follow(
    found: &mut Set<(Kind, u32)>,
    answering: &Answering<'_>,
    kind: Kind,
    place: u32,
    nodes: &[Node],
) {
    for node in nodes {
        for place in answering.world.related(kind, place, node.kind).places() {
            found.insert((node.kind, place));
            follow(found, answering, node.kind, place, &node.nodes);
        }
    }
}

fn meta(out: &mut String, answering: &Answering<'_>, kind: Kind, total: Option<(&str, usize)>) {
    let told = answering.own.meta == Meta::Whole && answering.version >= Version::V2022;
    let version = told.then(|| format!("\"api_version\":\"{}\"", answering.version.text()));
    // How many more numbers may be reserved.
    let left = (kind == Kind::DidReservation && answering.version >= Version::V2022).then(|| {
        let held = answering.world.account.reservations.len();
        let most = answering.own.reservations.0 as usize;
        format!("\"available_count\":{}", most.saturating_sub(held))
    });
    let total = total.map(|(name, total)| format!("\"{name}\":{total}"));
    let members: Vec<String> = total.into_iter().chain(left).chain(version).collect();
    if answering.own.meta != Meta::Absent && !members.is_empty() {
        out.push_str(&format!(",\"meta\":{{{}}}", members.join(",")));
    }
}
