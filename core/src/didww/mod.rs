//! DIDWW: the DIDs of an account, by its API v3 (JSON:API).
//!
//! Each file is a type of object; each operation is headed by its verb and path. What a page includes
//! is there once, in the page; links lead to it.

mod address_verification;
mod attribute;
mod builder;
mod calls;
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

pub use address_verification::*;
pub use builder::*;
pub use calls::*;
pub use capacity_pool::*;
pub use client::*;
pub use did::*;
pub use did_group::*;
pub use fieldset::*;
pub use filter::*;
pub use included::*;
pub use link::*;
pub use linked::*;
pub use list_dids::*;
pub use names::*;
pub use order::*;
pub use order_item::*;
pub use page::*;
pub use place::*;
pub use pop::*;
pub use shared_capacity_group::*;
pub use stock_keeping_unit::*;
pub use unknown::*;
pub use voice_in_trunk::*;
pub use voice_in_trunk_group::*;
