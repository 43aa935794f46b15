//! What became of DIDs: 40 entries from before the emulator's clock began, then what was done since.

use super::World;
use crate::didww::account::MADE;
use crate::didww::wire::Attributes;
use crate::time;

/// Something that became of a DID.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) did: u32,
    pub(crate) action: &'static str,
    pub(crate) method: &'static str,
    pub(crate) at_ms: u64,
    /// What the number of cycles was, and what it is.
    pub(crate) cycles: Option<[Option<u32>; 2]>,
}

/// How many entries there are from before, of as many DIDs.
pub(super) const COUNT: u32 = 40;

const DAY_MS: u64 = 86_400_000;

/// How long it is kept.
pub(crate) const OLDEST_MS: u64 = 90 * DAY_MS;

const ACTIONS: [&str; 6] =
    ["assigned", "renewed", "billing_cycles_count_changed", "canceled", "restored", "removed"];
const METHODS: [&str; 6] = ["api3", "system", "user_panel", "api3", "staff", "system"];

impl<'a> World<'a> {
    /// Newer entries come later.
    pub(super) fn history_attributes(self, place: u32, out: &mut Attributes<'_>) {
        if let Some(entry) = self.entry(place) {
            out.text("did_number", &self.did(entry.did).number(self));
            out.text("action", entry.action);
            out.text("method", entry.method);
            out.text("created_at", &time::rfc3339_ms(entry.at_ms));
            return;
        }
        let kind = place as usize % ACTIONS.len();
        // From the fourth on no number comes twice.
        let number = self.did((place + 3) % self.dids.max(1)).number(self);
        out.optional("did_number", (place % 10 != 9).then_some(number.as_str()));
        out.text("action", ACTIONS.get(kind).copied().unwrap_or_default());
        out.text("method", METHODS.get(kind).copied().unwrap_or_default());
        let age = u64::from(COUNT.saturating_sub(place)) * 2 * DAY_MS;
        out.text("created_at", &time::rfc3339_ms(time::START_MS - age));
    }

    /// Only a change of cycles says from what to what; for ever is blank.
    pub(super) fn history_meta(self, place: u32) -> Option<String> {
        let Some(entry) = self.entry(place) else { return meta(place) };
        let [from, to] = entry.cycles?.map(|it| it.map_or(String::new(), |it| it.to_string()));
        Some(format!("{{\"from\":\"{from}\",\"to\":\"{to}\"}}"))
    }

    /// Whether an entry is not too old.
    pub(super) fn keeps(self, place: u32) -> bool {
        self.entry(place).is_some_and(|it| it.at_ms + OLDEST_MS > self.account.now_ms)
    }

    fn entry(self, place: u32) -> Option<&'a Entry> {
        self.account.history.get(place.checked_sub(MADE)? as usize)
    }
}

fn meta(place: u32) -> Option<String> {
    let changed = ACTIONS.get(place as usize % ACTIONS.len()) == ACTIONS.get(2);
    changed.then(|| format!("{{\"from\":\"\",\"to\":\"{}\"}}", place / 6))
}
