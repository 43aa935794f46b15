//! Numbers that are reserved for the account.

/// A number that is reserved.
#[derive(Clone, Debug)]
pub(crate) struct Reservation {
    /// What its id is made of: the first is 0, and none comes again.
    pub(crate) serial: u32,
    /// The place of the number.
    pub(crate) number: u32,
    pub(crate) description: Option<String>,
    pub(crate) created_ms: u64,
    pub(crate) expires_ms: u64,
}
