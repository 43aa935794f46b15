//! An object together with the page's included objects, so that links can be followed.

use std::fmt;
use std::ops::Deref;

use super::included::{DidwwIncluded, Listed};
use super::link::{DidwwLink, DidwwLinks};
use crate::error::{Carrier, Error, ErrorDetail, ErrorKind, Result};

/// An object whose links can be followed: `did.did_group()?`, and from there `country()?`.
///
/// It dereferences to the object, so `did.number` reads naturally.
pub struct DidwwLinked<'a, T> {
    object: &'a T,
    included: &'a DidwwIncluded,
}

impl<'a, T> DidwwLinked<'a, T> {
    pub(crate) fn new(object: &'a T, included: &'a DidwwIncluded) -> Self {
        Self { object, included }
    }

    /// The object itself.
    pub fn object(self) -> &'a T {
        self.object
    }

    /// The object that this link leads to.
    pub(crate) fn follow_one<U: Listed>(
        self,
        link: &DidwwLink,
        name: &str,
        include: &str,
    ) -> Result<Option<DidwwLinked<'a, U>>> {
        match link {
            DidwwLink::NotLoaded => Err(didww_not_loaded(name, include)),
            DidwwLink::Empty => Ok(None),
            DidwwLink::Present { id, index } => Ok(self.find(id, *index)),
        }
    }

    /// The objects that these links lead to.
    pub(crate) fn follow_many<U: Listed>(
        self,
        links: &DidwwLinks,
        name: &str,
        include: &str,
    ) -> Result<Vec<DidwwLinked<'a, U>>> {
        match links {
            DidwwLinks::NotLoaded => Err(didww_not_loaded(name, include)),
            DidwwLinks::Present { ids, indexes } => Ok(ids
                .iter()
                .zip(indexes)
                .filter_map(|(id, index)| self.find(id, *index))
                .collect()),
        }
    }

    fn find<U: Listed>(self, id: &str, index: i32) -> Option<DidwwLinked<'a, U>> {
        let list = U::list(self.included);
        let there = usize::try_from(index).ok().and_then(|it| list.get(it));
        // A page that was read back from JSON knows ids only.
        let found =
            there.filter(|it| it.id() == id).or_else(|| list.iter().find(|it| it.id() == id));
        found.map(|object| DidwwLinked { object, included: self.included })
    }
}

/// What the answer does not say is not none: the error for every language's own links.
#[doc(hidden)]
pub fn didww_not_loaded(name: &str, include: &str) -> Error {
    // An object may be what a call asks for, or what another one leads to.
    let alone = match name == include {
        true => String::new(),
        // Not by its name, which languages would spell.
        false => {
            ", or its last part alone where the call asks for such objects themselves".to_owned()
        }
    };
    let text = format!(
        "`{name}` is not in the answer: pass `{include}` in `include`{alone}; if you did, the carrier left it out"
    );
    let detail = ErrorDetail::local("112", "Invalid include", text.clone(), "include");
    Error::new(ErrorKind::InvalidInput, format!("{text}.")).with(|it| {
        it.carrier = Some(Carrier::Didww);
        it.details = vec![detail];
    })
}

impl<T> Clone for DidwwLinked<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for DidwwLinked<'_, T> {}

impl<T> Deref for DidwwLinked<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.object
    }
}

impl<T: fmt::Debug> fmt::Debug for DidwwLinked<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)
    }
}
