//! `telnum-emulator`: the carriers in memory, over HTTP.

use std::process::ExitCode;

fn main() -> ExitCode {
    telnum_emulator::server::run(std::env::args().skip(1))
}
