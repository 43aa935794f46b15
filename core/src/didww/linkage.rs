//! Where a relationship leads: to nothing, to one object, or to several.

use super::included::Listed;
use super::link::{DidwwLink, DidwwLinks};
use telnum_wire::Json;

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
    /// Reads what stands there, and says whether it could.
    pub(super) fn read(&mut self, json: Json<'_>) -> bool {
        if json.get() == "null" {
            return self.lead(None);
        }
        identifiers(json, self.types()).is_some_and(|it| self.lead(Some(it)))
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

/// The ids of one `{type, id}` or of a list of them; none if one of them leads elsewhere or nowhere.
fn identifiers(json: Json<'_>, types: &[&str]) -> Option<Vec<String>> {
    let items = json.items().unwrap_or_else(|| vec![json]);
    let read = items.into_iter().map(|item| {
        let members = item.members()?;
        let named = |wanted: &str| members.iter().find(|(it, _)| it == wanted).map(|it| it.1);
        let is_of_type = match named("type").and_then(Json::text) {
            Some(text) => types.contains(&&*text),
            None => true,
        };
        named("id")?.key().filter(|_| is_of_type).map(Into::into)
    });
    read.collect()
}
