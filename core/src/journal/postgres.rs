//! A journal in a PostgreSQL database, by whatever driver the program has.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::attempt::{Attempt, read_json};
use crate::error::{Error, ErrorKind, Result, unstopped};
use crate::journal::sql::{
    ALONE, CLAIM, CREATE, DURABLY_OPEN, ENDED, HOLDER, OPEN, PLACED, PLACED_ATTEMPTS,
};
use crate::journal::{
    Claim, Journal, JournalOutcome, JournalResult, OpenAttempt, PlacedAttempt, nonce,
};
use crate::platform::{BoxFuture, Shared};
use crate::types::Timestamp;

/// Why a database did not do what it was asked.
pub type DatabaseFailed = Box<dyn StdError + Send + Sync>;

/// The rows of an answer: each value is a text or null.
type Rows = Vec<Vec<Option<String>>>;

/// How a [`PostgresJournal`] reaches its database: by the driver and the pool that the program has already. Both
/// methods run one statement by itself, outside of any transaction of the program's, so that it is committed when they
/// return. Every value is a text or null, as is every column of a row.
pub trait PostgresDatabase: Shared {
    /// Runs a statement; the number of rows that it inserted or changed.
    fn execute<'a>(
        &'a self,
        sql: &'a str,
        values: &'a [Option<String>],
    ) -> BoxFuture<'a, Result<u64, DatabaseFailed>>;

    /// The rows that a statement selects, with their columns in order.
    fn select<'a>(
        &'a self,
        sql: &'a str,
        values: &'a [Option<String>],
    ) -> BoxFuture<'a, Result<Rows, DatabaseFailed>>;
}

/// A journal in a PostgreSQL database, which any number of clients, processes, machines and languages share.
///
/// A claim is one statement, committed and on the database's disk before the purchase is sent. A standby that takes
/// over has to have it too: let the server replicate synchronously.
pub struct PostgresJournal<D> {
    database: D,
    /// The nonces of the claims that were granted here, by attempt: what is settled is these.
    granted: Mutex<HashMap<String, String>>,
}

impl<D: PostgresDatabase> PostgresJournal<D> {
    /// The journal in this database, whose table [`create_table`](Self::create_table) makes once.
    pub fn new(database: D) -> Self {
        Self { database, granted: Mutex::default() }
    }

    /// Creates the table `telnum_journal` in the first schema of the search path, where there is none.
    ///
    /// A `configuration` error says why the database did not do it.
    pub async fn create_table(&self) -> Result<()> {
        let [before, after] = ALONE;
        self.execute(&format!("{before}{CREATE}{after}"), Vec::new()).await.map(drop)
    }

    async fn execute(&self, sql: &str, values: Vec<Option<String>>) -> Result<u64> {
        self.database.execute(sql, &values).await.map_err(|error| failed(&*error))
    }

    async fn select(&self, sql: &str, values: Vec<Option<String>>) -> Result<Rows> {
        self.database.select(sql, &values).await.map_err(|error| failed(&*error))
    }

