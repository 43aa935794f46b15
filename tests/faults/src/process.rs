//! A client in a process of its own, which is killed while it buys.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use telnum::{Attempt, CallOptions};

use crate::client::Client;
use crate::round::{Carrier, Outcome};
use crate::run::outcome;

/// The argument by which this program is such a client.
pub(crate) const PLACE: &str = "--place";

/// What the process is told when it starts.
#[derive(Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) carrier: Carrier,
    pub(crate) url: String,
    pub(crate) options: Map<String, Value>,
}

/// The process: places the attempt that it reads, and says what came of it.
pub(crate) fn place(told: &str) -> Result<(), String> {
    let text = |error: std::io::Error| error.to_string();
    let told: Told = serde_json::from_str(told).map_err(|error| error.to_string())?;
    let client = Client::new(told.carrier, &told.url, &told.options);
    let client = client.map_err(|error| error.to_string())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(text)?;
    println!("ready");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).map_err(text)?;
    let attempt = Attempt::from_json(&line).map_err(|error| error.to_string())?;
    let said = outcome(runtime.block_on(client.place(&attempt, CallOptions::new())));
    println!("{}", serde_json::to_string(&said).map_err(|error| error.to_string())?);
    Ok(())
}

/// Starts it, lets it place the attempt, and kills it after a while. It brings what the process said before its end.
pub(crate) fn place_and_kill(
    told: &Told,
    attempt: &Attempt,
    after: Duration,
) -> Result<Outcome, String> {
    let text = |error: std::io::Error| format!("a client's process: {error}");
    let told = serde_json::to_string(told).map_err(|error| error.to_string())?;
    let attempt = serde_json::to_string(attempt).map_err(|error| error.to_string())?;
    let mut process = Command::new(std::env::current_exe().map_err(text)?)
        .args([PLACE, &told])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(text)?;
    let (Some(mut input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
        return Err("a client's process has no pipes".to_owned());
    };
    let mut output = BufReader::new(output);
    let mut said = String::new();
    let began = output.read_line(&mut said).and_then(|_| writeln!(input, "{attempt}"));
    std::thread::sleep(after);
    // With a signal that no process can catch.
    process.kill().map_err(text)?;
    process.wait().map_err(text)?;
    began.map_err(text)?;
    said.clear();
    output.read_to_string(&mut said).map_err(text)?;
    // What it had no time to say whole it has not said.
    Ok(said
        .lines()
        .next()
        .and_then(|it| serde_json::from_str(it).ok())
        .unwrap_or(Outcome::Cancelled))
}
