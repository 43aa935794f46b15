//! The filters of lists.

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
    model.filters.iter().map(|it| Ok((format!("{}.swift", it.name), file(it, said)?))).collect()
}

fn file(it: &model::Filters, said: &Said<'_>) -> Result<String, String> {
    let view = |it: &model::Field| {
        Ok(FilterView {
            key: it.name.clone(),
            name: it.name.to_lower_camel_case(),
            doc: documented(1, said, &it.doc),
            of: spelled(&it.shape)
                .ok_or_else(|| format!("Swift does not know the filter `{}`", it.name))?,
        })
    };
    let filters = it.fields.iter().map(view).collect::<Result<_, String>>()?;
    let filters = Filters { filter: &it.name, about: documented(0, said, &it.doc), filters };
    Ok(filters.render().map_err(|error| error.to_string())? + "\n")
}

impl Filters<'_> {
    fn initialiser(&self) -> String {
        let own = self.filters.iter().map(|it| format!("{}: {} = nil", it.name, it.of));
        let items: Vec<String> = own.chain(["other: [DidwwOtherFilter] = []".to_owned()]).collect();
        declared(1, "public init", &items, "")
    }

    fn arguments(&self) -> String {
        let pairs: Vec<String> =
            self.filters.iter().map(|it| format!("\"{}\": {}", it.key, it.name)).collect();
        packed(3, &pairs)
    }
}
