//! The program's arguments.

use std::ops::Range;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::process;

/// What to do.
pub(crate) enum Wish {
    /// Run rounds, and judge them.
    Run,
    /// Only write rounds to this file.
    Write(String),
    /// Judge what a runner wrote to this file.
    Judge(String),
    /// Be a client's process.
    Place(String),
}

pub(crate) struct Options {
    pub(crate) wish: Wish,
    pub(crate) seed: u64,
    pub(crate) rounds: Range<u64>,
    /// How many orders are enough.
    pub(crate) orders: u64,
    /// How many emulators run at once.
    pub(crate) workers: usize,
}

impl Options {
    pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self {
            wish: Wish::Run,
            seed: fresh_seed(),
            rounds: 0..u64::MAX,
            orders: 300,
            workers: 12,
        };
        while let Some(name) = arguments.next() {
            let value =
                arguments.next().ok_or_else(|| format!("{name} needs a value\n\n{HELP}"))?;
            let number =
                || value.parse::<u64>().map_err(|_| format!("{name} {value} is not a number"));
            match name.as_str() {
                "--seed" => options.seed = number()?,
                "--rounds" => (options.rounds, options.orders) = (0..number()?, u64::MAX),
                "--round" => {
                    let number = number()?;
                    (options.rounds, options.orders) = (number..number.saturating_add(1), u64::MAX);
                }
                "--orders" => options.orders = number()?,
                "--workers" => options.workers = usize::try_from(number()?).unwrap_or(1).max(1),
                "--write" => options.wish = Wish::Write(value),
                "--judge" => options.wish = Wish::Judge(value),
                process::PLACE => options.wish = Wish::Place(value),
                _ => return Err(format!("unknown argument {name}\n\n{HELP}")),
            }
        }
        Ok(options)
    }
}

/// Runners in JavaScript read it as well, so that it has 32 bits.
fn fresh_seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (u64::from(now.subsec_nanos()) ^ now.as_secs().rotate_left(13)) & 0xffff_ffff
}

const HELP: &str = "Usage: telnum-faults [options]; TELNUM_EMULATOR names the emulator's program

  --seed NUMBER     what the rounds are made from (a fresh one, which is printed)
  --orders NUMBER   ends after this many purchases (300)
  --rounds NUMBER   ends after this many rounds instead
  --round NUMBER    runs only this round
  --workers NUMBER  how many emulators run at once (12)
  --write FILE      only writes the rounds, for a runner in another language, one a line
  --judge FILE      judges what a runner wrote";
