//! Tables and sets, sorted by their keys. Those of std weigh some three thousand bytes for each pair of types, which is
//! much of what a browser loads, and the emulator's are small.

use std::ops::Range;

/// Values by their keys.
#[derive(Clone, Debug)]
pub(crate) struct Table<K, V>(Vec<(K, V)>);

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy, V> Table<K, V> {
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.0.get(self.place(key).ok()?).map(|it| &it.1)
    }

    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let place = self.place(key).ok()?;
        self.0.get_mut(place).map(|it| &mut it.1)
    }

    pub(crate) fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    pub(crate) fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(place) => {
                if let Some(it) = self.0.get_mut(place) {
                    it.1 = value;
                }
            }
            Err(place) => self.0.insert(place, (key, value)),
        }
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|it| it.0.cmp(key))
    }
}

impl<K: Ord + Copy, V: Default + Copy> Table<K, V> {
    /// The value of this key, which is its default before it is changed.
    pub(crate) fn value(&self, key: K) -> V {
        self.get(&key).copied().unwrap_or_default()
    }

    /// Changes the value of this key.
    pub(crate) fn change(&mut self, key: K, change: impl FnOnce(V) -> V) {
        self.insert(key, change(self.value(key)));
    }
}

/// Each key once.
#[derive(Clone, Debug)]
pub(crate) struct Set<K>(Vec<K>);

impl<K> Default for Set<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy> Set<K> {
    pub(crate) fn contains(&self, key: &K) -> bool {
        self.0.binary_search(key).is_ok()
    }

    /// Whether it was not there before.
    pub(crate) fn insert(&mut self, key: K) -> bool {
        let place = self.0.binary_search(&key).err();
        place.inspect(|place| self.0.insert(*place, key)).is_some()
    }

    /// Whether it was there.
    pub(crate) fn remove(&mut self, key: &K) -> bool {
        let place = self.0.binary_search(key).ok();
        place.map(|place| self.0.remove(place)).is_some()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are in this range.
    pub(crate) fn count_in(&self, range: Range<K>) -> usize {
        self.0.iter().filter(|it| range.contains(*it)).count()
    }

    pub(crate) fn into_keys(self) -> impl Iterator<Item = K> {
        self.0.into_iter()
    }

    pub(crate) fn extend(&mut self, keys: impl IntoIterator<Item = K>) {
        keys.into_iter().for_each(|it| {
            self.insert(it);
        });
    }
}
