//! Whole orders against the emulated DialogTech.

mod faults;
mod inventory;
mod keys;
mod orders;
mod overlays;
mod shapes;
mod slots;

use crate::{Emulator, LedgerEntry, Reply, Request, Response};
use serde_json::{Value, json};

const KEYS: &str =
    "/ibp_api.php?action=numbers.order&access_key=emulator-key&secret_access_key=emulator-secret";

/// A GET as the page shows it.
fn get(target: &str) -> Request {
    Request { method: "GET".into(), target: target.into(), ..Request::default() }
}

/// A POST with a form.
fn post(target: &str, form: &str) -> Request {
    let content_type = "application/x-www-form-urlencoded".to_owned();
    Request {
        method: "POST".into(),
        target: target.into(),
        headers: vec![("content-type".into(), content_type)],
        body: form.into(),
    }
}

/// What an answer says: `<result>`, the text or `<quantity>`, and the numbers.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    result: String,
    description: String,
    numbers: Vec<String>,
}

impl Said {
    fn of(response: &Response) -> Self {
        let text = String::from_utf8(response.body.clone()).unwrap();
        let mut numbers = Vec::new();
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once("<number>") {
            let (number, after) = after.split_once("</number>").unwrap();
            numbers.push(number.to_owned());
            rest = after;
        }
        let description = between(&text, "quantity").unwrap_or_else(|| {
            between(&text, "result_description").unwrap_or_default().trim().to_owned()
        });
        Self { result: between(&text, "result").unwrap_or_default(), description, numbers }
    }

    /// The numbers of a purchase whose count is right.
    fn bought(self) -> Vec<String> {
        assert_eq!(self.result, "success", "{self:?}");
        assert_eq!(self.description, self.numbers.len().to_string());
        self.numbers
    }

    /// The text of a refusal, without its mark.
    fn refused(&self) -> &str {
        assert_eq!((self.result.as_str(), self.numbers.len()), ("failed", 0), "{self:?}");
        self.description.strip_prefix("EMULATOR: ").unwrap()
    }
}

fn between(text: &str, element: &str) -> Option<String> {
    let (_, after) = text.split_once(&format!("<{element}>"))?;
    Some(after.split_once(&format!("</{element}>"))?.0.to_owned())
}

impl Emulator {
    fn whole(&mut self, request: &Request) -> Response {
        match self.handle(request) {
            Reply::Answer { response, .. } => response,
            other => panic!("{other:?}"),
        }
    }

    /// Orders with these parameters after the keys.
    fn buy(&mut self, parameters: &str) -> Said {
        let response = self.whole(&get(&format!("{KEYS}&{parameters}")));
        assert_eq!(response.status, 200);
        Said::of(&response)
    }

    /// Orders numbers of an area code, partly if need be, and tells how many came.
    fn count(&mut self, parameters: &str) -> usize {
        let said = self.buy(&format!("fill_quantity=0&{parameters}"));
        if said.result == "failed" { 0 } else { said.bought().len() }
    }

    fn last_line(&self) -> LedgerEntry {
        self.ledger().pop().unwrap()
    }
}

fn set(switch: &str, value: Value) -> Emulator {
    Emulator::new(7).with(&format!("dialog_tech_{switch}"), value)
}
