//! The DIDs on the account.

use telnum_macros::operation;

use super::DidwwDidPage;

/// Lists one page of the account's DIDs, linked to what the call includes.
#[operation(
    Didww::list_dids,
    GET "/v3/dids",
    page = "Get DIDs",
    answer = document(DidwwDidPage),
    asks(filter = DidwwDidFilter, include = DidwwInclude, sort = DidwwSortKey, fields = DidwwDidField, pages),
    walk(dids, ahead = 20, "All DIDs that pass the filters, one after another. A DID goes on leading to \
        what its page included."),
)]
pub struct ListDids;
