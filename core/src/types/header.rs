use telnum_macros::record;

/// One HTTP header of an answer.
#[record]
pub struct Header {
    /// The name, in lower case.
    pub name: String,
    /// The value.
    pub value: String,
}
