//! IDT Express: coverage, orders and numbers, by its API v1.
//!
//! Each file is a resource; each operation is headed by its verb and path.

mod builder;
mod buy;
mod calls;
mod client;
mod country;
mod delete_number;
mod delivery;
mod did_group;
mod errors;
mod fit;
mod lost;
mod number;
mod number_format;
mod open_attempts;
mod order;
mod order_list;
mod order_request;
mod order_status;
mod page;
mod reconcile;
mod rules;
mod wait;

pub use builder::*;
pub use buy::*;
pub use calls::*;
pub use client::*;
pub use country::*;
pub use delete_number::*;
pub use delivery::*;
pub use did_group::*;
pub use number::*;
pub use open_attempts::*;
pub use order::*;
pub use order_list::*;
pub use order_request::*;
pub use order_status::*;
pub use reconcile::*;
pub use wait::*;
