//! Answers that are lists: rows under a name, and beside them what all lists in pages say of themselves.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer as _, Error, IgnoredAny, MapAccess, Visitor};

use crate::error::Result;
use crate::raw::Name;
use crate::transport::HttpResponse;
use crate::wire::{self, Count, Filled, FromWire, Object, Rows};

/// Rows per page where none are asked for, as the carrier documents it.
pub(super) const USUAL_SIZE: i32 = 100;

/// What a list in pages says of itself.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Meta {
    pub(super) page: Count,
    pub(super) page_size: Count,
    pub(super) total: Count,
}

/// Reads the rows under this name. What serde derives would be compiled for each name.
pub(super) fn read<T: FromWire>(
    answer: &HttpResponse,
    name: &'static str,
) -> Result<(Vec<T>, Meta)> {
    let list = wire::parse_with(&wire::text(answer), |json| {
        json.deserialize_map(Reader { name, of: PhantomData::<T> })
    });
    let List { rows, beside } = list.map_err(|error| wire::misread(answer, &error))?;
    beside.errors.unwrap_or_default().none()?;
    Ok((rows, beside.meta.and_then(|it| it.0).unwrap_or_default()))
}

struct List<T> {
    rows: Vec<T>,
    beside: Beside,
}

/// What stands beside the rows.
#[derive(Default)]
struct Beside {
    meta: Option<Object<Meta>>,
    errors: Option<Filled>,
}

impl Beside {
    /// Takes a member of the answer. Not once for each kind of row.
    #[inline(never)]
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        let twice = match name {
            "meta" => self.meta.replace(map.next_value()?).map(|_| "meta"),
            "errors" => self.errors.replace(map.next_value()?).map(|_| "errors"),
            _ => map.next_value::<IgnoredAny>().map(|_| None)?,
        };
        twice.map_or(Ok(()), |name| Err(Error::duplicate_field(name)))
    }
}

struct Reader<T> {
    name: &'static str,
    of: PhantomData<T>,
}

impl<'de, T: FromWire> Visitor<'de> for Reader<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<List<T>, A::Error> {
        let (mut rows, mut beside) = (None, Beside::default());
        while let Some(name) = map.next_key::<Name<'de>>()? {
            if *name != *self.name {
                beside.take(&name, &mut map)?;
                continue;
            }
            let Rows(list) = map.next_value()?;
            if rows.replace(list).is_some() {
                return Err(Error::duplicate_field(self.name));
            }
        }
        Ok(List { rows: rows.ok_or_else(|| Error::missing_field(self.name))?, beside })
    }
}
