//! DialogTech: ordering tracking numbers, by the *Number Order* action of its `ibp_api.php`.
//!
//! The carrier answers in XML, with HTTP 200 for a refusal as well, and its documented order is a GET
//! that spends money and holds the keys in its query.

mod answer;
#[cfg(test)]
mod answer_tests;
mod builder;
mod buy;
mod calls;
mod client;
mod document;
mod errors;
mod number_type;
mod open_attempts;
mod order;
mod order_request;
mod reconcile;
mod rules;
mod xml;

pub use builder::*;
pub use buy::*;
pub use client::*;
pub use number_type::*;
pub use open_attempts::*;
pub use order::*;
pub use order_request::*;
pub use reconcile::*;
