//! What telnum needs of the tokio runtime that its calls are awaited in.

use std::panic::catch_unwind;
use std::time::Duration;

use tokio::runtime::Handle;

use crate::error::Error;

/// Why a call cannot be made here, for a person.
pub(crate) type Problem = &'static str;

/// Whether there is a runtime here, and one that can wait.
pub(crate) fn timer() -> Result<Handle, Problem> {
    let handle = Handle::try_current().map_err(
        |_| "there is no tokio runtime to run on: await calls inside one, such as `#[tokio::main]`",
    )?;
    // tokio tells of a missing timer by a panic alone. It is caught while nothing is sent yet, when it
    // can still be an error; a timer that is made and dropped costs nothing.
    catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).map_err(|_| {
        "the tokio runtime has no timer: build it with `enable_all`, or `enable_time` and `enable_io`"
    })?;
    Ok(handle)
}

pub(crate) fn unusable(problem: Problem) -> Error {
    Error::configuration(format!("The request could not be made: {problem}. Nothing was sent."))
}
