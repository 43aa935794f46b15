//! What there is to write: types, as every language can declare them.

use crate::calls::{Client, ClientOption};

/// The carriers' folders in core, in the order of the pages.
pub(crate) const CARRIERS: [&str; 3] = ["idt_express", "dialogtech", "didww"];

/// All public types, in the order of their declaration.
pub(crate) struct Model {
    pub(crate) types: Vec<Type>,
    /// What lists can be filtered by.
    pub(crate) filters: Vec<Filters>,
    /// What callers give as parts of a call.
    pub(crate) inputs: Vec<Input>,
    /// What can be called.
    pub(crate) clients: Vec<Client>,
    /// The options that every client has.
    pub(crate) options: Vec<ClientOption>,
}

impl Model {
    /// The fields of a record; none where there is no record of this name.
    pub(crate) fn fields(&self, record: &str) -> &[Field] {
        match self.types.iter().find(|it| it.name == record).map(|it| &it.kind) {
            Some(Kind::Record(fields)) => fields,
            _ => &[],
        }
    }

    /// Whether callers give objects of this name.
    pub(crate) fn is_input(&self, name: &str) -> bool {
        self.inputs.iter().any(|it| it.name == name)
    }

    /// Whether an argument of this type is an object that callers made before or got from a call.
    pub(crate) fn is_record(&self, name: &str) -> bool {
        matches!(
            self.types.iter().find(|it| it.name == name),
            Some(Type { kind: Kind::Record(_), .. })
        )
    }

    /// The lists that the links of a page lead into, and the type of what is in each.
    pub(crate) fn included(&self) -> impl Iterator<Item = (&Field, &str)> {
        self.fields(INCLUDED).iter().filter_map(|field| match &field.shape {
            Shape::List(inner) => match inner.as_ref() {
                Shape::Named(target) => Some((field, target.as_str())),
                _ => None,
            },
            _ => None,
        })
    }
}

/// The record that holds every object which a page includes, by type.
pub(crate) const INCLUDED: &str = "DidwwIncluded";

/// One public type.
pub(crate) struct Type {
    pub(crate) name: String,
    pub(crate) doc: String,
    /// Which part of the package it belongs to: `common`, `idt_express`, `emulator`.
    pub(crate) module: String,
    pub(crate) kind: Kind,
}

/// What a type is.
pub(crate) enum Kind {
    /// Plain data.
    Record(Vec<Field>),
    /// One of these names, and no other.
    ClosedSet(Vec<Variant>),
    /// One of these names, or a text that the carrier made up since.
    OpenSet(Vec<Variant>),
}

/// A field of a record.
pub(crate) struct Field {
    /// In snake case, as in the canonical form.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) shape: Shape,
    /// For a link: which `include` brings the objects it leads to.
    pub(crate) include: Option<String>,
}

/// The filters of a list.
pub(crate) struct Filters {
    /// `DidwwCityFilter`.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) fields: Vec<Field>,
}

/// An object that callers give: the item of an order. Each of its fields may be left out.
pub(crate) struct Input {
    /// `DidwwNewOrderItem`.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) fields: Vec<Field>,
}

/// A name of a set.
pub(crate) struct Variant {
    /// In snake case, as in the canonical form.
    pub(crate) name: String,
    pub(crate) doc: String,
}

/// What a field holds.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Integer,
    Float,
    Flag,
    Decimal,
    Timestamp,
    /// A JSON object.
    Object,
    /// For an argument: an id, text or a whole number.
    Id,
    /// For an argument: filters, of this name.
    Filters(String),
    /// For an argument: what to sort by, of this set.
    Sorting(String),
    /// For an argument: names of fields, by type; those of the type that is asked for are of this set.
    Fieldsets(Option<String>),
    /// A type of this model.
    Named(String),
    Optional(Box<Shape>),
    List(Box<Shape>),
    /// Leads to an object of this type, or to several, among those that a page includes.
    Link {
        target: String,
        many: bool,
    },
}
