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
    fn a_length_of_time_shows_as_its_number_of_seconds_would() {
        let mut nanos: u64 = 1;
        for step in 0..200_000_u64 {
            // All sizes up to a day, some of them with few decimals.
            nanos = nanos.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let grain = 10_u64.pow(u32::try_from(step % 10).unwrap());
            let time = Duration::from_nanos((nanos >> 17) % 86_400_000_000_000 / grain * grain);
            assert_eq!(Seconds(time).to_string(), time.as_secs_f64().to_string());
            if time.subsec_nanos() % 1_000_000 != 500_000 {
                let rounded = format!("{:.3}", time.as_secs_f64());
                assert_eq!(Milliseconds(time).to_string(), rounded);
            }
        }
        for days in [0, 1, 366] {
            let time = crate::config::DAY * days;
            assert_eq!(Seconds(time).to_string(), time.as_secs_f64().to_string());
        }
    }
}
