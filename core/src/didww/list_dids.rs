//! The DIDs on the account.

use serde_json::Value;

use super::did::DidwwDid;
use super::fieldset::{self, DidwwFieldset};
use super::filter::DidwwDidFilter;
use super::names::{DidwwDidField, DidwwInclude, DidwwSort};
use super::page::{DidwwDidPage, DidwwRow};
use super::{document, errors};
use crate::arguments::{Arguments, FromArguments};
use crate::checks::Checks;
use crate::error::{Carrier, Result};
use crate::operation::{Encoded, Operation, Refusal, Repeat};
use crate::pager::{Listing, Paged};
use crate::transport::{HttpResponse, Method};

/// `GET /v3/dids`: a page of the account's DIDs. (DIDWW, *Get DIDs*)
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ListDids {
    /// Which DIDs.
    pub filter: DidwwDidFilter,
    /// What to bring along. What is not named here cannot be asked of a DID.
    pub include: Vec<DidwwInclude>,
    /// In which order; by default, that of the carrier's own ids.
    pub sort: Vec<DidwwSort>,
    /// Which fields to return, by type; by default, all. The names of included relationships are
    /// added, since without them no DID would lead to what was included.
    pub fields: Vec<DidwwFieldset>,
    /// Counted from 1, which is the carrier's default.
    pub page: Option<i32>,
    /// Rows a page, from 1 to 1000; the carrier's default is 50, and it may allow only 100.
    pub page_size: Option<i32>,
}

impl ListDids {
    /// All DIDs with all attributes, nothing brought along.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only those that pass these filters.
    #[must_use]
    pub fn filter(mut self, filter: DidwwDidFilter) -> Self {
        self.filter = filter;
        self
    }

    /// Brings these along too.
    #[must_use]
    pub fn include<T: Into<DidwwInclude>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.include.extend(names.into_iter().map(Into::into));
        self
    }

    /// Sorts by these keys, the first counting most.
    #[must_use]
    pub fn sort<T: Into<DidwwSort>>(mut self, keys: impl IntoIterator<Item = T>) -> Self {
        self.sort.extend(keys.into_iter().map(Into::into));
        self
    }

    /// Returns only these fields of each DID, and the links to what is included.
    #[must_use]
    pub fn fields<T: Into<DidwwDidField>>(self, names: impl IntoIterator<Item = T>) -> Self {
        self.fields_of("dids", names.into_iter().map(|it| it.into().as_str().to_owned()))
    }

    /// Returns only these fields of each object of a JSON:API type, such as `did_groups`.
    #[must_use]
    pub fn fields_of<T: Into<String>>(
        mut self,
        object_type: impl Into<String>,
        names: impl IntoIterator<Item = T>,
    ) -> Self {
        let fields = names.into_iter().map(Into::into).collect();
        self.fields.push(DidwwFieldset { object_type: object_type.into(), fields });
        self
    }

    /// This page, counted from 1.
    #[must_use]
    pub fn page(mut self, page: i32) -> Self {
        self.page = Some(page);
        self
    }

    /// So many rows a page.
    #[must_use]
    pub fn page_size(mut self, rows: i32) -> Self {
        self.page_size = Some(rows);
        self
    }
}

impl Operation for ListDids {
    const NAME: &'static str = "list_dids";
    const CARRIER: Carrier = Carrier::Didww;
    const REPEAT: Repeat = Repeat::Safe;
    type Output = DidwwDidPage;

