//! The objects that a page's rows are linked to: each is there once.

use serde::de::DeserializeSeed;
use serde_json::value::RawValue;
use telnum_macros::record;

use super::members::{Fill, Members};
use super::resource::{Attributes, Relationships, Resource, Typed, id, meta};
use super::unknown::{DidwwMember, DidwwUnknownObject};
use super::{
    DidwwAddressVerification, DidwwCapacityPool, DidwwCity, DidwwCountry, DidwwDid, DidwwDidGroup,
    DidwwDidGroupType, DidwwOrder, DidwwPop, DidwwQtyBasedPricing, DidwwRegion,
    DidwwSharedCapacityGroup, DidwwStockKeepingUnit, DidwwVoiceInTrunk, DidwwVoiceInTrunkGroup,
};
use crate::wire::Object;
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

impl DidwwIncluded {
    /// Adds an included object to the list of its type; what has no id is nothing to link to. What stands
    /// first in it is not said, so its type is looked for before the rest is read.
    pub(super) fn add(
        &mut self,
        wire: Object<raw::Members<'_>>,
        is_exact: bool,
    ) -> serde_json::Result<()> {
        let Some(raw::Members(members)) = wire.0 else { return Ok(()) };
        let named = |wanted: &str| members.iter().find(|(it, _)| &**it == wanted).map(|it| it.1);
        let Some(id) = named("id").and_then(id) else { return Ok(()) };
        let object_type = named("type").and_then(raw::text).unwrap_or_default();
        macro_rules! try_list {
            ($object:ident) => {
                if $object::TYPES.contains(&&*object_type) {
                    let mut object = $object::default();
                    read_into(&mut object, id, &members, is_exact)?;
                    $object::list_mut(self).push(object);
                    return Ok(());
                }
            };
        }
        each_list!(try_list);
        let text =
            |name| named(name).map_or("{}".to_owned(), |it| credentials::concealed(it.get()));
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
    id: String,
    members: &[(raw::Name<'_>, &RawValue)],
    is_exact: bool,
) -> serde_json::Result<()> {
    object.set_id(id);
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
