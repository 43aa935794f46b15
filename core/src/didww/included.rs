//! The objects that a page's rows are linked to: each is there once.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use telnum_macros::record;

use super::members::{Fill, Members, no_object};
use super::resource::{Attributes, Relationships, Resource, Row, Typed, id, meta};
use super::unknown::{DidwwMember, DidwwUnknownObject};
use super::{
    DidwwAddressVerification, DidwwCapacityPool, DidwwCity, DidwwCountry, DidwwDid, DidwwDidGroup,
    DidwwDidGroupType, DidwwOrder, DidwwPop, DidwwQtyBasedPricing, DidwwRegion,
    DidwwSharedCapacityGroup, DidwwStockKeepingUnit, DidwwVoiceInTrunk, DidwwVoiceInTrunkGroup,
};
use crate::{credentials, raw};

/// The objects that the call included, each once, by type. Links hold places in these lists.
///
/// An object that a row names and the answer lacks is here with its id and nothing else.
#[derive(Default)]
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
    /// Objects of types that this version does not know.
    pub unknown: Vec<DidwwUnknownObject>,
}

/// A type that can be included.
pub(crate) trait Listed: Resource + Typed + Default {
    /// Which of the lists is its own.
    const PLACE: usize;

    fn list(included: &DidwwIncluded) -> &[Self];

    fn list_mut(included: &mut DidwwIncluded) -> &mut Vec<Self>;
}

macro_rules! lists {
    ($($place:literal $list:ident: $object:ident),* $(,)?) => {
        $(impl Listed for $object {
            const PLACE: usize = $place;

            fn list(included: &DidwwIncluded) -> &[Self] {
                &included.$list
            }

            fn list_mut(included: &mut DidwwIncluded) -> &mut Vec<Self> {
                &mut included.$list
            }
        })*

        /// Does the same with each list, given by the type of what is in it.
        macro_rules! each_list {
            ($each:ident) => {
                $($each!($object);)*
            };
        }
        pub(super) use each_list;
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
}

/// How many lists there are.
pub(super) const LISTS: usize = 15;

/// Reads one included object; anything else that stands in its place is none.
pub(super) struct IncludedObject<'a> {
    pub(super) included: &'a mut DidwwIncluded,
    pub(super) is_exact: bool,
}

impl<'de> DeserializeSeed<'de> for IncludedObject<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for IncludedObject<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an included object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut members = Vec::with_capacity(2);
        while let Some(member) = map.next_entry::<raw::Name<'de>, &RawValue>()? {
            members.push(member);
            // Where id and type come first, as they do, the rest is read where it stands.
            if !self.is_exact
                && members.len() == 2
                && let Some(mut row) = self.included.begin(&members)
            {
                Fill(&mut row).visit_map(map)?;
                row.object.finish();
                return Ok(true);
            }
        }
        self.included.add(&members, self.is_exact).map_err(de::Error::custom)?;
        Ok(true)
    }

    no_object!();
}

type JsonMember<'a> = (raw::Name<'a>, &'a RawValue);

fn named<'a>(members: &[JsonMember<'a>], name: &str) -> Option<&'a RawValue> {
    members.iter().find(|(it, _)| &**it == name).map(|it| it.1)
}

impl DidwwIncluded {
    /// Adds an object, with nothing but its id, to the list of its type; what has no id is nothing to link to.
    fn begin(&mut self, members: &[JsonMember<'_>]) -> Option<Row<'_>> {
        let id = named(members, "id").and_then(id)?;
        let object_type = named(members, "type").and_then(raw::text)?;
        macro_rules! try_list {
            ($object:ident) => {
                let types = $object::TYPES;
                if types.contains(&&*object_type) {
                    let list = $object::list_mut(self);
                    list.push($object::default());
                    let object = list.last_mut()?;
                    object.set_id(id);
                    return Some(Row {
                        object,
                        types,
                        linked: true,
                        is_exact: false,
                        other_type: None,
                    });
                }
            };
        }
        each_list!(try_list);
        None
    }

    /// What stands first in an object is not said, so its type is looked for before the rest is read.
    fn add(&mut self, members: &[JsonMember<'_>], is_exact: bool) -> serde_json::Result<()> {
        if let Some(Row { object, .. }) = self.begin(members) {
            return read_into(object, members, is_exact);
        }
        let Some(id) = named(members, "id").and_then(id) else { return Ok(()) };
        let text = |name| {
            named(members, name).map_or("{}".to_owned(), |it| credentials::concealed(it.get()))
        };
        let object_type = named(members, "type").and_then(raw::text).unwrap_or_default();
        self.unknown.push(DidwwUnknownObject {
            attributes: text("attributes"),
            relationships: text("relationships"),
            meta: text("meta"),
            object_type: object_type.into_owned(),
            id,
        });
        Ok(())
    }
}

fn read_into(
    object: &mut dyn Resource,
    members: &[JsonMember<'_>],
    is_exact: bool,
) -> serde_json::Result<()> {
    for (name, json) in members {
        match &**name {
            "attributes" => fill(&mut Attributes { object, is_exact }, json)?,
            "relationships" => fill(&mut Relationships { object, is_exact }, json)?,
            "meta" => meta(object, json),
            "id" | "type" | "links" => {}
            _ => object.keep_unknown(DidwwMember::new(name, json.get())),
        }
    }
    object.finish();
    Ok(())
}

fn fill(members: &mut impl Members, json: &RawValue) -> serde_json::Result<()> {
    // By the same reader as the page, so that it is there once.
    Fill(members).deserialize(&mut serde_json::Deserializer::from_slice(json.get().as_bytes()))?;
    Ok(())
}
