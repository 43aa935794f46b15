//! A campaign: rounds on several emulators at once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::catalogue::Catalogue;
use crate::judge::{Judged, judge as judge_round};
use crate::options::Options;
use crate::plan;
use crate::round::{Carrier, Round, Told};
use crate::run;
use crate::server::Server;
use crate::tally::Tally;

/// Runs and judges; false where something is there that must not be.
pub(crate) fn run(options: &Options) -> Result<bool, String> {
    println!("seed {}", options.seed);
    let began = Instant::now();
    let next = AtomicU64::new(options.rounds.start);
    let orders = AtomicU64::new(0);
    let report = Mutex::new(Report::default());
    let work = || -> Result<(), String> {
        let server = Server::start(&emulator()?)?;
        let catalogue = Catalogue::read(&server, options.seed)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| format!("no runtime: {error}"))?;
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= options.rounds.end || orders.load(Ordering::Relaxed) >= options.orders {
                return Ok(());
            }
            let round = plan::round(options.seed, number, &catalogue);
            orders.fetch_add(round.buys.len() as u64, Ordering::Relaxed);
            let told = runtime.block_on(run::run(round, &server));
            let told =
                told.map_err(|text| format!("seed {}, round {number}: {text}", options.seed))?;
            report.lock().unwrap_or_else(PoisonError::into_inner).add(&told, judge_round(&told));
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..options.workers).map(|_| scope.spawn(work)).collect();
        let ended =
            workers.into_iter().map(|it| it.join().map_err(|_| "a worker panicked".to_owned())?);
        ended.collect::<Result<(), String>>()
    })?;
    let report = report.into_inner().unwrap_or_else(PoisonError::into_inner);
    let is_good = report.print();
    println!("{:.0} s", began.elapsed().as_secs_f64());
    Ok(is_good)
}

/// Writes the rounds, one a line, for a runner in another language.
pub(crate) fn write(options: &Options, path: &str) -> Result<(), String> {
    let server = Server::start(&emulator()?)?;
    let catalogue = Catalogue::read(&server, options.seed)?;
    let (mut lines, mut orders) = (String::new(), 0);
    for number in options.rounds.clone() {
        if orders >= options.orders {
            break;
        }
        let round: Round = plan::round(options.seed, number, &catalogue);
        orders += round.buys.len() as u64;
        lines.push_str(&serde_json::to_string(&round).map_err(|error| error.to_string())?);
        lines.push('\n');
    }
    std::fs::write(path, lines).map_err(|error| format!("{path}: {error}"))
}

/// Judges what a runner wrote.
pub(crate) fn judge(path: &str) -> Result<bool, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let mut report = Report::default();
    for (at, line) in text.lines().enumerate() {
        let told: Told = serde_json::from_str(line)
            .map_err(|error| format!("{path}, line {}: {error}", at + 1))?;
        report.add(&told, judge_round(&told));
    }
    Ok(report.print())
}

fn emulator() -> Result<String, String> {
    std::env::var("TELNUM_EMULATOR").map_err(|_| "TELNUM_EMULATOR is not set".to_owned())
}

/// What was counted and what is wrong, by carrier.
#[derive(Default)]
struct Report {
    rounds: u64,
    tallies: BTreeMap<&'static str, Tally>,
    wrong: Vec<String>,
}

impl Report {
    fn add(&mut self, told: &Told, judged: Judged) {
        let Round { seed, number, carrier, about, .. } = &told.round;
        let name = match carrier {
            Carrier::IdtExpress => "IDT Express",
            Carrier::DialogTech => "DialogTech",
            Carrier::Didww => "DIDWW",
        };
        self.rounds += 1;
        *self.tallies.entry(name).or_default() += &judged.tally;
        let place = format!("{name}, {about} (--seed {seed} --round {number})");
        self.wrong.extend(judged.wrong.iter().map(|it| format!("{place}: {it}")));
    }

    /// True where nothing is wrong.
    fn print(&self) -> bool {
        for (name, tally) in &self.tallies {
            println!("{name}: {tally}");
        }
        for it in self.wrong.iter().take(MOST_SHOWN) {
            println!("✗ {it}");
        }
        if self.wrong.len() > MOST_SHOWN {
            println!("✗ and {} more", self.wrong.len() - MOST_SHOWN);
        }
        println!("{} rounds", self.rounds);
        self.rounds > 0 && self.wrong.is_empty() && !self.tallies.values().any(Tally::is_bad)
    }
}

const MOST_SHOWN: usize = 40;
