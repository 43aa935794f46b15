//! The client that comes after others have ended, and goes on with what their journal has open.

use std::time::Duration;

use telnum::{Attempt, CallOptions};

use crate::client::{Client, Search};
use crate::round::{Outcome, Reconciled};
use crate::run::{outcome, reconcile};

/// What it saw.
#[derive(Default)]
pub(crate) struct Inherited {
    pub(crate) open: Vec<String>,
    pub(crate) reconciled: Option<Reconciled>,
    pub(crate) open_after: Vec<String>,
    pub(crate) after: Vec<Option<Outcome>>,
}

/// Looks for what is open, then places once more all that may have been bought.
pub(crate) async fn take_over(
    heir: &Client,
    attempts: &[Attempt],
    ends: &[&Outcome],
    search: &Search,
) -> Result<Inherited, String> {
    let open = open_attempts(heir).await?;
    let ids = |open: &[Attempt]| open.iter().map(|it| it.id.clone()).collect();
    let mut inherited = Inherited { open: ids(&open), ..Inherited::default() };
    if !open.is_empty() {
        let reconciled = reconcile(heir, open, search, false).await;
        inherited.reconciled = Some(Reconciled { by_journal: true, ..reconciled });
    }
    inherited.open_after = ids(&open_attempts(heir).await?);
    for (attempt, end) in attempts.iter().zip(ends) {
        let options = CallOptions::new().timeout(LIMIT);
        inherited.after.push(match end.nothing_was_bought() {
            true => None,
            false => Some(outcome(heir.place(attempt, options).await)),
        });
    }
    Ok(inherited)
}

async fn open_attempts(heir: &Client) -> Result<Vec<Attempt>, String> {
    let open = heir.open_attempts().await;
    open.map_err(|error| format!("the journal did not tell what is open: {error}"))
}

/// A fault may still wait for a purchase.
const LIMIT: Duration = Duration::from_millis(300);
