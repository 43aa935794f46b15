//! The caller's own code may panic; a call does not break for it, and ends as it would have.

use std::sync::Arc;

use telnum::{
    Attempt, BoxFuture, Claim, Didww, Emulator, Error, ErrorKind, Journal, ListDids, ListNumbers,
    LogEvent, LogLevel, LogSink, OpenAttempt, Result, Secret, Timestamp, TokenFailed, TokenSource,
};

struct Panics {
    wants: bool,
    before: bool,
}

impl LogSink for Panics {
    fn wants(&self, _: LogLevel) -> bool {
        assert!(self.wants, "a sink that fails");
        true
    }

    fn log(&self, _: LogEvent) {
        panic!("a sink that fails")
    }
}

impl Journal for Panics {
    fn claim<'a>(&'a self, _: &'a Attempt, _: Timestamp) -> BoxFuture<'a, Result<Claim>> {
        assert!(!self.before, "a journal that fails");
        Box::pin(async { Ok(Claim::Granted) })
    }

    fn settle<'a>(
        &'a self,
        _: &'a Attempt,
        _: Result<Option<&'a str>, &'a Error>,
        _: Timestamp,
    ) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { panic!("a journal that fails") })
    }

    fn open(&self) -> BoxFuture<'_, Result<Vec<OpenAttempt>>> {
        panic!("a journal that fails")
    }
}

impl TokenSource for Panics {
    fn token(&self) -> BoxFuture<'_, Result<Secret, TokenFailed>> {
        panic!("a source that fails")
    }
}

#[tokio::test]
async fn a_sink_that_panics_changes_nothing() {
    for wants in [true, false] {
        let emulator = Emulator::new(7);
        let sink = Arc::new(Panics { wants, before: false });
        let client = emulator.idt_express_builder().logger(sink).build().unwrap();
        assert_eq!(client.create_order(16847, 2).await.unwrap().ordered, Some(2));
        assert_eq!(client.list_numbers(ListNumbers::new()).await.unwrap().numbers.len(), 4);
        assert_eq!(emulator.ledger().len(), 1);
    }
}

#[tokio::test]
async fn a_journal_that_panics_keeps_a_purchase_back_or_changes_nothing() {
    for before in [false, true] {
        let emulator = Emulator::new(7);
        let journal = Arc::new(Panics { wants: true, before });
        let client = emulator.idt_express_builder().journal_store(journal).build().unwrap();
        let ended = client.create_order(16847, 2).await;
        match ended {
            Ok(order) => assert_eq!((before, order.ordered), (false, Some(2))),
            Err(error) => assert_eq!((before, error.kind), (true, ErrorKind::Configuration)),
        }
        assert_eq!(emulator.ledger().len(), usize::from(!before));
    }
}

#[tokio::test]
async fn a_source_of_tokens_that_panics_sends_nothing() {
    let emulator = Emulator::new(7);
    let source = Arc::new(Panics { wants: true, before: false });
    let client = Didww::builder()
        .base_url("http://emulator.localhost")
        .token_source(source)
        .surroundings(emulator.surroundings())
        .build()
        .unwrap();
    let error = client.list_dids(ListDids::default()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Authentication, "{error}");
    assert!(emulator.requests().is_empty());
}
