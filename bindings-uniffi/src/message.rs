//! Messages to Kotlin and Swift, which their generated readers follow: how many values and how many codes there are,
//! the codes, then the values. All numbers are little-endian; a value is a byte that tells its kind, then itself.

use serde_json::{Map, Value};
use telnum::seen::message::{Form, message as told};
use telnum::seen::{Shown, amount_text};
use telnum::{Decimal, Timestamp};

/// What calls return: a message, behind its length as uniffi writes it.
pub struct Told(Vec<u8>);

impl Told {
    /// Some values, each of any type: where a record may be or a list, a code tells which it is.
    pub(crate) fn of(values: &[&dyn Shown]) -> Self {
        let mut bytes = written(values, LENGTH);
        let length = bytes.len() - LENGTH;
        // No answer is as long as that: it is bounded long before.
        let length = i32::try_from(length).unwrap_or(i32::MAX).to_be_bytes();
        for (byte, of_length) in bytes.iter_mut().zip(length) {
            *byte = of_length;
        }
        Self(bytes)
    }
}

const LENGTH: usize = 4;

/// The same where uniffi writes it itself.
pub(crate) fn message(values: &[&dyn Shown]) -> Vec<u8> {
    written(values, 0)
}

/// A message behind so many bytes that are free.
fn written(values: &[&dyn Shown], free: usize) -> Vec<u8> {
    let told = told::<Binary>(values);
    let mut bytes = Vec::with_capacity(free + 8 + 4 * told.codes.len() + told.values.len());
    bytes.resize(free, 0);
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

/// As uniffi lowers bytes, but for its copying them one by one: a page of 1,000 numbers has 100,000.
#[expect(
    unsafe_code,
    reason = "to lower is an unsafe trait; what is lowered is a buffer of uniffi's own"
)]
mod lowering {
    use uniffi::{Lower, LowerReturn, MetadataBuffer, RustBuffer, RustCallError, TypeId};

    use super::Told;
    use crate::UniFfiTag;

    unsafe impl Lower<UniFfiTag> for Told {
        type FfiType = RustBuffer;

        fn lower(told: Self) -> RustBuffer {
            RustBuffer::from_vec(told.0)
        }

        fn write(told: Self, buffer: &mut Vec<u8>) {
            buffer.extend_from_slice(&told.0);
        }
    }

    unsafe impl LowerReturn<UniFfiTag> for Told {
        type ReturnType = RustBuffer;

        fn lower_return(told: Self) -> Result<RustBuffer, RustCallError> {
            Ok(Self::lower(told))
        }
    }

    impl TypeId<UniFfiTag> for Told {
        const TYPE_ID_META: MetadataBuffer = <Vec<u8> as TypeId<UniFfiTag>>::TYPE_ID_META;
    }
}
