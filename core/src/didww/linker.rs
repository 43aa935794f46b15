//! Gives each link the place of the object that it leads to.

use std::collections::HashMap;

use super::document::Data;
use super::included::{self, DidwwIncluded};
use super::link::{DidwwLink, DidwwLinks};
use super::resource::{Resource, Slot};

/// Links the objects of a document to each other: what it is about, and what it includes.
pub(super) fn link(data: Data<'_>, included: &mut DidwwIncluded) {
    let mut linker = Linker::of(included);
    for number in 0..linker.places.len() {
        let Some(list) = included.list_mut(number) else { break };
        for place in 0..list.length() {
            list.get_mut(place).into_iter().for_each(|it| linker.resolve(it));
        }
    }
    match data {
        Data::One(object, _) => linker.resolve(object),
        Data::Rows(rows) => {
            for place in 0..rows.length() {
                rows.get_mut(place).into_iter().for_each(|it| linker.resolve(it));
            }
        }
    }
    for (number, id) in linker.named {
        let Some(list) = included.list_mut(number) else { continue };
        list.add(1).into_iter().for_each(|it| it.set_id(id.clone()));
    }
}

/// Knows where each included object is.
struct Linker {
    /// For each list, the place of each id.
    places: Vec<HashMap<String, i32>>,
    /// Objects that are linked to and that the answer lacks: they are added, with nothing but their ids.
    named: Vec<(usize, String)>,
}

impl Linker {
    /// Of two objects with one type and id the first stays.
    fn of(objects: &mut DidwwIncluded) -> Self {
        let mut linker = Self { places: Vec::new(), named: Vec::new() };
        while let Some(list) = objects.list_mut(linker.places.len()) {
            let mut places = HashMap::new();
            included::retain(list, &mut |it| {
                let next = i32::try_from(places.len()).unwrap_or(i32::MAX);
                let is_new = !places.contains_key(it.id());
                if is_new {
                    places.insert(it.id().to_owned(), next);
                }
                is_new
            });
            linker.places.push(places);
        }
        linker
    }

    fn resolve(&mut self, object: &mut dyn Resource) {
        for (_, number) in object.relationships() {
            match object.slot(*number) {
                Some(Slot::One(DidwwLink::Present { id, index }, kind)) => {
                    *index = self.place(kind.list, id);
                }
                Some(Slot::Many(DidwwLinks::Present { ids, indexes }, kind)) => {
                    *indexes = ids.iter().map(|id| self.place(kind.list, id)).collect();
                }
                _ => {}
            }
        }
    }

    fn place(&mut self, list: Option<usize>, id: &str) -> i32 {
        let Some(list) = list else { return -1 };
        let Some(places) = self.places.get_mut(list) else { return -1 };
        if let Some(place) = places.get(id) {
            return *place;
        }
        let place = i32::try_from(places.len()).unwrap_or(i32::MAX);
        places.insert(id.to_owned(), place);
        self.named.push((list, id.to_owned()));
        place
    }
}
