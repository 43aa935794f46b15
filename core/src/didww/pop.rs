//! A point of presence.

use telnum_macros::{record, resource};

use super::link::DidwwLink;
use super::unknown::DidwwMember;

/// A link to a point of presence.
pub type DidwwPopLink = DidwwLink;

/// Where in the world calls are handed over. (DIDWW, *POP Object*)
#[derive(Default)]
#[resource("pops")]
#[record]
pub struct DidwwPop {
    /// The id.
    pub id: String,
    /// The name, such as `DE, FRA`.
    pub name: Option<String>,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}
