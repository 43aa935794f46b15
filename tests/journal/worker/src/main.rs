//! Places the attempts that come in, a line of JSON each, with a journal: `telnum-journal-worker URL JOURNAL`. The
//! journal is a path, or `postgres` for the database that the environment names.

#[path = "../../../../examples/rust/tokio_postgres.rs"]
mod tokio_postgres_database;

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};
use std::sync::Arc;

use telnum::{Attempt, Didww, FileJournal, Journal, PostgresJournal};
use tokio_postgres::{Config, NoTls};

use crate::tokio_postgres_database::Database;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("telnum-journal-worker URL JOURNAL".into());
    };
    let journal: Arc<dyn Journal> = match path.as_str() {
        "postgres" => Arc::new(PostgresJournal::new(Database(connect().await?))),
        path => Arc::new(FileJournal::new(path)?),
    };
    let client =
        Didww::builder().api_key("emulator-key").base_url(url).journal_store(journal).build()?;
    say("ready")?;
    for line in stdin().lock().lines() {
        let attempt = Attempt::from_json(&line?)?;
        let said = match client.place(&attempt).await {
            Ok(order) => format!("placed {}", order.id),
            Err(error) => format!("{} {error}", error.kind.as_str()),
        };
        say(&said)?;
    }
    Ok(())
}

async fn connect() -> Result<tokio_postgres::Client, Box<dyn Error>> {
    let mut config = Config::new();
    config.host(std::env::var("PGHOST")?).user(std::env::var("PGUSER")?);
    let (client, connection) = config.dbname(std::env::var("PGDATABASE")?).connect(NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

fn say(text: &str) -> std::io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}
