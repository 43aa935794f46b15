//! The filters of lists, and what callers give as parts of a call.

use askama::Template;
use heck::ToLowerCamelCase;

use super::layout::{declared, packed};
use super::records::documented;
use super::said::Said;
use super::shape::spelled;
use crate::model::{self, Model};

#[derive(Template)]
#[template(path = "swift/filters.swift.jinja", escape = "none")]
struct Filters<'a> {
    filter: &'a str,
    about: String,
    filters: Vec<FilterView>,
    /// Whether it holds what telnum does not know.
    has_other: bool,
}

struct FilterView {
    /// What core calls it.
    key: String,
    name: String,
    doc: String,
    of: String,
}

/// By name, a file's text.
pub(super) fn files(model: &Model, said: &Said<'_>) -> Result<Vec<(String, String)>, String> {
    let filters = model.filters.iter().map(|it| (&it.name, &it.doc, &it.fields, true));
    let inputs = model.inputs.iter().map(|it| (&it.name, &it.doc, &it.fields, false));
    filters.chain(inputs).map(|it| Ok((format!("{}.swift", it.0), file(it, said)?))).collect()
}

fn file(
    (name, doc, fields, has_other): (&String, &String, &Vec<model::Field>, bool),
    said: &Said<'_>,
) -> Result<String, String> {
    let view = |it: &model::Field| {
        Ok(FilterView {
            key: it.name.clone(),
            name: it.name.to_lower_camel_case(),
            doc: documented(1, said, &it.doc),
            of: spelled(&it.shape)
                .ok_or_else(|| format!("Swift does not know the filter `{}`", it.name))?,
        })
    };
    let filters = fields.iter().map(view).collect::<Result<_, String>>()?;
    let filters = Filters { filter: name, about: documented(0, said, doc), filters, has_other };
    Ok(filters.render().map_err(|error| error.to_string())? + "\n")
}

impl Filters<'_> {
    fn initialiser(&self) -> String {
        let own = self.filters.iter().map(|it| format!("{}: {} = nil", it.name, it.of));
        let other = self.has_other.then(|| "other: [DidwwOtherFilter] = []".to_owned());
        let items: Vec<String> = own.chain(other).collect();
        declared(1, "public init", &items, "")
    }

    fn arguments(&self) -> String {
        let pairs: Vec<String> =
            self.filters.iter().map(|it| format!("\"{}\": {}", it.key, it.name)).collect();
        packed(3, &pairs)
    }
}
