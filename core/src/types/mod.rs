//! Values that several carriers share.

mod decimal;
mod header;
mod id;
mod response_info;
mod secret;
pub(crate) mod spelling;
mod timestamp;

pub(crate) use decimal::decimal_text;
pub use header::Header;
pub use id::Id;
pub use response_info::{Response, ResponseInfo};
pub use rust_decimal::Decimal;
pub use secret::Secret;
pub use timestamp::Timestamp;
