//! Pages of lists with what was included, and rows that carry their page's included objects.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use telnum_macros::{document, record};

use super::did::DidwwDid;
use super::included::DidwwIncluded;
use super::linked::DidwwLinked;
use super::unknown::DidwwMember;
use crate::seen::{Seen, Shown};

/// A page of DIDs. (DIDWW, *Get DIDs*)
#[derive(Default)]
#[document]
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

/// A row from a walk over pages, with what its page included.
///
/// It dereferences to the object; `linked` follows its links.
#[derive(Clone, Debug, PartialEq)]
pub struct DidwwRow<T = DidwwDid> {
    object: T,
    included: Arc<DidwwIncluded>,
}

/// How many rows a page has, unless the call says so.
pub(crate) const USUAL_SIZE: i32 = 50;

impl<T> DidwwRow<T> {
    /// These rows, each with a share of what was included.
    pub(crate) fn all(rows: Vec<T>, included: DidwwIncluded) -> Vec<Self> {
        let included = Arc::new(included);
        let row = |object| Self { object, included: Arc::clone(&included) };
        rows.into_iter().map(row).collect()
    }

    /// The object, with links that can be followed.
    pub fn linked(&self) -> DidwwLinked<'_, T> {
        DidwwLinked::new(&self.object, &self.included)
    }

    /// What its page included.
    pub fn included(&self) -> &DidwwIncluded {
        &self.included
    }

    /// The object alone.
    pub fn into_object(self) -> T {
        self.object
    }
}

impl<T> Deref for DidwwRow<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.object
    }
}

impl<T: Shown> Shown for DidwwRow<T> {
    fn seen(&self) -> Seen<'_> {
        self.object.seen()
    }
}

/// As the object alone: its links are ids.
impl<T: Serialize> Serialize for DidwwRow<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.object.serialize(serializer)
    }
}
