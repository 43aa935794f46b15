//! What this version of telnum does not know is kept as the carrier wrote it, but for credentials.

use telnum_macros::record;
use telnum_wire::Json;

use crate::credentials;

/// A member that this version does not know, or whose value it cannot read: an attribute, or a relationship
/// that was included, without its `links`. `meta.x` is the member `x` of an object's `meta`.
///
/// Passwords, tokens and other credentials are never kept: `"[redacted]"` stands in their place.
#[record]
pub struct DidwwMember {
    /// The carrier's name for it.
    pub name: String,
    /// Its value, as JSON text.
    pub json: String,
}

/// An included object of a type that this version does not know.
///
/// Credentials are never kept: `"[redacted]"` stands in their place.
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
    /// Its `meta`, as JSON text; `{}` where it has none.
    pub meta: String,
}

impl DidwwMember {
    pub(super) fn new(name: &str, json: Json<'_>) -> Self {
        Self::of_text(name, json.get())
    }

    /// The same of JSON that was put together.
    pub(super) fn of_text(name: &str, json: &str) -> Self {
        Self { name: name.to_owned(), json: credentials::member(name, json) }
    }

    /// A member of a `meta`.
    pub(super) fn of_meta(name: &str, json: Json<'_>) -> Self {
        Self { name: format!("meta.{name}"), ..Self::new(name, json) }
    }
}
