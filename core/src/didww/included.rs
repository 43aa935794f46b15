//! The objects that a page's rows are linked to: each is there once.

use telnum_macros::record;
use telnum_wire::{Problem, Reader, Scalar};

use super::resource::{Resource, Row, Typed};
use super::unknown::DidwwUnknownObject;
use super::{
    DidwwAddressRequirement, DidwwAddressVerification, DidwwArea, DidwwAvailableDid,
    DidwwCapacityPool, DidwwCity, DidwwCountry, DidwwDid, DidwwDidGroup, DidwwDidGroupType,
    DidwwNanpaPrefix, DidwwOrder, DidwwPop, DidwwQtyBasedPricing, DidwwRegion,
    DidwwSharedCapacityGroup, DidwwStockKeepingUnit, DidwwVoiceInTrunk, DidwwVoiceInTrunkGroup,
};
use crate::{credentials, reading};

/// The objects that the call included, each once, by type. Links hold places in these lists.
///
/// An object that a row names and the answer lacks is here with its id and nothing else.
#[record]
pub struct DidwwIncluded {
    /// Of `order`.
    pub orders: Vec<DidwwOrder>,
    /// Of `voice_in_trunk`.
    pub voice_in_trunks: Vec<DidwwVoiceInTrunk>,
    /// Of `voice_in_trunk_group` and `voice_in_trunk.voice_in_trunk_group`.
    pub voice_in_trunk_groups: Vec<DidwwVoiceInTrunkGroup>,
    /// Of `voice_in_trunk.pop`.
    pub pops: Vec<DidwwPop>,
    /// Of `capacity_pool`.
    pub capacity_pools: Vec<DidwwCapacityPool>,
    /// Of `capacity_pool.qty_based_pricings`.
    pub qty_based_pricings: Vec<DidwwQtyBasedPricing>,
    /// Of `shared_capacity_group`.
    pub shared_capacity_groups: Vec<DidwwSharedCapacityGroup>,
    /// Of `did_group`.
    pub did_groups: Vec<DidwwDidGroup>,
    /// Of `did_group.country`.
    pub countries: Vec<DidwwCountry>,
    /// Of `did_group.city`.
    pub cities: Vec<DidwwCity>,
    /// Of `did_group.region`.
    pub regions: Vec<DidwwRegion>,
    /// Of `did_group.did_group_type`.
    pub did_group_types: Vec<DidwwDidGroupType>,
    /// Of `did_group.stock_keeping_units`.
    pub stock_keeping_units: Vec<DidwwStockKeepingUnit>,
    /// Of `address_verification`.
    pub address_verifications: Vec<DidwwAddressVerification>,
    /// DIDs that are linked to and are no rows of the page, as of `shared_capacity_group.dids`.
    pub dids: Vec<DidwwDid>,
    /// Of `area`.
    pub areas: Vec<DidwwArea>,
    /// Of `nanpa_prefix`.
    pub nanpa_prefixes: Vec<DidwwNanpaPrefix>,
    /// Of `available_did`.
    pub available_dids: Vec<DidwwAvailableDid>,
    /// Of `address_requirement`, or `requirement` before version 2026-04-16.
    pub address_requirements: Vec<DidwwAddressRequirement>,
    /// Objects of types that this version does not know.
    pub unknown: Vec<DidwwUnknownObject>,
}

/// A type that can be included.
pub(crate) trait Listed: Resource + Typed + Default {
    /// Which of the lists is its own.
    const PLACE: usize;

    fn list(included: &DidwwIncluded) -> &[Self];
}

/// A list of included objects, whatever their type.
pub(crate) trait Objects {
    fn types(&self) -> &'static [&'static str];

    fn length(&self) -> usize;

    fn get_mut(&mut self, place: usize) -> Option<&mut dyn Resource>;

    /// Another one, still empty; the first makes room for so many.
    fn add(&mut self, about: usize) -> Option<&mut dyn Resource>;

    /// Takes the one at this place out; those behind it move up.
    fn remove(&mut self, place: usize);
}

/// Keeps some of a list. What it does to few rows is compiled once, not once a type.
pub(super) fn retain(list: &mut dyn Objects, keep: &mut dyn FnMut(&dyn Resource) -> bool) {
    let length = list.length();
    let is_gone = |place: &usize| list.get_mut(*place).is_some_and(|it| !keep(it));
    let gone: Vec<usize> = (0..length).filter(is_gone).collect();
    // From the last on, so that only what stays moves.
    gone.into_iter().rev().for_each(|place| list.remove(place));
}

