//! `fields[type]=name,name`: which attributes and relationships to send.

use super::{Reading, list};
use crate::didww::error::ErrorObject;
use crate::didww::kind::Kind;
use crate::didww::wire::field_names;

/// What was named, by type.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(Vec<(Kind, Vec<String>)>);

impl Fields {
    pub(super) fn read(reading: Reading<'_>, errors: &mut Vec<ErrorObject>) -> Self {
        let mut all = Vec::new();
        for (name, value) in reading.family("fields") {
            let Some(kind) = Kind::named(name, reading.version) else {
                errors.push(ErrorObject::resource(name));
                continue;
            };
            let known = field_names(reading.world, reading.version, kind);
            let mut fields = if value.is_empty() { Vec::new() } else { list(value) };
            fields.retain(|field| {
                let is_known = known.contains(&field.as_str());
                if !is_known {
                    errors.push(ErrorObject::field(field, name));
                }
                is_known
            });
            all.push((kind, fields));
        }
        Self(all)
    }

    /// The names of a type, unless all are meant. Of several lists the last counts.
    pub(crate) fn of(&self, kind: Kind) -> Option<&[String]> {
        let named = self.0.iter().rev().find(|(of, _)| *of == kind);
        named.map(|(_, fields)| fields.as_slice())
    }
}
