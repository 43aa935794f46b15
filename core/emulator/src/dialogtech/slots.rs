//! The account's free slots: a number needs one of its kind.

use super::kind::Kind;
use super::switches::FreeSlots;
use crate::switches;
use serde_json::Value;
use std::collections::HashMap;

/// How many slots are free.
#[derive(Debug)]
pub(crate) struct Slots(HashMap<Kind, u32>);

impl Default for Slots {
    fn default() -> Self {
        Self(Kind::ALL.map(|kind| (kind, 1_000)).into_iter().collect())
    }
}

impl Slots {
    /// Sets how many are free from now on.
    pub(crate) fn set(&mut self, value: &Value) -> Result<(), String> {
        let free: FreeSlots = switches::read(value)?;
        self.0.extend(Kind::ALL.into_iter().filter_map(|kind| Some((kind, free.of(kind)?))));
        Ok(())
    }

    /// How many of a kind are free.
    pub(crate) fn free(&self, kind: Kind) -> u32 {
        self.0.get(&kind).copied().unwrap_or_default()
    }

    /// Numbers fill some.
    pub(crate) fn fill(&mut self, kind: Kind, count: u32) {
        self.0.insert(kind, self.free(kind).saturating_sub(count));
    }
}
