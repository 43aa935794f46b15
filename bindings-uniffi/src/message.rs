//! Messages to Kotlin and Swift, which their generated readers follow: how many values and how many codes there are,
//! the codes, then the values. All numbers are little-endian; a value is a byte that tells its kind, then itself.

use serde_json::{Map, Value};
use telnum::seen::message::{Form, message as told};
use telnum::seen::{Shown, amount_text};
use telnum::{Decimal, Timestamp};

/// Some values, each of any type: where a record may be or a list, a code tells which it is.
pub(crate) fn message(values: &[&dyn Shown]) -> Vec<u8> {
    let told = told::<Binary>(values);
    let mut bytes = Vec::with_capacity(8 + 4 * told.codes.len() + told.values.len());
    // Those that are always there are not written.
    bytes.extend_from_slice(&(told.count - 3).to_le_bytes());
    bytes.extend_from_slice(&length(told.codes.len()));
    for code in told.codes {
        bytes.extend_from_slice(&code.to_le_bytes());
    }
    bytes.extend_from_slice(&told.values);
    bytes
}

fn length(length: usize) -> [u8; 4] {
    // No answer is as long as that: it is bounded long before.
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}

/// Values by their kinds.
struct Binary;

const TEXT: u8 = 1;
const COUNT: u8 = 2;
const NUMBER: u8 = 3;
const AMOUNT: u8 = 4;
const MOMENT: u8 = 5;

impl Form for Binary {
    const FIRST: &'static [u8] = &[];

    fn text(values: &mut Vec<u8>, text: &str) -> bool {
        long(values, TEXT, text.as_bytes());
        true
    }

    fn is_text(written: &[u8], text: &str) -> bool {
        matches!(written, [TEXT, _, _, _, _, inner @ ..] if inner == text.as_bytes())
    }

    fn amount(values: &mut Vec<u8>, amount: &Decimal) -> bool {
        amount_text(amount, |it| long(values, AMOUNT, it.as_bytes()));
        true
    }

    fn moment(values: &mut Vec<u8>, moment: &Timestamp) -> bool {
        values.push(MOMENT);
        values.extend_from_slice(&moment.unix_milliseconds().to_le_bytes());
        true
    }

    fn count(values: &mut Vec<u8>, count: i32) {
        values.push(COUNT);
        values.extend_from_slice(&count.to_le_bytes());
    }

    fn number(values: &mut Vec<u8>, number: f64) {
        values.push(NUMBER);
        values.extend_from_slice(&number.to_le_bytes());
    }

    /// As its text.
    fn plain(values: &mut Vec<u8>, members: &Map<String, Value>) {
        long(values, TEXT, &serde_json::to_vec(members).unwrap_or_default());
    }
}

fn long(values: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    values.push(kind);
    values.extend_from_slice(&length(bytes.len()));
    values.extend_from_slice(bytes);
}
