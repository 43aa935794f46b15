//! Where a relationship leads: to nothing, to one object, or to several.

use telnum_wire::{Problem, Reader, Scalar};

use super::included::Listed;
use super::link::{DidwwLink, DidwwLinks};

/// Where a relationship is kept, and what it leads to.
pub(crate) enum Slot<'a> {
    One(&'a mut DidwwLink, Kind),
    Many(&'a mut DidwwLinks, Kind),
}

/// What a relationship leads to.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    /// The JSON:API types that it has, and had.
    pub(crate) types: &'static [&'static str],
    /// The list of a page in which its objects are, where a call can bring them along.
    pub(crate) list: Option<usize>,
}

impl Kind {
    pub(crate) const fn of<T: Listed>(is_brought: bool) -> Self {
        Self { types: T::TYPES, list: if is_brought { Some(T::PLACE) } else { None } }
    }
}

impl Slot<'_> {
    /// Reads what is next, and says whether it could.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>) -> Result<bool, Problem> {
        let types = self.types();
        if reader.peek() == Some(b'n') {
            return reader.skip().map(|()| self.lead(None));
        }
        if !reader.enter_list() {
            let id = identifier(reader, types)?;
            return Ok(id.is_some_and(|id| self.lead(Some(vec![id]))));
        }
        let (mut ids, mut is_first) = (Some(Vec::new()), true);
        while reader.item(&mut is_first)? {
            let id = identifier(reader, types)?;
            ids = ids.zip(id).map(|(mut ids, id)| {
                ids.push(id);
                ids
            });
        }
        Ok(ids.is_some_and(|ids| self.lead(Some(ids))))
    }

    fn types(&self) -> &'static [&'static str] {
        match self {
            Self::One(_, kind) | Self::Many(_, kind) => kind.types,
        }
    }

    /// Leads to these, or to null. Of a relationship that an older version calls otherwise, the name that
    /// leads somewhere counts.
    fn lead(&mut self, ids: Option<Vec<String>>) -> bool {
        match self {
            Self::One(link, _) => {
                let mut ids = ids.unwrap_or_default();
                if ids.len() > 1 {
                    return false;
                }
                let present = |id| DidwwLink::Present { id, index: -1 };
                let found = ids.pop().map_or(DidwwLink::Empty, present);
                if matches!(link, DidwwLink::Present { .. }) {
                    return **link == found;
                }
                **link = found;
            }
            Self::Many(links, _) => {
                let Some(ids) = ids else { return false };
                let found = DidwwLinks::Present { indexes: vec![-1; ids.len()], ids };
                if links.ids().is_some_and(|it| !it.is_empty()) {
                    return **links == found;
                }
                **links = found;
            }
        }
        true
    }
}

/// The id of one `{type, id}`; none if it leads elsewhere or nowhere.
fn identifier(reader: &mut Reader<'_>, types: &[&str]) -> Result<Option<String>, Problem> {
    if !reader.enter_object() {
        return reader.skip().map(|()| None);
    }
    let (mut id, mut is_of_type, mut is_first) = (None, true, true);
    while let Some(name) = reader.member(&mut is_first)? {
        match &*name {
            "id" if id.is_none() => {
                id = match reader.scalar()? {
                    Scalar::Text(text) if !text.is_empty() => Some(text.into_owned()),
                    Scalar::Number(written) => Some(written.to_owned()),
                    _ => None,
                };
            }
            "type" => {
                is_of_type &= match reader.scalar()? {
                    Scalar::Text(text) => types.contains(&&*text),
                    Scalar::Number(_) | Scalar::Flag(_) => false,
                    Scalar::Null | Scalar::Other(_) => true,
                };
            }
            _ => reader.skip()?,
        }
    }
    Ok(id.filter(|_| is_of_type))
}
