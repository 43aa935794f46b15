//! The parameters of a call, from the query and from a form.

use super::multipart;
use crate::message::Request;
use crate::target;

/// Names and values as they came.
#[derive(Debug)]
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads the query, and the form of a POST.
    pub(crate) fn of(request: &Request, read_form: bool) -> Self {
        let query = request.target.split_once('?').map_or("", |(_, query)| query);
        let mut pairs: Vec<(String, String)> = target::pairs(query).collect();
        if read_form && request.method == "POST" {
            if request.is_form() {
                pairs.extend(target::pairs(&String::from_utf8_lossy(&request.body)));
            }
            pairs.extend(multipart::pairs(request));
        }
        Self(pairs)
    }

    /// The last value of this name, as PHP takes it, a form's before a query's; none if it is
    /// absent or empty.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// A name that is none of the page's.
    pub(crate) fn unknown(&self) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| !KNOWN.contains(&name.as_str()));
        found.map(|(name, _)| name.as_str())
    }
}

const KNOWN: [&str; 12] = [
    "action",
    "access_key",
    "secret_access_key",
    "type",
    "search",
    "quantity",
    "fill_quantity",
    "cleansed_only",
    "distance",
    "sms_supported",
    "order_slot",
    "allow_overlay",
];
