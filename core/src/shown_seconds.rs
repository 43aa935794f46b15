//! Lengths of time as messages show them, in seconds. Core formats no float: what that takes would weigh ten
//! thousand bytes in a browser.

use std::fmt;
use std::time::Duration;

/// Seconds with as many decimals as there are.
pub(crate) struct Seconds(pub(crate) Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.as_secs();
        let part = format!("{:09}", self.0.subsec_nanos());
        match part.trim_end_matches('0') {
            "" => write!(f, "{whole}"),
            decimals => write!(f, "{whole}.{decimals}"),
        }
    }
}

/// Seconds to the nearest millisecond.
pub(crate) struct Milliseconds(pub(crate) Duration);

impl fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nearest = self.0.saturating_add(Duration::from_micros(500));
        write!(f, "{}.{:03}", nearest.as_secs(), nearest.subsec_millis())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_shows_as_the_number_of_its_seconds() {
        for (nanos, shown, rounded) in [
            (0, "0", "0.000"),
            (1, "0.000000001", "0.000"),
            (250_000_000, "0.25", "0.250"),
            (499_999, "0.000499999", "0.000"),
            (999_500_001, "0.999500001", "1.000"),
            (3_748_200_000, "3.7482", "3.748"),
            (10_000_000_000, "10", "10.000"),
            (86_400_012_000_000, "86400.012", "86400.012"),
        ] {
            let time = Duration::from_nanos(nanos);
            let texts = (Seconds(time).to_string(), Milliseconds(time).to_string());
            assert_eq!(texts, (shown.to_owned(), rounded.to_owned()));
        }
    }
}
