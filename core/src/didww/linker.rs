//! Gives each link the place of the object that it leads to.

use std::collections::HashMap;

use super::included::{DidwwIncluded, LISTS, Listed, each_list};
use super::link::{DidwwLink, DidwwLinks};
use super::{
    DidwwAddressVerification, DidwwCapacityPool, DidwwCity, DidwwCountry, DidwwDid, DidwwDidGroup,
    DidwwDidGroupType, DidwwOrder, DidwwPop, DidwwQtyBasedPricing, DidwwRegion,
    DidwwSharedCapacityGroup, DidwwStockKeepingUnit, DidwwVoiceInTrunk, DidwwVoiceInTrunkGroup,
};

/// Knows where each included object is.
pub(crate) struct Linker<'a> {
    included: &'a mut DidwwIncluded,
    /// For each list, the place of each id.
    places: [HashMap<String, i32>; LISTS],
}

impl<'a> Linker<'a> {
    /// Of two objects with one type and id the first stays.
    pub(super) fn new(included: &'a mut DidwwIncluded) -> Self {
        let mut linker = Self { included, places: Default::default() };
        macro_rules! learn {
            ($object:ident) => {
                linker.learn::<$object>();
            };
        }
        each_list!(learn);
        linker
    }

    /// Links the included objects to each other.
    pub(super) fn resolve_included(&mut self) {
        macro_rules! resolve {
            ($object:ident) => {
                self.resolve_list::<$object>();
            };
        }
        each_list!(resolve);
    }

    pub(crate) fn one<T: Listed>(&mut self, link: &mut DidwwLink) {
        if let DidwwLink::Present { id, index } = link {
            *index = self.place::<T>(id);
        }
    }

    pub(crate) fn many<T: Listed>(&mut self, links: &mut DidwwLinks) {
        if let DidwwLinks::Present { ids, indexes } = links {
            *indexes = ids.iter().map(|id| self.place::<T>(id)).collect();
        }
    }

    fn learn<T: Listed>(&mut self) {
        let Some(places) = self.places.get_mut(T::PLACE) else { return };
        T::list_mut(self.included).retain(|it| {
            let next = i32::try_from(places.len()).unwrap_or(i32::MAX);
            let is_new = !places.contains_key(it.id());
            if is_new {
                places.insert(it.id().to_owned(), next);
            }
            is_new
        });
    }

    fn resolve_list<T: Listed>(&mut self) {
        // The list can grow meanwhile, by objects that are only named; those have no links.
        for place in 0..T::list(self.included).len() {
            let Some(it) = T::list_mut(self.included).get_mut(place) else { break };
            let mut object = std::mem::take(it);
            object.resolve(self);
            if let Some(it) = T::list_mut(self.included).get_mut(place) {
                *it = object;
            }
        }
    }

    /// The place of an object; one that the answer lacks is added, with nothing but its id.
    fn place<T: Listed>(&mut self, id: &str) -> i32 {
        let Some(places) = self.places.get_mut(T::PLACE) else { return -1 };
        if let Some(place) = places.get(id) {
            return *place;
        }
        let place = i32::try_from(places.len()).unwrap_or(i32::MAX);
        places.insert(id.to_owned(), place);
        let mut object = T::default();
        object.set_id(id.to_owned());
        T::list_mut(self.included).push(object);
        place
    }
}