    fn validate(&self, checks: &mut Checks) {
        let mut named = |field: &str, name: &str| {
            if let Some(problem) = errors::problem_of_name(name) {
                checks.fail(errors::invalid(field, &format!("has a name that {problem}")));
            }
        };
        self.include.iter().for_each(|it| named("include", it.as_str()));
        self.sort.iter().for_each(|it| named("sort", it.key.as_str()));
        for DidwwFieldset { object_type, fields } in &self.fields {
            let field = format!("fields[{object_type}]");
            named(&field, object_type);
            fields.iter().for_each(|it| named(&field, it));
        }
        for DidwwFieldset { object_type, .. } in
            self.fields.iter().filter(|it| it.fields.is_empty())
        {
            checks.fail(errors::invalid(&format!("fields[{object_type}]"), "names no field"));
        }
        self.filter.validate(checks);
        if self.page.is_some_and(|it| it < 1) {
            checks.fail(errors::invalid("page[number]", "must be 1 or more"));
        }
        if self.page_size.is_some_and(|it| !(1..=1000).contains(&it)) {
            checks.fail(errors::invalid("page[size]", "must be from 1 to 1000"));
        }
    }

    fn encode(&self) -> Result<Encoded> {
        let joined = |names: Vec<String>| (!names.is_empty()).then(|| names.join(","));
        let includes = self.include.iter().map(|it| it.as_str().to_owned()).collect();
        let mut encoded = self
            .filter
            .encode(address(&["v3", "dids"])?)
            .query("include", joined(includes))
            .query("sort", joined(self.sort.iter().map(DidwwSort::text).collect()));
        for fieldset in fieldset::with_links(&self.fields, &self.include) {
            let name = format!("fields[{}]", fieldset.object_type);
            encoded = encoded.query(&name, Some(fieldset.fields.join(",")));
        }
        Ok(encoded.query("page[number]", self.page).query("page[size]", self.page_size))
    }

    fn decode(&self, answer: &HttpResponse) -> Result<DidwwDidPage> {
        document::read(answer, !self.include.is_empty())
    }

    fn decode_error(answer: &HttpResponse) -> Refusal {
        errors::read(answer)
    }
}

impl Paged for ListDids {
    type Listed = DidwwDid;
    type Row = DidwwRow;
    type Key = String;

    const USUAL_SIZE: i32 = 50;

    fn page_number(&self) -> Option<i32> {
        self.page
    }

    fn page_size(&self) -> Option<i32> {
        self.page_size
    }

    fn at_page(&self, page: i32) -> Self {
        self.clone().page(page)
    }

    fn rows(page: &mut DidwwDidPage) -> (&mut Vec<DidwwDid>, Listing) {
        let listing = Listing { total: page.total_records, ..Listing::default() };
        (&mut page.dids, listing)
    }

    /// Two DIDs can have one number.
    fn key(row: &DidwwDid) -> String {
        row.id.clone()
    }

    fn into_rows(page: DidwwDidPage) -> Vec<DidwwRow> {
        page.into_rows()
    }
}

impl FromArguments for ListDids {
    fn from_arguments(arguments: &mut Arguments) -> Self {
        let filter = DidwwDidFilter::from_arguments(arguments);
        let include = arguments.texts("include").iter().map(|it| DidwwInclude::read(it)).collect();
        let sort = arguments.texts("sort").iter().map(|it| DidwwSort::read(it)).collect();
        let mut fields = Vec::new();
        for (object_type, names) in arguments.object("fields") {
            let names = names.as_array().and_then(|it| it.iter().map(text).collect());
            match names {
                Some(names) => fields.push(DidwwFieldset { object_type, fields: names }),
                None => {
                    arguments.fail(&format!("fields[{object_type}]"), "must be a list of names");
                }
            }
        }
        let (page, page_size) = (arguments.integer("page"), arguments.integer("page_size"));
        Self { filter, include, sort, fields, page, page_size }
    }
}

/// The carrier wants both headers on every request, a `GET` included.
fn address(segments: &[&str]) -> Result<Encoded> {
    Ok(Encoded::new(Method::Get, segments)?.accept(MEDIA_TYPE).content_type(MEDIA_TYPE))
}

/// JSON:API; parameters to it are refused.
const MEDIA_TYPE: &str = "application/vnd.api+json";

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
