//! Deterministic randomness: the same seed always tells the same story.

/// A stream of numbers, SplitMix64, that depends on nothing but its seed and its purpose.
#[derive(Clone, Debug)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// One stream for one purpose, so that drawing from it never shifts another.
    pub(crate) fn stream(seed: u64, purpose: Purpose) -> Self {
        Self { state: mix(seed ^ mix(purpose as u64)) }
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// True with the given probability, from 0 to 1.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        unit < probability
    }

    /// Text shaped like a version 4 UUID.
    pub(crate) fn uuid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | (low >> 48) & 0x3fff,
            low & 0xffff_ffff_ffff,
        )
    }
}

/// What a stream is drawn for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// Ids of answers.
    RequestIds = 1,
    /// Jitter of a client made from the emulator.
    Client = 2,
    /// Faults with a probability, and garbage.
    Faults = 3,
    /// Ids of orders.
    Orders = 4,
    /// Where a DID group's numbers begin.
    Numbers = 5,
    /// Where a DialogTech exchange's numbers begin.
    Exchanges = 6,
    /// DIDWW's account.
    Didww = 8,
    /// Skus of IDT Express's numbers.
    Skus = 9,
}

/// Scrambles one number into another.
pub(crate) fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ_by_purpose() {
        let mut one = Random::stream(7, Purpose::Client);
        let mut same = Random::stream(7, Purpose::Client);
        let mut other = Random::stream(7, Purpose::Faults);
        let first = one.next();
        assert_eq!(first, same.next());
        assert_ne!(first, other.next());
    }

    #[test]
    fn uuids_look_like_version_4() {
        let uuid = Random::stream(1, Purpose::RequestIds).uuid();
        let parts: Vec<usize> = uuid.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(uuid.as_bytes()[14], b'4');
        assert!(matches!(uuid.as_bytes()[19], b'8' | b'9' | b'a' | b'b'));
    }

    #[test]
    fn chance_keeps_to_its_ends() {
        let mut random = Random::stream(3, Purpose::Faults);
        assert!((0..100).all(|_| !random.chance(0.0)));
        assert!((0..100).all(|_| random.chance(1.0)));
    }
}
