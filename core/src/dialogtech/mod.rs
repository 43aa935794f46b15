//! DialogTech: ordering tracking numbers, by the *Number Order* action of its `ibp_api.php`.
//!
//! The carrier answers in XML, with HTTP 200 for a refusal as well, and its documented order is a GET
//! that spends money and holds the keys in its query.

mod answer;
#[cfg(test)]
mod answer_tests;
mod builder;
mod call;
mod client;
mod document;
mod errors;
mod number_type;
mod order;
mod order_request;
mod rules;

pub use builder::{DialogTechBuilder, DialogTechOrderMethod};
pub use call::DialogTechOutput;
pub use client::DialogTech;
pub use number_type::DialogTechNumberType;
pub use order::{DialogTechNumber, DialogTechOrder};
pub use order_request::OrderNumbers;
