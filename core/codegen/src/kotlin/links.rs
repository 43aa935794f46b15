//! Links of DIDWW's objects, which are followed by properties.

use heck::ToLowerCamelCase;

use super::doc::{Docs, kdoc};
use crate::model::{Field, Kind, Model, Shape, Type};

/// A link that can be followed.
pub(super) struct Link<'a> {
    field: &'a Field,
    include: &'a str,
    target: &'a str,
    many: bool,
    /// What the class calls the link itself.
    pub(super) name: String,
    /// The list of included objects that it leads into.
    pub(super) list: String,
}

/// Those of a type.
pub(super) fn of<'a>(model: &'a Model, it: &'a Type) -> Vec<Link<'a>> {
    let Kind::Record(fields) = &it.kind else { return Vec::new() };
    let followed = fields.iter().filter_map(|field| {
        let Shape::Link { target, many } = &field.shape else { return None };
        let (list, _) = model.included().find(|(_, it)| it == target)?;
        let list = list.name.to_lower_camel_case();
        let name = match many {
            true => format!("{}Links", singular(&field.name).to_lower_camel_case()),
            false => format!("{}Link", field.name.to_lower_camel_case()),
        };
        let include = field.include.as_deref()?;
        Some(Link { field, include, target, many: *many, name, list })
    });
    followed.collect()
}

/// Whether an object of this type leads to others.
pub(super) fn leads(model: &Model, name: &str) -> bool {
    model.types.iter().any(|it| it.name == name && !of(model, it).is_empty())
}

/// `city`, of `cities`.
pub(super) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let has_more = name.ends_with("sses") || name.ends_with("xes");
    name.strip_suffix(if has_more { "es" } else { "s" }).unwrap_or(name).to_owned()
}

impl Link<'_> {
    /// The property that follows it.
    pub(super) fn property(&self, docs: &Docs) -> String {
        let Self { field, include, target, many, name, .. } = self;
        let answer = if *many { format!("List<{target}>") } else { format!("{target}?") };
        let throws = "@throws TelnumException.InvalidInput where the answer does not say: the error says which \
                      `include` to pass";
        let doc = docs.say(&field.doc.split_whitespace().collect::<Vec<_>>().join(" "));
        format!(
            "{}\n    public val {}: {answer}\n        get() = {name}.follow(\"{}\", \"{include}\")\n\n",
            kdoc(4, &[doc], &[throws.to_owned()]),
            field.name.to_lower_camel_case(),
            field.name,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn rows_are_named_one_by_one() {
        let names = ["numbers", "addresses", "countries", "stock", "prefixes"].map(singular);
        assert_eq!(names, ["number", "address", "country", "stock", "prefix"]);
    }
}
