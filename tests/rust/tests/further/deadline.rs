//! The deadline holds, whatever the server does.

use std::time::{Duration, Instant};

use crate::support::{Reply, Wire, once};
use telnum::{ErrorKind, ListNumbers};

const DEADLINE: Duration = Duration::from_millis(400);
const OVERSHOOT: Duration = Duration::from_millis(50);

/// The smallest overshoot of up to ten calls: a busy machine may delay any one of them.
async fn overshoot(reply: fn() -> Reply, purchase: bool) -> Duration {
    let wire = Wire::new(move |_| reply());
    let client = wire.client(once(DEADLINE.as_secs_f64()));
    let mut least = Duration::MAX;
    for _ in 0..10 {
        let begun = Instant::now();
        let error = if purchase {
            let error = client.create_order(16847, 3).await.unwrap_err();
            assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
            assert_eq!(error.cause, Some(ErrorKind::Timeout));
            error
        } else {
            client.list_numbers(ListNumbers::new()).await.unwrap_err()
        };
        assert!(purchase || error.kind == ErrorKind::Timeout, "{error}");
        let took = begun.elapsed();
        assert!(took >= DEADLINE, "{took:?}");
        least = least.min(took - DEADLINE);
        if least <= OVERSHOOT {
            break;
        }
    }
    least
}

#[tokio::test]
async fn the_deadline_holds_against_a_drip_of_a_byte_a_second() {
    let least = overshoot(|| Reply::Drip(Duration::from_secs(1)), false).await;
    assert!(least <= OVERSHOOT, "{least:?}");
}

#[tokio::test]
async fn the_deadline_holds_against_a_drip_without_pause() {
    let least = overshoot(|| Reply::Drip(Duration::from_millis(1)), false).await;
    assert!(least <= OVERSHOOT, "{least:?}");
}

#[tokio::test]
async fn the_deadline_holds_against_silence() {
    let least = overshoot(|| Reply::Silence, false).await;
    assert!(least <= OVERSHOOT, "{least:?}");
}

#[tokio::test]
async fn the_deadline_of_a_purchase_holds_against_a_drip() {
    let least = overshoot(|| Reply::Drip(Duration::from_secs(1)), true).await;
    assert!(least <= OVERSHOOT, "{least:?}");
}

#[tokio::test]
async fn the_deadline_covers_the_pauses_between_attempts() {
    let wire = Wire::new(|_| {
        Reply::Raw(b"HTTP/1.1 503 Busy\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n".to_vec())
    });
    let settings =
        telnum::Settings { timeout: Some(Duration::from_millis(1500)), ..Default::default() };
    let begun = Instant::now();
    let error = wire.client(settings).list_numbers(ListNumbers::new()).await.unwrap_err();
    // One pause of a second fits, a second one does not, and is not begun.
    assert_eq!((error.kind, error.retry_after), (ErrorKind::Server, Some(1.0)));
    assert_eq!(wire.seen().len(), 2);
    assert!(begun.elapsed() < Duration::from_millis(1450), "{:?}", begun.elapsed());
}
