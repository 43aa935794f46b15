//! Amounts of money and their text. They are read as rust_decimal reads them, whose own reader is compiled in
//! eight variants: seven thousand bytes that a browser would load.

use rust_decimal::Decimal;

/// Reads decimal text, or a number in any notation.
pub fn read(text: &str) -> Option<Decimal> {
    Number::read(text).map(Number::decimal)
}

/// Reads a whole number, however it is written.
pub fn read_whole(text: &str) -> Option<i32> {
    let Number { is_negative, mut digits, scale } = Number::read(text)?;
    for _ in 0..scale {
        let (tenth, rest) = divided(digits);
        digits = (rest == 0).then_some(tenth)?;
    }
    let whole = i128::try_from(digits).ok()?;
    i32::try_from(if is_negative { -whole } else { whole }).ok()
}

/// Does something with the text of an amount, which is made without detours: a page has thousands.
pub fn amount_text<T>(amount: &Decimal, then: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0; LONGEST];
    let begin = write(amount, &mut buffer);
    let text = begin.and_then(|begin| std::str::from_utf8(buffer.get(begin..)?).ok());
    then(text.unwrap_or_default())
}

fn write(amount: &Decimal, buffer: &mut [u8; LONGEST]) -> Option<usize> {
    let (mut digits, scale) = (amount.mantissa().unsigned_abs(), amount.scale());
    let mut places = buffer.iter_mut().rev();
    let mut written = 0;
    while digits > 0 || written <= scale {
        if written == scale && written > 0 {
            *places.next()? = b'.';
        }
        let digit = match u64::try_from(digits) {
            Ok(few) => {
                digits = (few / 10).into();
                few % 10
            }
            Err(_) => {
                let (tenth, rest) = divided(digits);
                digits = tenth;
                rest
            }
        };
        *places.next()? = b'0' + u8::try_from(digit).ok()?;
        written += 1;
    }
    if amount.is_sign_negative() {
        *places.next()? = b'-';
    }
    Some(places.len())
}

/// As parts of a `Decimal`.
struct Number {
    is_negative: bool,
    digits: u128,
    scale: u32,
}

impl Number {
    fn read(text: &str) -> Option<Self> {
        Self::plain(text.as_bytes()).or_else(|| {
            let (number, exponent) = text.split_once(['e', 'E'])?;
            Self::plain(number.as_bytes())?.times_ten_to(exponent)
        })
    }

    fn plain(text: &[u8]) -> Option<Self> {
        let (is_negative, text) = match text {
            [b'-', text @ ..] => (true, text),
            [b'+', text @ ..] => (false, text),
            text => (false, text),
        };
        let mut number = Self { is_negative, digits: 0, scale: 0 };
        let (mut has_digits, mut has_point) = (false, false);
        let mut rest = text.iter();
        while let Some(byte) = rest.next() {
            match byte {
                b'0'..=b'9' => {
                    let digit = byte - b'0';
                    let digits = number.digits * 10 + u128::from(digit);
                    if has_point && number.scale == Decimal::MAX_SCALE || digits >= TOO_MANY {
                        let rounded = has_point.then(|| number.rounded(digit))??;
                        let is_number = |it: &u8| it.is_ascii_digit() || *it == b'_';
                        return rest.as_slice().iter().all(is_number).then_some(rounded);
                    }
                    number.digits = digits;
                    number.scale += u32::from(has_point);
                    has_digits = true;
                }
                b'.' if !has_point => has_point = true,
                b'_' if has_digits => {}
                _ => return None,
            }
        }
        has_digits.then_some(number)
    }

    /// Rounded by the first digit that it has no place for.
    fn rounded(mut self, next: u8) -> Option<Self> {
        self.digits += u128::from(next >= 5);
        if self.digits >= TOO_MANY {
            self.digits = divided(self.digits + 4).0;
            self.scale = self.scale.checked_sub(1)?;
        }
        Some(self)
    }

