//! A journal in PostgreSQL by `tokio-postgres`: what a `PostgresJournal` needs of a driver, here of this one.
//!
//! ```ignore
//! let (client, connection) = tokio_postgres::connect("host=localhost user=shop", tls).await?;
//! tokio::spawn(connection);
//! let journal = PostgresJournal::new(Database(client));
//! journal.create_table().await?;
//! let client = Didww::builder().journal_store(Arc::new(journal)).build()?;
//! ```

use telnum::{BoxFuture, DatabaseFailed, PostgresDatabase};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Row};

/// A client that does nothing else: outside of transactions, each statement is committed by itself.
pub(crate) struct Database(pub(crate) Client);

impl PostgresDatabase for Database {
    fn execute<'a>(
        &'a self,
        sql: &'a str,
        values: &'a [Option<String>],
    ) -> BoxFuture<'a, Result<u64, DatabaseFailed>> {
        Box::pin(async move { Ok(self.0.execute(sql, &given(values)).await?) })
    }

    fn select<'a>(
        &'a self,
        sql: &'a str,
        values: &'a [Option<String>],
    ) -> BoxFuture<'a, Result<Vec<Vec<Option<String>>>, DatabaseFailed>> {
        Box::pin(async move {
            let rows = self.0.query(sql, &given(values)).await?;
            let columns = |row: &Row| (0..row.len()).map(|at| row.try_get(at)).collect();
            Ok(rows.iter().map(columns).collect::<Result<_, tokio_postgres::Error>>()?)
        })
    }
}

fn given(values: &[Option<String>]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|it| it as &(dyn ToSql + Sync)).collect()
}
