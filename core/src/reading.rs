//! Reading an answer takes time as well, and its call has only so much.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::Duration;

use crate::platform::Platform;

thread_local! {
    // Operations decode an answer without knowing of their call.
    static UNTIL: RefCell<Option<(Arc<dyn Platform>, Duration)>> = const { RefCell::new(None) };
    static ROWS: Cell<u32> = const { Cell::new(0) };
}

/// How many rows are read between two looks at the clock, which costs more than a row in some hosts.
const ROWS_A_LOOK: u32 = 128;

/// Reads an answer, row by row, until that time by the platform's clock.
pub(crate) fn until<T>(platform: &Arc<dyn Platform>, end: Duration, read: impl FnOnce() -> T) -> T {
    struct Restored(Option<(Arc<dyn Platform>, Duration)>);
    impl Drop for Restored {
        fn drop(&mut self) {
            UNTIL.set(self.0.take());
        }
    }
    let _restored = Restored(UNTIL.replace(Some((platform.clone(), end))));
    read()
}

/// Called before each row of a list: an error where the time is up.
pub(crate) fn row() -> Result<(), &'static str> {
    let rows = ROWS.get().wrapping_add(1);
    ROWS.set(rows);
    if !rows.is_multiple_of(ROWS_A_LOOK) {
        return Ok(());
    }
    let is_late = |it: &Option<(Arc<dyn Platform>, Duration)>| {
        it.as_ref().is_some_and(|(platform, end)| platform.elapsed() >= *end)
    };
    if UNTIL.with_borrow(is_late) { Err("the time of the call is up") } else { Ok(()) }
}
