//! The throttle: so many requests in a window of the emulator's time.

use super::Ask;
use super::error::{Code, Failure};

/// The window that runs.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    window: Option<(u64, u32)>,
}

impl Throttle {
    /// Counts a request, and refuses it when there were too many.
    pub(crate) fn count(&mut self, ask: Ask<'_>) -> Result<(), Failure> {
        let Some(most) = ask.switches.throttle_after else { return Ok(()) };
        let length_ms = u64::from(ask.switches.throttle_window_s) * 1_000;
        let running = self.window.filter(|(start, _)| ask.now_ms < start + length_ms);
        let (start, before) = running.unwrap_or((ask.now_ms, 0));
        self.window = Some((start, before.saturating_add(1)));
        if before < most {
            return Ok(());
        }
        let throttled = Failure::of(429, Code::Throttled, THROTTLED);
        Err(throttled.retry_after(ask.switches.throttle_retry_after_s))
    }
}

const THROTTLED: &str =
    "Throttling request limit exceeded for your account. Please contact your Account Manager";
