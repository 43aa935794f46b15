//! The DIDs on the account.

use telnum_macros::operation;

use super::did::DidwwDid;
use super::fieldset::{self, DidwwFieldset};
use super::filter::DidwwDidFilter;
use super::names::{DidwwDidField, DidwwInclude, DidwwSort};
use super::page::{DidwwDidPage, DidwwRow};
use super::{document, errors};
use crate::checks::Checks;
use crate::error::Result;
use crate::operation::Encoded;
use crate::pager::{Listing, Paged};
use crate::transport::{HttpResponse, Method};

/// Lists one page of the account's DIDs, linked to what the call includes.
#[operation(
    Didww::list_dids,
    GET "/v3/dids",
    page = "Get DIDs",
    answer = with(ListDids::read, DidwwDidPage),
    validate = ListDids::rules,
    encode = ListDids::request,
    walk(dids, ahead = 20, "All DIDs that pass the filters, one after another. A DID goes on leading to \
        what its page included."),
)]
pub struct ListDids {
    /// Which DIDs: they have to pass all of these.
    pub filter: DidwwDidFilter,
    /// What to include, such as `did_group.country`. To ask a DID for what is not named here is an
    /// `invalid_input` error.
    pub include: Vec<DidwwInclude>,
    /// By what to sort, the first counting most; where a name is a string, `-` before it puts the greatest
    /// first. By default, by the carrier's own ids.
    pub sort: Vec<DidwwSort>,
    /// Which fields to return, by JSON:API type; by default, all. Links to what is included are added.
    pub fields: Vec<DidwwFieldset>,
    /// Counted from 1, which is the carrier's default.
    pub page: Option<i32>,
    /// Rows per page, from 1 to 1000; the carrier's default is 50, and it may allow only 100.
    pub page_size: Option<i32>,
}

impl ListDids {
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

    fn rules(&self, checks: &mut Checks) {
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

    fn request(&self) -> Result<Encoded> {
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

    fn read(&self, answer: &HttpResponse) -> Result<DidwwDidPage> {
        document::read(answer, !self.include.is_empty())
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

/// The carrier wants both headers on every request, a `GET` included.
fn address(segments: &[&str]) -> Result<Encoded> {
    Ok(Encoded::new(Method::Get, segments)?.accept(MEDIA_TYPE).content_type(MEDIA_TYPE))
}

/// JSON:API; parameters to it are refused.
const MEDIA_TYPE: &str = "application/vnd.api+json";
