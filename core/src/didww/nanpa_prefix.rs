//! Prefixes of North American numbers.

use telnum_macros::{record, resource};

use super::link::DidwwLink;
use super::unknown::DidwwMember;
use super::{DidwwCountryLink, DidwwRegionLink};

/// A link to a prefix of North American numbers.
pub type DidwwNanpaPrefixLink = DidwwLink;

/// The first six digits of North American numbers, after the 1. (DIDWW, *NANPA Prefix Object*)
#[derive(Default)]
#[resource("nanpa_prefixes")]
#[record]
pub struct DidwwNanpaPrefix {
    /// The id.
    pub id: String,
    /// The area code: three digits.
    pub npa: Option<String>,
    /// The exchange: the three digits after the area code.
    pub nxx: Option<String>,
    /// The country it is in.
    #[to_one(include = "country")]
    pub country: DidwwCountryLink,
    /// The region it is in.
    #[to_one(include = "region")]
    pub region: DidwwRegionLink,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}
