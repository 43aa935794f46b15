//! Reads public types from plain data. serde_json's own reader takes an object as a list of its members too, and compiles
//! both ways for each type: a wheel is 140 kB lighter without that.

use std::vec::IntoIter;

use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde_json::{Error, Map, Value, map};

/// Plain data, as it is read.
pub(crate) struct Given(pub(crate) Value);

struct Items(IntoIter<Value>);

struct Members {
    left: map::IntoIter,
    value: Value,
}

impl Members {
    fn of(members: Map<String, Value>) -> Self {
        Self { left: members.into_iter(), value: Value::Null }
    }
}

/// What stands where something else should.
fn unfit(value: &Value, expected: &str) -> Error {
    let found = match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(it) => Unexpected::Bool(*it),
        Value::Number(_) => Unexpected::Other("number"),
        Value::String(it) => Unexpected::Str(it),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    };
    Error::invalid_type(found, &expected)
}

impl<'de> Deserializer<'de> for Given {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(it),
            Value::Number(it) => it.deserialize_any(visitor),
            Value::String(it) => visitor.visit_string(it),
            Value::Array(it) => visitor.visit_seq(Items(it.into_iter())),
            Value::Object(it) => visitor.visit_map(Members::of(it)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(it) => visitor.visit_map(Members::of(it)),
            other => Err(unfit(&other, "an object")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(it) => visitor.visit_seq(Items(it.into_iter())),
            other => Err(unfit(&other, "a list")),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(it) => visitor.visit_enum(it.into_deserializer()),
            other => Err(unfit(&other, "a string")),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        self.0.next().map(|it| seed.deserialize(Given(it))).transpose()
    }
}

impl<'de> MapAccess<'de> for Members {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let Some((name, value)) = self.left.next() else { return Ok(None) };
        self.value = value;
        let name: StringDeserializer<Error> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(Given(self.value.take()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;
    use serde_json::json;

    use super::*;
    use crate::didww::{DidwwDid, DidwwMember};
    use crate::{
        Attempt, AttemptOutcome, JournalOutcome, NumberPurchase, OpenAttempt, ResponseInfo,
    };

    /// Whatever serde_json reads from an object, or refuses, is read and refused here too.
    fn agrees<T: DeserializeOwned + PartialEq + std::fmt::Debug>(value: &Value) {
        let expected = serde_json::from_value::<T>(value.clone()).ok();
        assert_eq!(T::deserialize(Given(value.clone())).ok(), expected, "{value}");
    }

    #[test]
    fn it_reads_what_serde_json_reads() {
        let attempt = json!({
            "version": 1, "id": "a", "carrier": "didww", "environment": "live", "operation": "create_order",
            "arguments": { "items": [{ "qty": 2 }] }, "prepared_at": "2026-01-02T03:04:05Z",
        });
        let purchase = json!({
            "attempt_id": "a", "order_id": null, "stage": "done", "ordered": 2, "delivered": 1, "shortfall": 1,
            "numbers": [{ "number": "1", "e164": null }], "cost": "5.00", "cost_basis": "computed",
        });
        let open =
            json!({ "attempt": attempt, "claimed_at": "2026-01-02T03:04:05Z", "cause": "timeout" });
        let odd = [
            Value::Null,
            json!(true),
            json!(-1),
            json!(1.5),
            json!("x"),
            json!([]),
            json!([1]),
            json!({}),
        ];
        for whole in [&attempt, &purchase, &open] {
            let members = whole.as_object().cloned().unwrap_or_default();
            for name in members.keys() {
                for value in odd.iter().map(Some).chain([None]) {
                    let mut changed = members.clone();
                    match value {
                        Some(value) => changed.insert(name.clone(), value.clone()),
                        None => changed.remove(name),
                    };
                    let changed = Value::Object(changed);
                    agrees::<Attempt>(&changed);
                    agrees::<NumberPurchase>(&changed);
                    agrees::<OpenAttempt>(&changed);
                }
            }
        }
        for value in &odd {
            agrees::<AttemptOutcome>(value);
            agrees::<BTreeMap<String, i32>>(value);
            agrees::<Vec<DidwwMember>>(value);
            agrees::<Option<f64>>(value);
        }
        assert!(JournalOutcome::deserialize(Given(json!([1, 2]))).is_err());
        assert!(ResponseInfo::deserialize(Given(Value::Null)).is_err());
        assert!(DidwwDid::deserialize(Given(json!("x"))).is_err());
    }
}
