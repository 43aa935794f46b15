//! Hostile campaigns: seeded rounds of purchases under faults, against a real `telnum-emulator` over HTTP. What
//! clients say is held against its ledger. `tests/README.md` says how to run one.

mod campaign;
mod catalogue;
mod client;
mod content;
mod faults;
mod goods;
mod heir;
mod journal;
mod judge;
mod options;
mod plan;
mod process;
mod random;
mod round;
mod run;
mod server;
mod settled;
mod shapes;
mod shop;
mod tally;

use std::process::ExitCode;

use options::{Options, Wish};

fn main() -> ExitCode {
    let done = Options::read(std::env::args().skip(1)).and_then(|options| match &options.wish {
        Wish::Run => campaign::run(&options),
        Wish::Write(path) => campaign::write(&options, path).map(|()| true),
        Wish::Judge(path) => campaign::judge(path),
        Wish::Place(client) => process::place(client).map(|()| true),
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(text) => {
            eprintln!("telnum-faults: {text}");
            ExitCode::from(2)
        }
    }
}
