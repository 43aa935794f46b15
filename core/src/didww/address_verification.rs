//! The check of the address of a DID's user.

use telnum_macros::{open_set, record, resource};

use super::DidwwDidLinks;
use super::link::DidwwLink;
use super::order::DidwwCallbackMethod;
use super::unknown::DidwwMember;
use crate::credentials;
use crate::types::Timestamp;

/// A link to an address verification.
pub type DidwwAddressVerificationLink = DidwwLink;

/// The check of the address of a DID's user. (DIDWW, *Address Verification Object*)
#[derive(Default)]
#[resource("address_verifications")]
#[record]
pub struct DidwwAddressVerification {
    /// The id.
    pub id: String,
    /// The reference for people, such as `AHB-291174`.
    pub reference: Option<String>,
    /// Where it stands.
    #[derived]
    pub status: Option<DidwwAddressVerificationStatus>,
    /// The status as the carrier wrote it; its case differs between versions.
    #[attribute(name = "status")]
    pub status_text: Option<String>,
    /// Why it was rejected. Older versions write all reasons as one text.
    pub reject_reasons: Option<Vec<String>>,
    /// What the carrier says to it.
    pub reject_comment: Option<String>,
    /// What the numbers are for.
    pub service_description: Option<String>,
    /// Where the carrier reports its end. Of a password or a token in it there is only `[redacted]`.
    pub callback_url: Option<String>,
    /// How it reports.
    #[derived]
    pub callback_method: Option<DidwwCallbackMethod>,
    /// The method as the carrier wrote it.
    #[attribute(name = "callback_method")]
    pub callback_method_text: Option<String>,
    /// The account's own id for it.
    pub external_reference_id: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// Its DIDs, by id only: most are rows of some page.
    #[to_many]
    pub dids: DidwwDidLinks,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

/// Where an address verification stands.
#[open_set]
pub enum DidwwAddressVerificationStatus {
    /// Not decided.
    Pending,
    /// The DIDs can be used.
    Approved,
    /// The documents did not do.
    Rejected,
}

fn normalise(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

impl DidwwAddressVerification {
    fn derive(&mut self) {
        credentials::conceal_url(&mut self.callback_url);
        self.status = self.status_text.as_deref().map(DidwwAddressVerificationStatus::read);
        self.callback_method = self.callback_method_text.as_deref().map(DidwwCallbackMethod::read);
    }
}
