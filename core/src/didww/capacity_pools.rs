//! The pools of channels.

use telnum_macros::{document, open_set, operation, record};

use super::capacity_pool::DidwwCapacityPool;
use super::changes;
use super::filters::filters;
use super::included::DidwwIncluded;
use super::names::{named, normalise, sorting};
use super::query;
use super::unknown::DidwwMember;
use crate::checks::Checks;
use crate::error::Result;
use crate::operation::Encoded;
use crate::transport::Method;

/// Lists one page of the pools of channels. Include `"qty_based_pricings"` for what channels cost from some quantity
/// on: below the smallest, the pool's own prices apply.
#[operation(
    Didww::list_capacity_pools,
    GET "/v3/capacity_pools",
    page = "Get Capacity Pools",
    answer = document(DidwwCapacityPoolPage),
    asks(filter = DidwwCapacityPoolFilter, include = DidwwCapacityPoolInclude, sort = DidwwCapacityPoolSortKey, fields, pages),
    walk(capacity_pools, ahead = 20, "All pools that pass the filters, one after another."),
)]
pub struct ListDidwwCapacityPools;

/// Gets one pool of channels. Include `"qty_based_pricings"` for prices by quantity.
#[operation(
    Didww::get_capacity_pool,
    GET "/v3/capacity_pools/{capacity_pool_id}",
    page = "Get Capacity Pool",
    answer = document(DidwwCapacityPoolDocument),
    asks(include = DidwwCapacityPoolInclude, fields),
    raises(not_found = "the account has no such pool"),
)]
pub struct GetDidwwCapacityPool {
    /// The pool's id.
    pub capacity_pool_id: String,
}

/// Gives channels of a pool back: sets how many it has, fewer than now. More are bought by `create_order`.
///
/// It is repeated when its answer is lost, as a second time changes nothing more.
#[operation(
    Didww::update_capacity_pool,
    PATCH "/v3/capacity_pools/{capacity_pool_id}",
    page = "Update Capacity Pool",
    repeat = idempotent,
    answer = document(DidwwCapacityPoolDocument),
    validate = UpdateDidwwCapacityPool::rules,
    encode = UpdateDidwwCapacityPool::request,
    raises(
        invalid_input = "the pool has to keep more: those that are assigned, and its `minimum_limit`",
        not_found = "the account has no such pool",
    ),
)]
pub struct UpdateDidwwCapacityPool {
    /// The pool's id.
    pub capacity_pool_id: String,
    /// How many channels it keeps.
    pub total_channels_count: i32,
}

/// A page of capacity pools. (DIDWW, *Get Capacity Pools*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwCapacityPoolPage {
    /// The capacity pools, in the carrier's order.
    pub capacity_pools: Vec<DidwwCapacityPool>,
    /// The objects that they are linked to, each once.
    pub included: DidwwIncluded,
    /// How many capacity pools there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

/// A capacity pool with what it is linked to. (DIDWW, *Get Capacity Pool*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwCapacityPoolDocument {
    /// The capacity pool.
    pub capacity_pool: DidwwCapacityPool,
    /// The objects that it is linked to, each once.
    pub included: DidwwIncluded,
    /// The API version that answered; versions before 2022-05-10 do not say.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of a list of capacity pools; a capacity pool has to pass all of them. (DIDWW, *Get Capacity Pools*)
    DidwwCapacityPoolFilter {
        /// The id.
        id text "id";
        /// The id of a country whose DIDs can use it.
        country_id text "country.id";
        /// The name.
        name text "name";
        /// Whether it has channels that are not in use.
        has_unassigned_channels flag "has_unassigned_channels";
    }
}

/// What can be included with capacity pools. (DIDWW, *Get Capacity Pools*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwCapacityPoolInclude {
    /// Countries whose DIDs can use it.
    Countries,
    /// Groups that share its channels.
    SharedCapacityGroups,
    /// Prices by quantity.
    QtyBasedPricings,
}

/// What a list of capacity pools can be sorted by. (DIDWW, *Get Capacity Pools*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwCapacityPoolSortKey {
    /// The name.
    Name,
    /// The day on which it is renewed.
    RenewDate,
    /// Channels in all.
    TotalChannelsCount,
    /// Channels that are in use.
    AssignedChannelsCount,
    /// The fewest channels that it can have.
    MinimumLimit,
    /// The fewest channels that an order can add.
    MinimumQtyPerOrder,
    /// What a channel costs once.
    SetupPrice,
    /// What a channel costs each month.
    MonthlyPrice,
    /// What use of metered channels costs.
    MeteredRate,
}

named!(DidwwCapacityPoolInclude);
sorting!(DidwwCapacityPoolSortKey);

impl UpdateDidwwCapacityPool {
    fn rules(&self, checks: &mut Checks) {
        let count = ("total_channels_count", Some(self.total_channels_count), [0, i32::MAX]);
        changes::counts(&[count], checks);
    }

    fn request(&self) -> Result<Encoded> {
        let count = ("total_channels_count", Some(self.total_channels_count.to_string()));
        let path = ["v3", "capacity_pools", &self.capacity_pool_id];
        query::written(Method::Patch, &path, &[count], &[])
    }
}
