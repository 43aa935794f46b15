//! What a user's address and documents have to be, before a number works.

use telnum_macros::{record, resource};

use super::link::DidwwLink;
use super::unknown::DidwwMember;
use super::{DidwwCountryLink, DidwwDidGroupTypeLink};

/// A link to requirements.
pub type DidwwAddressRequirementLink = DidwwLink;

/// What a user's address and documents have to be, before a number works. (DIDWW, *Address Requirement
/// Object*)
#[derive(Default)]
#[resource("address_requirements", "requirements")]
#[record]
pub struct DidwwAddressRequirement {
    /// The id.
    pub id: String,
    /// Whose identity is needed, such as `Personal`, `Business` or `Any`, as the carrier writes it.
    pub identity_type: Option<String>,
    /// Where a person's address may be, such as `WorldWide`, `Country`, `Area` or `City`.
    pub personal_area_level: Option<String>,
    /// The same of a business.
    pub business_area_level: Option<String>,
    /// Where the address may be at which the number is used.
    pub address_area_level: Option<String>,
    /// How many documents prove a person's identity.
    pub personal_proof_qty: Option<i32>,
    /// How many prove a business's.
    pub business_proof_qty: Option<i32>,
    /// How many prove the address.
    pub address_proof_qty: Option<i32>,
    /// What has to be said of a person, in words for people.
    pub personal_mandatory_fields: Option<Vec<String>>,
    /// What has to be said of a business, in words for people.
    pub business_mandatory_fields: Option<Vec<String>>,
    /// Whether it has to be said what the number is used for.
    pub service_description_required: Option<bool>,
    /// What else the carrier restricts, for a person to read.
    pub restriction_message: Option<String>,
    /// The country that it is for.
    #[to_one(include = "did_group.address_requirement.country")]
    pub country: DidwwCountryLink,
    /// The kind of numbers that it is for.
    #[to_one(include = "did_group.address_requirement.did_group_type")]
    pub did_group_type: DidwwDidGroupTypeLink,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}
