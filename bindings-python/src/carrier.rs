//! What the clients of all carriers can do, each by the name of an operation.

mod didww;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::{Map, Value};
use telnum::{Attempt, ByName, CallOptions, Error, ErrorKind, Output, Response, Result};

use crate::bridge::Show;
use crate::client::{Client, Open};
use crate::error::to_exception;
use crate::from_python;
use crate::journal::PythonJournal;
use crate::log::PythonLog;
use crate::to_python::to_python;
use crate::tokens::PythonTokens;

/// A client of core's, and how what it brings becomes Python's.
pub(crate) struct Carrier {
    pub(crate) calls: ByName,
    /// The module of its records.
    pub(crate) module: &'static str,
    pub(crate) show: ToPython,
}

/// Makes a Python object of what a call brought.
pub(crate) type ToPython = for<'py> fn(Python<'py>, Box<dyn Output>) -> PyResult<Bound<'py, PyAny>>;

impl Carrier {
    /// Calls an operation by its name; one that buys goes by way of `place`.
    pub(crate) async fn call(
        self: Arc<Self>,
        operation: String,
        arguments: Map<String, Value>,
        options: CallOptions,
    ) -> Result<Response<Show>> {
        Ok(self.shown(self.calls.call(&operation, arguments, options).await?))
    }

    /// Sends an attempt.
    pub(crate) async fn place(
        self: Arc<Self>,
        attempt: Attempt,
        options: CallOptions,
    ) -> Result<Response<Show>> {
        Ok(self.shown(self.calls.place(&attempt, options).await?))
    }

    fn shown(&self, answer: Response<Box<dyn Output>>) -> Response<Show> {
        let show = self.show;
        answer.map(|value| -> Show { Box::new(move |py| show(py, value)) })
    }
}

/// As it is.
fn as_it_is(py: Python<'_>, value: Box<dyn Output>) -> PyResult<Bound<'_, PyAny>> {
    to_python(py, &value.seen())
}

macro_rules! openers {
    ($($(#[$doc:meta])* $name:ident($builder:ident) $module:literal $show:path;)*) => {
        $(
            $(#[$doc])*
            pub(crate) fn $name(
                py: Python<'_>,
                builder: telnum::$builder,
                given: &Bound<'_, PyDict>,
            ) -> PyResult<Client> {
                let (options, journal) = split(given)?;
                let builder = builder.logger(Arc::new(PythonLog)).options(options);
                let mut builder = builder.map_err(|error| to_exception(py, error))?;
                if let Some(journal) = journal {
                    builder = builder.journal_store(Arc::new(journal));
                }
                let open: Open = Box::new(move || {
                    let calls = builder.clone().build()?.by_name();
                    Ok(Arc::new(Carrier { calls, module: $module, show: $show }))
                });
                Client::open(py, open)
            }
        )*
    };
}

openers! {
    /// A client of IDT Express.
    idt_express(IdtExpressBuilder) "idt_express" as_it_is;
    /// A client of DialogTech.
    dialog_tech(DialogTechBuilder) "dialogtech" as_it_is;
    /// A client of DIDWW.
    didww(DidwwBuilder) "didww" didww::answer;
}

/// The options as plain data, and the journal of the caller's own, where there is one. A path may be an object, such as
/// `pathlib.Path`.
fn split(given: &Bound<'_, PyDict>) -> PyResult<(Map<String, Value>, Option<PythonJournal>)> {
    let Some(journal) = given.get_item("journal")?.filter(|it| !it.is_none()) else {
        return Ok((from_python::named(given)?, None));
    };
    let others = given.copy()?;
    others.del_item("journal")?;
    let mut options = from_python::named(&others)?;
    let path = journal.extract::<PathBuf>().ok();
    match path.as_deref().and_then(Path::to_str) {
        Some(path) => {
            options.insert("journal".to_owned(), path.into());
            Ok((options, None))
        }
        None => Ok((options, Some(PythonJournal::new(journal)?))),
    }
}

/// A builder with the source of tokens that a caller may have given.
pub(crate) fn with_tokens(
    builder: telnum::DidwwBuilder,
    tokens: Option<Bound<'_, PyAny>>,
) -> PyResult<telnum::DidwwBuilder> {
    Ok(match tokens {
        Some(source) => builder.token_source(Arc::new(PythonTokens::new(source)?)),
        None => builder,
    })
}

/// The attempt that a call is to place, where it buys.
pub(crate) fn attempt(
    calls: &ByName,
    operation: &str,
    arguments: &mut Map<String, Value>,
) -> Result<Option<Attempt>> {
    match operation {
        "place" => given_attempt(std::mem::take(arguments)).map(Some),
        _ if calls.is_purchase(operation) => {
            calls.prepare(operation, std::mem::take(arguments)).map(Some)
        }
        _ => Ok(None),
    }
}

/// The attempt that `place` takes.
fn given_attempt(mut arguments: Map<String, Value>) -> Result<Attempt> {
    match arguments.remove("attempt") {
        Some(Value::Object(members)) => Attempt::from_members(&members),
        // Not quoted: a stored attempt's text is as long as a page.
        _ => Err(Error::new(
            ErrorKind::InvalidInput,
            "`attempt` must be an `Attempt`; `Attempt.from_json` reads one from its JSON text.",
        )),
    }
}
