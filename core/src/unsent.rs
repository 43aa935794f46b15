//! Calls whose time was up before their request was sent.

use std::time::Duration;

use crate::error::{Carrier, Error, ErrorKind};
use crate::failing::Failing;
use crate::policy::retry::Failed;
use crate::shown_seconds::Seconds;
use crate::types::Timestamp;

impl Failing {
    /// The client's own limit allows no request before the deadline.
    pub(crate) fn over_limit(carrier: Carrier, wait: Duration, sent_at: Timestamp) -> Self {
        let text = format!(
            "`requests_per_second` allows the next request only in {} s, after this call's deadline. \
             Nothing was sent.",
            Seconds(wait)
        );
        let error = Error::new(ErrorKind::RateLimited, text).with(|it| {
            it.carrier = Some(carrier);
            it.retry_after = Some(wait.as_secs_f64());
        });
        let failed = Failed {
            kind: ErrorKind::RateLimited,
            not_sent: true,
            refused: false,
            final_answer: true,
            retry_after: Some(wait),
        };
        Self { error, failed, sent_at, told: None }
    }

    /// All connections were busy until the deadline.
    pub(crate) fn no_place(carrier: Carrier, sent_at: Timestamp) -> Self {
        let text = "The call passed its deadline while it waited for a connection: `max_connections` \
                    requests of this client are under way. Nothing was sent.";
        Self::too_early(text, carrier, sent_at)
    }

    /// The time was up before anything could be sent.
    pub(crate) fn no_time(carrier: Carrier, sent_at: Timestamp) -> Self {
        let text = "The call passed its deadline before its request. Nothing was sent.";
        Self::too_early(text, carrier, sent_at)
    }

    fn too_early(text: &str, carrier: Carrier, sent_at: Timestamp) -> Self {
        let error = Error::new(ErrorKind::Timeout, text).with(|it| it.carrier = Some(carrier));
        let failed = Failed {
            kind: ErrorKind::Timeout,
            not_sent: true,
            refused: false,
            final_answer: true,
            retry_after: None,
        };
        Self { error, failed, sent_at, told: None }
    }
}
