//! IDT Express: coverage, orders and numbers, by its API v1.
//!
//! Each file is a resource; each operation is headed by its verb and path.

mod builder;
mod call;
mod client;
mod country;
mod delete_number;
mod delivery;
mod did_group;
mod errors;
mod fit;
mod number;
mod number_format;
mod order;
mod order_list;
mod order_request;
mod order_status;
mod rules;
mod wait;

pub use builder::IdtExpressBuilder;
pub use call::IdtOutput;
pub use client::IdtExpress;
pub use country::{ListCountries, ListRegions};
pub use delete_number::{DeleteNumber, IdtRemovedNumber};
pub use delivery::IdtDelivery;
pub use did_group::{IdtCountry, IdtDidGroup, IdtFees, IdtRegion, ListDidGroups};
pub use number::{IdtNumber, IdtNumberPage, IdtNumberStatus, ListNumbers};
pub use order::{GetOrder, IdtOrder, IdtOrderItem, IdtOrderPreview, IdtOrderedNumber};
pub use order_list::{IdtOrderPage, IdtOrderSummary, ListOrders};
pub use order_request::{CreateOrder, PreviewOrder};
pub use order_status::{IdtOrderItemStatus, IdtOrderStatus};
pub use wait::{OrderWatch, WaitForOrder};

/// A lazy walk over the account's numbers.
pub type NumbersPager = crate::pager::Pager<ListNumbers>;
/// A lazy walk over the account's orders.
pub type OrdersPager = crate::pager::Pager<ListOrders>;
