//! What a request asks for, and whether it may.

use serde_json::Value;

use super::route::{self, Route};
use super::{Relay, RelayCall, RelayRequest, include};
use crate::attempt::Attempt;
use crate::config::shown_name;
use crate::error::{Error, ErrorKind, Result};
use crate::relayed::ATTEMPT;

/// No call of a carrier sends as much.
const LARGEST_BODY: usize = 256 * 1024;
/// No server reads a longer one.
const LONGEST_TARGET: usize = 16 * 1024;

impl Relay {
    pub(super) fn understood(&self, request: RelayRequest) -> Result<RelayCall> {
        let RelayRequest { method, target, headers, body } = request;
        if target.len() > LONGEST_TARGET || body.len() > LARGEST_BODY {
            return Err(invalid("The request is too large for a relay."));
        }
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let here = route::of(self.calls.channel.carrier).into_iter().filter_map(|it| {
            // An order of DialogTech is posted or not, as its client is set up.
            let is_method = it.method == method || it.buys && method == "POST";
            Some((it, it.path_of(path).filter(|_| is_method)?))
        });
        let here: Vec<(&'static Route, String)> = here.collect();
        if here.is_empty() {
            return Err(Error::new(
                ErrorKind::NotFound,
                "The relay knows no call with this method and path.",
            ));
        }
        let header = |name: &str| {
            let mut those = headers.iter().filter(|it| it.0.eq_ignore_ascii_case(name));
            (those.next().map(|it| it.1.as_str()), those.next().is_some())
        };
        let version = header("x-didww-api-version").0.filter(|it| is_a_day(it)).map(str::to_owned);
        match header(ATTEMPT) {
            (_, true) => Err(invalid("The request names several attempts.")),
            (Some(text), _) => self.purchase(&here, text, version),
            (None, _) => {
                let body = match here.iter().any(|it| matches!(it.0.method, "POST" | "PATCH")) {
                    // Written anew, so that it says everything once.
                    true if !body.is_empty() => Some(json(&body)?),
                    _ => None,
                };
                self.read_call(&here, query, body, version)
            }
        }
    }

    /// A purchase is what its attempt says: nothing else of the request is looked at.
    fn purchase(
        &self,
        here: &[(&'static Route, String)],
        text: &str,
        version: Option<String>,
    ) -> Result<RelayCall> {
        let attempt = Attempt::from_json(text)?;
        let mut routes = here.iter().filter(|it| it.0.buys);
        let Some((route, path)) = routes.find(|it| it.0.operation == attempt.operation) else {
            let operation = shown_name(&attempt.operation);
            return Err(invalid(&format!(
                "An attempt at `{operation}` is not placed at this path."
            )));
        };
        self.allows(&[route])?;
        if !is_an_id(&attempt.id) {
            return Err(invalid("The attempt's `id` must have 1 to 100 visible characters."));
        }
        self.calls.channel.validated(&attempt)?;
        Ok(RelayCall {
            operation: route.operation,
            attempt: Some(attempt),
            target: path.clone(),
            body: None,
            method: route.method,
            version,
        })
    }

    fn read_call(
        &self,
        here: &[(&'static Route, String)],
        query: &str,
        body: Option<Value>,
        version: Option<String>,
    ) -> Result<RelayCall> {
        let those: Vec<&(&Route, String)> =
            here.iter().filter(|(it, path)| !it.buys && it.fits(path, body.as_ref())).collect();
        if those.is_empty() {
            return Err(invalid(match here.iter().any(|it| it.0.buys) {
                true => NO_ATTEMPT,
                false => "The body is not one of a call with this method and path.",
            }));
        }
        let routes: Vec<&'static Route> = those.iter().map(|it| it.0).collect();
        let allowed = self.allows(&routes)?;
        let path = those.iter().find(|it| it.0.operation == allowed.operation).map(|it| &it.1);
        let query = allowed.query_of(query).map_err(|name| {
            let (operation, name) = (allowed.operation, shown_name(&name));
            invalid(&format!("`{operation}` has no parameter `{name}`."))
        })?;
        if let Some(other) = include::hidden(&self.allowed, allowed.carrier, &query) {
            let text = format!(
                "The relay does not allow `{other}`, whose objects the request wants by `include`."
            );
            return Err(Error::new(ErrorKind::NotEnabled, text));
        }
        Ok(RelayCall {
            operation: allowed.operation,
            attempt: None,
            target: format!("{}{query}", path.map_or("", String::as_str)),
            body,
            method: allowed.method,
            version,
        })
    }

    /// The first of these operations that the owner allows.
    fn allows(&self, routes: &[&'static Route]) -> Result<&'static Route> {
        let is_allowed =
            |it: &&&Route| self.allowed.iter().any(|one| one.operation == it.operation);
        routes.iter().find(is_allowed).copied().ok_or_else(|| {
            let name = routes.first().map_or("this", |it| it.operation);
            Error::new(ErrorKind::NotEnabled, format!("The relay does not allow `{name}`."))
        })
    }
}

const NO_ATTEMPT: &str = "A purchase names its attempt in the header `Telnum-Attempt`, as telnum's clients without \
                          keys do. Nothing was bought.";

fn json(body: &[u8]) -> Result<Value> {
    let read = serde_json::from_slice(body).ok().filter(Value::is_object);
    read.ok_or_else(|| invalid("The body is not an object in JSON."))
}

fn is_an_id(id: &str) -> bool {
    (1..=100).contains(&id.len()) && id.bytes().all(|it| it.is_ascii_graphic())
}

fn is_a_day(text: &str) -> bool {
    let digit_or_dash = |(place, byte): (usize, u8)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(digit_or_dash)
}

fn invalid(text: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, text)
}
