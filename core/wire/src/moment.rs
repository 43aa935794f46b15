//! Moments and their text, RFC 3339 in UTC.

use crate::calendar;

/// Milliseconds since 1970 began, of a moment as RFC 3339 has it. A page has a thousand of them, nearly all `2020-06-26T11:01:16.000Z`.
pub fn read(text: &[u8]) -> Option<i64> {
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        // Some write a space there.
        _,
        h1,
        h2,
        b':',
        n1,
        n2,
        b':',
        s1,
        s2,
        ref rest @ ..,
    ] = text
    else {
        return None;
    };
    let (millisecond, zone) = fraction(rest)?;
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = calendar::number_of(year, month, day)?;
    let minutes = (days * 24 + hour) * 60 + minute - minutes_ahead(zone)?;
    if second < 60 {
        let seconds = minutes * 60 + second;
        return Some(seconds * 1000 + millisecond);
    }
    // A leap second is the last of a month, and stands for the end of the second before it.
    let next = minutes + 1;
    let is_new_month = next % A_DAY == 0 && calendar::date_of(next / A_DAY).2 == 1;
    is_new_month.then_some(next * 60_000 - 1)
}

/// Milliseconds of what may follow the seconds, and what follows that.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some(text) = text.strip_prefix(b".") else { return Some((0, text)) };
    let end = text.iter().position(|it| !it.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end).filter(|it| !it.0.is_empty())?;
    let thousandths = digits.iter().chain(b"00").take(3);
    Some((thousandths.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')), rest))
}

/// How far a zone's clocks are ahead of UTC.
fn minutes_ahead(zone: &[u8]) -> Option<i64> {
    let (sign, digits) = match *zone {
        [b'Z' | b'z'] => return Some(0),
        [b'+', h1, h2, b':', m1, m2] => (1, [h1, h2, m1, m2]),
        [b'-', h1, h2, b':', m1, m2] => (-1, [h1, h2, m1, m2]),
        _ => return None,
    };
    let number = number(&digits)?;
    let (hours, minutes) = (number / 100, number % 100);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// In minutes.
const A_DAY: i64 = 24 * 60;

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |sum, digit| {
        digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0'))
    })
}

/// Does something with the text of a moment, which is made digit by digit, since a page has a thousand of them.
pub fn with_text<T>(milliseconds: i64, then: impl FnOnce(&str) -> T) -> T {
    let (seconds, fraction) = parts(milliseconds, 1000);
    let (minutes, second) = parts(seconds, 60);
    let (hours, minute) = parts(minutes, 60);
    let (days, hour) = parts(hours, 24);
    let (year, month, day) = calendar::date_of(days);
    let [c, d] = pair(year / 100);
    let [y, e] = pair(year);
    let [m, n] = pair(month);
    let [t, u] = pair(day);
    let [h, i] = pair(hour);
    let [j, k] = pair(minute);
    let [p, q] = pair(second);
    let [_, r] = pair(fraction / 100);
    let [v, w] = pair(fraction);
    let day = [c, d, y, e, b'-', m, n, b'-', t, u, b'T', h, i, b':', j, k, b':', p, q];
    let mut text = [b'Z'; 24];
    for (place, byte) in text.iter_mut().zip(day) {
        *place = byte;
    }
    if fraction == 0 {
        return then(text.get(..20).and_then(|it| str::from_utf8(it).ok()).unwrap_or_default());
    }
    for (place, byte) in text.iter_mut().skip(19).zip([b'.', r, v, w]) {
        *place = byte;
    }
    then(str::from_utf8(&text).unwrap_or_default())
}

/// How many wholes there are, and what is left.
fn parts(number: i64, of: i64) -> (i64, i64) {
    (number.div_euclid(of), number.rem_euclid(of))
}

/// The last two decimal digits.
fn pair(number: i64) -> [u8; 2] {
    [number / 10 % 10, number % 10].map(|digit| b'0' + u8::try_from(digit).unwrap_or_default())
}
