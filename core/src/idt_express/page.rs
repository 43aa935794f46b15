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
    let List { rows, meta, errors } = list.map_err(|error| wire::misread(answer, &error))?;
    errors.none()?;
    Ok((rows, meta))
}

struct List<T> {
    rows: Vec<T>,
    meta: Meta,
    errors: Filled,
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
        let (mut rows, mut meta, mut errors) = (None, None, None);
        while let Some(name) = map.next_key::<Name<'de>>()? {
            let twice = match &*name {
                name if name == self.name => {
                    let Rows(list) = map.next_value()?;
                    rows.replace(list).map(|_| self.name)
                }
                "meta" => meta.replace(map.next_value::<Object<Meta>>()?).map(|_| "meta"),
                "errors" => errors.replace(map.next_value::<Filled>()?).map(|_| "errors"),
                _ => map.next_value::<IgnoredAny>().map(|_| None)?,
            };
            if let Some(name) = twice {
                return Err(Error::duplicate_field(name));
            }
        }
        Ok(List {
            rows: rows.ok_or_else(|| Error::missing_field(self.name))?,
            meta: meta.and_then(|it| it.0).unwrap_or_default(),
            errors: errors.unwrap_or_default(),
        })
    }
}
