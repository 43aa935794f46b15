//! Runs the contract's entries on the crate `telnum` and writes what became of each.
//!
//! `tests/README.md` says what it is given and what it writes.

mod call;
mod calls;
mod client;
mod compare;
mod entry;
mod journal;
mod run;
mod server;
mod world;

use std::process::ExitCode;

use entry::Entry;
use serde::Serialize;
use server::Server;
use world::World;

/// What became of one entry.
#[derive(Serialize)]
struct Outcome {
    entry: String,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match results().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("telnum-contract: {text}");
            ExitCode::FAILURE
        }
    }
}

async fn results() -> Result<(), String> {
    let given = |name| std::env::var(name).map_err(|_| format!("{name} is not set"));
    let entries = entry::read_all(given("TELNUM_VECTORS")?.as_ref())?;
    let server = match std::env::var("TELNUM_EMULATOR") {
        Ok(program) => Some(Server::start(&program)?),
        Err(_) => None,
    };
    // With this word in an entry's name, only that entry runs: for whoever looks into a failure.
    let only = std::env::var("TELNUM_ONLY").unwrap_or_default();
    let mut results = Vec::new();
    for entry in entries.iter().filter(|it| it.name().contains(&only)) {
        run_both(entry, server.as_ref(), &mut results).await;
    }
    let failed = results.iter().filter(|it| it.outcome == "failed");
    failed.for_each(|it| eprintln!("{}: {}", it.entry, it.reason.as_deref().unwrap_or_default()));
    let text = serde_json::json!({ "runtime": "rust", "results": results }).to_string();
    let path = given("TELNUM_RESULTS")?;
    std::fs::write(&path, text).map_err(|error| format!("{path}: {error}"))
}

/// In memory, and over HTTP where the entry asks for it.
async fn run_both(entry: &entry::Read, server: Option<&Server>, results: &mut Vec<Outcome>) {
    let entry = match entry {
        entry::Read::Entry(entry) => entry,
        entry::Read::Unreadable { name, reason } => {
            results.push(outcome(name.clone(), Err(Not::Passed(reason.clone()))));
            return;
        }
    };
    results.push(outcome(entry.name.clone(), run_in(entry, World::memory(entry)).await));
    if entry.http {
        let world = match server {
            Some(server) => run_in(entry, World::http(entry, server)).await,
            None => Err(Not::Run("TELNUM_EMULATOR is not set".to_owned())),
        };
        results.push(outcome(format!("{} (http)", entry.name), world));
    }
}

/// Why an entry did not pass.
enum Not {
    Passed(String),
    Run(String),
}

async fn run_in(entry: &Entry, world: Result<World<'_>, String>) -> Result<(), Not> {
    match entry.needs.iter().find(|need| !CAN.contains(&need.as_str())) {
        Some(need) => Err(Not::Run(need.clone())),
        None => run::run(entry, &world.map_err(Not::Passed)?).await.map_err(Not::Passed),
    }
}

fn outcome(entry: String, result: Result<(), Not>) -> Outcome {
    let (outcome, reason) = match result {
        Ok(()) => ("passed", None),
        Err(Not::Passed(reason)) => ("failed", Some(reason)),
        Err(Not::Run(reason)) => ("skipped", Some(reason)),
    };
    Outcome { entry, outcome, reason }
}

/// A typed method takes neither a wrong type nor an unknown name, so `untyped_arguments` is not here.
const CAN: &[&str] = &["cancel", "http", "proxy"];
