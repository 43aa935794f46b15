//! What became of the account's DIDs.

use telnum_macros::{document, open_set, operation, record, resource};

use super::filters::filters;
use super::names::sorting;
use super::unknown::DidwwMember;
use crate::types::Timestamp;

/// Lists one page of what became of the account's DIDs in the last 90 days; only in version 2026-04-16 and later.
#[operation(
    Didww::list_did_history,
    GET "/v3/did_history",
    page = "Get DID History",
    answer = document(DidwwDidHistoryEntryPage),
    asks(filter = DidwwDidHistoryFilter, sort = DidwwDidHistorySortKey, fields, pages),
    walk(did_history, ahead = 20, "All that became of DIDs and passes the filters, one after another."),
)]
pub struct ListDidwwDidHistory;

/// Gets one entry of that history; only in version 2026-04-16 and later.
#[operation(
    Didww::get_did_history,
    GET "/v3/did_history/{did_history_id}",
    page = "Get DID History Record",
    answer = resource(DidwwDidHistoryEntry),
    asks(fields),
    raises(not_found = "there is no such entry, or it is older than 90 days"),
)]
pub struct GetDidwwDidHistory {
    /// The entry's id.
    pub did_history_id: String,
}

/// Something that became of a DID. (DIDWW, *DID History Object*)
#[derive(Default)]
#[resource("did_history")]
#[record]
pub struct DidwwDidHistoryEntry {
    /// The id.
    pub id: String,
    /// The number as the carrier wrote it.
    pub did_number: Option<String>,
    /// What was done.
    #[derived]
    pub action: Option<DidwwDidAction>,
    /// What was done, as the carrier wrote it.
    #[attribute(name = "action")]
    pub action_text: Option<String>,
    /// How it was done: `system`, `api2`, `api3`, `staff`, `user_panel` or `mcp`, as the carrier writes it.
    pub method: Option<String>,
    /// When.
    pub created_at: Option<Timestamp>,
    /// What `billing_cycles_count` was before it changed.
    #[meta(name = "from")]
    pub changed_from: Option<String>,
    /// What it was then.
    #[meta(name = "to")]
    pub changed_to: Option<String>,
    /// What this version of telnum does not know.
    pub unknown: Vec<DidwwMember>,
}

/// What was done to a DID.
#[open_set]
pub enum DidwwDidAction {
    /// It came to the account.
    Assigned,
    /// It was renewed.
    Renewed,
    /// It was given up.
    Canceled,
    /// It left the account.
    Removed,
    /// How often it will be renewed was changed.
    BillingCyclesCountChanged,
    /// It was taken back after it was given up.
    Restored,
}

/// A page of what became of DIDs. (DIDWW, *Get DID History*)
#[derive(Default)]
#[document]
#[record]
pub struct DidwwDidHistoryEntryPage {
    /// The entries, in the carrier's order.
    pub did_history: Vec<DidwwDidHistoryEntry>,
    /// How many entries there are in all pages, as the carrier reports it.
    pub total_records: Option<i32>,
    /// The API version that answered.
    pub api_version: Option<String>,
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    pub unknown: Vec<DidwwMember>,
}

filters! {
    /// The filters of what became of DIDs; an entry has to pass all of them. (DIDWW, *Get DID History*)
    DidwwDidHistoryFilter {
        /// The id.
        id text "id";
        /// The number, without a plus sign.
        did_number text "did_number";
        /// What was done, such as `assigned`.
        action text "action";
        /// How it was done, such as `api3`.
        method text "method";
        /// Not before this time, in RFC 3339. The carrier refuses one that is more than 90 days ago.
        created_at_gteq text "created_at_gteq";
        /// Not after this time, in RFC 3339.
        created_at_lteq text "created_at_lteq";
    }
}

/// What the history of DIDs can be sorted by. (DIDWW, *Get DID History*)
///
/// An unknown one is sent as it is.
#[open_set]
pub enum DidwwDidHistorySortKey {
    /// When it was done.
    CreatedAt,
}

sorting!(DidwwDidHistorySortKey);

/// Actions and sort keys are in lower case.
fn normalise(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

impl DidwwDidHistoryEntry {
    fn derive(&mut self) {
        self.action = self.action_text.as_deref().map(DidwwDidAction::read);
    }
}
