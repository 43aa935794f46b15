//! What is seen, written by serde: as the value itself would be.

use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};
use telnum_wire::amount::amount_text;

use super::Seen;

impl Serialize for Seen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Seen::Absent => serializer.serialize_none(),
            Seen::Flag(flag) => serializer.serialize_bool(flag),
            Seen::Count(count) => serializer.serialize_i32(count),
            Seen::Number(number) => serializer.serialize_f64(number),
            Seen::Text(text) => serializer.serialize_str(text),
            Seen::Amount(amount) => amount_text(amount, |text| serializer.serialize_str(text)),
            Seen::Moment(moment) => moment.serialize(serializer),
            Seen::Plain(object) => object.serialize(serializer),
            Seen::Link(link) => link.serialize(serializer),
            Seen::Links(links) => links.serialize(serializer),
            Seen::List(list) => {
                let mut items = serializer.serialize_seq(Some(list.length()))?;
                for number in 0..list.length() {
                    items.serialize_element(&list.item(number))?;
                }
                items.end()
            }
            Seen::Record(record) => {
                let shape = record.shape();
                let mut fields = serializer.serialize_struct(shape.name, shape.length)?;
                for (number, name) in shape.fields().iter().enumerate() {
                    fields.serialize_field(name, &record.field(number))?;
                }
                fields.end()
            }
        }
    }
}
