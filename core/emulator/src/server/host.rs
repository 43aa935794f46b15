//! The one emulator all connections share, and its clock.

use crate::Emulator;
use serde_json::Value;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How an emulator starts.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// What ids and numbers are made from.
    pub(super) seed: u64,
    /// Switches to set, in order.
    pub(super) switches: Vec<(String, Value)>,
    /// Whether its clock starts at the present, not in 2026.
    pub(super) real_clock: bool,
}

impl Default for Settings {
    /// The seed is that of the packages, so that one program finds the same numbers in both.
    fn default() -> Self {
        Self { seed: 7, switches: Vec::new(), real_clock: false }
    }
}

/// The emulator behind the server.
#[derive(Debug)]
pub(super) struct Host {
    settings: Settings,
    running: Mutex<Running>,
}

#[derive(Debug)]
struct Running {
    emulator: Emulator,
    /// Whether answers of carriers tell what its clock shows.
    has_date: bool,
    /// Up to when the emulator's clock has followed the wall's.
    followed: Instant,
}

impl Host {
    /// An emulator with these settings.
    pub(super) fn new(settings: Settings) -> Result<Self, String> {
        let emulator = started(&settings, 0)?;
        let running = Running { emulator, has_date: false, followed: Instant::now() };
        Ok(Self { settings, running: Mutex::new(running) })
    }

    /// Does something with the emulator, whose clock was brought up to date.
    pub(super) fn with<T>(&self, act: impl FnOnce(&mut Emulator) -> T) -> T {
        act(&mut self.now().emulator)
    }

    /// The time by its clock, in milliseconds since 1970 began, where answers of carriers tell it.
    pub(super) fn date(&self) -> Option<u64> {
        let running = self.now();
        running.has_date.then(|| running.emulator.now_ms())
    }

    /// Brings its clock up to date.
    fn now(&self) -> MutexGuard<'_, Running> {
        // A panic elsewhere leaves an emulator that still answers.
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let passed_ms = u64::try_from(running.followed.elapsed().as_millis()).unwrap_or(u64::MAX);
        running.followed += Duration::from_millis(passed_ms);
        running.emulator.advance_ms(passed_ms);
        running
    }

    /// Starts again as at first, with what is asked beside that.
    pub(super) fn reset(&self, asked: Reset) -> Result<(), String> {
        let mut settings = self.settings.clone();
        settings.seed = asked.seed.unwrap_or(settings.seed);
        settings.switches.extend(asked.switches);
        let emulator = started(&settings, asked.clock_s)?;
        let mut running = self.now();
        (running.emulator, running.has_date) = (emulator, asked.has_date);
        Ok(())
    }
}

/// What a reset asks for.
#[derive(Debug)]
pub(super) struct Reset {
    pub(super) seed: Option<u64>,
    pub(super) switches: Vec<(String, Value)>,
    /// By how many seconds the clock is ahead of the present, where it starts there; negative where behind.
    pub(super) clock_s: i64,
    pub(super) has_date: bool,
}

fn started(settings: &Settings, clock_s: i64) -> Result<Emulator, String> {
    let mut emulator = Emulator::new(settings.seed);
    if settings.real_clock {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now_ms = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
        let start_ms = now_ms.saturating_add_signed(clock_s.saturating_mul(1_000));
        emulator.advance_ms(start_ms.saturating_sub(emulator.now_ms()));
    }
    for (name, value) in &settings.switches {
        emulator.set(name, value.clone())?;
    }
    Ok(emulator)
}
