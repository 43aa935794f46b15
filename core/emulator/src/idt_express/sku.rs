//! Skus: the opaque texts by which numbers are ordered one by one.

use super::coverage::DidGroup;
use crate::random::{Purpose, Random, mix};

/// Makes the skus of a seed. Each names one group and one index, and nothing of either shows in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Skus {
    salt: u64,
}

impl Skus {
    /// Skus of this seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self { salt: Random::stream(seed, Purpose::Skus).next() }
    }

    /// The sku of a group's number of some index.
    pub(crate) fn sku(self, group: &DidGroup, index: u32) -> String {
        let (mut left, mut right) = (group.id, index);
        // A Feistel network: no two pairs become the same, and the way back needs no table.
        for round in 0..ROUNDS {
            (left, right) = (right, left ^ self.half(round, right));
        }
        written(u64::from(left) << 32 | u64::from(right))
    }

    /// The index that a sku names; none if it is not a sku of this group.
    pub(crate) fn index(self, group: &DidGroup, sku: &str) -> Option<u32> {
        let value = read(sku)?;
        let (mut left, mut right) =
            (u32::try_from(value >> 32).ok()?, u32::try_from(value & 0xffff_ffff).ok()?);
        for round in (0..ROUNDS).rev() {
            (left, right) = (right ^ self.half(round, left), left);
        }
        (left == group.id).then_some(right)
    }

    fn half(self, round: u64, half: u32) -> u32 {
        let scrambled = mix(self.salt ^ (u64::from(half) << 8 | round));
        u32::try_from(scrambled >> 32).unwrap_or_default()
    }
}

/// A value in base 62: as long for every value, so that each text names at most one.
fn written(mut value: u64) -> String {
    let mut text = String::with_capacity(LENGTH);
    for _ in 0..LENGTH {
        let digit = usize::try_from(value % BASE).ok().and_then(|place| DIGITS.get(place));
        text.extend(digit.copied().map(char::from));
        value /= BASE;
    }
    text
}

fn read(text: &str) -> Option<u64> {
    if text.len() != LENGTH {
        return None;
    }
    text.bytes().rev().try_fold(0_u64, |value, byte| {
        let digit = DIGITS.iter().position(|digit| *digit == byte)?;
        value.checked_mul(BASE)?.checked_add(u64::try_from(digit).ok()?)
    })
}

const ROUNDS: u64 = 4;

/// Capitals and small letters both, so that a client which changes a sku's case is found out.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const BASE: u64 = 62;

/// The digits of the largest value.
const LENGTH: usize = 11;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_sku_leads_back_to_its_number_alone() {
        let skus = Skus::new(7);
        let groups = [2992, 90_001, 16847].map(|id| DidGroup::find(id).unwrap());
        let mut made = BTreeSet::new();
        for group in groups {
            for index in (0..1_000).chain([u32::MAX]) {
                let sku = skus.sku(group, index);
                assert_eq!(skus.index(group, &sku), Some(index), "{sku}");
                let others = groups.iter().filter(|other| other.id != group.id);
                assert!(others.into_iter().all(|other| skus.index(other, &sku).is_none()), "{sku}");
                assert!(made.insert(sku));
            }
        }
    }

    #[test]
    fn neighbours_share_nothing_and_seeds_differ() {
        let group = DidGroup::find(16847).unwrap();
        let shared =
            |one: &str, other: &str| one.bytes().zip(other.bytes()).filter(|(a, b)| a == b).count();
        let made: Vec<String> = (0..500).map(|index| Skus::new(7).sku(group, index)).collect();
        for pair in made.windows(2) {
            assert!(shared(&pair[0], &pair[1]) <= 5, "{pair:?}");
        }
        assert_ne!(made[0], Skus::new(8).sku(group, 0));
    }

    #[test]
    fn other_texts_name_nothing() {
        let skus = Skus::new(7);
        let group = DidGroup::find(16847).unwrap();
        let sku = skus.sku(group, 0);
        let (lower, upper) = (sku.to_lowercase(), sku.to_uppercase());
        let texts =
            ["", "1", "zzzzzzzzzzz", "ééééé0", &sku[1..], &format!("{sku}0"), &lower, &upper];
        for text in texts {
            assert_eq!(skus.index(group, text), None, "{text}");
        }
        assert_eq!(read(&written(u64::MAX)), Some(u64::MAX));
    }
}
