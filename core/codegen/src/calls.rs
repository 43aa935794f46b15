//! What can be called: the model that every language's clients are written from.

use crate::model::Shape;

/// A client of a carrier.
pub(crate) struct Client {
    /// `IdtExpress`.
    pub(crate) name: String,
    /// How the names of its types begin: `Idt`.
    pub(crate) prefix: String,
    /// Its carrier's folder in core, and its canonical name: `idt_express`.
    pub(crate) module: String,
    /// What people call the carrier: `IDT Express`.
    pub(crate) title: String,
    /// Whether it has operations that spend money.
    pub(crate) spends: bool,
    /// Whether the carrier has a test host of its own.
    pub(crate) has_sandbox: bool,
    /// How many requests the carrier allows in a second, where it says so.
    pub(crate) requests_per_second: Option<String>,
    /// The options that no other client has, credentials first.
    pub(crate) options: Vec<ClientOption>,
    /// In the order of the documentation: by path, what reads first.
    pub(crate) calls: Vec<Call>,
    pub(crate) waits: Vec<Wait>,
}

impl Call {
    /// What it sends, and the page of the carrier's that it comes from.
    pub(crate) fn source(&self, title: &str) -> String {
        self.source_with(title, "")
    }

    /// The same, with more said of what it sends.
    pub(crate) fn source_with(&self, title: &str, more: &str) -> String {
        match self.verb.as_str() {
            "LOCAL" => format!("Nothing is sent. ({title}, *{}*)", self.page),
            verb => format!("`{verb} {}`{more} ({title}, *{}*)", self.path, self.page),
        }
    }
}

/// An option of a client.
pub(crate) struct ClientOption {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) shape: OptionShape,
}

/// What an option holds.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum OptionShape {
    Text,
    /// A credential, with the environment variable that may hold it.
    Credential {
        variable: String,
    },
    Integer,
    Number,
    Flag,
    Duration,
    /// A file's path; in JavaScript, which may have no files, an object of the caller's.
    Path,
    /// Texts by name.
    Headers,
    /// One of the names of a set.
    Set(String),
    /// A function that returns a token.
    Tokens,
}

/// A method that sends one request.
pub(crate) struct Call {
    /// `list_regions`.
    pub(crate) name: String,
    /// The request in core: `ListRegions`.
    pub(crate) request: String,
    /// In which file of the carrier's folder it is.
    pub(crate) file: String,
    /// Its paragraphs; the first is one sentence or two.
    pub(crate) doc: Vec<String>,
    pub(crate) verb: String,
    pub(crate) path: String,
    /// Whether it has a request of its own, and does not make other calls instead.
    pub(crate) sends: bool,
    /// The page of the carrier's documentation.
    pub(crate) page: String,
    pub(crate) arguments: Vec<Parameter>,
    pub(crate) output: Shape,
    /// For a purchase: the method that prepares it.
    pub(crate) prepare: Option<String>,
    pub(crate) walk: Option<Walk>,
    pub(crate) raises: Vec<Raise>,
}

/// An argument of a call.
pub(crate) struct Parameter {
    /// What callers call it.
    pub(crate) name: String,
    /// What core's request calls it.
    pub(crate) field: String,
    pub(crate) doc: String,
    /// Without the `Option` of what may be left out.
    pub(crate) shape: Shape,
    pub(crate) required: bool,
    /// Nothing may show it.
    pub(crate) secret: bool,
}

/// A method that walks over all rows of a list.
pub(crate) struct Walk {
    /// `numbers`; the page has its rows under the same name.
    pub(crate) name: String,
    pub(crate) doc: Vec<String>,
    /// `IdtNumber`.
    pub(crate) row: String,
    /// `IdtNumberPage`.
    pub(crate) page: String,
    /// The most pages that may be asked for ahead.
    pub(crate) ahead: Option<String>,
}

/// A method that waits, and one that shows each state on the way.
pub(crate) struct Wait {
    /// `wait_for_order`.
    pub(crate) name: String,
    pub(crate) doc: Vec<String>,
    /// The request in core: `WaitForOrder`.
    pub(crate) request: String,
    /// In which file of the carrier's folder it is.
    pub(crate) file: String,
    /// `watch_order`.
    pub(crate) watch: String,
    pub(crate) watch_doc: Vec<String>,
    /// The page of the operation that looks, or buys.
    pub(crate) page: String,
    /// Its verb and path.
    pub(crate) source: String,
    /// Its request in core.
    pub(crate) by: String,
    /// Whether it buys; else it is called again and again.
    pub(crate) buys: bool,
    pub(crate) arguments: Vec<Parameter>,
    /// `IdtOrder`.
    pub(crate) output: String,
    pub(crate) raises: Vec<Raise>,
}

/// A kind of error, and when a call raises it: a clause that follows `where`.
#[derive(Clone)]
pub(crate) struct Raise {
    pub(crate) kind: String,
    pub(crate) when: String,
}

impl Client {
    /// The call that a wait repeats, or buys by.
    pub(crate) fn of_wait(&self, wait: &Wait) -> Option<&Call> {
        self.calls.iter().find(|it| it.request == wait.by)
    }

    /// Its purchases. All of a carrier's bring the same thing.
    pub(crate) fn purchases(&self) -> Vec<&Call> {
        self.calls.iter().filter(|it| it.prepare.is_some()).collect()
    }
}

impl Call {
    /// What must be given, in order.
    pub(crate) fn required(&self) -> Vec<&Parameter> {
        self.arguments.iter().filter(|it| it.required).collect()
    }

    /// Whether nothing may be left out, so that there is nothing but what must be given.
    pub(crate) fn is_plain(&self) -> bool {
        self.arguments.iter().all(|it| it.required)
    }
}