    fn granted(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.granted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<D: PostgresDatabase> Journal for PostgresJournal<D> {
    fn claim<'a>(&'a self, attempt: &'a Attempt, at: Timestamp) -> BoxFuture<'a, Result<Claim>> {
        Box::pin(async move {
            let (id, nonce) = (attempt.id.clone(), nonce()?);
            let values = [id.clone(), attempt.to_json(), nonce.clone(), in_full(at)].map(Some);
            let claim = CLAIM.replace("'open')", &format!("{DURABLY_OPEN})"));
            if self.execute(&claim, values.into()).await? > 0 {
                self.granted().insert(id, nonce);
                return Ok(Claim::Granted);
            }
            let holder = self.select(HOLDER, vec![Some(id)]).await?;
            let order_id = holder.into_iter().flatten().next().flatten();
            Ok(Claim::Taken { order_id })
        })
    }

    fn settle<'a>(
        &'a self,
        attempt: &'a Attempt,
        outcome: Result<Option<&'a str>, &'a Error>,
        at: Timestamp,
    ) -> BoxFuture<'a, Result<()>> {
        let ended = JournalOutcome::of(outcome, at);
        Box::pin(async move {
            let (id, at) = (Some(attempt.id.clone()), Some(in_full(ended.at)));
            let nonce = self.granted().remove(&attempt.id);
            let state = match ended.result {
                JournalResult::Placed => {
                    let values = vec![id, Some(attempt.to_json()), at, ended.order_id];
                    return self.execute(PLACED, values).await.map(drop);
                }
                JournalResult::NotPlaced => "not_placed",
                JournalResult::Unknown => "open",
            };
            let values = vec![
                Some(state.to_owned()),
                at,
                ended.cause.map(|it| it.as_str().to_owned()),
                ended.text,
                ended.sent_at.map(in_full),
                ended.candidate_order_id,
                id,
                nonce,
            ];
            self.execute(ENDED, values).await.map(drop)
        })
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>> {
        Box::pin(
            async move { self.select(OPEN, Vec::new()).await?.into_iter().map(open).collect() },
        )
    }

    fn placed(&self) -> BoxFuture<'_, Result<Vec<PlacedAttempt>>> {
        Box::pin(async move {
            let rows = self.select(PLACED_ATTEMPTS, Vec::new()).await?;
            let placed = rows.into_iter().filter_map(|row| {
                let mut columns = row.into_iter();
                let attempt_id = columns.next().flatten()?;
                Some(PlacedAttempt { attempt_id, order_id: columns.next().flatten() })
            });
            Ok(placed.collect())
        })
    }
}

/// The attempt of a row that is open.
fn open(row: Vec<Option<String>>) -> Result<OpenAttempt> {
    let id = row.get(5).cloned().flatten().unwrap_or_default();
    let mut columns = row.into_iter();
    let mut next = || columns.next().flatten();
    let attempt = next().and_then(|it| read_json::<Attempt>(&it, "an attempt").ok());
    let claimed_at = next().and_then(|it| Timestamp::read_text(&it));
    let (attempt, claimed_at) = attempt.zip(claimed_at).ok_or_else(|| {
        Error::configuration(format!(
            "The row of `telnum_journal` whose `attempt_id` is `{id}` cannot be read. Look at the account for what \
             it bought, then set its `state` to `placed` or `not_placed`."
        ))
    })?;
    let mut open = OpenAttempt::new(attempt, claimed_at);
    open.sent_at = next().and_then(|it| Timestamp::read_text(&it));
    open.cause = next().and_then(|it| ErrorKind::named(&it));
    open.candidate_order_id = next();
    Ok(open)
}

/// With milliseconds always, so that times sort as texts.
fn in_full(at: Timestamp) -> String {
    let text = at.to_string();
    match text.strip_suffix('Z') {
        Some(seconds) if !seconds.contains('.') => format!("{seconds}.000Z"),
        _ => text,
    }
}

fn failed(error: &(dyn StdError + Send + Sync)) -> Error {
    let mut text = format!("The database of the journal failed: {error}");
    let mut source = error.source();
    // Drivers keep what the server says there.
    while let Some(error) = source {
        text.push_str(&format!(": {error}"));
        source = error.source();
    }
    if text.contains("\"telnum_journal\" does not exist") {
        text = format!(
            "{}. Create the table with `create_table` of the journal, once",
            unstopped(&text)
        );
    }
    Error::configuration(format!("{}.", unstopped(&text)))
}

impl<D> fmt::Debug for PostgresJournal<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresJournal").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_cannot_be_read_is_named() {
        let whole = Attempt::default().to_json();
        let at = "2026-01-05T09:00:00.000Z";
        let row = |attempt: Option<&str>, claimed_at: &str| {
            let columns = [attempt, Some(claimed_at), None, None, None, Some("a-b-c")];
            open(columns.map(|it| it.map(str::to_owned)).into())
        };
        assert_eq!(row(Some(&whole), at).unwrap().attempt, Attempt::default());
        for bad in [row(None, at), row(Some("{"), at), row(Some("{}"), at), row(Some(&whole), "x")]
        {
            let error = bad.unwrap_err();
            assert_eq!(error.kind, ErrorKind::Configuration);
            assert!(error.text.contains("whose `attempt_id` is `a-b-c` cannot be read"), "{error}");
        }
    }
}
