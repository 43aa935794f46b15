//! What a change of an object sets and clears, checked and sent alike for all calls.

use super::{errors, query};
use crate::checks::Checks;
use crate::error::Result;
use crate::operation::Encoded;
use crate::transport::Method;
use crate::wire;

/// One thing that a call may set.
pub(super) struct Change<'a> {
    /// What the carrier calls it, and what clears it.
    name: &'static str,
    /// What the argument that sets it is called.
    argument: &'static str,
    /// The ids that it names.
    ids: Vec<&'a str>,
    /// As it is sent; nothing where it stays as it is.
    sent: Option<String>,
    is_link: bool,
}

impl<'a> Change<'a> {
    pub(super) fn text(name: &'static str, text: Option<&str>) -> Self {
        Self::attribute(name, text.map(query::quoted))
    }

    pub(super) fn count(name: &'static str, count: Option<i32>) -> Self {
        Self::attribute(name, count.map(|it| it.to_string()))
    }

    /// An attribute, as it is sent.
    pub(super) fn attribute(name: &'static str, sent: Option<String>) -> Self {
        Self { name, argument: name, ids: Vec::new(), sent, is_link: false }
    }

    /// A link to an object of this type.
    pub(super) fn link(
        [name, argument, object_type]: [&'static str; 3],
        id: Option<&'a str>,
    ) -> Self {
        let sent = id.map(|it| query::link(object_type, it));
        Self { name, argument, ids: id.into_iter().collect(), sent, is_link: true }
    }

    /// Links to objects of this type, instead of those that there are.
    pub(super) fn links(
        [name, argument, object_type]: [&'static str; 3],
        ids: &'a [String],
    ) -> Self {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let sent = (!ids.is_empty()).then(|| query::links(object_type, &ids));
        Self { name, argument, ids, sent, is_link: true }
    }
}

/// What a kind of object can be without, and which two of its links exclude one another.
pub(super) struct Kind {
    pub(super) attributes: &'static [&'static str],
    /// Links to one object.
    pub(super) links: &'static [&'static str],
    /// Links to several objects.
    pub(super) lists: &'static [&'static str],
    pub(super) either: &'static [[&'static str; 2]],
}

impl Kind {
    /// All that an object can be without.
    fn clearable(&self) -> impl Iterator<Item = &'static str> {
        [self.attributes, self.links, self.lists].into_iter().flatten().copied()
    }

    /// The other one of a pair.
    fn other(&self, name: &str) -> Option<&'static str> {
        self.either.iter().find_map(|[one, two]| match name {
            it if it == *one => Some(*two),
            it if it == *two => Some(*one),
            _ => None,
        })
    }
}

/// Counts that have to be from the least to the most.
pub(super) fn counts(counts: &[(&str, Option<i32>, [i32; 2])], checks: &mut Checks) {
    for (name, count, [least, most]) in counts {
        if count.is_some_and(|it| !(*least..=*most).contains(&it)) {
            let rule = match *most {
                i32::MAX => format!("must be {least} or more"),
                most => format!("must be from {least} to {most}"),
            };
            checks.fail(errors::invalid(name, &rule));
        }
    }
}

/// What is wrong with the ids that are set.
pub(super) fn ids(changes: &[Change<'_>], checks: &mut Checks) {
    for change in changes {
        if let Some(problem) = change.ids.iter().find_map(|it| errors::problem_of_name(it)) {
            checks.fail(errors::invalid(change.argument, problem));
        }
    }
}

/// What is wrong with a change.
pub(super) fn rules(changes: &[Change<'_>], clear: &[String], kind: &Kind, checks: &mut Checks) {
    ids(changes, checks);
    let set = |name: &str| changes.iter().find(|it| it.name == name && it.sent.is_some());
    let mut wrong = |field: &str, rule: &str| checks.fail(errors::invalid(field, rule));
    for [one, two] in kind.either {
        if let (Some(one), Some(two)) = (set(one), set(two)) {
            let rule = format!("cannot be given beside `{}`: there is one of them", one.argument);
            wrong(two.argument, &rule);
        }
    }
    for name in clear {
        if kind.clearable().all(|it| it != name) {
            let mut rule = format!("names {}; what can be cleared is", wire::quoted(name));
            for (at, known) in kind.clearable().enumerate() {
                rule.extend([if at == 0 { " `" } else { ", `" }, known, "`"]);
            }
            wrong("clear", &rule);
        } else if set(name).is_some() {
            wrong("clear", &format!("names `{name}`, which is set too"));
        }
    }
    if clear.is_empty() && changes.iter().all(|it| it.sent.is_none()) {
        wrong("clear", "is empty, and nothing is set: the call would change nothing");
    }
}

/// A change of what this path names.
pub(super) fn request(
    path: &[&str],
    changes: &[Change<'_>],
    clear: &[String],
    kind: &Kind,
) -> Result<Encoded> {
    let (mut attributes, mut links) = parts(changes);
    // To set one of a pair clears the other, which may be asked for besides.
    let set = changes.iter().filter(|it| it.sent.is_some());
    let mut none: Vec<&str> = set.filter_map(|it| kind.other(it.name)).collect();
    for name in clear.iter().map(String::as_str) {
        if !none.contains(&name) {
            none.push(name);
        }
    }
    for name in none {
        if kind.attributes.contains(&name) {
            attributes.push((name, Some("null".to_owned())));
        } else {
            let empty = if kind.lists.contains(&name) { "[]" } else { "null" };
            links.push((name, Some(format!("{{\"data\":{empty}}}"))));
        }
    }
    query::written(Method::Patch, path, &attributes, &links)
}

/// A new object.
pub(super) fn made(path: &[&str], changes: &[Change<'_>]) -> Result<Encoded> {
    let (attributes, links) = parts(changes);
    query::written(Method::Post, path, &attributes, &links)
}

type Members<'a> = Vec<(&'a str, Option<String>)>;

fn parts<'a>(changes: &[Change<'_>]) -> (Members<'a>, Members<'a>) {
    let (mut attributes, mut links) = (Vec::new(), Vec::new());
    for change in changes {
        let part = if change.is_link { &mut links } else { &mut attributes };
        part.push((change.name, change.sent.clone()));
    }
    (attributes, links)
}
