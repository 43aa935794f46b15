//! Making, changing and deleting trunks and groups of them.

use super::body::bad;
use super::configuration;
use super::rules::{Rule, Sent};
use super::{Act, Body, Reading, linked, refused};
use crate::didww::account::Account;
use crate::didww::error::{ErrorObject, Failure};
use crate::didww::kind::Kind;
use crate::didww::switches::{DeleteRouted, UniqueNames};
use crate::didww::version::Version;
use crate::time;
use serde_json::{Map, Value};

/// A trunk or a group as it is to be.
pub(in crate::didww) struct Written {
    kind: Kind,
    /// None for one that is made.
    place: Option<u32>,
    attributes: Map<String, Value>,
    /// Where it leads, for a trunk.
    links: Vec<(Kind, Option<u32>)>,
    /// The trunks of a group, where these were sent.
    members: Option<Vec<u32>>,
    /// Those that it had until then.
    old_members: Vec<u32>,
}

impl Written {
    /// Whether it is made.
    pub(super) fn is_new(&self) -> bool {
        self.place.is_none()
    }

    /// Keeps it; its type and its place.
    pub(super) fn make(self, account: &mut Account) -> (Kind, u32) {
        let Self { kind, place, attributes, links, members, old_members } = self;
        let place = place.unwrap_or_else(|| account.make(kind));
        account.written.insert((kind, place), attributes);
        for (to, link) in links {
            account.links.insert((to, place), link);
        }
        for trunk in old_members {
            account.links.insert((Kind::TrunkGroup, trunk), None);
        }
        for trunk in members.into_iter().flatten() {
            account.links.insert((Kind::TrunkGroup, trunk), Some(place));
        }
        (kind, place)
    }
}

const SEVERAL: (&str, Rule) = ("capacity_limit", Rule::Count(0, 32_767, true));
const REFERENCE: (&str, Rule) = ("external_reference_id", Rule::Text(100));
const TRUNK: [(&str, Rule); 9] = [
    ("name", Rule::Name),
    ("priority", Rule::Count(0, 65_535, false)),
    ("weight", Rule::Count(0, 65_535, false)),
    SEVERAL,
    ("cli_format", Rule::OneOf(&["raw", "e164", "local"])),
    ("cli_prefix", Rule::Text(255)),
    ("description", Rule::Text(255)),
    // Documented: up to 32 seconds.
    ("ringing_timeout", Rule::Count(1, 32, true)),
    REFERENCE,
];
const GROUP: [(&str, Rule); 3] = [("name", Rule::Name), SEVERAL, REFERENCE];

/// A trunk that says nothing of itself, as recorded.
const NEW_TRUNK: &str = concat!(
    r#"{"priority":1,"weight":65535,"capacity_limit":null,"cli_format":"e164","cli_prefix":null,"#,
    r#""description":null,"ringing_timeout":null,"external_reference_id":null}"#,
);
const NEW_GROUP: &str = r#"{"capacity_limit":null,"external_reference_id":null}"#;

