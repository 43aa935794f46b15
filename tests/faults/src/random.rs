//! Random numbers that repeat from a seed.

/// A source of random numbers (SplitMix64).
pub(crate) struct Random(u64);

impl Random {
    /// The numbers of this seed, for this purpose.
    pub(crate) fn new(seed: u64, purpose: u64) -> Self {
        let mut random = Self(seed ^ purpose.wrapping_mul(0xd6e8_feb8_6659_fd93));
        // Neighbouring seeds begin far apart.
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    /// From this number up to, and without, the other.
    pub(crate) fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.next() % to.saturating_sub(from).max(1)
    }

    /// True this often in a hundred times.
    pub(crate) fn percent(&mut self, often: u64) -> bool {
        self.between(0, 100) < often
    }

    /// One of these; nothing where there is none.
    pub(crate) fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.between(0, of.len() as u64)).ok()?;
        of.get(at)
    }

    /// One of these texts.
    pub(crate) fn text(&mut self, of: &[&'static str]) -> &'static str {
        self.one(of).copied().unwrap_or_default()
    }
}
