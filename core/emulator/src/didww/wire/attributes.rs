//! An object's attributes, of which `fields[…]` may leave only some.

use super::quoted;
use crate::didww::version::Version;
use crate::didww::world::World;

/// Takes attributes one by one, and writes those that were asked for.
#[derive(Debug)]
pub(crate) struct Attributes<'a> {
    pub(crate) world: World<'a>,
    pub(crate) version: Version,
    /// What to write; all if none is named.
    wanted: Option<&'a [String]>,
    /// The members so far, comma separated.
    members: String,
    names: Vec<&'static str>,
}

impl<'a> Attributes<'a> {
    /// None yet.
    pub(crate) fn new(world: World<'a>, version: Version, wanted: Option<&'a [String]>) -> Self {
        Self { world, version, wanted, members: String::new(), names: Vec::new() }
    }

    /// The members that were asked for, and the names of all.
    pub(crate) fn finish(self) -> (String, Vec<&'static str>) {
        (self.members, self.names)
    }

    pub(crate) fn text(&mut self, name: &'static str, value: &str) {
        self.optional(name, Some(value));
    }

    /// A text, or `null`.
    pub(crate) fn optional(&mut self, name: &'static str, value: Option<&str>) {
        if self.begin(name) {
            match value {
                Some(text) => quoted(&mut self.members, text),
                None => self.members.push_str("null"),
            }
        }
    }

    pub(crate) fn number(&mut self, name: &'static str, value: u32) {
        self.optional_number(name, Some(value));
    }

    /// A number, or `null`.
    pub(crate) fn optional_number(&mut self, name: &'static str, value: Option<u32>) {
        if self.begin(name) {
            let text = value.map_or("null".to_owned(), |number| number.to_string());
            self.members.push_str(&text);
        }
    }

    pub(crate) fn boolean(&mut self, name: &'static str, value: bool) {
        if self.begin(name) {
            self.members.push_str(if value { "true" } else { "false" });
        }
    }

    /// A list of words that need no escapes.
    pub(crate) fn words(&mut self, name: &'static str, words: &[&str]) {
        if self.begin(name) {
            self.members.extend(["[\"", &words.join("\",\""), "\"]"]);
        }
    }

    /// JSON, as it is.
    pub(crate) fn json(&mut self, name: &'static str, json: &str) {
        if self.begin(name) {
            self.members.push_str(json);
        }
    }

    fn begin(&mut self, name: &'static str) -> bool {
        self.names.push(name);
        let wanted = self.wanted.is_none_or(|wanted| wanted.iter().any(|field| field == name));
        if wanted {
            if !self.members.is_empty() {
                self.members.push(',');
            }
            self.members.push('"');
            self.members.push_str(name);
            self.members.push_str("\":");
        }
        wanted
    }
}
