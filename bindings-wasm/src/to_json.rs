//! Public types as JSON for JavaScript: names in camelCase, what is absent left out.

use std::fmt;

use serde::ser::{
    self, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};

/// Writes a public type. JSON text is what JavaScript reads fastest, as measured: see the bench.
pub(crate) fn to_json<T: Serialize>(value: &T) -> String {
    let mut writer = Writer { out: Vec::with_capacity(256), names: Vec::new(), expected: 0 };
    // The only errors are shapes that no public type has; core's own test asserts that.
    if value.serialize(&mut writer).is_err() {
        return "null".to_owned();
    }
    writer.or_null(0);
    String::from_utf8(writer.out).unwrap_or_default()
}

/// How core names links.
const LINK: &str = "DidwwLink";

struct Writer {
    out: Vec<u8>,
    /// Names of fields, each as it begins a field in JSON.
    names: Vec<(&'static str, Vec<u8>)>,
    expected: usize,
}

impl Writer {
    fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        serde_json::to_writer(&mut self.out, value).map_err(ser::Error::custom)
    }

    /// Writes the name of a record's field in camelCase, and brings where it began.
    fn name(&mut self, name: &'static str) -> usize {
        let start = self.out.len();
        if self.out.last() != Some(&b'{') {
            self.out.push(b',');
        }
        let at = self.spelled(name);
        if let Some((_, json)) = self.names.get(at) {
            self.out.extend_from_slice(json);
        }
        self.expected = at + 1;
        start
    }

    /// Where this name is spelled. Rows have the same names in the same order, so it is mostly the next.
    fn spelled(&mut self, name: &'static str) -> usize {
        let is_it = |known: &(&'static str, Vec<u8>)| std::ptr::eq(known.0, name);
        if self.names.get(self.expected).is_some_and(is_it) {
            return self.expected;
        }
        self.names.iter().position(is_it).unwrap_or_else(|| {
            self.names.push((name, spell(name)));
            self.names.len() - 1
        })
    }

    /// Absent values write nothing; where something must stand, that is `null`.
    fn or_null(&mut self, mark: usize) {
        if self.out.len() == mark {
            self.out.extend_from_slice(b"null");
        }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        if self.out.last() != Some(&b'[') {
            self.out.push(b',');
        }
        let mark = self.out.len();
        value.serialize(&mut *self)?;
        self.or_null(mark);
        Ok(())
    }
}

/// `"httpStatus":` of `http_status`.
fn spell(name: &str) -> Vec<u8> {
    let mut json = vec![b'"'];
    let mut raise = false;
    for byte in name.bytes() {
        match byte {
            b'_' => raise = true,
            _ => {
                json.push(if raise { byte.to_ascii_uppercase() } else { byte });
                raise = false;
            }
        }
    }
    json.extend_from_slice(b"\":");
    json
}

macro_rules! scalars {
    ($($method:ident $kind:ty,)*) => {$(
        fn $method(self, value: $kind) -> Result<(), Unwritable> {
            self.json(&value)
        }
    )*};
}

macro_rules! refused {
    ($($method:ident($($argument:ty),*) -> $result:ty,)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$result, Unwritable> {
            Err(Unwritable)
        }
    )*};
}

impl Serializer for &mut Writer {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = ser::Impossible<(), Unwritable>;
    type SerializeTupleVariant = ser::Impossible<(), Unwritable>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = ser::Impossible<(), Unwritable>;

    /// Links are places in the page's lists of included objects; `js/src/links.ts` follows them.
    fn is_human_readable(&self) -> bool {
        false
    }

    scalars! {
        serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64,
        serialize_f32 f32, serialize_f64 f64, serialize_char char, serialize_str &str,
    }

    refused! {
        serialize_bytes(&[u8]) -> (),
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant,
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unwritable> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
    ) -> Result<(), Unwritable> {
        self.json(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let mark = self.out.len();
        value.serialize(&mut *self)?;
        // A link that is not loaded is left out.
        if name == LINK && self.out.get(mark..) == Some(b"-2") {
            self.out.truncate(mark);
        }
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unwritable> {
        Err(Unwritable)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.out.push(b'[');
        Ok(self)
    }

    fn serialize_tuple(self, length: usize) -> Result<Self, Unwritable> {
        self.serialize_seq(Some(length))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.out.push(b'{');
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Self, Unwritable> {
        self.serialize_map(Some(length))
    }
}

impl SerializeSeq for &mut Writer {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.item(value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.out.push(b']');
        Ok(())
    }
}

impl SerializeTuple for &mut Writer {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.item(value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.out.push(b']');
        Ok(())
    }
}

/// A map's keys and values are the caller's own, so they stay as they are.
impl SerializeMap for &mut Writer {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritable> {
        if self.out.last() != Some(&b'{') {
            self.out.push(b',');
        }
        self.json(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.out.push(b':');
        self.json(value)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.out.push(b'}');
        Ok(())
    }
}

impl SerializeStruct for &mut Writer {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let start = self.name(name);
        let mark = self.out.len();
        value.serialize(&mut **self)?;
        if self.out.len() == mark {
            self.out.truncate(start);
        }
        Ok(())
    }

    fn end(self) -> Result<(), Unwritable> {
        self.out.push(b'}');
        Ok(())
    }
}

/// A shape that no public type has.
#[derive(Debug)]
struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no public type has this shape")
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
