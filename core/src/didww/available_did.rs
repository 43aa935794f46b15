//! A number that can be bought by itself.

use telnum_macros::{record, resource};

use super::link::DidwwLink;
use super::unknown::DidwwMember;
use super::{DidwwDidGroupLink, DidwwNanpaPrefixLink};

/// A link to a number that can be bought.
pub type DidwwAvailableDidLink = DidwwLink;

/// A number that can be bought by itself. (DIDWW, *Available DID Object*)
#[derive(Default)]
#[resource("available_dids")]
#[record]
pub struct DidwwAvailableDid {
    /// The id to order or to reserve it by.
    pub id: String,
    /// The number as the carrier wrote it: E.164 without the plus sign, as a rule.
    pub number: Option<String>,
    /// Its E.164 form, where it can be known.
    #[derived]
    pub e164: Option<String>,
    /// The group it is of, which has its price.
    #[to_one(include = "did_group")]
    pub did_group: DidwwDidGroupLink,
    /// Its prefix, of a North American number; since version 2022-05-10.
    #[to_one(include = "nanpa_prefix")]
    pub nanpa_prefix: DidwwNanpaPrefixLink,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

impl DidwwAvailableDid {
    fn derive(&mut self) {
        self.e164 = self.number.as_deref().and_then(super::did::e164);
    }
}
