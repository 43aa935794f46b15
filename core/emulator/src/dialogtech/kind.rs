//! The four kinds of number, as `type` names them.

/// A kind of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Local,
    TollFree,
    True800,
    CanadianLocal,
}

impl Kind {
    /// Every kind.
    pub(crate) const ALL: [Self; 4] =
        [Self::Local, Self::TollFree, Self::True800, Self::CanadianLocal];

    /// The kind of this word.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Its word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::TollFree => "tollfree",
            Self::True800 => "true800",
            Self::CanadianLocal => "canadian_local",
        }
    }

    /// Whether it is searched by area code.
    pub(crate) fn is_searched(self) -> bool {
        matches!(self, Self::Local | Self::CanadianLocal)
    }
}
