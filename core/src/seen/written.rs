//! Values as bytes that are the same for the same values: so that what changed is found by code that is compiled
//! once, not once a type.

use telnum_wire::amount::amount_text;

use super::Seen;
use crate::didww::{DidwwLink, DidwwLinks};

/// A value of some type as bytes, which are to be compared with those of another value of that type.
pub(crate) fn written(value: Seen<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(value, &mut bytes);
    bytes
}

fn write(value: Seen<'_>, bytes: &mut Vec<u8>) {
    // Each kind begins with its own byte; what has no fixed length tells its length next.
    match value {
        Seen::Absent => bytes.push(0),
        Seen::Flag(flag) => bytes.push(if flag { 2 } else { 1 }),
        Seen::Count(count) => {
            bytes.push(3);
            bytes.extend_from_slice(&count.to_le_bytes());
        }
        Seen::Number(number) => {
            bytes.push(4);
            bytes.extend_from_slice(&number.to_bits().to_le_bytes());
        }
        Seen::Text(it) => text(it, bytes),
        Seen::Amount(amount) => amount_text(amount, |it| text(it, bytes)),
        Seen::Moment(moment) => moment.with_text(|it| text(it, bytes)),
        Seen::Plain(members) => text(&serde_json::to_string(members).unwrap_or_default(), bytes),
        Seen::Record(record) => {
            bytes.push(6);
            (0..record.shape().length).for_each(|it| write(record.field(it), bytes));
        }
        Seen::List(list) => {
            bytes.push(7);
            length(list.length(), bytes);
            (0..list.length()).for_each(|it| write(list.item(it), bytes));
        }
        Seen::Link(DidwwLink::NotLoaded) | Seen::Links(DidwwLinks::NotLoaded) => bytes.push(8),
        Seen::Link(DidwwLink::Empty) => bytes.push(9),
        Seen::Link(DidwwLink::Present { id, .. }) => text(id, bytes),
        Seen::Links(DidwwLinks::Present { ids, .. }) => {
            bytes.push(7);
            length(ids.len(), bytes);
            ids.iter().for_each(|it| text(it, bytes));
        }
    }
}

fn text(text: &str, bytes: &mut Vec<u8>) {
    bytes.push(5);
    length(text.len(), bytes);
    bytes.extend_from_slice(text.as_bytes());
}

fn length(length: usize, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&length.to_le_bytes());
}