impl<T: Resource + Typed + Default> Objects for Vec<T> {
    fn types(&self) -> &'static [&'static str] {
        T::TYPES
    }

    fn length(&self) -> usize {
        self.len()
    }

    fn get_mut(&mut self, place: usize) -> Option<&mut dyn Resource> {
        self.as_mut_slice().get_mut(place).map(|it| it as &mut dyn Resource)
    }

    fn add(&mut self, about: usize) -> Option<&mut dyn Resource> {
        if self.is_empty() {
            self.reserve_exact(about);
        }
        // Made where it stays.
        self.resize_with(self.len() + 1, T::default);
        self.last_mut().map(|it| it as &mut dyn Resource)
    }

    fn remove(&mut self, place: usize) {
        if place < self.len() {
            Vec::remove(self, place);
        }
    }
}

macro_rules! lists {
    ($($place:literal $list:ident: $object:ident),* $(,)?) => {
        $(impl Listed for $object {
            const PLACE: usize = $place;

            fn list(included: &DidwwIncluded) -> &[Self] {
                &included.$list
            }
        })*

        /// How many lists there are.
        const LISTS: usize = [$($place),*].len();

        /// Not inlined into whatever holds one: it is large.
        impl Default for DidwwIncluded {
            #[inline(never)]
            fn default() -> Self {
                Self { $($list: Vec::new(),)* unknown: Vec::new() }
            }
        }

        impl DidwwIncluded {
            /// The list of this number; nothing after the last.
            pub(super) fn list_mut(&mut self, number: usize) -> Option<&mut dyn Objects> {
                match number {
                    $($place => Some(&mut self.$list),)*
                    _ => None,
                }
            }
        }
    };
}

lists! {
    0 orders: DidwwOrder,
    1 voice_in_trunks: DidwwVoiceInTrunk,
    2 voice_in_trunk_groups: DidwwVoiceInTrunkGroup,
    3 pops: DidwwPop,
    4 capacity_pools: DidwwCapacityPool,
    5 qty_based_pricings: DidwwQtyBasedPricing,
    6 shared_capacity_groups: DidwwSharedCapacityGroup,
    7 did_groups: DidwwDidGroup,
    8 countries: DidwwCountry,
    9 cities: DidwwCity,
    10 regions: DidwwRegion,
    11 did_group_types: DidwwDidGroupType,
    12 stock_keeping_units: DidwwStockKeepingUnit,
    13 address_verifications: DidwwAddressVerification,
    14 dids: DidwwDid,
    15 areas: DidwwArea,
    16 nanpa_prefixes: DidwwNanpaPrefix,
    17 available_dids: DidwwAvailableDid,
    18 address_requirements: DidwwAddressRequirement,
}

impl DidwwIncluded {
    /// Reads the included objects; what is no list of objects holds none.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Problem> {
        if !reader.enter_list() {
            return match reader.scalar()? {
                Scalar::Null => Ok(()),
                _ => Err(reader.problem("a list of included objects was expected")),
            };
        }
        let mut is_first = true;
        while reader.item(&mut is_first)? {
            reading::row()?;
            self.read_object(reader)?;
        }
        Ok(())
    }

    /// Reads one object, into the list of its type; what has no id is nothing to link to.
    fn read_object(&mut self, reader: &mut Reader<'_>) -> Result<(), Problem> {
        let Some((id, object_type)) = identified(*reader)? else { return reader.skip() };
        if let Some(list) = self.list_of(&object_type) {
            let types = list.types();
            let Some(object) = list.add(1) else { return Ok(()) };
            object.set_id(id);
            return Row::of(object, true).read(reader, types).map(drop);
        }
        let members = reader.json()?.members().unwrap_or_default();
        let text = |wanted: &str| {
            let member = members.iter().find(|(name, _)| name == wanted);
            member.map_or("{}".to_owned(), |(_, it)| credentials::concealed(it.get()))
        };
        self.unknown.push(DidwwUnknownObject {
            attributes: text("attributes"),
            relationships: text("relationships"),
            meta: text("meta"),
            object_type,
            id,
        });
        Ok(())
    }

    /// The list of this type.
    fn list_of(&mut self, object_type: &str) -> Option<&mut dyn Objects> {
        let is_of_type = |number: &usize| {
            self.list_mut(*number).is_some_and(|it| it.types().contains(&object_type))
        };
        // By its number, for a list that was looked at cannot be handed out.
        let number = (0..LISTS).find(is_of_type)?;
        self.list_mut(number)
    }
}

/// The id and the type of the object that is next. What stands first in an object is not said, so they are
/// looked for before the rest is read.
fn identified(mut reader: Reader<'_>) -> Result<Option<(String, String)>, Problem> {
    if !reader.enter_object() {
        return Ok(None);
    }
    let (mut id, mut object_type, mut is_first) = (None, None, true);
    while let Some(name) = reader.member(&mut is_first)? {
        match &*name {
            "id" if id.is_none() => id = Some(reader.json()?.key()),
            "type" if object_type.is_none() => object_type = Some(reader.json()?.text()),
            _ => reader.skip()?,
        }
        if id.is_some() && object_type.is_some() {
            break;
        }
    }
    let object_type = object_type.flatten().unwrap_or_default().into_owned();
    Ok(id.flatten().map(|id| (id.into_owned(), object_type)))
}
