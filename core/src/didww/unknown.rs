//! What this version of telnum does not know is kept as the carrier wrote it.

use telnum_macros::record;

/// A member that this version does not know: an attribute, or a relationship that was included.
#[record]
pub struct DidwwMember {
    /// The carrier's name for it.
    pub name: String,
    /// Its value, as JSON text.
    pub json: String,
}

/// An included object of a type that this version does not know.
#[record]
pub struct DidwwUnknownObject {
    /// The JSON:API type, such as `identities`.
    pub object_type: String,
    /// The id.
    pub id: String,
    /// Its attributes, as JSON text; `{}` where it has none.
    pub attributes: String,
    /// Its relationships, as JSON text; `{}` where it has none.
    pub relationships: String,
}

impl DidwwMember {
    pub(super) fn new(name: &str, json: &str) -> Self {
        Self { name: name.to_owned(), json: json.to_owned() }
    }
}