    fn times_ten_to(mut self, exponent: &str) -> Option<Self> {
        if let Some(down) = exponent.strip_prefix('-') {
            let down = down.parse::<u32>().ok().filter(|it| *it <= Decimal::MAX_SCALE)?;
            let mut dropped = 0;
            for _ in Decimal::MAX_SCALE..self.scale + down {
                (self.digits, dropped) = divided(self.digits);
            }
            self.digits += u128::from(dropped >= 5);
            self.scale = Decimal::MAX_SCALE.min(self.scale + down);
            return Some(self);
        }
        let up: u32 = exponent.parse().ok()?;
        let Some(zeros) = up.checked_sub(self.scale).filter(|it| *it > 0) else {
            self.scale -= up;
            return Some(self);
        };
        self.scale = 0;
        for _ in 0..(up <= Decimal::MAX_SCALE).then_some(zeros)? {
            self.digits = Some(self.digits * 10).filter(|it| *it < TOO_MANY)?;
        }
        Some(self)
    }

    fn decimal(self) -> Decimal {
        let Self { is_negative, digits, scale } = self;
        let [low, middle, high] = [digits, digits >> 32, digits >> 64].map(|it| it as u32);
        Decimal::from_parts(low, middle, high, is_negative, scale)
    }
}

/// A tenth, and what is left; in steps of 32 bits, for the division of 128 bits is code of its own.
fn divided(digits: u128) -> (u128, u64) {
    [96, 64, 32, 0].into_iter().fold((0, 0), |(tenth, rest), shift| {
        let part = (rest << 32) | u64::from((digits >> shift) as u32);
        (tenth | u128::from(part / 10) << shift, part % 10)
    })
}

/// More digits than a `Decimal` has place for.
const TOO_MANY: u128 = 1 << 96;

/// 29 digits with a sign and a point.
const LONGEST: usize = 32;

#[cfg(test)]
mod tests {
    use rust_decimal::prelude::ToPrimitive;

    use super::*;

    const AMOUNTS: [&str; 18] = [
        "0",
        "0.00",
        "-0.00",
        "5.00",
        "0.05",
        "-12.3",
        "1_000.5",
        ".5",
        "1e3",
        "1.25E-2",
        "12.50e1",
        "18446744073709551615",
        "18446744073709551616.5",
        "0.0000000000000000000000000001",
        "79228162514264337593543950335",
        "-7.9228162514264337593543950335",
        "1.99999999999999999999999999999",
        "1234567890123456789012345678e-5",
    ];

    #[test]
    fn amounts_are_written_as_decimals_own_text() {
        for written in AMOUNTS {
            let amount = read(written).unwrap();
            assert_eq!(amount_text(&amount, str::to_owned), amount.to_string());
        }
        assert_eq!(amount_text(&Decimal::MIN, str::to_owned), Decimal::MIN.to_string());
    }

    #[test]
    fn a_spoilt_amount_reads_as_a_decimal_does() {
        for whole in AMOUNTS {
            for at in 0..=whole.len() {
                let (before, after) = whole.split_at(at);
                let mut texts = vec![before.to_owned()];
                for odd in
                    "0 1 4 5 9 00 28 29 + - . _ e E e1 e-1 e9 e+28 e-28 e29 x \u{e9}".split(' ')
                {
                    texts.push(format!("{before}{odd}{after}"));
                    texts.push(format!("{before}{odd}"));
                    texts.extend(after.get(1..).map(|after| format!("{before}{odd}{after}")));
                }
                for text in texts {
                    let (ours, its) = (read(&text), text.parse::<Decimal>().ok());
                    assert_eq!(ours, its, "{text}");
                    assert_eq!(ours.map(|it| it.scale()), its.map(|it| it.scale()), "{text}");
                    let whole = its.filter(Decimal::is_integer).and_then(|it| it.to_i32());
                    assert_eq!(read_whole(&text), whole, "{text}");
                }
            }
        }
    }
}
