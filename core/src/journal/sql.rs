//! The statements of a journal in a database, the same in every language: telnum-codegen copies them. A table of texts
//! serves PostgreSQL and SQLite alike; times are RFC 3339 in UTC with milliseconds, so that they sort as texts.
//!
//! The values of a statement are numbered, and each is a text or null.

/// Creates the table, where there is none.
pub(crate) const CREATE: &str = "\
    CREATE TABLE IF NOT EXISTS telnum_journal (\
    attempt_id text PRIMARY KEY, \
    attempt text NOT NULL, \
    nonce text NOT NULL, \
    state text NOT NULL CHECK (state IN ('open', 'placed', 'not_placed')), \
    claimed_at text NOT NULL, \
    ended_at text, \
    order_id text, \
    sent_at text, \
    cause text, \
    said text, \
    candidate_order_id text); \
    CREATE INDEX IF NOT EXISTS telnum_journal_state ON telnum_journal (state, claimed_at)";

/// What stands before and after `CREATE` in PostgreSQL: of several who create it at once, one does and the others wait.
/// One statement, so that it needs no transaction around it.
pub(crate) const ALONE: [&str; 2] =
    ["DO $telnum$ BEGIN PERFORM pg_advisory_xact_lock(7305525930135); ", "; END $telnum$"];

/// Claims an attempt; it is granted where a row changed. Values: the attempt's id, the attempt as canonical JSON, a
/// nonce of this claim alone, and when it is claimed.
pub(crate) const CLAIM: &str = "\
    INSERT INTO telnum_journal AS held (attempt_id, attempt, nonce, claimed_at, state) \
    VALUES ($1, $2, $3, $4, 'open') \
    ON CONFLICT (attempt_id) DO UPDATE SET attempt = excluded.attempt, nonce = excluded.nonce, \
    claimed_at = excluded.claimed_at, state = excluded.state, ended_at = NULL, sent_at = NULL, cause = NULL, \
    said = NULL, candidate_order_id = NULL \
    WHERE held.state = 'not_placed'";

/// What stands for `'open'` of `CLAIM` in PostgreSQL: a claim is on the disk when it is committed, whatever the settings
/// of the database, of the role and of the connection are.
pub(crate) const DURABLY_OPEN: &str = "\
    CASE WHEN set_config('synchronous_commit', CASE current_setting('synchronous_commit') \
    WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true) <> '' THEN 'open' END";

/// The order of an attempt that was not granted, where it is known. Values: the attempt's id.
pub(crate) const HOLDER: &str =
    "SELECT order_id FROM telnum_journal WHERE attempt_id = $1 AND state = 'placed'";

/// Whoever says so: an order that was made stays made. Values: the attempt's id, the attempt, when it ended, the order.
pub(crate) const PLACED: &str = "\
    INSERT INTO telnum_journal AS held (attempt_id, attempt, nonce, claimed_at, state, ended_at, order_id) \
    VALUES ($1, $2, '', $3, 'placed', $3, $4) \
    ON CONFLICT (attempt_id) DO UPDATE SET state = excluded.state, ended_at = excluded.ended_at, \
    order_id = COALESCE(excluded.order_id, held.order_id)";

/// A claim that was lost (`open`), or that bought nothing (`not_placed`). What is said of an earlier claim says nothing
/// of this one. Values: the state, when it ended, its cause, what it says, when it was sent, the order that the answer
/// named, the attempt's id, and the nonce, null for whatever claim holds.
pub(crate) const ENDED: &str = "\
    UPDATE telnum_journal SET state = $1, ended_at = $2, cause = $3, said = $4, sent_at = $5, candidate_order_id = $6 \
    WHERE attempt_id = $7 AND state = 'open' AND nonce = COALESCE($8, nonce)";

/// What is open, the oldest first; the attempt's id names a row whose other columns cannot be read.
pub(crate) const OPEN: &str = "\
    SELECT attempt, claimed_at, sent_at, cause, candidate_order_id, attempt_id FROM telnum_journal WHERE state = 'open' \
    ORDER BY claimed_at, attempt_id";

/// The attempts that made an order, and that order.
pub(crate) const PLACED_ATTEMPTS: &str =
    "SELECT attempt_id, order_id FROM telnum_journal WHERE state = 'placed'";
