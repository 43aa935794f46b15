//! What an object holds of the objects it is linked to: ids, where the answer says them.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A relationship to at most one object.
///
/// Canonical: `"not_loaded"`, null, or `{"id": "…"}`.
#[derive(Clone, Debug, Default)]
pub enum DidwwLink {
    /// The answer does not say: the call did not include it, or the carrier left it out.
    #[default]
    NotLoaded,
    /// There is none.
    Empty,
    /// There is one.
    Present {
        /// Its id.
        id: String,
        /// Its place in the page's list of included objects of its type.
        index: i32,
    },
}

/// A relationship to any number of objects.
///
/// Canonical: `"not_loaded"`, or a list of `{"id": "…"}`.
#[derive(Clone, Debug, Default)]
pub enum DidwwLinks {
    /// The answer does not say: the call did not include it, or the carrier left it out.
    #[default]
    NotLoaded,
    /// These, and no other.
    Present {
        /// Their ids.
        ids: Vec<String>,
        /// Their places in the page's list of included objects of their type, in the same order.
        indexes: Vec<i32>,
    },
}

impl DidwwLink {
    /// The id of the linked object, where there is one and the answer says it.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Present { id, .. } => Some(id),
            Self::NotLoaded | Self::Empty => None,
        }
    }
}

impl DidwwLinks {
    /// The ids of the linked objects, where the answer says them.
    pub fn ids(&self) -> Option<&[String]> {
        match self {
            Self::Present { ids, .. } => Some(ids),
            Self::NotLoaded => None,
        }
    }
}

/// Where an object stands in its page says nothing of what it is.
impl PartialEq for DidwwLink {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
            && matches!(self, Self::NotLoaded) == matches!(other, Self::NotLoaded)
    }
}

impl PartialEq for DidwwLinks {
    fn eq(&self, other: &Self) -> bool {
        self.ids() == other.ids()
    }
}

impl Serialize for DidwwLink {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NotLoaded => serializer.serialize_str(NOT_LOADED),
            Self::Empty => serializer.serialize_none(),
            Self::Present { id, .. } => Target(id).serialize(serializer),
        }
    }
}

impl Serialize for DidwwLinks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NotLoaded => serializer.serialize_str(NOT_LOADED),
            Self::Present { ids, .. } => serializer.collect_seq(ids.iter().map(|id| Target(id))),
        }
    }
}

impl<'de> Deserialize<'de> for DidwwLink {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::<Form>::deserialize(deserializer)? {
            None => Self::Empty,
            Some(Form::One { id }) => Self::Present { id, index: -1 },
            Some(Form::Word(word)) if word == NOT_LOADED => Self::NotLoaded,
            Some(_) => return Err(D::Error::custom("a link is `not_loaded`, null or an id")),
        })
    }
}

impl<'de> Deserialize<'de> for DidwwLinks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Form::deserialize(deserializer)? {
            Form::Many(targets) => {
                let ids: Vec<String> = targets.into_iter().map(|it| it.id).collect();
                Self::Present { indexes: vec![-1; ids.len()], ids }
            }
            Form::Word(word) if word == NOT_LOADED => Self::NotLoaded,
            _ => return Err(D::Error::custom("links are `not_loaded` or a list of ids")),
        })
    }
}

const NOT_LOADED: &str = "not_loaded";

/// The canonical form, read back. The page knows the places.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Form {
    Word(String),
    One { id: String },
    Many(Vec<Owned>),
}

#[derive(serde::Deserialize)]
struct Owned {
    id: String,
}

struct Target<'a>(&'a str);

impl Serialize for Target<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("DidwwTarget", 1)?;
        object.serialize_field("id", self.0)?;
        object.end()
    }
}
