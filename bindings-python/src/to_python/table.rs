//! A small table of what was made of which key. It forgets, and gives up where keys never recur.

use pyo3::prelude::*;

/// A key that was not seen takes the place of another.
pub(super) struct Table<K, V> {
    places: Vec<Option<(K, V)>>,
    /// How many more keys may be new before the table gives up; each that recurs adds one.
    patience: u32,
}

/// What is looked up, and becomes a key where it was not found.
pub(super) trait Key<K> {
    fn hash(&self) -> u64;

    fn is(&self, key: &K) -> bool;

    /// Puts it into `place`, the storage of which may be used again.
    fn become_key(self, place: Option<K>) -> K;
}

const PLACES: usize = 128;

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { places: Vec::new(), patience: 64 }
    }
}

impl<K, V: Clone> Table<K, V> {
    /// What was made of this key before, or is made now.
    pub(super) fn get_or_make<Q: Key<K>>(
        &mut self,
        key: Q,
        make: impl FnOnce(&Q) -> PyResult<V>,
    ) -> PyResult<V> {
        if self.patience == 0 {
            return make(&key);
        }
        if self.places.is_empty() {
            self.places.resize_with(PLACES, || None);
        }
        // The upper bits of a product are the well mixed ones.
        let number = (key.hash() >> 57) as usize;
        let Some(place) = self.places.get_mut(number) else { return make(&key) };
        if let Some((known, value)) = place
            && key.is(known)
        {
            self.patience = (self.patience + 1).min(256);
            return Ok(value.clone());
        }
        self.patience -= 1;
        let value = make(&key)?;
        let old = place.take().map(|(old, _)| old);
        *place = Some((key.become_key(old), value.clone()));
        Ok(value)
    }
}

impl Key<String> for &str {
    fn hash(&self) -> u64 {
        let bytes = self.as_bytes();
        let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => (bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)), 0),
        };
        mixed(mixed(first) ^ last ^ bytes.len() as u64)
    }

    fn is(&self, key: &String) -> bool {
        self == key
    }

    fn become_key(self, place: Option<String>) -> String {
        let mut key = place.unwrap_or_default();
        key.clear();
        key.push_str(self);
        key
    }
}

/// Values that are the very same objects: what is equal was made once.
impl<'py> Key<Vec<Bound<'py, PyAny>>> for &mut Vec<Bound<'py, PyAny>> {
    fn hash(&self) -> u64 {
        self.iter().fold(0, |sum, value| mixed(sum ^ value.as_ptr().addr() as u64))
    }

    fn is(&self, key: &Vec<Bound<'py, PyAny>>) -> bool {
        self.len() == key.len() && self.iter().zip(key).all(|(one, other)| one.is(other))
    }

    fn become_key(self, place: Option<Vec<Bound<'py, PyAny>>>) -> Vec<Bound<'py, PyAny>> {
        std::mem::replace(self, place.unwrap_or_default())
    }
}

fn mixed(number: u64) -> u64 {
    (number ^ number >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
