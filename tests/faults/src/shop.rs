//! The clients of a round, and how each places its attempts.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Map, Value};
use telnum::{Attempt, CallOptions};

use crate::client::Client;
use crate::process::{self, place_and_kill};
use crate::round::{Buy, Carrier, Outcome, Round};
use crate::run::outcome;
use crate::server::Server;

/// The clients of a round.
pub(crate) struct Shop {
    carrier: Carrier,
    pub(crate) url: String,
    /// What each of them has, the journal included.
    pub(crate) options: Map<String, Value>,
    clients: Vec<Client>,
    unreachable: Client,
}

/// How placing an attempt ended, and how placing it a second time did.
pub(crate) type Ends = (Outcome, Option<Outcome>);

impl Shop {
    pub(crate) fn open(
        round: &Round,
        server: &Server,
        journal: Option<&JournalFile>,
    ) -> Result<Self, String> {
        let mut options = round.options.clone();
        if let Some(JournalFile(path)) = journal {
            options.insert("journal".to_owned(), path.to_string_lossy().into());
        }
        let url = server.url();
        let clients = (0..round.clients).map(|_| client(round, &url, &options));
        Ok(Self {
            carrier: round.carrier,
            clients: clients.collect::<Result<_, _>>()?,
            unreachable: client(round, UNREACHABLE, &options)?,
            url,
            options,
        })
    }

    /// The client of this number.
    pub(crate) fn buyer(&self, number: Option<usize>) -> &Client {
        number.and_then(|it| self.clients.get(it)).unwrap_or(&self.unreachable)
    }

    /// Places an attempt, and once more where the round wants it.
    pub(crate) async fn place(&self, buy: &Buy, attempt: &Attempt) -> Result<Ends, String> {
        let options = || {
            let mut options = CallOptions::new();
            options.timeout = buy.timeout_ms.map(Duration::from_millis);
            options
        };
        let after = buy.cancel_ms.map(Duration::from_millis);
        let call = self.buyer(buy.client).place(attempt, options());
        let first = match after {
            Some(after) if buy.ends => {
                drop(call);
                self.place_and_kill(attempt, after).await?
            }
            // The call's future is dropped.
            Some(after) => {
                tokio::time::timeout(after, call).await.map_or(Outcome::Cancelled, outcome)
            }
            None => outcome(call.await),
        };
        let again = match buy.again {
            true => {
                let client = self.buyer(buy.again_by.or(buy.client));
                Some(outcome(client.place(attempt, options()).await))
            }
            false => None,
        };
        Ok((first, again))
    }

    async fn place_and_kill(&self, attempt: &Attempt, after: Duration) -> Result<Outcome, String> {
        let (carrier, url) = (self.carrier, self.url.clone());
        let told = process::Told { carrier, url, options: self.options.clone() };
        let attempt = attempt.clone();
        // Other calls go on.
        let ended =
            tokio::task::spawn_blocking(move || place_and_kill(&told, &attempt, after)).await;
        ended.map_err(|error| format!("a client's process: {error}"))?
    }
}

pub(crate) fn client(
    round: &Round,
    url: &str,
    options: &Map<String, Value>,
) -> Result<Client, String> {
    Client::new(round.carrier, url, options).map_err(|error| format!("no client: {error}"))
}

/// A round's journal, removed with this value.
pub(crate) struct JournalFile(PathBuf);

impl JournalFile {
    pub(crate) fn of(round: &Round) -> Self {
        let (process, Round { seed, number, .. }) = (std::process::id(), round);
        let name = format!("telnum-faults-{process}-{seed}-{number}.journal");
        let path = std::env::temp_dir().join(name);
        // Another process of this number may have left one.
        remove(&path);
        Self(path)
    }
}

impl Drop for JournalFile {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

fn remove(path: &Path) {
    drop(std::fs::remove_file(path));
}

/// A port that nothing listens on.
const UNREACHABLE: &str = "http://127.0.0.1:1";
