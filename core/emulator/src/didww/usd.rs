//! Money in ten-thousandths of a dollar: prices have up to three decimals, and VAT adds more.

use std::ops;

/// An amount in USD.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Usd(pub(crate) i64);

impl Usd {
    /// An amount in whole cents.
    pub(crate) fn cents(cents: u32) -> Self {
        Self(i64::from(cents) * 100)
    }

    /// Reads one of the emulator's own prices.
    pub(crate) fn read(text: &str) -> Self {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        Self(format!("{whole}{part:0<4}").parse().unwrap_or_default())
    }

    /// So many times the amount.
    pub(crate) fn times(self, count: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(count)))
    }

    /// A part of it: `over` of so many parts.
    pub(crate) fn part(self, over: u64, of: u64) -> Self {
        let (over, of) = (i64::try_from(over).unwrap_or_default(), i64::try_from(of).unwrap_or(1));
        Self(self.0.saturating_mul(over) / of.max(1))
    }

    /// Without what is less than a cent.
    pub(crate) fn whole_cents(self) -> Self {
        Self(self.0.div_euclid(100) * 100)
    }

    /// The amount with its value added tax.
    pub(crate) fn with_vat(self, percent: u32) -> Self {
        self.part(u64::from(percent) + 100, 100)
    }

    /// As many decimals as it needs, and at least so many.
    pub(crate) fn text(self, least: usize) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 10_000, self.0.unsigned_abs() % 10_000);
        let part = format!("{part:04}");
        let part = format!("{:0<least$}", part.trim_end_matches('0'));
        format!("{sign}{whole}.{part}")
    }

    /// Two decimals, the rest cut off.
    pub(crate) fn in_cents(self) -> String {
        crate::money::Cents(self.0.div_euclid(100)).to_string()
    }
}

impl ops::Add for Usd {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl ops::Sub for Usd {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_the_carrier_does() {
        let text = |text| Usd::read(text).text(1);
        for (read, written) in [("0.0", "0.0"), ("12", "12.0"), ("0.125", "0.125"), ("5.00", "5.0")]
        {
            assert_eq!(text(read), written);
        }
        assert_eq!(Usd::read("2").text(2), "2.00");
        assert_eq!(Usd::read("0.125").times(3).in_cents(), "0.37");
        assert_eq!(Usd::read("2.06").with_vat(21).text(1), "2.4926");
        assert_eq!((Usd::read("1") - Usd::read("1.5")).text(1), "-0.5");
        assert_eq!((Usd::read("1") - Usd::read("1.501")).in_cents(), "-0.51");
    }
}
