//! How amounts of money are written in the canonical form: decimal text, never a float.

/// For `#[serde(with = "decimal_text")]` on an optional amount.
pub(crate) mod decimal_text {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    struct Amount(Decimal);

    impl Serialize for Amount {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            amount_text(&self.0, |text| serializer.serialize_str(text))
        }
    }

    /// Does something with the text of an amount.
    pub fn amount_text<T>(amount: &Decimal, then: impl FnOnce(&str) -> T) -> T {
        let mut buffer = [0; 32];
        let begin = write(amount, &mut buffer);
        match begin.and_then(|begin| std::str::from_utf8(buffer.get(begin..)?).ok()) {
            Some(text) => then(text),
            None => then(&amount.to_string()),
        }
    }

    /// The text of an amount as `to_string` makes it, without its detours: a page has thousands.
    fn write(amount: &Decimal, buffer: &mut [u8; 32]) -> Option<usize> {
        let mut digits = u64::try_from(amount.mantissa().unsigned_abs()).ok()?;
        let mut places = buffer.iter_mut().rev();
        let mut written = 0;
        while digits > 0 || written <= amount.scale() {
            if written == amount.scale() && written > 0 {
                *places.next()? = b'.';
            }
            *places.next()? = b'0' + u8::try_from(digits % 10).ok()?;
            digits /= 10;
            written += 1;
        }
        if amount.is_sign_negative() {
            *places.next()? = b'-';
        }
        Some(places.len())
    }

    pub(crate) fn serialize<S: Serializer>(
        amount: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        amount.map(Amount).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        Option::<String>::deserialize(deserializer)?
            .map(|text| text.parse().map_err(D::Error::custom))
            .transpose()
    }

    #[cfg(test)]
    mod tests {
        use super::{Amount, Decimal};

        #[test]
        fn amounts_are_written_as_decimals_own_text() {
            for written in [
                "0",
                "0.00",
                "-0.00",
                "5",
                "5.00",
                "0.05",
                "-12.3",
                "4.7354",
                "100",
                "10.0",
                "18446744073709551615",
                "18446744073709551616.5",
                "0.0000000000000000000000000001",
                "79228162514264337593543950335",
                "-79228162514264337593543950335",
            ] {
                let amount: Decimal = written.parse().unwrap();
                let json = serde_json::to_string(&Amount(amount)).unwrap();
                assert_eq!(json, format!("\"{amount}\""));
            }
        }
    }
}

#[cfg(feature = "uniffi")]
mod foreign {
    use rust_decimal::Decimal;

    uniffi::custom_type!(Decimal, String, {
        remote,
        lower: |amount| amount.to_string(),
        try_lift: |text| Ok(text.parse()?),
    });
}
