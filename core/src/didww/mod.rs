//! DIDWW: the DIDs of an account, by its API v3 (JSON:API).
//!
//! Each file is a type of object; each operation is headed by its verb and path. What a page includes
//! is there once, in the page; links lead to it.

mod address_verification;
mod attribute;
mod builder;
mod call;
mod capacity_pool;
mod client;
mod did;
mod did_group;
mod document;
mod errors;
mod fieldset;
mod filter;
mod included;
mod link;
mod linkage;
mod linked;
mod linker;
mod list_dids;
mod members;
mod names;
mod order;
mod order_item;
mod page;
mod place;
mod pop;
mod resource;
mod shared_capacity_group;
mod stock_keeping_unit;
#[cfg(test)]
mod tests;
mod unknown;
mod voice_in_trunk;
mod voice_in_trunk_group;

pub use address_verification::{
    DidwwAddressVerification, DidwwAddressVerificationLink, DidwwAddressVerificationStatus,
};
pub use builder::DidwwBuilder;
pub use call::DidwwOutput;
pub use capacity_pool::{
    DidwwCapacityPool, DidwwCapacityPoolLink, DidwwQtyBasedPricing, DidwwQtyBasedPricingLinks,
};
pub use client::Didww;
pub use did::{DidwwDid, DidwwDidLinks};
pub use did_group::{
    DidwwDidGroup, DidwwDidGroupLink, DidwwDidGroupType, DidwwDidGroupTypeLink, DidwwFeature,
    DidwwStockKeepingUnitLinks,
};
pub use fieldset::DidwwFieldset;
pub use filter::{DidwwDidFilter, DidwwFilter, DidwwOtherFilter};
pub use included::DidwwIncluded;
pub use link::{DidwwLink, DidwwLinks};
pub use linked::{DidwwLinked, didww_not_loaded};
pub use list_dids::ListDids;
pub use names::{DidwwDidField, DidwwInclude, DidwwSort, DidwwSortKey};
pub use order::{DidwwCallbackMethod, DidwwOrder, DidwwOrderLink, DidwwOrderStatus};
pub use order_item::DidwwOrderItem;
pub use page::{DidwwDidPage, DidwwRow};
pub use place::{
    DidwwCity, DidwwCityLink, DidwwCountry, DidwwCountryLink, DidwwCountryLinks, DidwwRegion,
    DidwwRegionLink, DidwwRegionLinks,
};
pub use pop::{DidwwPop, DidwwPopLink};
pub use shared_capacity_group::{
    DidwwSharedCapacityGroup, DidwwSharedCapacityGroupLink, DidwwSharedCapacityGroupLinks,
};
pub use stock_keeping_unit::DidwwStockKeepingUnit;
pub use unknown::{DidwwMember, DidwwUnknownObject};
pub use voice_in_trunk::{
    DidwwCliFormat, DidwwTrunkConfiguration, DidwwVoiceInTrunk, DidwwVoiceInTrunkLink,
    DidwwVoiceInTrunkLinks,
};
pub use voice_in_trunk_group::{DidwwVoiceInTrunkGroup, DidwwVoiceInTrunkGroupLink};

/// A lazy walk over the account's DIDs.
pub type DidsPager = crate::pager::Pager<ListDids>;
