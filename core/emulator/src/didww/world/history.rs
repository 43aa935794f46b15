//! What became of DIDs in the last 90 days before the emulator's clock began.

use super::World;
use crate::didww::wire::Attributes;
use crate::time;

/// How many entries there are, of as many DIDs.
pub(super) const COUNT: u32 = 40;

const DAY_MS: u64 = 86_400_000;

/// How long it is kept.
pub(crate) const OLDEST_MS: u64 = 90 * DAY_MS;

const ACTIONS: [&str; 6] =
    ["assigned", "renewed", "billing_cycles_count_changed", "canceled", "restored", "removed"];
const METHODS: [&str; 6] = ["api3", "system", "user_panel", "api3", "staff", "system"];

impl World<'_> {
    /// Newer entries come later.
    pub(super) fn history_attributes(self, place: u32, out: &mut Attributes<'_>) {
        let kind = place as usize % ACTIONS.len();
        // From the fourth on no number comes twice.
        let number = self.did((place + 3) % self.dids.max(1)).number(self);
        out.optional("did_number", (place % 10 != 9).then_some(number.as_str()));
        out.text("action", ACTIONS.get(kind).copied().unwrap_or_default());
        out.text("method", METHODS.get(kind).copied().unwrap_or_default());
        let age = u64::from(COUNT.saturating_sub(place)) * 2 * DAY_MS;
        out.text("created_at", &time::rfc3339_ms(time::START_MS - age));
    }
}

/// Only a change of cycles says from what to what.
pub(super) fn meta(place: u32) -> Option<String> {
    let changed = ACTIONS.get(place as usize % ACTIONS.len()) == ACTIONS.get(2);
    changed.then(|| format!("{{\"from\":\"\",\"to\":\"{}\"}}", place / 6))
}
