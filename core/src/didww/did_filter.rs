//! What a list of DIDs is narrowed to.

use super::filters::filters;

filters! {
    /// The filters of a list of DIDs; a DID has to pass all of them. (DIDWW, *Get DIDs*, *Filters*)
    DidwwDidFilter {
        /// The number, without a plus sign.
        number text "number";
        /// The description.
        description text "description";
        /// Whether it was given up.
        terminated flag "terminated";
        /// Whether it waits for a registration.
        awaiting_registration flag "awaiting_registration";
        /// Whether it will be removed. The carrier documents the filter and took the attribute away in
        /// 2021: `billing_cycles_count` 0 says the same.
        pending_removal flag "pending_removal";
        /// Whether it takes no calls.
        blocked flag "blocked";
        /// How often it will be renewed; 0 is never, blank is for ever.
        billing_cycles_count count "billing_cycles_count";
        /// The id of its group.
        did_group_id text "did_group.id";
        /// The id of its group's country.
        country_id text "country.id";
        /// The id of its group's region.
        region_id text "region.id";
        /// The id of its group's city.
        city_id text "city.id";
        /// The id of the order that bought it.
        order_id text "order.id";
        /// The id of its trunk.
        voice_in_trunk_id text "voice_in_trunk.id";
        /// The id of its group of trunks.
        voice_in_trunk_group_id text "voice_in_trunk_group.id";
        /// The id of the group that it shares channels with.
        shared_capacity_group_id text "shared_capacity_group.id";
        /// The id of the pool that its channels are of.
        capacity_pool_id text "capacity_pool.id";
        /// The reference of the order that bought it.
        order_reference text "order.reference";
        /// What its group can do, such as `voice_in`; of several, any.
        did_group_features text "did_group.features";
        /// The id of the check of its user's address.
        address_verification_id text "address_verification.id";
    }
}
