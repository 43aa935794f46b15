//! One object: its attributes and its relationships.

use super::Attributes;
use crate::didww::Answering;
use crate::didww::kind::{Kind, Relation};
use crate::didww::version::Version;
use crate::didww::world::{Related, World};

/// Writes an object.
pub(super) fn write(out: &mut String, answering: &Answering<'_>, kind: Kind, place: u32) {
    let Answering { world, version, asked, .. } = *answering;
    let type_name = kind.name(version);
    let id = world.id(kind, place);
    let path = [&answering.base, type_name, &id].join("/");
    let wanted = asked.fields.of(kind);
    out.extend(["{\"id\":\"", &id, "\",\"type\":\"", type_name, "\""]);
    if answering.own.self_links {
        out.extend([",\"links\":{\"self\":\"", &path, "\"}"]);
    }

    let mut attributes = Attributes::new(world, version, wanted);
    world.attributes(kind, place, &mut attributes);
    member(out, "attributes", &attributes.finish().0);

    let mut relationships = String::new();
    let did = (kind == Kind::Did).then(|| world.did(place));
    for relation in kind.relations(version) {
        let asked_for =
            wanted.is_none_or(|wanted| wanted.iter().any(|field| field == relation.name));
        let present = did.as_ref().is_none_or(|did| did.has_relation(relation.to));
        if asked_for && present {
            if !relationships.is_empty() {
                relationships.push(',');
            }
            let linked = asked.include.links(kind, relation.name);
            relationship(&mut relationships, answering, &path, relation, linked, (kind, place));
        }
    }
    member(out, "relationships", &relationships);

    if let Some(meta) = world.meta(kind, place, version) {
        out.push_str(",\"meta\":");
        out.push_str(&meta);
    }
    out.push('}');
}

/// Writes `{"type", "id"}` of each, in a list, alone, or as `null`.
pub(super) fn identifiers(
    out: &mut String,
    answering: &Answering<'_>,
    to: Kind,
    related: &Related,
) {
    let one = |place: u32| {
        let id = answering.world.id(to, place);
        format!("{{\"type\":\"{}\",\"id\":\"{id}\"}}", to.name(answering.version))
    };
    match related {
        Related::One(None) => out.push_str("null"),
        Related::One(Some(place)) => out.push_str(&one(*place)),
        Related::Many(places) => {
            let all: Vec<String> = places.iter().map(|place| one(*place)).collect();
            out.push_str(&format!("[{}]", all.join(",")));
        }
    }
}

/// What `fields[…]` of a type may name.
pub(crate) fn field_names(world: World<'_>, version: Version, kind: Kind) -> Vec<&'static str> {
    let mut attributes = Attributes::new(world, version, Some(&[]));
    // A row that holds every attribute, as the first ones of the DIDs do not.
    world.attributes(kind, 3, &mut attributes);
    let mut names = attributes.finish().1;
    names.extend(kind.relations(version).map(|relation| relation.name));
    names.push("id");
    names
}

fn relationship(
    out: &mut String,
    answering: &Answering<'_>,
    path: &str,
    relation: &Relation,
    linked: bool,
    (kind, place): (Kind, u32),
) {
    let name = relation.name;
    out.extend(["\"", name, "\":{\"links\":{\"self\":\"", path, "/relationships/", name]);
    out.extend(["\",\"related\":\"", path, "/", name, "\"}"]);
    if let (Some(to), true) = (relation.to, linked) {
        out.push_str(",\"data\":");
        identifiers(out, answering, to, &answering.world.related(kind, place, to));
    }
    out.push('}');
}

fn member(out: &mut String, name: &str, members: &str) {
    if !members.is_empty() {
        out.extend([",\"", name, "\":{", members, "}"]);
    }
}