/// Checks a trunk or a group that is to be made, or changed where it has a place.
pub(super) fn write(reading: Reading<'_>, place: Option<(u32, &str)>) -> Result<Act, Failure> {
    let Reading { kind, version, world, ask } = reading;
    let body = match place {
        Some((_, id)) => Body::change(reading, id)?,
        None => Body::read(reading)?,
    };
    let is_trunk = kind == Kind::Trunk;
    let rules: &[(&'static str, Rule)] = if is_trunk { &TRUNK } else { &GROUP };
    let newest = version >= Version::V2026April;
    let known = rules.iter().filter(|it| newest || it.0 != REFERENCE.0);
    let known: Vec<(&'static str, Rule)> = known.copied().collect();
    let mut names: Vec<&str> = known.iter().map(|it| it.0).collect();
    names.extend(is_trunk.then_some("configuration"));
    let relations: Vec<&str> = kind.relations(version).map(|it| it.name).collect();
    body.only(&names, &relations)?;

    let mut attributes = match place {
        Some((place, _)) => world.object(kind, place, Version::V2026April),
        None => {
            let new = if is_trunk { NEW_TRUNK } else { NEW_GROUP };
            let mut new: Map<String, Value> =
                serde_json::from_slice(new.as_bytes()).unwrap_or_default();
            new.insert("created_at".to_owned(), time::rfc3339_ms(ask.now_ms).into());
            new
        }
    };
    let mut errors = Vec::new();
    let is_new = place.is_none();
    for (name, rule) in known {
        let sent = Sent { value: body.attribute(name), is_new };
        match rule.check(sent) {
            Ok(None) => {}
            Ok(Some(value)) => {
                attributes.insert(name.to_owned(), value);
            }
            Err(title) => errors.push(ErrorObject::attribute(title, name)),
        }
    }
    let own = place.map(|it| it.0);
    if body.text("name").is_some_and(|name| is_taken(reading, name, own)) {
        errors.push(ErrorObject::attribute("has already been taken", "name"));
    }
    if is_trunk {
        let old = attributes.get("configuration").filter(|_| !is_new);
        let sent = body.attribute("configuration");
        let configuration = configuration::read(reading, sent, old, &mut errors)?;
        attributes.insert("configuration".to_owned(), configuration);
    }
    let (links, members) = match is_trunk {
        true => (links(reading, &body, &mut errors), None),
        false => (Vec::new(), members(reading, &body, &mut errors)?),
    };
    refused(errors)?;
    let place = place.map(|it| it.0);
    let old_members = match (place, &members) {
        (Some(place), Some(_)) => world.related(kind, place, Kind::Trunk).places(),
        _ => Vec::new(),
    };
    let written = Written { kind, place, attributes, links, members, old_members };
    Ok(Act::Write(Box::new(written)))
}

/// Names are unique, and trunks and groups share them.
fn is_taken(reading: Reading<'_>, name: &str, own: Option<u32>) -> bool {
    let Reading { kind, world, ask, .. } = reading;
    if ask.own.unique_names == UniqueNames::Groups && kind == Kind::Trunk {
        return false;
    }
    let kinds = [Kind::TrunkGroup, Kind::Trunk].into_iter();
    let kinds = kinds.filter(|it| *it == kind || ask.own.unique_names == UniqueNames::All);
    let mut all = kinds.flat_map(|it| world.places(it).into_iter().map(move |place| (it, place)));
    all.any(|(it, place)| {
        let other = it != kind || own != Some(place);
        other && world.member(it, place, Version::V2026April, "name") == name
    })
}

fn links(
    reading: Reading<'_>,
    body: &Body,
    errors: &mut Vec<ErrorObject>,
) -> Vec<(Kind, Option<u32>)> {
    let mut links = Vec::new();
    for relation in reading.kind.relations(reading.version) {
        let (Some(sent), Some(to)) = (body.relationship(relation.name), relation.to) else {
            continue;
        };
        match linked(reading, sent, to) {
            Some(place) => links.push((to, place)),
            None => errors.push(super::wrong(relation.name)),
        }
    }
    links
}

/// The trunks of a group: they take the place of those it had.
fn members(
    reading: Reading<'_>,
    body: &Body,
    errors: &mut Vec<ErrorObject>,
) -> Result<Option<Vec<u32>>, Failure> {
    let name = Kind::Trunk.name(reading.version);
    let Some(sent) = body.relationships(name) else { return Ok(None) };
    let sent = sent.ok_or_else(|| bad(ErrorObject::missing("data")))?;
    let mut all = Vec::new();
    for (at, one) in sent.into_iter().enumerate() {
        match linked(reading, Some(one), Kind::Trunk).flatten() {
            Some(place) if all.contains(&place) => {}
            Some(place) => all.push(place),
            None => {
                let pointer = format!("/data/relationships/{name}/{at}");
                errors.push(ErrorObject::invalid("is invalid", name, &pointer));
            }
        }
    }
    if all.len() > MOST_MEMBERS {
        let pointer = format!("/data/relationships/{name}");
        errors.push(ErrorObject::invalid("is too long (maximum is 10)", name, &pointer));
    }
    Ok(Some(all))
}

/// Checks that a trunk, or a group with its trunks, may be deleted.
pub(super) fn delete(reading: Reading<'_>, place: u32) -> Result<Act, Failure> {
    let Reading { kind, world, ask, .. } = reading;
    let mut all = vec![(kind, place)];
    if kind == Kind::TrunkGroup && ask.own.group_deletes_trunks {
        let members = world.related(kind, place, Kind::Trunk).places();
        all.extend(members.into_iter().map(|it| (Kind::Trunk, it)));
    }
    if ask.own.delete_routed == DeleteRouted::Refuse {
        let leads = |did: u32| {
            let did = world.did(did);
            all.iter().any(|(kind, place)| did.related(*kind) == Some(*place))
        };
        if world.places(Kind::Did).into_iter().any(leads) {
            let title = "It cannot be removed while DIDs are routed to it";
            return Err(Failure::invalid_all(vec![ErrorObject::general(title)]));
        }
    }
    Ok(Act::Delete(all))
}

const MOST_MEMBERS: usize = 10;
