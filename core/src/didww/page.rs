//! A page of DIDs with what was included, and a row that carries its page's included objects.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use telnum_macros::record;

use super::did::DidwwDid;
use super::included::DidwwIncluded;
use super::linked::DidwwLinked;
use super::unknown::DidwwMember;
use crate::seen::{Seen, Shown};

/// A page of DIDs. (DIDWW, *Get DIDs*)
#[derive(Default)]
#[record]
pub struct DidwwDidPage {
    /// The DIDs, in the carrier's order.
    pub dids: Vec<DidwwDid>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many DIDs there are in all pages, by the carrier's word.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A DID from a walk over pages, with what its page included.
///
/// It dereferences to the DID; `linked` follows its links.
#[derive(Clone, Debug, PartialEq)]
pub struct DidwwRow {
    did: DidwwDid,
    included: Arc<DidwwIncluded>,
}

impl DidwwDidPage {
    /// The DIDs, with links that can be followed.
    pub fn linked(&self) -> impl ExactSizeIterator<Item = DidwwLinked<'_, DidwwDid>> {
        self.dids.iter().map(|did| DidwwLinked::new(did, &self.included))
    }

    /// The DIDs, each with a share of what was included.
    pub fn into_rows(self) -> Vec<DidwwRow> {
        let included = Arc::new(self.included);
        let row = |did| DidwwRow { did, included: Arc::clone(&included) };
        self.dids.into_iter().map(row).collect()
    }
}

impl DidwwRow {
    /// The DID, with links that can be followed.
    pub fn linked(&self) -> DidwwLinked<'_, DidwwDid> {
        DidwwLinked::new(&self.did, &self.included)
    }

    /// What its page included.
    pub fn included(&self) -> &DidwwIncluded {
        &self.included
    }

    /// The DID alone.
    pub fn into_did(self) -> DidwwDid {
        self.did
    }
}

impl Deref for DidwwRow {
    type Target = DidwwDid;

    fn deref(&self) -> &DidwwDid {
        &self.did
    }
}

impl Shown for DidwwRow {
    fn seen(&self) -> Seen<'_> {
        self.did.seen()
    }
}

/// As the DID alone: its links are ids.
impl Serialize for DidwwRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.did.serialize(serializer)
    }
}
